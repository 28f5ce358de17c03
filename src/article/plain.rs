//! Plain text, as people save it from a browser or an editor.
//!
//! The encoding: a byte order mark decides; else what is UTF-8 is UTF-8; else it is guessed (by `chardetng`, as Firefox does) and
//! the record says so. CRLF and CR become LF. Nothing else is touched: no trimming, no normalisation.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use super::{Kind, Outcome, Problem};
use crate::text::{LineEnds, Reading};

pub(super) const KIND: Kind = Kind {
    name: "plain",
    version: 1,
    endings: &["txt", "text"],
    read,
};

fn read(bytes: &[u8], recorded: Option<&Reading>) -> Outcome {
    let marked = Encoding::for_bom(bytes);
    let body = marked.map_or(bytes, |(_, length)| &bytes[length..]);
    let has_zero = memchr::memchr(0, body).is_some();
    let sound = match marked {
        None if !has_zero => std::str::from_utf8(body).ok(),
        _ => None,
    };
    let (encoding, guessed) = match (marked, sound) {
        (Some((encoding, _)), _) => (encoding, false),
        (None, Some(_)) => (UTF_8, false),
        (None, None) => choose(body, has_zero, recorded)?,
    };
    let (text, malformed) = match sound {
        Some(text) => (Cow::Borrowed(text), false),
        None => encoding.decode_without_bom_handling(body),
    };
    if looks_binary(&text) {
        return Err(Problem::Binary);
    }
    if text.trim().is_empty() {
        return Err(Problem::Empty);
    }
    let replaced = if malformed {
        text.matches('\u{FFFD}').count()
    } else {
        0
    };
    let (text, line_ends) = with_line_feeds(text.into_owned());
    let reading = Reading {
        reader: KIND.name.to_owned(),
        version: KIND.version,
        encoding: encoding.name().to_owned(),
        guessed,
        byte_order_mark: marked.is_some(),
        line_ends,
        replaced,
    };
    Ok((text, reading))
}

/// The encoding of bytes that are no UTF-8 and have no byte order mark, and whether it is a guess.
fn choose(
    bytes: &[u8],
    has_zero: bool,
    recorded: Option<&Reading>,
) -> Result<(&'static Encoding, bool), Problem> {
    if has_zero {
        let zeros = |odd: usize| {
            bytes
                .iter()
                .skip(odd)
                .step_by(2)
                .filter(|&&b| b == 0)
                .count()
        };
        let (even, odd, third) = (zeros(0), zeros(1), bytes.len() / 6);
        return Err(if (even > third) != (odd > third) {
            Problem::BareUtf16
        } else {
            Problem::Binary
        });
    }
    let (sound, broken) = utf8_sequences(bytes);
    // A page with one broken byte among many good sequences is UTF-8 that suffered, not Windows-1252 full of "â€™".
    if sound > 4 * broken {
        return Ok((UTF_8, true));
    }
    // What was a guess then is not guessed anew. What was not says nothing of bytes that are another encoding now.
    let guess = recorded.filter(|reading| reading.guessed && reading.encoding != UTF_8.name());
    if let Some(encoding) =
        guess.and_then(|reading| Encoding::for_label(reading.encoding.as_bytes()))
    {
        return Ok((encoding, true));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Ok((detector.guess(None, Utf8Detection::Deny), true))
}

/// How many sequences of several bytes are good UTF-8, and how many stretches are not.
fn utf8_sequences(bytes: &[u8]) -> (usize, usize) {
    bytes.utf8_chunks().fold((0, 0), |(sound, broken), chunk| {
        let good = chunk.valid().bytes().filter(|&b| b >= 0xC0).count();
        (
            sound + good,
            broken + usize::from(!chunk.invalid().is_empty()),
        )
    })
}

/// Text has no zeros and hardly any control characters.
fn looks_binary(text: &str) -> bool {
    // Tab, the line's and the page's ends, escape.
    let is_odd = |b: u8| b.is_ascii_control() && !matches!(b, 9..=13 | 27);
    let controls = text.bytes().filter(|&b| is_odd(b)).count();
    memchr::memchr(0, text.as_bytes()).is_some() || controls > 8 + text.len() / 200
}

/// Every line end as a line feed, and which there were.
fn with_line_feeds(text: String) -> (String, LineEnds) {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return (text, LineEnds::Lf);
    }
    let both = text.matches("\r\n").count();
    let (returns, feeds) = (
        text.matches('\r').count() - both,
        text.matches('\n').count() - both,
    );
    let ends = match (both > 0, returns > 0, feeds > 0) {
        (true, false, false) => LineEnds::CrLf,
        (false, true, false) => LineEnds::Cr,
        _ => LineEnds::Mixed,
    };
    (text.replace("\r\n", "\n").replace('\r', "\n"), ends)
}

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1252;
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    const STORY: &str = "Älter: “naïve” café, 1 / 3\n\n• Größe – 320 €\n";

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn one_story_saved_in_many_ways_is_one_text() {
        let crlf = STORY.replace('\n', "\r\n");
        let ways: Vec<(Vec<u8>, &str, bool, bool, LineEnds)> = vec![
            (STORY.into(), "UTF-8", false, false, LineEnds::Lf),
            (crlf.clone().into(), "UTF-8", false, false, LineEnds::CrLf),
            (
                STORY.replace('\n', "\r").into(),
                "UTF-8",
                false,
                false,
                LineEnds::Cr,
            ),
            (
                STORY.replacen('\n', "\r\n", 1).into(),
                "UTF-8",
                false,
                false,
                LineEnds::Mixed,
            ),
            (
                format!("\u{feff}{STORY}").into(),
                "UTF-8",
                false,
                true,
                LineEnds::Lf,
            ),
            (utf16(&crlf, true), "UTF-16BE", false, true, LineEnds::CrLf),
            (utf16(STORY, false), "UTF-16LE", false, true, LineEnds::Lf),
            (
                WINDOWS_1252.encode(&crlf).0.into_owned(),
                "windows-1252",
                true,
                false,
                LineEnds::CrLf,
            ),
        ];
        for (bytes, encoding, guessed, byte_order_mark, line_ends) in ways {
            let (text, reading) = read(&bytes, None).unwrap();
            assert_eq!(text, STORY, "{encoding} {line_ends:?}");
            let expected = Reading {
                reader: "plain".into(),
                version: 1,
                encoding: encoding.into(),
                guessed,
                byte_order_mark,
                line_ends,
                replaced: 0,
            };
            assert_eq!(reading, expected);
        }
    }

    #[test]
    fn one_broken_byte_does_not_turn_utf8_into_something_else() {
        let mut bytes = "“café” – “naïve” – “Größe”".as_bytes().to_vec();
        bytes.push(0xE2);
        let (text, reading) = read(&bytes, None).unwrap();
        assert!(text.starts_with("“café”") && text.ends_with('\u{FFFD}'));
        assert_eq!(
            (reading.encoding.as_str(), reading.guessed, reading.replaced),
            ("UTF-8", true, 1)
        );
    }

    #[test]
    fn an_article_saved_again_in_another_encoding_is_the_same_text() {
        let (text, as_utf8) = read(STORY.as_bytes(), None).unwrap();
        let again = read(&WINDOWS_1252.encode(STORY).0, Some(&as_utf8)).unwrap();
        assert_eq!((again.0, again.1.encoding.as_str()), (text, "windows-1252"));
    }

    proptest! {
        #[test]
        fn any_utf8_comes_through_but_for_its_line_ends(text in any_text(), mark: bool) {
            let bytes = if mark { format!("\u{feff}{text}") } else { text.clone() };
            if let Ok((read, reading)) = read(bytes.as_bytes(), None) {
                // A file that itself begins with U+FEFF has a byte order mark.
                let body = text.strip_prefix('\u{feff}').filter(|_| !mark).unwrap_or(&text);
                prop_assert_eq!(read, body.replace("\r\n", "\n").replace('\r', "\n"));
                prop_assert_eq!(reading.replaced, 0);
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused_and_read_the_same_again(bytes: Vec<u8>) {
            if let Ok((text, reading)) = read(&bytes, None) {
                prop_assert!(!text.contains('\r'));
                prop_assert_eq!(read(&bytes, Some(&reading)).ok(), Some((text, reading)));
            }
        }
    }
}
