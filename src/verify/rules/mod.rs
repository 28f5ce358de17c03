//! Every rule there is, one file each, sorted by code. The letter says what is at fault: the article, the file, a link, a mark, a
//! person (speaker), a number, a mark set aside (orphan), a quote, a region that is left out, a span, a sub-label (codebook); X: what stands across several files.

mod article_changed;
mod article_unreadable;
mod backwards_range;
mod blank_edges;
mod context_mismatch;
mod context_not_unique;
mod crosses_paragraph;
mod dangling_link;
mod denial_without_target;
mod denies_own_claim;
mod doubled_link;
mod duplicate_id;
mod duplicate_speaker;
mod fragments_out_of_order;
mod fragments_overlap;
mod half_quotation;
pub(super) mod id_in_two_files;
mod inside_a_word;
mod instead;
mod label_twice;
mod length_mismatch;
mod mark_in_region;
mod mark_without_place;
pub(super) mod marked_elsewhere;
mod marked_twice;
mod nameless;
mod near;
mod newer_format;
mod no_number;
mod no_quantity;
mod nobody_speaks;
mod not_canonical;
mod orphan;
mod quantity_mismatch;
mod quote_mismatch;
mod reading_differs;
mod region_misplaced;
mod region_without_place;
mod regions_overlap;
mod same_name;
pub(super) mod same_words_other_number;
mod set_unreadable;
mod span_cuts_character;
mod span_outside_text;
pub(super) mod two_sets_one_annotator;
mod unit_mismatch;
mod unit_missing;
mod unknown_label;
mod unknown_speaker;
mod unused_speaker;
mod wrong_link;

use std::borrow::Cow;

use super::{
    Findings, Fix, Rule,
    subject::{Placed, Subject},
    words::counted,
};
use crate::{
    annotation::{Act, Annotation, AnnotationId, Denied, Tag},
    format::places::Part,
    quantity::{self, Reading},
    text::CharRange,
};

/// Every rule, sorted by code.
pub const RULES: &[Rule] = &[
    article_unreadable::RULE,
    article_changed::RULE,
    reading_differs::RULE,
    length_mismatch::RULE,
    unknown_label::RULE,
    label_twice::RULE,
    set_unreadable::RULE,
    newer_format::RULE,
    not_canonical::RULE,
    dangling_link::RULE,
    wrong_link::RULE,
    denial_without_target::RULE,
    doubled_link::RULE,
    denies_own_claim::RULE,
    mark_without_place::RULE,
    duplicate_id::RULE,
    marked_twice::RULE,
    no_number::RULE,
    quantity_mismatch::RULE,
    unit_missing::RULE,
    backwards_range::RULE,
    unit_mismatch::RULE,
    no_quantity::RULE,
    orphan::RULE,
    unknown_speaker::RULE,
    duplicate_speaker::RULE,
    nobody_speaks::RULE,
    unused_speaker::RULE,
    same_name::RULE,
    nameless::RULE,
    quote_mismatch::RULE,
    context_mismatch::RULE,
    context_not_unique::RULE,
    region_misplaced::RULE,
    mark_in_region::RULE,
    regions_overlap::RULE,
    region_without_place::RULE,
    span_outside_text::RULE,
    span_cuts_character::RULE,
    blank_edges::RULE,
    fragments_overlap::RULE,
    fragments_out_of_order::RULE,
    inside_a_word::RULE,
    half_quotation::RULE,
    crosses_paragraph::RULE,
    two_sets_one_annotator::RULE,
    id_in_two_files::RULE,
    marked_elsewhere::RULE,
    same_words_other_number::RULE,
];

/// The links of a mark, each with the list of its tag and the item that states it.
fn links(mark: &Annotation) -> impl Iterator<Item = (&AnnotationId, &'static str, usize)> {
    let (denies, about): (&[Denied], &[AnnotationId]) = match &mark.tag {
        Tag::Claim { .. } => (&[], &[]),
        Tag::Denial { denies, .. } => (denies, &[]),
        Tag::Figure { about, .. } => (&[], about),
    };
    let here = denies
        .iter()
        .enumerate()
        .filter_map(|(item, denied)| match denied {
            Denied::Here(id) => Some((id, "denies", item)),
            Denied::Elsewhere(_) => None,
        });
    here.chain(
        about
            .iter()
            .enumerate()
            .map(|(item, id)| (id, "about", item)),
    )
}

/// The most findings of a rule on one mark that have a fix each: every such fix holds all links or sub-labels of the mark.
const FEW: usize = 8;

/// Whether a further finding of this rule on this mark is to have a fix. The first ones do: their fix takes the others away, too.
fn may_have_fix(findings: &Findings<'_>, rule: &Rule, mark: &Annotation) -> bool {
    findings.in_a_row(rule, &mark.id) < FEW
}

/// The most fragments of a mark that is mended piece by piece.
const MOST_PIECES: usize = 1000;

/// The part of the set that states a link of the mark at this index.
fn link_part(subject: &Subject<'_>, index: usize, list: &'static str, item: usize) -> Part {
    subject.part(index).field("tag").field(list).item(item)
}

/// A mark's words, as [`Annotation::words`] gives them.
fn words_of(mark: &Annotation) -> Cow<'_, str> {
    match &mark.fragments[..] {
        // As nearly all are.
        [only] => Cow::Borrowed(&only.quote),
        _ => Cow::Owned(mark.words()),
    }
}

/// The longest words that are read as a quantity, in bytes: a longer mark is no figure, but a slip.
const LONGEST_FIGURE: usize = 1000;

/// What the words of a figure amount to, where that is one clear reading.
fn read_figure(subject: &Subject<'_>, words: &str) -> Option<Reading> {
    let readable = words.len() <= LONGEST_FIGURE;
    readable.then(|| quantity::read(words, subject.conventions()))?
}

/// The part of the set that holds a mark's words.
fn words_part(index: usize, mark: &Annotation) -> Part {
    let fragments = Part::mark(index).field("fragments");
    match &mark.fragments[..] {
        [_] => fragments.item(0).field("quote"),
        _ => fragments,
    }
}

/// The part of the set that holds the amount of a figure.
fn amount_part(subject: &Subject<'_>, index: usize) -> Part {
    subject
        .part(index)
        .field("tag")
        .field("quantity")
        .field("amount")
}

/// Puts a fragment on other words; nothing where there is no such place, or where its mark can't be named.
fn move_to(
    subject: &Subject<'_>,
    placed: &Placed<'_>,
    range: CharRange,
    what: &str,
    safe: bool,
) -> Option<Fix> {
    let span = subject.document()?.span(range).ok()?;
    if placed.mark.fragments.len() > MOST_PIECES {
        return None;
    }
    // Its index once the fragments are in order.
    let place = (placed.fragment.span, placed.item);
    let fragments = placed.mark.fragments.iter().zip(0..);
    let before = fragments.filter(|&(other, item)| (other.span, item) < place);
    let act = Act::MoveFragment(placed.mark.id.clone(), before.count(), span);
    mend(subject, placed.mark, what, act, safe)
}

/// A fix of one act on a mark; nothing where another mark has the same id, or where the mark was set aside: all that can be done to
/// such a one is to give it a place or to delete it.
fn mend(subject: &Subject<'_>, mark: &Annotation, what: &str, act: Act, safe: bool) -> Option<Fix> {
    let aside = || {
        let found = subject.mark(&mark.id);
        found.is_none_or(|(index, _)| subject.is_aside(index))
    };
    let can_be_done = matches!(act, Act::Delete(_)) || !aside();
    (subject.is_only(&mark.id) && can_be_done).then(|| Fix {
        what: what.to_owned(),
        acts: vec![act],
        safe,
    })
}

/// Takes all links off a mark that can't be: to no mark, to itself, to one of the wrong kind. One alone can't be taken off while
/// others like it stay: no act may leave such a link behind.
fn take_links_off(subject: &Subject<'_>, mark: &Annotation) -> Option<Fix> {
    let sound = |id: &AnnotationId| {
        let kind = |(_, other): (usize, &Annotation)| other.tag.kind();
        *id != mark.id
            && subject
                .mark(id)
                .map(kind)
                .is_some_and(|kind| mark.tag.kind().may_link_to(kind))
    };
    let act = match &mark.tag {
        Tag::Claim { .. } => return None,
        Tag::Denial { denies, .. } => {
            let mut denies = denies.clone();
            denies.retain(|denied| match denied {
                Denied::Here(id) => sound(id),
                Denied::Elsewhere(_) => true,
            });
            Act::SetDenies(mark.id.clone(), denies)
        }
        Tag::Figure { about, .. } => {
            let mut about = about.clone();
            about.retain(sound);
            Act::SetAbout(mark.id.clone(), about)
        }
    };
    let what = match mark.tag.links().filter(|id| !sound(id)).count() {
        1 => "take the link off".to_owned(),
        count => format!("take the {} off that can't be", counted(count, "link")),
    };
    mend(subject, mark, &what, act, false)
}
