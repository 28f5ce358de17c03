//! A mark whose words, with the text around them that it remembers, stand in the article more than once.

use super::super::{
    Check, Finding, Findings, Rule, Severity,
    repeats::Repeats,
    subject::{Fit, Subject},
    words::quoted,
};
use super::move_to;
use crate::annotation::Fragment;

pub(super) const RULE: Rule = Rule {
    code: "Q003",
    name: "context-not-unique",
    severity: Severity::Note,
    usual: true,
    what: "The words of a mark stand in the article more than once, and so does the text around them as far as the set remembers it; and \
           more of it could be remembered.",
    why: "The mark stands where its offsets say. But once the article changes, nobody can tell from the set which of the places was meant: \
          a headline that stands twice on a page, a caption, a passage that was saved twice. Sets that were written by other programs, or by \
          early versions of Claimark, remember little.",
    example: "quote: \"the port is safe\",\nbefore: \"\",\nafter: \"\",   // and the article says it twice",
    fix: "Have the fix done: the mark then remembers as much as tells its place from the others, if that is not too much.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = subject.document() else {
        return;
    };
    let mut repeats = None;
    for placed in &subject.fragments {
        if placed.fit != Fit::Stands {
            continue;
        }
        let (fragment, (start, end)) = (placed.fragment, placed.bytes);
        let whole = start - fragment.before.len()..end + fragment.after.len();
        let repeats = repeats.get_or_insert_with(|| Repeats::of(document));
        if !repeats.has(whole) {
            continue;
        }
        let more = document
            .span(fragment.span)
            .map(|span| Fragment::of(document, span));
        let is_longer = |more: &Fragment| {
            more.before.len() > fragment.before.len() || more.after.len() > fragment.after.len()
        };
        // As much is remembered as can be: there is nothing to be done.
        if !more.is_ok_and(|more| is_longer(&more)) {
            continue;
        }
        let span = fragment.span;
        let what = "remember more of the text around it";
        let message = format!(
            "{} stands in the article more than once with the text around it that the set remembers",
            quoted(&fragment.quote)
        );
        findings.push(
            Finding::new(&RULE, placed.part().field("quote"), message)
                .label("could be meant elsewhere, too")
                .on(&placed.mark.id)
                .at(Some(span), format!("what stands at {span}"))
                .mended_by(move_to(subject, placed, span, what, true))
                .help("have more of the text around it remembered: `claimark verify --fix` does that, or mark the words anew"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{
        Fixes, Selection, check_set, mend_fully,
        testing::{SET, check_text, codes, set},
    };
    use crate::{
        annotation::{AnnotationSet, Fragment, Kind},
        testing::{empty_set, span_of},
        text::Document,
    };
    use std::sync::Arc;

    /// A figure on these words, which remembers so many bytes around them.
    fn marked(document: &Document, words: &str, context: usize) -> AnnotationSet {
        let mut set = AnnotationSet {
            speakers: Vec::new(),
            ..empty_set(document)
        };
        let mut mark = (*self::set().annotations[0]).clone();
        let mut fragment = Fragment::of(document, span_of(document, words));
        fragment.before = fragment.before
            [fragment.before.len() - context.min(fragment.before.len())..]
            .to_owned();
        fragment.after.truncate(context);
        (mark.tag, mark.fragments, mark.labels) =
            (Kind::Figure.empty(), vec![fragment], Vec::new());
        set.annotations = vec![Arc::new(mark)];
        set
    }

    fn found(document: &Document, set: &AnnotationSet) -> Vec<&'static str> {
        let mut codes = codes(&check_set(set, document, None, &Selection::usual()));
        codes.retain(|code| code.starts_with('Q'));
        codes
    }

    #[test]
    fn only_what_stands_twice_as_far_as_is_remembered_is_found() {
        assert_eq!(codes(&check_text(SET)), [""; 0]);
        let document =
            Document::new("At noon 40 ships left the port. At night 40 ships came back to it.");
        assert_eq!(
            found(&document, &marked(&document, "40 ships", 0)),
            ["Q003"]
        );
        assert_eq!(
            found(&document, &marked(&document, "40 ships", 1)),
            ["Q003"]
        );
        assert_eq!(found(&document, &marked(&document, "40 ships", 3)), [""; 0]);
        assert_eq!(
            found(&document, &marked(&document, "ships left", 0)),
            [""; 0]
        );
    }

    #[test]
    fn a_long_passage_that_stands_twice_is_found_and_mended() {
        let passage = "All 40 ships that had left the port in the morning came back to it on the same evening, the harbour master said";
        let document = Document::new(format!(
            "{passage}. Nobody knew why.\n{passage} again on Tuesday."
        ));
        let set = marked(&document, "came back", 27);
        assert_eq!(found(&document, &set), ["Q003"]);
        // Nothing is found where nothing can be done: the words around are the same for as far as can be remembered.
        let endless = Document::new("came back, ".repeat(400));
        let middle = "came back, ".len() * 200;
        let mut hopeless = marked(&endless, "came back", 0);
        let span = endless
            .span(crate::text::CharRange::new(middle, middle + 9))
            .unwrap();
        Arc::make_mut(&mut hopeless.annotations[0]).fragments = vec![Fragment::of(&endless, span)];
        assert_eq!(found(&endless, &hopeless), [""; 0]);
        // Those at the beginning of the passage can be told from each other.
        let set = marked(&document, "All 40 ships", 0);
        assert_eq!(found(&document, &set), ["Q003"]);
        let (mended, done) = mend_fully(&set, &document, None, &Selection::usual(), Fixes::Safe);
        assert_eq!((done, found(&document, &mended)), (1, vec![]));
        assert_eq!(
            mended.annotations[0].fragments[0].span,
            set.annotations[0].fragments[0].span
        );
        assert!(mended.annotations[0].fragments[0].after.len() > 27);
    }
}
