//! A mark that holds one quotation mark of a pair.

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject, words::quoted};
use super::move_to;
use crate::text::{CharRange, Document};

pub(super) const RULE: Rule = Rule {
    code: "S007",
    name: "half-quotation",
    severity: Severity::Warning,
    usual: true,
    what: "A fragment begins with an opening quotation mark and does not hold the closing one, which stands further on in the paragraph, \
           or ends with a closing one and does not hold the opening one. Single quotation marks are not looked at, as apostrophes look \
           like them.",
    why: "Two annotators who mean the same words differ by the sign, and a model learns to predict half a pair.",
    example: "quote: \"“The port is safe\",   // and the article goes on with \"”\"",
    fix: "Leave the quotation mark out, or take the other one in.",
    check: Check::Set(check),
};

/// How far from a fragment, in bytes, the other mark of a pair is looked for.
const REACH: usize = 4096;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = subject.document() else {
        return;
    };
    for placed in &subject.fragments {
        let quote = &placed.fragment.quote;
        let edge = |c: Option<char>| c.and_then(family).is_some();
        let at_edge = edge(quote.chars().next()) || edge(quote.chars().next_back());
        if !at_edge || !placed.is_here() {
            continue;
        }
        let span = placed.fragment.span;
        let Some(side) = half(document, span) else {
            continue;
        };
        let (rest, says, other) = match side {
            Side::Opening => (
                CharRange::new(span.start + 1, span.end),
                "begins with an opening quotation mark",
                "closing one stands behind it",
            ),
            Side::Closing => (
                CharRange::new(span.start, span.end - 1),
                "ends with a closing quotation mark",
                "opening one stands before it",
            ),
        };
        // French sets blanks inside.
        let rest = document.without_blank_edges(rest);
        let message = format!("{} {says}, and the {other}", quoted(quote));
        let mut finding = Finding::new(&RULE, placed.part().field("quote"), message)
            .label("one quotation mark of two")
            .on(&placed.mark.id)
            .at(Some(span), "");
        if rest.is_empty() || rest == span {
            finding = finding.help("mark the words that are meant anew");
        } else {
            finding.instead = Some(rest);
            finding = finding
                .mended_by(move_to(
                    subject,
                    placed,
                    rest,
                    "leave the quotation mark out",
                    false,
                ))
                .help(format!(
                    "make the span ({}, {}) and the quote {}, or take the other quotation mark in",
                    rest.start,
                    rest.end,
                    quoted(document.slice(rest))
                ));
        }
        findings.push(finding);
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    Opening,
    Closing,
}

/// Signs that pair with one another, in one language or another: “a”, „a“, ”a”; «a», »a«.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Straight,
    Curly,
    Angle,
    Corner,
    WhiteCorner,
}

const fn family(c: char) -> Option<Family> {
    Some(match c {
        '"' | '＂' => Family::Straight,
        '“' | '”' | '„' | '‟' => Family::Curly,
        '«' | '»' => Family::Angle,
        '「' | '」' => Family::Corner,
        '『' | '』' => Family::WhiteCorner,
        _ => return None,
    })
}

/// Which quotation mark at a range's edge has its other one outside of it; nothing where that is not certain.
fn half(document: &Document, range: CharRange) -> Option<Side> {
    let text = document.text();
    let (start, end) = (document.byte_of(range.start), document.byte_of(range.end));
    let inside = &text[start..end];
    let (first, last) = (inside.chars().next()?, inside.chars().next_back()?);
    let last_at = end - last.len_utf8();
    let opens = family(first).filter(|_| side(text, start) == Some(Side::Opening));
    let closes = family(last).filter(|_| side(text, last_at) == Some(Side::Closing));
    match (opens, closes) {
        // Whoever took both of different pairs in knew what they did.
        (Some(_), Some(_)) | (None, None) => None,
        (Some(family), None) => {
            let rest = start + first.len_utf8()..end;
            let line = text[end..].find('\n').map_or(text.len(), |feed| end + feed);
            let behind = end..text.floor_char_boundary(line.min(end + REACH));
            // Closed behind it: of a long quotation the next paragraph opens again instead.
            let closed = depth(text, rest, family)? == (0, 0) && closes_first(text, behind, family);
            closed.then_some(Side::Opening)
        }
        (None, Some(family)) => {
            let line = text[..start].rfind('\n').map_or(0, |feed| feed + 1);
            let from = text.ceil_char_boundary(line.max(start.saturating_sub(REACH)));
            let opened = depth(text, start..last_at, family)? == (0, 0)
                && depth(text, from..start, family)?.1 == 1;
            opened.then_some(Side::Closing)
        }
    }
}

/// How many signs of a family close what was opened before a piece of text, and how many open what is not closed in it. Nothing
/// where one of them may be either.
fn depth(text: &str, piece: std::ops::Range<usize>, family: Family) -> Option<(usize, usize)> {
    let (mut closing, mut open) = (0, 0);
    for (at, _) in signs(text, piece, family) {
        match side(text, at)? {
            Side::Opening => open += 1,
            Side::Closing if open > 0 => open -= 1,
            Side::Closing => closing += 1,
        }
    }
    Some((closing, open))
}

/// Whether the first sign of a family that is not within a pair closes what was opened before the piece.
fn closes_first(text: &str, piece: std::ops::Range<usize>, family: Family) -> bool {
    let first = signs(text, piece, family).next();
    first.is_some_and(|(at, _)| side(text, at) == Some(Side::Closing))
}

fn signs(
    text: &str,
    piece: std::ops::Range<usize>,
    wanted: Family,
) -> impl Iterator<Item = (usize, char)> {
    let start = piece.start;
    let all = text[piece].char_indices();
    all.map(move |(at, c)| (start + at, c))
        .filter(move |&(_, c)| family(c) == Some(wanted))
}

/// Whether the quotation mark at a byte opens or closes: by the blanks and signs around it, else by its shape.
fn side(text: &str, at: usize) -> Option<Side> {
    let mut here = text[at..].chars();
    let sign = here.next()?;
    let (before, after) = (text[..at].chars().next_back(), here.next());
    match sign {
        '„' | '「' | '『' => return Some(Side::Opening),
        '」' | '』' => return Some(Side::Closing),
        // Inches, or seconds of an arc.
        '"' if before.is_some_and(char::is_numeric) => return None,
        _ => {}
    }
    let outer = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "([{—–-/‘“«»„".contains(c));
    let ending =
        |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || ".,;:!?…)]}—–-/’”»«".contains(c));
    match (outer(before), ending(after)) {
        (true, false) => Some(Side::Opening),
        (false, true) => Some(Side::Closing),
        _ => match sign {
            '“' | '«' => Some(Side::Opening),
            '”' | '»' => Some(Side::Closing),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{Selection, check_set, testing::set};
    use super::RULE;
    use crate::{
        annotation::Fragment,
        testing::empty_set,
        text::{CharRange, Document},
    };
    use std::sync::Arc;

    /// What the words between the brackets should be; nothing where they are well.
    fn found(text: &str) -> Option<String> {
        let (start, end) = (text.find('[').unwrap(), text.find(']').unwrap());
        let plain = text.replace(['[', ']'], "");
        let document = Document::new(plain.as_str());
        let span = CharRange::new(document.char_of_byte(start), document.char_of_byte(end - 1));
        let mut set = empty_set(&document);
        let mut mark = (*self::set().annotations[0]).clone();
        mark.fragments = vec![Fragment::of(&document, document.span(span).unwrap())];
        set.annotations = vec![Arc::new(mark)];
        let findings = check_set(&set, &document, None, &Selection::usual());
        let finding = findings.iter().find(|finding| finding.rule == &RULE)?;
        let rest = finding
            .instead
            .map(|range| document.slice(range).to_owned());
        Some(rest.unwrap_or_default())
    }

    #[test]
    fn one_sign_of_a_pair_at_the_edge_is_found() {
        for (text, rest) in [
            ("[“The port is safe],” he said", "The port is safe"),
            ("[“The port] is safe,” he said", "The port"),
            ("He said: “[the port is safe.”]", "the port is safe."),
            ("He [said the port is “safe”, and “never was so”]", ""),
            ("„[Der Hafen ist sicher“], sagte er", "Der Hafen ist sicher"),
            ("[„Der Hafen ist sicher]“, sagte er", "Der Hafen ist sicher"),
            ("[»Der Hafen] ist sicher«, sagte er", "Der Hafen"),
            ("[”Hamnen] är säker”, sade han", "Hamnen"),
            ("[« Le port est sûr] », dit-il", "Le port est sûr"),
            ("« [Le port est sûr »], dit-il", "Le port est sûr"),
            ("[\"The port] is safe,\" he said", "The port"),
            ("他说：[「港口] 很安全」。", "港口"),
            ("她说，“[港口很安全”]。", "港口很安全"),
            ("[“The ‘new’ port] is safe,” he said", "The ‘new’ port"),
            ("“No,” he said. [“Never] again.”", "Never"),
        ] {
            let expected = (!rest.is_empty()).then(|| rest.to_owned());
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn whole_pairs_inches_apostrophes_and_long_quotations_are_well() {
        for text in [
            "[“The port is safe,”] he said",
            "“[The port is safe],” he said",
            "[“No,” he said, “never] again”",
            "“No, [never,” he said, “again”]",
            "“No,” [he said, “never again]”",
            "a pipe of [6\"] and more of 8\"",
            "the [dockers’] union",
            "the [‘90s] and “more”",
            "[“First part of a long quotation.]\n\n“Second part.”",
            "“First part.\n\n[Second part.”] he said",
            "[“Open for ever]",
            "「[港口]」",
            "the [“] sign",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
