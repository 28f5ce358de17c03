//! What is likely a mark in the open article: looked for on a thread when that is wanted, and again when the text or what is left out of
//! it has changed; and what of it was turned down.

use std::{
    collections::HashSet,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use egui::Context;

use super::{
    desk::Desk,
    errand::Errand,
    offers::{Kinds, Offers},
    random_bits, remembering,
    turned_down::{Rejection, TurnedDown},
};
use crate::{
    annotation::{Act, AnnotationId, Kind, LeftOut, SpeakerId},
    quantity::Conventions,
    suggest::{Suggestion, suggest},
    text::{CharRange, Document, Sha256, Span},
};

/// How long one who leaves waits for what is being written.
const PATIENCE: Duration = Duration::from_secs(1);

/// Something that is likely a mark.
pub struct Likely {
    /// What it would be, and why.
    pub suggestion: Suggestion,
    /// Where: at least one piece, in text order.
    pub spans: Vec<Span>,
    rejection: Rejection,
}

impl Likely {
    fn of(document: &Document, suggestion: Suggestion) -> Option<Self> {
        let pieces = suggestion.pieces.iter();
        let spans: Result<Vec<_>, _> = pieces.map(|piece| document.span(*piece)).collect();
        let spans = spans.ok().filter(|spans| !spans.is_empty())?;
        Some(Self {
            rejection: Rejection::of(document, suggestion.kind, &suggestion.pieces),
            suggestion,
            spans,
        })
    }

    /// Its words, pieces joined by " … ".
    #[must_use]
    pub fn words(&self, document: &Document) -> String {
        let quotes: Vec<_> = self
            .spans
            .iter()
            .map(|span| document.quote(*span))
            .collect();
        quotes.join(" … ")
    }

    /// What it amounts to, who says it and why it is offered, as far as each is known.
    #[must_use]
    pub fn facts(&self) -> Vec<String> {
        let of = &self.suggestion;
        let amounts = of.quantity.as_ref().map(ToString::to_string);
        let speaker = of.speaker.as_ref().map(|speaker| speaker.name.clone());
        // That a figure has a number is seen.
        let cue = (of.kind != Kind::Figure).then(|| format!("for “{}”", of.origin));
        [amounts, speaker, cue].into_iter().flatten().collect()
    }

    /// What is asked of it.
    #[must_use]
    pub fn question(&self) -> String {
        let facts = self.facts().join(" · ");
        format!("a {}? {facts}", self.suggestion.kind)
    }

    /// What makes the mark, of this id.
    #[must_use]
    pub fn acts(&self, id: &AnnotationId, by: &str) -> Vec<Act> {
        let of = &self.suggestion;
        let first = self.spans[..1].iter().map(|span| Act::Mark {
            span: *span,
            kind: of.kind,
            id: id.clone(),
            by: by.to_owned(),
        });
        let further = self.spans[1..].iter();
        let further = further.map(|span| Act::AddFragment(id.clone(), *span));
        let mut acts: Vec<_> = first.chain(further).collect();
        if of.kind == Kind::Figure {
            if of.quantity.is_some() {
                acts.push(Act::SetQuantity(id.clone(), of.quantity.clone()));
            }
        } else if let Some(speaker) = &of.speaker {
            acts.push(Act::SetSpeaker {
                id: id.clone(),
                name: speaker.name.clone(),
                new: SpeakerId::from_random(random_bits()),
            });
        }
        acts.push(Act::SetSuggested(id.clone(), of.origin.clone()));
        acts
    }
}

/// Whether it is wanted, and of which kinds: stays so from article to article.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    /// Whether likely marks are offered.
    pub on: bool,
    /// Which of them.
    pub kinds: Kinds,
}

/// What it is looked for in, and how.
#[derive(Clone)]
struct In {
    document: Arc<Document>,
    left_out: Vec<CharRange>,
    conventions: Arc<Conventions>,
}

impl In {
    fn is(&self, desk: &Desk, left_out: &LeftOut) -> bool {
        Arc::ptr_eq(&self.document, &desk.document)
            && Arc::ptr_eq(&self.conventions, &desk.conventions)
            && self.left_out == left_out.ranges()
    }
}

/// What came of it.
struct Found {
    likely: Arc<[Likely]>,
    turned_down: TurnedDown,
}

/// See the head of this file.
#[derive(Default)]
pub struct LikelyMarks {
    /// Whether it is wanted.
    pub wanted: Wanted,
    /// What is offered of it, once it is found.
    pub offers: Option<Offers>,
    /// Whether it is to be said how much there is, as soon as it is found.
    pub announce: bool,
    state: Option<PathBuf>,
    looking: Option<(In, Errand<Found>)>,
    found: Option<(In, Arc<[Likely]>)>,
    /// The revision of the set for which it was last seen whether there is something new to look in.
    seen: Option<u64>,
    turned_down: TurnedDown,
    /// What is to be written of it, and what is being written.
    unwritten: Vec<(Rejection, bool)>,
    writing: Option<Errand<()>>,
    /// What was turned down here, and after how many steps: an undo brings the last one back.
    undoable: Vec<(usize, Rejection)>,
}

impl LikelyMarks {
    /// Is wanted as in the article before, and remembers in this state folder what is turned down.
    pub fn begin(&mut self, wanted: Wanted, state: Option<PathBuf>) {
        (self.wanted, self.state) = (wanted, state);
    }

    /// Whether it is still being looked for.
    #[must_use]
    pub const fn is_looking(&self) -> bool {
        self.found.is_none() && self.wanted.on
    }

    /// To be called every frame, with what is left out of the article.
    pub fn follow(&mut self, context: &Context, desk: &Desk, left_out: &LeftOut) {
        self.write(Some(context));
        if !self.wanted.on {
            return;
        }
        self.look(context, desk, left_out);
        let ready = self
            .looking
            .as_ref()
            .map(|(_, errand)| errand.fetch_or_lost());
        if let Some(Some(ready)) = ready
            && let Some((place, _)) = self.looking.take()
        {
            // One whose thread is lost has found nothing.
            let (likely, turned_down) = match ready {
                Some(found) => (found.likely, found.turned_down),
                None => (Vec::new().into(), TurnedDown::default()),
            };
            // What was turned down meanwhile is turned down.
            let known = std::mem::take(&mut self.turned_down);
            self.turned_down = turned_down.and(known.carried_to(&place.document));
            self.found = Some((place, likely));
            self.offer(desk, None);
        }
        if let Some(offers) = &mut self.offers
            && !offers.follow(desk)
        {
            self.offers = None;
        } else if self.offers.is_none() && desk.may_change().is_ok() {
            self.offer(desk, None);
        }
    }

    /// Looks for it, if what it is looked for in is not what it was.
    fn look(&mut self, context: &Context, desk: &Desk, left_out: &LeftOut) {
        let now = self.looking.as_ref().map(|(place, _)| place);
        let now = now.or(self.found.as_ref().map(|(place, _)| place));
        let same_text = now.is_some_and(|place| {
            Arc::ptr_eq(&place.document, &desk.document)
                && Arc::ptr_eq(&place.conventions, &desk.conventions)
        });
        if same_text && self.seen == Some(desk.revision()) {
            return;
        }
        self.seen = Some(desk.revision());
        if now.is_some_and(|place| place.is(desk, left_out)) {
            return;
        }
        let place = In {
            document: desk.document.clone(),
            left_out: left_out.ranges().to_vec(),
            conventions: desk.conventions.clone(),
        };
        let other_text = |(there, _): &(In, _)| !Arc::ptr_eq(&there.document, &place.document);
        if self.found.as_ref().is_some_and(other_text) {
            (self.found, self.offers) = (None, None);
            self.undoable.clear();
        }
        let mut before = vec![desk.set().article.text_sha256];
        before.extend(desk.set().reanchored.iter().rev().map(|step| step.from));
        let (state, known) = (self.state.clone(), self.turned_down.clone());
        let sought = place.clone();
        let errand = Errand::send(context, move || find(&sought, state, &before, known));
        self.looking = Some((place, errand));
    }

    /// Offers what was found and was not turned down: from a place on, or from where one was.
    fn offer(&mut self, desk: &Desk, from: Option<usize>) {
        let Some((_, likely)) = self.found.clone() else {
            return;
        };
        let was = self.offers.as_ref().and_then(Offers::range);
        let here = from.or(was.map(|range| range.start));
        let here = here.unwrap_or_else(|| desk.at.selection.range().start);
        let rejected = self.rejected(&likely);
        self.offers = Some(Offers::of_likely(
            desk,
            likely,
            self.wanted.kinds,
            rejected,
            here,
        ));
    }

    fn rejected(&self, likely: &[Likely]) -> HashSet<usize> {
        let all = likely.iter().enumerate();
        all.filter(|(_, likely)| self.turned_down.has(&likely.rejection))
            .map(|(index, _)| index)
            .collect()
    }

    /// Begins or ends; whether it is wanted now.
    pub fn flip(&mut self, desk: &Desk) -> bool {
        self.wanted.on = !self.wanted.on;
        self.announce = self.wanted.on;
        self.offers = None;
        // What was found before is good as long as the text is the same.
        self.seen = None;
        if self.wanted.on {
            let same = |(place, _): &(In, _)| Arc::ptr_eq(&place.document, &desk.document);
            self.found = self.found.take().filter(same);
        }
        self.wanted.on
    }

    /// Offers marks of a kind, or no longer.
    pub fn flip_kind(&mut self, desk: &Desk, kind: Kind) {
        self.wanted.kinds.flip(kind);
        self.offer(desk, None);
    }

    /// Turns down what is asked about.
    pub fn reject(&mut self, context: &Context, desk: &Desk) {
        let now = self.offers.as_ref().and_then(Offers::likely_now);
        let Some(rejection) = now.map(|likely| likely.rejection.clone()) else {
            return;
        };
        self.undoable.push((desk.steps(), rejection.clone()));
        self.note(context, rejection, true);
        if let Some(offers) = &mut self.offers {
            offers.reject();
        }
        self.follow_turned_down(desk);
    }

    /// Whether the last thing that was done is that something was turned down.
    #[must_use]
    pub fn may_bring_back(&self, desk: &Desk) -> bool {
        let last = self.undoable.last();
        self.wanted.on && last.is_some_and(|(steps, _)| *steps == desk.steps())
    }

    /// Offers again what was turned down last; whether that was the last thing done.
    pub fn bring_back(&mut self, context: &Context, desk: &Desk) -> bool {
        if !self.may_bring_back(desk) {
            return false;
        }
        if let Some((_, rejection)) = self.undoable.pop() {
            self.note(context, rejection, false);
            self.follow_turned_down(desk);
        }
        true
    }

    /// Offers again all that was turned down in this article; how much of it is found.
    pub fn bring_all_back(&mut self, context: &Context, desk: &Desk) -> usize {
        let all: Vec<_> = self.turned_down.all().cloned().collect();
        let count = self.found.as_ref().map_or(0, |(_, likely)| {
            likely
                .iter()
                .filter(|likely| self.turned_down.has(&likely.rejection))
                .count()
        });
        for rejection in all {
            self.turned_down.set(rejection.clone(), false);
            self.unwritten.push((rejection, false));
        }
        self.undoable.clear();
        self.write(Some(context));
        self.follow_turned_down(desk);
        count
    }

    /// How much of what was found was turned down.
    #[must_use]
    pub fn count_turned_down(&self) -> usize {
        self.offers.as_ref().map_or(0, Offers::rejected)
    }

    fn follow_turned_down(&mut self, desk: &Desk) {
        let Some((_, likely)) = &self.found else {
            return;
        };
        let rejected = self.rejected(likely);
        if let Some(offers) = &mut self.offers {
            offers.set_rejected(desk, rejected);
        }
    }

    fn note(&mut self, context: &Context, rejection: Rejection, turned_down: bool) {
        self.turned_down.set(rejection.clone(), turned_down);
        self.unwritten.push((rejection, turned_down));
        self.write(Some(context));
    }

    /// Writes what is unwritten, one thing after the other.
    fn write(&mut self, context: Option<&Context>) {
        let ended = |errand: &Errand<()>| errand.fetch_or_lost().is_some();
        if self.writing.as_ref().is_some_and(ended) {
            self.writing = None;
        }
        if self.writing.is_some() || self.unwritten.is_empty() {
            return;
        }
        let changes = std::mem::take(&mut self.unwritten);
        let text = self.found.as_ref().map(|(place, _)| place.document.clone());
        let (Some(state), Some(text)) = (self.state.clone(), text) else {
            return;
        };
        let work = move || {
            // Trouble there never hinders anybody: it is remembered as long as the window is open.
            let _ = remembering::note(&state, text.sha256(), &changes);
        };
        self.writing = Some(match context {
            Some(context) => Errand::send(context, work),
            None => Errand::begin(work, || ()),
        });
    }

    /// Waits a little for what is still being written, before the article is left.
    pub fn finish(&mut self) {
        let until = Instant::now() + PATIENCE;
        while !self.unwritten.is_empty() || self.writing.is_some() {
            self.write(None);
            let left = until.saturating_duration_since(Instant::now());
            let Some(writing) = self.writing.take() else {
                return;
            };
            if writing.fetch_or_lost_within(left).is_none() {
                return;
            }
        }
    }
}

/// What is likely a mark, and what was turned down. For a thread.
fn find(place: &In, state: Option<PathBuf>, before: &[Sha256], known: TurnedDown) -> Found {
    let (document, left_out) = (&place.document, &place.left_out);
    let found = suggest(document, left_out, &place.conventions);
    let mut likely: Vec<_> = found
        .into_iter()
        .filter_map(|suggestion| Likely::of(document, suggestion))
        .collect();
    likely.sort_by_key(|likely| likely.spans[0].start());
    let turned_down = match state {
        Some(state) => remembering::open(&state, document, before, &known),
        None => known.carried_to(document),
    };
    Found {
        likely: likely.into(),
        turned_down,
    }
}
