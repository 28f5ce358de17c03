//! Words that are marked in one place stand unmarked in another.

use super::super::{
    Check, Finding, Rule, Severity, consistency::Unmarked, together::Side, words::quoted,
};
use crate::format::places::Part;

pub(in super::super) const RULE: Rule = Rule {
    code: "X003",
    name: "marked-elsewhere",
    severity: Severity::Note,
    usual: false,
    what: "Among the sets that are checked at once, words are marked as a claim, denial or figure in one place, and the same words stand \
           unmarked in another: further on in the same article, or in another article. Looked for are marks in one piece of at least \
           three words; capitals and kinds of quotation marks do not count. What another annotator marks in the same article does \
           not count either.",
    why: "Who learns from the sets is told that the same words are a claim and that they are none. Often a repeated headline, a caption \
          or a statement that several articles quote was overlooked; often enough it is right as it is, so this is only looked for when \
          selected. All articles are then read twice.",
    example: "// gloves.ada.ron\nquote: \"workers were paid nothing\",\n// and caps.txt holds these words, unmarked in caps.ada.ron",
    fix: "Mark the words here too, or leave them if they are no claim in this place.",
    check: Check::Together,
};

/// The finding for words of a set's article that are marked elsewhere.
pub(in super::super) fn finding(
    of: Side<'_>,
    with: Side<'_>,
    unmarked: &Unmarked,
    place: &str,
) -> Finding {
    let kind = unmarked.kind;
    let words = of.document.map_or_else(String::new, |document| {
        quoted(document.slice(unmarked.range))
    });
    let message = format!("{words} is marked as a {kind} elsewhere, and stands here unmarked");
    Finding::new(&RULE, Part::whole().field("annotations"), message)
        .label("no mark of this set holds the words")
        .at(Some(unmarked.range), format!("a {kind}, elsewhere"))
        .note(format!("it is marked in {}:{place}", with.name))
        .help("mark the words here too, or leave them if they are none in this place")
}
