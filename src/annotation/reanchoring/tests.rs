//! One small story for each verdict, and for each way of getting it. What holds of thousands of articles is tried in
//! `tests/reanchoring.rs`.

use std::sync::Arc;

use super::*;
use crate::{
    annotation::{Act, AnnotationId, AnnotationSet, Kind, Region},
    testing::{empty_set, span_of},
    text::CharRange,
};

const STORY: &str = "The harbour of Lissand is to be closed\n\n\
    Picture: the quay of Lissand on a day in May, seen from the old pier (Coastwire)\n\
    The council said on Monday that 312 people had lost their work when the cannery burned down. “Nobody was told,” said Ada Brin, \
    who had worked there for nine years.\n\n\
    The owner denied that the fire doors had been locked. He promised to pay all wages until the end of June.\n\n\
    A report of the insurers is due in autumn. It will not be published, the ministry wrote.\n";
const CAPTION: &str =
    "Picture: the quay of Lissand on a day in May, seen from the old pier (Coastwire)\n";

/// A set with a claim on each of these words.
fn marked(text: &str, words: &[&str]) -> (Document, AnnotationSet) {
    let document = Document::new(text);
    let mut set = empty_set(&document);
    for (index, words) in words.iter().enumerate() {
        let act = Act::Mark {
            span: span_of(&document, words),
            kind: Kind::Claim,
            id: AnnotationId::from_random(index as u64),
            by: "ada".into(),
        };
        set.do_all("", &[act], &document).unwrap();
    }
    (document, set)
}

/// The verdict on the only fragment of each mark, with the words at its places and why.
fn told(set: &AnnotationSet, new: &Document, old: Option<&Document>) -> Vec<String> {
    let verdicts = reanchor(set, new, old);
    let tell = |of: &OfMark| {
        let places: Vec<_> = of.fragments[0]
            .places
            .iter()
            .map(|place| {
                format!(
                    "{:?} at {}",
                    new.quote(*place),
                    new.line_column(place.start())
                )
            })
            .collect();
        format!("{}: {} ({})", of.verdict(), places.join(", "), of.why())
    };
    verdicts.all().map(tell).collect()
}

#[track_caller]
fn becomes(words: &[&str], new: &str, expected: &[&str]) {
    let (_, set) = marked(STORY, words);
    assert_eq!(told(&set, &Document::new(new), None), expected);
}

#[test]
fn words_that_only_moved_along_are_exact() {
    becomes(
        &["312 people", "nine years"],
        &format!("Follow 👩‍🚒\n{STORY}"),
        &[
            "exact: \"312 people\" at 5:33 ()",
            "exact: \"nine years\" at 5:153 ()",
        ],
    );
}

#[test]
fn words_that_are_set_otherwise_are_moved() {
    becomes(
        &["“Nobody was told,”", "312 people"],
        &STORY.replace(['“', '”'], "\"").replace(' ', "\n"),
        &[
            "moved: \"312\\npeople\" at 32:1 (blanks, quotation marks or dashes in it are others)",
            "moved: \"\\\"Nobody\\nwas\\ntold,\\\"\" at 43:1 (blanks, quotation marks or dashes in it are others)",
        ],
    );
}

#[test]
fn a_blank_between_two_words_makes_others_of_them() {
    let (_, set) = marked(
        "It stands now here, in a story of some length.",
        &["now here"],
    );
    let new = Document::new("It stands nowhere, in a story of some length.");
    let [told] = &told(&set, &new, None)[..] else {
        panic!()
    };
    assert!(told.starts_with("edited: \"nowhere\""), "{told}");
}

#[test]
fn the_same_words_where_they_should_be_in_changed_surroundings_are_moved() {
    becomes(
        &["312 people", "fire doors"],
        &STORY.replace("when the cannery", "when the factory"),
        &[
            "moved: \"312 people\" at 4:33 (the text around it was changed)",
            "exact: \"fire doors\" at 6:27 ()",
        ],
    );
}

#[test]
fn a_word_right_beside_them_may_turn_them_around_and_is_asked_about() {
    becomes(
        &["the fire doors had been locked"],
        &STORY.replace("denied that the", "never denied, but said that the"),
        &[
            "ambiguous: \"the fire doors had been locked\" at 6:39 (the text right beside it was changed)",
        ],
    );
}

#[test]
fn another_number_is_an_edit_that_is_asked_about() {
    becomes(
        &["312 people"],
        &STORY.replace("312 people", "some 1,300 people"),
        &["edited: \"some 1,300 people\" at 4:33 (its words were changed)"],
    );
}

#[test]
fn a_sentence_that_was_rewritten_elsewhere_is_found_by_its_likeness() {
    let sentence = "He promised to pay all wages until the end of June.";
    let new = STORY.replace(&format!(" {sentence}"), "").replace(
        "A report",
        "He has promised to pay all the wages until the end of July. A report",
    );
    becomes(
        &[sentence],
        &new,
        &[
            "edited: \"He has promised to pay all the wages until the end of July.\" at 8:1 (its words were changed)",
        ],
    );
}

#[test]
fn words_that_are_gone_are_lost() {
    becomes(
        &["It will not be published"],
        &STORY.replace(
            "It will not be published, the ministry wrote.",
            "Nothing else is known of it.",
        ),
        &["lost:  (its words stand nowhere)"],
    );
}

#[test]
fn a_copy_that_came_is_told_by_the_order_and_if_nothing_tells_both_are_named() {
    // Nothing before the mark has changed.
    becomes(
        &["the quay of Lissand"],
        &format!("{STORY}{CAPTION}The end.\n"),
        &["exact: \"the quay of Lissand\" at 3:10 ()"],
    );
    let (_, set) = marked(&format!("{STORY}{CAPTION}The end.\n"), &["the old pier"]);
    let again = format!("One.\n{CAPTION}Two.\n{STORY}{CAPTION}The end. Three.\n");
    let [told] = &told(&set, &Document::new(again), None)[..] else {
        panic!()
    };
    assert!(told.starts_with("ambiguous:"), "{told}");
}

#[test]
fn a_mark_on_a_copy_that_went_does_not_jump_to_the_other_one() {
    let twice = format!("{STORY}{CAPTION}The end.\n");
    let document = Document::new(twice.as_str());
    let mut set = empty_set(&document);
    let start = document.char_of_byte(twice.rfind("the old pier").unwrap());
    let span = document.span(CharRange::new(start, start + 12)).unwrap();
    let act = Act::Mark {
        span,
        kind: Kind::Claim,
        id: AnnotationId::from_random(1),
        by: "ada".into(),
    };
    set.do_all("", &[act], &document).unwrap();
    let new = Document::new(twice.replacen(CAPTION, "", 2).as_str());
    let [told_nothing] = &told(&set, &new, None)[..] else {
        panic!()
    };
    assert!(told_nothing.starts_with("lost"), "{told_nothing}");
    let only_first = format!("{STORY}The end.\n");
    for old in [None, Some(&document)] {
        let [told] = &told(&set, &Document::new(only_first.as_str()), old)[..] else {
            panic!()
        };
        assert!(
            told.starts_with("ambiguous: \"the old pier\" at 3"),
            "{told}"
        );
    }
}

#[test]
fn two_marks_that_would_stand_on_the_same_words_are_both_asked_about() {
    let (_, mut set) = marked(STORY, &["312 people", "nine years"]);
    // As in a file that somebody wrote by hand.
    let first = set.annotations[0].fragments[0].clone();
    Arc::make_mut(&mut set.annotations[1]).fragments[0] = super::super::Fragment {
        span: set.annotations[1].fragments[0].span,
        ..first
    };
    let new = Document::new(format!("One.\n{STORY}"));
    for told in told(&set, &new, None) {
        assert!(told.starts_with("ambiguous: \"312 people\""), "{told}");
    }
}

#[test]
fn what_was_set_aside_comes_back_by_itself_only_to_the_text_that_it_is_from() {
    let (old, mut set) = marked(STORY, &["312 people", "nine years"]);
    let new = Document::new(STORY.replace("312 people", "many"));
    let verdicts = reanchor(&set, &new, None);
    let record = |document: &Document| crate::annotation::ArticleRecord {
        text_sha256: document.sha256(),
        text_length: document.len(),
        ..empty_set(document).article
    };
    let taking = verdicts.taking(record(&new), |verdict| !verdict.asks());
    let before = set.clone();
    let done = set
        .do_all("", &[Act::Reanchor(taking.into())], &new)
        .unwrap();
    assert_eq!((set.annotations.len(), set.orphans.len()), (1, 1));
    let elsewhere = Document::new(format!("{STORY}Follow\n"));
    assert!(told(&set, &elsewhere, None)[1].starts_with("ambiguous: \"312 people\" at 4:33 ()"));
    assert_eq!(
        told(&set, &old, None)[1],
        "exact: \"312 people\" at 4:33 ()"
    );
    set.apply(&done.inverse()).unwrap();
    assert_eq!(set, before);
}

#[test]
fn a_region_keeps_its_ends_whatever_comes_in_between() {
    let document = Document::new(format!(
        "{STORY}Follow\nRead also:\nA second story begins here, about a bridge and who is to pay for it.\n\
         It was to be opened in spring, the council said.\n"
    ));
    let mut set = empty_set(&document);
    let start = document.char_of_byte(document.text().find("Follow").unwrap());
    let span = document
        .span(CharRange::new(start, document.len() - 1))
        .unwrap();
    set.left_out = vec![Region::of(&document, span)];
    let new = Document::new(
        document
            .text()
            .replace("about a bridge", "about a bridge and a river"),
    );
    let [region] = &reanchor(&set, &new, None).left_out[..] else {
        panic!()
    };
    assert_eq!(region.verdict, Verdict::Exact);
    let place = region.place.unwrap();
    assert!(
        new.quote(place).starts_with("Follow\n") && new.quote(place).ends_with("council said.")
    );
    let without = Document::new(STORY);
    assert_eq!(
        reanchor(&set, &without, None).left_out[0].verdict,
        Verdict::Lost
    );
}

#[test]
fn a_set_that_is_broken_all_over_is_looked_at_all_the_same() {
    let (document, mut set) = marked(STORY, &["312 people", "nine years", "fire doors"]);
    let broken = [
        (CharRange::new(usize::MAX - 1, 3), "", "", ""),
        (CharRange::new(9, 2), "nine years", "", ""),
        (CharRange::new(usize::MAX, usize::MAX), "\u{301}", "e", "x"),
    ];
    for (mark, (span, quote, before, after)) in set.annotations.iter_mut().zip(broken) {
        Arc::make_mut(mark).fragments[0] = super::super::Fragment {
            span,
            quote: quote.into(),
            before: before.into(),
            after: after.into(),
        };
    }
    set.left_out = vec![Region {
        span: CharRange::new(usize::MAX, 0),
        begins: String::new(),
        ends: String::new(),
        before: "x".into(),
        after: String::new(),
    }];
    for new in ["", "x", STORY, &STORY.replace("nine", "ten")] {
        let verdicts = reanchor(&set, &Document::new(new), Some(&document));
        assert!(verdicts.ask(), "{new}");
    }
}

#[test]
fn a_sentence_that_is_quoted_in_a_correction_is_not_taken_for_what_it_was() {
    let (_, set) = marked(
        STORY,
        &[
            "The harbour of",
            "312 people had lost their work",
            "He promised",
        ],
    );
    let reworded = STORY.replace(
        "The council said on Monday that 312 people had lost their work when",
        "The council announced yesterday how 290 people were without work after",
    );
    let new = Document::new(format!(
        "{reworded}Correction: an earlier version of this story stated wrongly: \"The council said on Monday that 312 people had lost \
         their work when the cannery burned down.\"\n"
    ));
    for old in [None, Some(&Document::new(STORY))] {
        let told = told(&set, &new, old);
        assert!(
            told[0].starts_with("exact") && told[2].starts_with("exact"),
            "{told:?}"
        );
        assert!(told[1].starts_with("ambiguous"), "{told:?}");
    }
}

#[test]
fn a_sign_before_a_number_makes_another_number_of_it() {
    let text = "In the night of Sunday it fell to 5 degrees in the valley, and by noon it was warmer again.";
    let (_, set) = marked(text, &["5 degrees"]);
    for sign in ["-", "–", "−"] {
        let new = Document::new(text.replace("5 degrees", &format!("{sign}5 degrees")));
        let [told] = &told(&set, &new, None)[..] else {
            panic!()
        };
        assert!(told.starts_with("ambiguous: \"5 degrees\""), "{told}");
    }
}

#[test]
fn a_region_does_not_take_in_what_came_between_its_ends() {
    let document = Document::new(format!(
        "{STORY}Follow us on every page that there is.\nRead also: a second story about a bridge.\nThe end of it all.\n"
    ));
    let mut set = empty_set(&document);
    let start = document.char_of_byte(document.text().find("Follow").unwrap());
    let end = document.char_of_byte(document.text().find("The end").unwrap()) - 1;
    set.left_out = vec![Region::of(
        &document,
        document.span(CharRange::new(start, end)).unwrap(),
    )];
    let new = Document::new(document.text().replace(
        "there is.\n",
        &format!("there is.\n{}\n", "Words of the story itself. ".repeat(20)),
    ));
    let [region] = &reanchor(&set, &new, None).left_out[..] else {
        panic!()
    };
    assert_eq!((region.verdict, region.place), (Verdict::Lost, None));
}

#[test]
fn an_article_that_is_brought_back_brings_back_marks_on_its_copies_too() {
    let twice = format!("{STORY}{CAPTION}The end.\n");
    let (document, mut set) = marked(&twice, &["the old pier", "nine years"]);
    let before = set.clone();
    for text in [
        "Quite another story, of some length, about nothing.",
        &twice,
    ] {
        let new = Document::new(text);
        let record = crate::annotation::ArticleRecord {
            text_sha256: new.sha256(),
            text_length: new.len(),
            ..empty_set(&new).article
        };
        let taking = reanchor(&set, &new, None).taking(record, |verdict| !verdict.asks());
        set.do_all("", &[Act::Reanchor(taking.into())], &new)
            .unwrap();
    }
    assert!(set.orphans.is_empty() && set.fits(&document));
    assert_eq!(set.annotations, before.annotations);
}
