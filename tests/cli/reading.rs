//! One article saved in many ways is one text with one set: other line ends, a byte order mark, UTF-16, Windows-1252.

use super::*;

/// What Windows-1252 can hold, as news agencies write: curly quotes, dashes, accents, the euro.
const STORY: &str = "Café owner denies “naïve” claims\n\nSTRASBOURG — “We never said that,” Zoë Müller, the owner’s lawyer, told reporters on Tuesday.\n• The fine — some €320 — was ‘absurd’…\nShe said that the façade had been repaired.\n";

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(to_bytes).collect()
}

/// A text in Windows-1252. What is not listed here is the same there as in Latin-1.
fn windows_1252(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        '€' => 0x80,
        '…' => 0x85,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        c => u8::try_from(u32::from(c)).unwrap(),
    };
    text.chars().map(byte).collect()
}

/// The story in every way, by name.
fn ways() -> Vec<(&'static str, Vec<u8>)> {
    let (crlf, cr) = (STORY.replace('\n', "\r\n"), STORY.replace('\n', "\r"));
    vec![
        ("UTF-8", STORY.into()),
        ("UTF-8 with CRLF", crlf.clone().into()),
        ("UTF-8 with CR", cr.clone().into()),
        ("UTF-8 with a mark", format!("\u{feff}{STORY}").into()),
        (
            "UTF-8 with a mark and CRLF",
            format!("\u{feff}{crlf}").into(),
        ),
        ("UTF-16LE", utf16(STORY, u16::to_le_bytes)),
        ("UTF-16LE with CRLF", utf16(&crlf, u16::to_le_bytes)),
        ("UTF-16BE", utf16(STORY, u16::to_be_bytes)),
        ("UTF-16BE with CR", utf16(&cr, u16::to_be_bytes)),
        ("Windows-1252", windows_1252(STORY)),
        ("Windows-1252 with CRLF", windows_1252(&crlf)),
    ]
}

/// A set on the story as it was read from these bytes, with marks that begin and end beside what is not ASCII.
fn set_on(bytes: &[u8]) -> String {
    use ::claimark::{
        annotation::{Act, AnnotationId, AnnotationSet, ArticleRecord, Kind},
        article,
        text::CharRange,
    };
    let read = article::from_bytes(Path::new("story.txt"), bytes, None).unwrap();
    assert_eq!(read.document.text(), STORY);
    let record = ArticleRecord {
        file: "story.txt".into(),
        file_sha256: read.file_sha256,
        text_sha256: read.document.sha256(),
        text_length: read.document.len(),
        reading: read.reading,
    };
    let mut set = AnnotationSet::new(record, "ada".into());
    for (number, words) in [
        "We never said that",
        "some €320",
        "the façade had been repaired",
    ]
    .iter()
    .enumerate()
    {
        let start = read.document.char_of_byte(STORY.find(words).unwrap());
        let range = CharRange::new(start, start + words.chars().count());
        let act = Act::Mark {
            span: read.document.span(range).unwrap(),
            kind: Kind::Claim,
            id: AnnotationId::new(&format!("mark{number}")).unwrap(),
            by: "ada".into(),
        };
        let plan = set.plan(&act, &read.document).unwrap();
        set.apply(&plan).unwrap();
    }
    ::claimark::format::write(&set)
}

#[test]
fn a_set_made_on_one_way_of_saving_is_sound_on_all_others() {
    let folder = tempfile::tempdir().unwrap();
    for (made_on, bytes) in ways() {
        let set = set_on(&bytes);
        for (now, bytes) in ways() {
            put(&folder, "story.txt", bytes);
            put(&folder, "story.ada.ron", &set);
            let verify = |more: &[&str]| {
                claimark(
                    folder.path(),
                    &[
                        &["verify", "--format=concise", "--ignore=P", "story.ada.ron"],
                        more,
                    ]
                    .concat(),
                )
            };
            let (code, out, _) = verify(&[]);
            assert_eq!((code, out.as_str()), (0, ""), "{made_on}, then {now}");
            let (_, out, _) = verify(&["--select=A003"]);
            assert_eq!(
                out.is_empty(),
                made_on == now,
                "{made_on}, then {now}: {out}"
            );
            let (code, out, err) = claimark(folder.path(), &["reanchor", "story.ada.ron"]);
            assert_eq!(
                (code, err.as_str()),
                (0, ""),
                "{made_on}, then {now}: {out}"
            );
            let as_it_was = out.ends_with("\nnothing to do\n");
            assert_eq!(as_it_was, made_on == now, "{made_on}, then {now}: {out}");
            // It differs from a set made on what is there now in nothing at all.
            let written = fs::read_to_string(folder.path().join("story.ada.ron")).unwrap();
            assert_eq!(
                written,
                set_on(&fs::read(folder.path().join("story.txt")).unwrap())
            );
            assert_eq!(verify(&["--select=A003"]).1, "");
        }
    }
}

#[test]
fn windows_1252_is_told_for_what_it_is() {
    // It is a guess all the same: a line whose only odd letter is an ï, ñ or £ may be taken for Baltic or Central European.
    let read = |text: &str| {
        let bytes = windows_1252(text);
        let read = ::claimark::article::from_bytes(Path::new("a.txt"), &bytes, None).unwrap();
        (read.reading.encoding, read.document.text().to_owned())
    };
    let texts = [
        STORY,
        "“Yes,” she said.",
        "It’s over.",
        "The café is closed.",
        "Renée Okoye",
        "Prices rose by €3.",
        "• first\n• second\n",
        "“We don’t know,” the mayor said — “not yet.”",
        "Müller denied it.",
        "L’été dernier, le maire a nié.",
        "Der Bürgermeister bestritt, daß es Tote gab.",
        "Zoë said so.",
        "São Paulo",
        "Señor Núñez said no.",
        "Björn Ångström lives in Malmö.",
        "He said ‘no’…",
        "30 °C",
        "The rôle of the élite",
    ];
    let wrong: Vec<_> = texts
        .into_iter()
        .map(|text| (text, read(text)))
        .filter(|(text, read)| *read != ("windows-1252".to_owned(), (*text).to_owned()))
        .collect();
    assert_eq!(wrong, []);
}
