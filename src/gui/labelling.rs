//! An open article in the window: the desk, the page and the panels around it, and the one place where commands are applied.

use std::path::PathBuf;

use egui::{Context, Panel, Ui};

use super::{
    checking::Checking,
    command::{Command, Pane},
    desk::{Desk, NotDone},
    opening,
    panels::{
        find::{FindBar, FindWish},
        inspector::{self, Inspector, Wish},
        look,
        marks::{self, MarkList},
        status::Status,
        trouble::{self, Decision},
    },
    random_bits,
    reading::{
        page::{self, Page},
        select::{Grain, Selection},
        view::{Press, ReadingView, Reveal},
    },
    saving::Saving,
    settings::Settings,
    theme::Palette,
};
use crate::{
    annotation::{Act, AnnotationId, Kind},
    text::CharRange,
};

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
    pane: Pane,
    saving: Saving,
    checking: Checking,
    /// The user wanted to leave, and something stands in the way.
    leaving: bool,
    /// What there is to say of how the article was read.
    greeting: Option<String>,
    /// What there is to say once the article is left.
    pub parting: Option<String>,
}

impl Labelling {
    /// Opens a desk in the window.
    #[must_use]
    pub fn new(desk: Desk, rescue: Option<PathBuf>) -> Self {
        let mut saving = Saving::default();
        saving.rescue.folder = rescue;
        Self {
            view: ReadingView::new(desk.document.clone()),
            greeting: opening::doubts(&desk.set().article.reading),
            desk,
            status: Status::default(),
            find: FindBar::default(),
            inspector: Inspector::default(),
            list: MarkList::default(),
            pane: Pane::default(),
            saving,
            checking: Checking::default(),
            leaving: false,
            parting: None,
        }
    }

    /// Saves everything, also what is still being typed. `false` if something stands in the way, which is then shown.
    pub fn leave(&mut self, context: &Context) -> bool {
        self.take_typed(context);
        let left = self.saving.finish(&mut self.desk);
        self.leaving = !left;
        left
    }

    /// Lets go of the article although its set can't be saved in its place: it is kept in a copy. What there is to say of it is in
    /// `parting`.
    ///
    /// # Errors
    /// Not even that can be done: one sentence.
    pub fn rescue(&mut self) -> Result<(), String> {
        let copy = self.saving.rescue.finish(&self.desk)?;
        self.desk.saved_revision = self.desk.revision();
        self.parting = Some(format!(
            "{} could not be saved in its place; your marks are in {}",
            self.desk.set_file.display(),
            copy.display()
        ));
        Ok(())
    }

    /// Whether a change of somebody else's is what stands in the way.
    #[must_use]
    pub const fn is_in_conflict(&self) -> bool {
        matches!(
            self.saving.trouble,
            Some(super::saving::Trouble::Conflict(_))
        )
    }

    /// Shows everything. Commands that are not this article's business are given back.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        press: &mut Press,
        settings: &mut Settings,
    ) -> Option<Command> {
        let context = ui.ctx().clone();
        self.saving.follow(&context, &mut self.desk);
        self.checking.follow(&context, &self.desk);
        let mut given_back = None;
        if let Some(greeting) = self.greeting.take() {
            self.status.say(&context, greeting);
        }

        Panel::bottom("status").resizable(false).show(ui, |ui| {
            if self
                .status
                .show(ui, press, &self.desk, &self.checking, &self.saving)
            {
                self.go_to_finding();
            }
        });
        if let Some(decision) = trouble::show(ui, &self.desk, &self.saving, self.leaving) {
            given_back = self.decide(&context, decision);
        }
        if self.find.open {
            let wish = Panel::top("find bar").resizable(false).show(ui, |ui| {
                self.find
                    .show(ui, &self.desk.document, self.desk.at.selection.range())
            });
            match wish.inner {
                Some(FindWish::Select(range)) => self.select_found(range),
                Some(FindWish::Nowhere) => self.nowhere(&context),
                Some(FindWish::Leave) => self.focus_page(&context),
                None => {}
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

    fn side_panel(&mut self, ui: &mut Ui, press: &mut Press, settings: &mut Settings) {
        let context = ui.ctx().clone();
        let widest = (ui.available_width() * 0.5).max(200.0);
        let panel = Panel::right("side")
            .resizable(true)
            .default_size(if ui.available_width() < 900.0 {
                240.0
            } else {
                320.0
            })
            .size_range(200.0..=widest);
        panel.show(ui, |ui| {
            ui.add_space(4.0);
            // The list keeps at least some rows, however much there is to say of the selected mark.
            let room = ui.available_height();
            let height = (room - 230.0).max(room * 0.6);
            let wishes = egui::ScrollArea::vertical()
                .id_salt("inspector")
                .max_height(height)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    self.inspector
                        .show(ui, press, &self.desk, &self.checking, settings.trim_blanks)
                })
                .inner;
            for wish in wishes {
                self.grant(&context, wish, settings, press);
            }
            ui.separator();
            if self.pane == Pane::Look {
                let names = press.fonts.names();
                if let Some(look) = look::show(ui, &settings.look(), &names) {
                    settings.set_look(look);
                }
                return;
            }
            if let Some(mark) = self.list.show(ui, press, &self.desk, &self.checking) {
                self.take_typed(&context);
                self.go_to(&mark);
                self.focus_page(&context);
            }
        });
    }

    fn page(&mut self, ui: &mut Ui, press: &mut Press, settings: &Settings) {
        let before = self.desk.at.selection;
        let mut selection = before;
        let page = Page {
            document: &self.desk.document,
            placed: self.desk.placed(),
            selected: self.desk.at.mark.as_ref(),
            found: if self.find.open {
                self.find.found()
            } else {
                &[]
            },
            would_mark: self.desk.would_mark(settings.trim_blanks),
            look: &settings.look(),
        };
        let shown = self.view.show(ui, press, &page, &mut selection);
        if selection != before {
            self.take_typed(ui.ctx());
            self.desk.at.selection = selection;
            // What the mouse has just selected is shown with the next frame.
            ui.ctx().request_repaint();
        }
        if shown.clicked.is_some() || shown.activated.is_some() {
            self.take_typed(ui.ctx());
        }
        if let Some(under) = shown.clicked {
            let marks = under
                .map(|offset| self.desk.placed().at(&self.desk.document, offset))
                .unwrap_or_default();
            self.desk.at.mark = marks.first().map(|mark| mark.id.clone());
            ui.ctx().request_repaint();
        }
        if let Some(mark) = shown.activated {
            self.go_to(&mark);
        }
    }

    /// Applies a command; one that is not this article's business is given back.
    pub fn apply(
        &mut self,
        context: &Context,
        press: &mut Press,
        settings: &Settings,
        command: Command,
    ) -> Option<Command> {
        if !matches!(
            command,
            Command::Go(..) | Command::Copy | Command::Larger | Command::Smaller
        ) {
            self.take_typed(context);
        }
        let desk = &mut self.desk;
        let trim = settings.trim_blanks;
        let done: Result<(), NotDone> = match command {
            Command::Tag(kind) => {
                let done = desk.tag(kind, trim, AnnotationId::from_random(random_bits()));
                if done.is_ok() {
                    self.say_tagged(context);
                }
                done
            }
            Command::AddFragment => desk.add_fragment(trim),
            Command::Delete => {
                let done = desk.delete();
                if done.is_ok() {
                    let what = desk.undoable().0.unwrap_or_default();
                    self.status.say(context, format!("Done: {what}"));
                }
                done
            }
            Command::Undo => self.undo(context, false),
            Command::Redo => self.undo(context, true),
            Command::Unsure => self.flip_unsure(),
            Command::NextMark | Command::PreviousMark => {
                match self.desk.neighbour(command == Command::NextMark) {
                    Some(mark) => self.go_to(&mark),
                    None => self.status.say(context, "There are no marks yet"),
                }
                Ok(())
            }
            Command::Cycle => {
                desk.cycle();
                Ok(())
            }
            Command::Go(to, extend) => {
                let moved = self.view.moved(press, &self.desk.at.selection, to, extend);
                self.desk.at.selection = moved;
                self.view.reveal(moved.head, Reveal::Nearest);
                Ok(())
            }
            Command::SelectWord
            | Command::SelectSentence
            | Command::SelectParagraph
            | Command::SelectAll => {
                self.select_grain(command);
                Ok(())
            }
            Command::Copy => {
                self.copy(context);
                Ok(())
            }
            Command::Speaker | Command::Note | Command::Link => self.focus_field(context, command),
            Command::Find => {
                let words = self
                    .desk
                    .document
                    .slice(self.desk.at.selection.range())
                    .to_owned();
                self.find.begin(context, &words);
                Ok(())
            }
            Command::FindNext | Command::FindPrevious => {
                let from = self.desk.at.selection.range();
                let found = self
                    .find
                    .step(&self.desk.document, from, command == Command::FindNext);
                if let Some(range) = found {
                    self.select_found(range);
                }
                Ok(())
            }
            Command::Save => {
                self.saving.now(context, &self.desk);
                Ok(())
            }
            Command::NextPane => {
                let on_page = context.memory(|memory| memory.has_focus(page::page_id()));
                match self.pane {
                    _ if !on_page => self.focus_page(context),
                    Pane::Look => look::take_focus(context),
                    _ => context.memory_mut(|memory| memory.request_focus(marks::filter_id())),
                }
                Ok(())
            }
            Command::Show(pane) => {
                self.pane = pane;
                Ok(())
            }
            Command::Back => {
                self.back(context);
                Ok(())
            }
            other => return Some(other),
        };
        if let Err(error) = done {
            self.status.say(context, capitalised(&error.to_string()));
        }
        None
    }

    fn undo(&mut self, context: &Context, again: bool) -> Result<(), NotDone> {
        let what = if again {
            self.desk.redo()?
        } else {
            self.desk.undo()?
        };
        match what {
            Some(what) => {
                self.status.say(
                    context,
                    format!("{}: {what}", if again { "Done again" } else { "Undone" }),
                );
                let at = self
                    .desk
                    .mark()
                    .map_or(self.desk.at.selection.head, |mark| mark.extent().start);
                self.view.reveal(at, Reveal::Jump);
            }
            None => self.status.say(
                context,
                if again {
                    "Nothing to do again"
                } else {
                    "Nothing to undo"
                },
            ),
        }
        Ok(())
    }

    fn flip_unsure(&mut self) -> Result<(), NotDone> {
        let mark = self.desk.mark().ok_or(NotDone::NoMark)?;
        let act = Act::SetUnsure(mark.id.clone(), !mark.unsure);
        self.desk.act(&act, self.desk.at.clone())
    }

    fn select_grain(&mut self, command: Command) {
        let grain = match command {
            Command::SelectWord => Grain::Word,
            Command::SelectSentence => Grain::Sentence,
            _ => Grain::Paragraph,
        };
        let at = self.desk.at.selection.range().start;
        let range = match command {
            Command::SelectAll => CharRange::new(0, self.desk.document.len()),
            Command::SelectWord => self.desk.document.nearest_word(at),
            _ => grain.at(&self.desk.document, at),
        };
        self.desk.at.selection = Selection::of(range);
        if command != Command::SelectAll {
            self.view.reveal(range.end, Reveal::Nearest);
        }
    }

    fn copy(&self, context: &Context) {
        let range = self.desk.at.selection.range();
        let words = match self.desk.mark() {
            Some(mark) if range.is_empty() => mark.words(),
            _ => self.desk.document.slice(range).to_owned(),
        };
        if !words.is_empty() {
            context.copy_text(words);
        }
    }

    fn focus_field(&mut self, context: &Context, command: Command) -> Result<(), NotDone> {
        let mark = self.desk.mark().ok_or(NotDone::NoMark)?;
        let kind = mark.tag.kind();
        let name = match (command, kind) {
            // Who a claim has, a figure has an amount.
            (Command::Speaker, Kind::Figure) => "number",
            (Command::Speaker, _) => "speaker",
            (Command::Link, Kind::Claim) => {
                self.status.say(
                    context,
                    format!(
                        "A claim points to nothing: press {} on a denial or a figure",
                        command.key(context)
                    ),
                );
                return Ok(());
            }
            (Command::Link, _) => "target",
            _ => "note",
        };
        context.memory_mut(|memory| memory.request_focus(inspector::field(name)));
        Ok(())
    }

    fn grant(&mut self, context: &Context, wish: Wish, settings: &Settings, press: &mut Press) {
        match wish {
            Wish::Act(act) => {
                if let Err(error) = self.desk.act(&act, self.desk.at.clone()) {
                    self.status.say(context, capitalised(&error.to_string()));
                }
                // The other fields keep what is being typed in them, and see the new state when they are filled again.
            }
            Wish::Command(command) => {
                self.apply(context, press, settings, command);
                self.focus_page(context);
            }
            Wish::GoTo(mark) => {
                self.take_typed(context);
                self.go_to(&mark);
                self.focus_page(context);
            }
            Wish::Leave => self.focus_page(context),
        }
    }

    /// Takes over what is still being typed in the fields of the selected mark.
    fn take_typed(&mut self, context: &Context) {
        if let Some(complaint) = self.inspector.complaint(&self.desk) {
            self.status.say(context, complaint);
        }
        for act in self.inspector.unsaved(&self.desk) {
            if let Err(error) = self.desk.act(&act, self.desk.at.clone()) {
                self.status.say(context, capitalised(&error.to_string()));
            }
            self.inspector.keep_up(&self.desk);
        }
        self.inspector.refill();
    }

    fn go_to(&mut self, mark: &AnnotationId) {
        match self.desk.select_mark(mark) {
            Some(place) => self.view.reveal(place, Reveal::Jump),
            None => self
                .view
                .reveal(self.desk.at.selection.head, Reveal::Nearest),
        }
    }

    /// Goes to the first finding that has a place, behind the one where the reader is.
    fn go_to_finding(&mut self) {
        let findings = self.checking.findings();
        let here = self.desk.at.selection.head;
        let with_mark = || {
            findings
                .iter()
                .filter_map(|finding| Some((finding.article?.start, finding.mark.clone()?)))
        };
        let next = with_mark()
            .find(|(start, mark)| *start > here && Some(mark) != self.desk.at.mark.as_ref());
        let mark = next.or_else(|| with_mark().next()).map(|(_, mark)| mark);
        if let Some(mark) =
            mark.or_else(|| findings.iter().find_map(|finding| finding.mark.clone()))
        {
            self.go_to(&mark);
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

    fn back(&mut self, context: &Context) {
        let at = &mut self.desk.at;
        if !context.memory(|memory| memory.has_focus(page::page_id())) {
            self.focus_page(context);
        } else if !at.selection.is_caret() {
            at.selection = Selection {
                affinity: at.selection.affinity,
                ..Selection::caret(at.selection.head)
            };
        } else if at.mark.is_some() {
            at.mark = None;
        } else if self.find.open {
            self.find.close();
        }
    }

    /// Says what the selected mark is now, by its last words.
    fn say_tagged(&mut self, context: &Context) {
        if let Some(mark) = self.desk.mark() {
            let words: String = mark.words().chars().take(50).collect();
            let kind = capitalised(&mark.tag.kind().to_string());
            self.status.say(context, format!("{kind}: {words}"));
        }
    }

    fn decide(&mut self, context: &Context, decision: Decision) -> Option<Command> {
        let said = match decision {
            Decision::TakeTheirs => self
                .saving
                .take_theirs(&mut self.desk)
                .map(|()| "Taken over; undo brings your marks back".to_owned()),
            Decision::KeepMine => self
                .saving
                .keep_mine(&mut self.desk)
                .map(|aside| format!("Saved; the other file is now {}", aside.display())),
            Decision::Again => {
                self.saving.now(context, &self.desk);
                Ok("Trying again".to_owned())
            }
            Decision::Rescue => match self.rescue() {
                Ok(()) => return Some(Command::Close),
                Err(error) => Err(error),
            },
        };
        self.status
            .say(context, said.unwrap_or_else(|error| capitalised(&error)));
        None
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
