//! An open article in the window: the desk, the page and the panels around it, and the one place where commands are applied.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use egui::{Context, Panel, Ui};

use super::{
    checking::Checking,
    command::{Command, Pane},
    desk::{Arrived, Desk, Turned},
    earlier::Earlier,
    errand::{self, Errand},
    guidance::Guidance,
    joining::Joining,
    judging::Judging,
    keeping::Whose,
    likely::LikelyMarks,
    linking::Linking,
    offers::Offers,
    opening,
    panels::{
        changed_bar, conflicts_bar,
        find::{FindBar, FindWish},
        inspector::Inspector,
        likely::LikelyPane,
        marks::MarkList,
        offer_bar, recovery_bar,
        review::ReviewPane,
        speakers::SpeakersPane,
        status::Status,
        trouble::{self, Decision},
    },
    reading::{
        page,
        select::Selection,
        view::{Press, ReadingView, Reveal},
    },
    regions::Regions,
    rescue::Place,
    review::Review,
    saving::{Disk, Saving},
    settings::Settings,
    theme::Palette,
    watching::Watching,
};
use crate::{
    annotation::{Act, AnnotationId, AnnotationSet, Fragment, Kind},
    text::{CharRange, Folded},
    versions::Limits,
};

mod applying;
mod finishing;
mod joined;
mod left_out;
mod likely;
mod linked;
mod naming;
mod offered;
mod recovering;
mod restoring;
mod reviewing;
mod showing;
mod undoing;

/// From so many bytes on a text is looked through before that is asked for.
const LONG_TEXT: usize = 100_000;

/// See the head of this file.
pub struct Labelling {
    /// The article and its set.
    pub desk: Desk,
    /// What was just done.
    pub status: Status,
    view: ReadingView,
    find: FindBar,
    inspector: Inspector,
    list: MarkList,
    saving: Saving,
    /// The earlier versions, while they are shown.
    earlier: Earlier,
    checking: Checking,
    guidance: Guidance,
    /// What others write into the set's file.
    joining: Joining,
    /// The set before an undo of very many edits that is on its way, if others' marks are in it.
    undoing: Option<AnnotationSet>,
    /// Whether one leaves with a copy in place of the set.
    let_go: bool,
    /// The user wanted to leave, and something stands in the way.
    leaving: bool,
    /// What the side panel shows below the selected mark.
    pane: Pane,
    /// The height that the selected mark has taken so far, in points.
    tallest: f32,
    speakers: SpeakersPane,
    /// What became of the marks of a changed article.
    judging: Judging,
    /// The mark without a place that is being asked about.
    review: Option<Review>,
    review_pane: ReviewPane,
    /// The article as it is now on disk, being made ready.
    turning: Option<Errand<(Turned, ReadingView)>>,
    /// Whether the article changes on disk.
    watching: Watching,
    /// The link that is being made.
    linking: Option<Linking>,
    /// The further places for a mark that are being asked about, and the one last shown.
    offers: Option<Offers>,
    shown_offer: Option<CharRange>,
    /// What is likely a mark, and what of it was last shown.
    likely: LikelyMarks,
    shown_likely: Option<(Kind, CharRange)>,
    likely_pane: LikelyPane,
    /// The text as offers look for words in it, made when it is first needed.
    folded: Option<Arc<Folded>>,
    /// The mark whose other places are being looked for.
    seeking: Option<(AnnotationId, Vec<Fragment>, Errand<offered::Sought>)>,
    /// What is left out of the article, and what furniture is wanted for.
    regions: Regions,
    wanted: left_out::Wanted,
    /// What was not saved is being kept elsewhere, before it is decided.
    keeping_aside: Option<recovering::KeepingAside>,
    /// What there is to say of how the article was read.
    greeting: Option<String>,
    /// What there is to say once the article is left.
    pub parting: Option<String>,
}

impl Labelling {
    /// Opens a desk in the window.
    #[must_use]
    pub fn new(desk: Desk, rescue: Option<PathBuf>) -> Self {
        note_repeats(&desk);
        let mut saving = Saving::default();
        saving.rescue.folder = rescue;
        Self {
            view: ReadingView::new(desk.document.clone()),
            wanted: left_out::Wanted::of_opened(&desk),
            regions: Regions::default(),
            greeting: greeting(&desk),
            judging: Judging::of(&desk),
            review: None,
            review_pane: ReviewPane::default(),
            turning: None,
            watching: Watching::default(),
            desk,
            status: Status::default(),
            find: FindBar::default(),
            inspector: Inspector::default(),
            list: MarkList::default(),
            saving,
            earlier: Earlier::default(),
            checking: Checking::default(),
            guidance: Guidance::default(),
            joining: Joining::default(),
            undoing: None,
            let_go: false,
            leaving: false,
            pane: Pane::default(),
            tallest: 0.0,
            speakers: SpeakersPane::default(),
            linking: None,
            offers: None,
            shown_offer: None,
            likely: LikelyMarks::default(),
            shown_likely: None,
            likely_pane: LikelyPane::default(),
            folded: None,
            seeking: None,
            keeping_aside: None,
            parting: None,
        }
    }

    /// Keeps earlier versions of the set in this state folder from now on, so many.
    pub fn keep_versions(&mut self, state: &Path, count: usize) {
        let whose = Whose {
            state: state.to_owned(),
            set_file: self.desk.set_file.clone(),
        };
        self.saving.keeping.begin(whose, Limits::of_count(count));
    }

    /// Saves by another way than the usual one: for tests of a disk that stalls.
    pub fn save_by(&mut self, disk: Disk) {
        self.saving.disk = disk;
    }

    /// Waits a little for what is still being kept, before the program ends.
    pub fn wait_for_versions(&mut self) {
        self.saving.keeping.finish(Duration::from_secs(1));
    }

    /// Saves everything, also what is still being typed. `false` if something stands in the way, which is then shown.
    pub fn leave(&mut self, context: &Context) -> bool {
        if self.let_go {
            return true;
        }
        let arrived = self.desk.wait();
        self.undone_at_last(context, matches!(arrived, Some(Arrived::Undone(_))));
        self.take_typed(context);
        self.end_linking(context, true);
        self.desk.wait();
        self.likely.finish();
        let left = self.save_joined(context);
        if left {
            self.parting = self.joining.copies_are_kept();
        }
        self.leaving = !left;
        left
    }

    /// Lets go of the article although its set can't be saved in its place: it is kept in a copy. What there is to say of it is in
    /// `parting`.
    ///
    /// # Errors
    /// Not even that can be done: one sentence.
    pub fn rescue(&mut self) -> Result<(), String> {
        let place = match self.is_in_conflict() {
            true => Place::Beside,
            false => Place::Apart,
        };
        let copy = self.saving.rescue.finish(&self.desk, place)?;
        self.let_go = true;
        let file = self.desk.set_file.display();
        let why = match place {
            Place::Beside => format!("{file} was changed by somebody else, and is left as it is"),
            Place::Apart => format!("{file} could not be saved in its place"),
        };
        self.parting = Some(format!("{why}; your marks are in {}", copy.display()));
        Ok(())
    }

    /// Nothing came of leaving: the article is worked on again, and its set is to be saved.
    pub const fn come_back(&mut self) {
        self.let_go = false;
    }

    /// Whether a change of somebody else's is what stands in the way.
    #[must_use]
    pub const fn is_in_conflict(&self) -> bool {
        self.saving.waits_for_a_decision()
    }

    /// The marks that were changed here and on disk.
    #[must_use]
    pub const fn conflicts(&self) -> &super::conflicts::Conflicts {
        &self.joining.conflicts
    }

    /// Whether somebody waits for words that are being looked for.
    #[must_use]
    pub const fn is_looking(&self) -> bool {
        self.find.is_waiting()
    }

    /// Shows everything. Commands that are not this article's business are given back.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        press: &mut Press,
        settings: &mut Settings,
    ) -> Option<Command> {
        let context = ui.ctx().clone();
        self.follow_bulk(&context);
        self.follow_turning(&context);
        self.saving.follow(&context, &mut self.desk);
        self.follow_joining(&context);
        if let Some(trouble) = self.guidance.follow(&context, &self.desk) {
            self.status.say(&context, trouble);
        }
        self.desk.conventions = self.guidance.conventions().clone();
        if let Some(trouble) = self.saving.keeping.word() {
            self.status.say(&context, trouble);
        }
        self.checking.follow(&context, &self.desk, &self.guidance);
        // What is about to be shown is what is watched from then on.
        if self.turning.is_none() {
            self.watching.follow(&context, &self.desk);
        }
        self.judging.follow(&context, &self.desk);
        let mut given_back = None;
        if let Some(greeting) = self.greeting.take() {
            self.status.say(&context, greeting);
        }
        self.follow_furniture(&context);
        let head = self.desk.at.selection.head;
        self.status.is_left_out = self.regions.left_out().at(head).is_some();

        Panel::bottom("status").resizable(false).show(ui, |ui| {
            if self
                .status
                .show(ui, press, &self.desk, &self.checking, &self.saving)
            {
                self.take_typed(&context);
                self.pane = Pane::Findings;
                self.go_to_finding(&context, true);
            }
        });
        if let Some(decision) = trouble::show(ui, &self.desk, &self.saving, self.leaving) {
            given_back = self.decide(&context, decision);
        }
        let selection = self.desk.at.selection.range();
        let wish = if self.find.open {
            let bar = Panel::top("find bar").resizable(false);
            bar.show(ui, |ui| self.find.show(ui, &self.desk.document, selection))
                .inner
        } else {
            self.find.follow(&context, &self.desk.document, selection)
        };
        match wish {
            Some(FindWish::Select(range)) => self.select_found(range),
            Some(FindWish::Take(range)) => {
                self.select_found(range);
                self.focus_page(&context);
            }
            Some(FindWish::Nowhere) => self.nowhere(&context),
            Some(FindWish::Leave) => self.focus_page(&context),
            None => {}
        }
        self.follow_linking(&context);
        self.follow_offers(&context);
        self.follow_review();
        self.follow_likely(&context);
        let mut wishes = Vec::new();
        self.follow_recovery(&context);
        recovery_bar::show(ui, &self.desk, &mut wishes);
        changed_bar::show(
            ui,
            &self.desk,
            &self.judging,
            &self.watching.news,
            &mut wishes,
        );
        for wish in wishes {
            self.grant(&context, wish, settings, press);
        }
        let mut wishes = Vec::new();
        let (conflicts, keys) = (&self.joining.conflicts, self.decides_conflicts());
        conflicts_bar::show(ui, press, &self.desk, conflicts, keys, &mut wishes);
        for wish in wishes {
            self.grant(&context, wish, settings, press);
        }
        if let Some(offers) = self.offers.as_ref().or(self.likely_offers()) {
            let mut wishes = Vec::new();
            Panel::top("offers").resizable(false).show(ui, |ui| {
                ui.add_space(4.0);
                offer_bar::show(ui, press, &self.desk, offers, &mut wishes);
                ui.add_space(2.0);
            });
            for wish in wishes {
                self.grant(&context, wish, settings, press);
            }
        }
        self.side_panel(ui, press, settings);
        let palette = Palette::of(&context);
        egui::CentralPanel::default()
            .frame(egui::Frame::new().fill(palette.page))
            .show(ui, |ui| {
                self.page(ui, press, settings);
            });
        // Somebody must have the focus, or no key does anything.
        if context.memory(|memory| memory.focused().is_none()) {
            self.focus_page(&context);
        }
        given_back
    }

    /// Takes over what is still being typed in the fields of the selected mark.
    fn take_typed(&mut self, context: &Context) {
        // It stays in its fields while the set can't be changed.
        if self.desk.is_busy() {
            return;
        }
        if let Some(complaint) = self.inspector.complaint(&self.desk) {
            self.status.say(context, complaint);
        }
        let mut acts = self.inspector.unsaved(&self.desk);
        acts.extend(self.speakers.unsaved(&self.desk));
        for act in acts {
            self.do_act(context, &act);
        }
        self.inspector.refill();
    }

    /// Does an act where the reader is; whether it was done. If not, it is said why.
    fn do_act(&mut self, context: &Context, act: &Act) -> bool {
        match self.desk.act_here(act) {
            Ok(()) => {
                if let Act::SetSpeaker { id, .. } = act {
                    let speaker = self.desk.find(id).and_then(|mark| mark.tag.speaker());
                    let known = speaker.and_then(|id| self.desk.set().speaker(id));
                    let says = known.map_or("No speaker".to_owned(), |known| {
                        format!("Speaker: {}", known.name)
                    });
                    if speaker.is_some() {
                        self.inspector.last_speaker = speaker.cloned();
                    }
                    self.status.say(context, says);
                }
                true
            }
            Err(error) => {
                self.status.say(context, capitalised(&error.to_string()));
                false
            }
        }
    }

    /// What was looked for is not there: nothing is selected that the next key could change.
    fn nowhere(&mut self, context: &Context) {
        self.desk.at.mark = None;
        self.status
            .say(context, "These words are nowhere in the article");
    }

    fn select_found(&mut self, range: CharRange) {
        self.desk.at.selection = Selection::of(range);
        self.view.reveal(range.start, Reveal::Jump);
    }

    fn focus_page(&self, context: &Context) {
        context.memory_mut(|memory| memory.request_focus(page::page_id()));
    }

    fn decide(&mut self, context: &Context, decision: Decision) -> Option<Command> {
        let said = match decision {
            Decision::TakeTheirs => self.saving.take_theirs(&mut self.desk).map(|()| {
                self.joining.conflicts.clear();
                "Taken over; undo brings your marks back".to_owned()
            }),
            Decision::KeepMine => self.saving.keep_mine(&mut self.desk).map(|aside| {
                self.joining.conflicts.clear();
                format!("Saved; the other file is now {}", aside.display())
            }),
            Decision::Again => {
                self.saving.now(context, &self.desk);
                Ok("Trying again".to_owned())
            }
            Decision::TakeUp => {
                self.take_up(context);
                return None;
            }
            Decision::Rescue => match self.rescue() {
                Ok(()) => return Some(Command::Close),
                Err(error) => Err(error),
            },
            Decision::Abandon => {
                self.desk.saved_revision = self.desk.revision();
                self.parting = Some(format!(
                    "{} could not be saved, and no copy of it could be written",
                    self.desk.set_file.display()
                ));
                return Some(Command::Close);
            }
        };
        self.status
            .say(context, said.unwrap_or_else(|error| capitalised(&error)));
        None
    }
}

impl Drop for Labelling {
    fn drop(&mut self) {
        self.desk.let_go();
    }
}

/// Looks for what stands twice in a long text, on a thread: each mark that is made asks for it.
fn note_repeats(desk: &Desk) {
    if desk.document.text().len() > LONG_TEXT {
        let document = desk.document.clone();
        errand::away(move || document.note_repeats());
    }
}

/// What there is to say when a desk is opened: how its article was read, and that marks have no place.
fn greeting(desk: &Desk) -> Option<String> {
    let doubts = opening::doubts(&desk.set().article.reading);
    let aside = match desk.set().orphans.len() {
        0 => None,
        // What has changed is said by a bar, and asked about first.
        _ if desk.may_change().is_err() => None,
        1 => Some("1 mark has no place: press v".to_owned()),
        count => Some(format!("{count} marks have no place: press v")),
    };
    let found = desk.found.clone();
    let said: Vec<_> = [found, aside, doubts].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(". "))
}

/// So many marks, in words that go on with "set aside".
fn counted(count: usize) -> String {
    match count {
        1 => "1 mark is".to_owned(),
        _ => format!("{count} marks are"),
    }
}

/// A sentence that begins with a capital letter.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
