//! Where nothing is offered: in what is left out or looks like the furniture of a page, in captions and lines that name the authors,
//! and in lines that stand there a second time.

use std::collections::HashSet;

use crate::{
    annotation::furniture,
    text::{CharRange, Document},
};

/// Where nothing is offered: ranges in code points, in text order, none of which touches another.
pub(super) fn ranges(document: &Document, left_out: &[CharRange]) -> Vec<CharRange> {
    let mut all: Vec<_> = left_out
        .iter()
        .copied()
        .filter(|range| !range.is_empty())
        .collect();
    all.extend(furniture(document).iter().map(|found| found.span.range()));
    let mut seen = HashSet::new();
    // Of lines that come again the last one counts: the headline right above the story.
    for (index, paragraph) in document.paragraphs().iter().enumerate().rev() {
        let line = document.paragraph(index).trim();
        if line.is_empty() {
            continue;
        }
        if is_caption(line) || is_byline(line) || !seen.insert(line) {
            all.push(paragraph.range);
        }
    }
    all.sort_unstable();
    let mut joined: Vec<CharRange> = Vec::with_capacity(all.len());
    for range in all {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// Whether a line is what stands below a picture: it ends with whose picture it is.
fn is_caption(line: &str) -> bool {
    const AGENCIES: [&str; 8] = [
        "EPA/",
        "REUTERS/",
        "AFP/",
        "AP Photo",
        "AP/",
        "Getty Images",
        "EPA-EFE",
        "Shutterstock",
    ];
    let near_end = &line[line.floor_char_boundary(line.len().saturating_sub(60))..];
    if AGENCIES.iter().any(|agency| near_end.contains(agency)) {
        return true;
    }
    // (AFP), (Karvel Post), (Photo: Jane Doe)
    let Some((_, credit)) = near_end
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
    else {
        return false;
    };
    let words: Vec<_> = credit.split_whitespace().collect();
    !credit.contains(|c: char| c.is_ascii_digit())
        && (1..=4).contains(&words.len())
        && words
            .iter()
            .all(|word| word.chars().next().is_some_and(char::is_uppercase))
        && line.split_whitespace().count() > words.len() + 3
}

/// Whether a line says who wrote or edited the story.
fn is_byline(line: &str) -> bool {
    const BEGINNINGS: [&str; 6] = [
        "By ",
        "Reporting by",
        "(Reporting by",
        "Editing by",
        "Writing by",
        "(Writing by",
    ];
    BEGINNINGS
        .iter()
        .any(|beginning| line.starts_with(beginning))
        && line.split_whitespace().take(40).count() < 40
        && !line.contains(" said")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_and_bylines_are_told_from_the_story() {
        for line in [
            "Mussel ropes hang in Varre Bay on March 4. (Coastwire)",
            "A nurse carries a cold box up the path. (Karvel Post)",
            "The minister arrives on 27 February. EPA/NARO SAK",
        ] {
            assert!(is_caption(line), "{line}");
        }
        for line in [
            "It costs 46 million lenks ($5.8 million)",
            "He left (and she stayed)",
            "“Nobody was hurt,” he said (Monday).",
            "(AFP)",
        ] {
            assert!(!is_caption(line), "{line}");
        }
        assert!(is_byline("(Reporting by Ann Roe; Editing by Ben Doe)"));
        assert!(!is_byline("By Monday the minister said that it was over."));
    }

    #[test]
    fn what_is_left_out_and_what_stands_there_again_is_passed_over() {
        let document = Document::new("One says so\nTwo\nOne says so\n");
        let out = [CharRange::new(12, 15)];
        assert_eq!(
            ranges(&document, &out),
            [CharRange::new(0, 11), CharRange::new(12, 15)]
        );
    }
}
