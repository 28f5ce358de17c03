//! The menu bar, made from the table of commands.

use egui::{Button, MenuBar, Ui};

use crate::{
    annotation::Kind,
    gui::command::{Command, Pane, entries},
};

/// What the menus need to know.
pub struct MenuState<'a> {
    /// Whether an article is open.
    pub reading: bool,
    /// Whether a folder is shown.
    pub folder: bool,
    /// Whether the open set is somebody else's, and only shown.
    pub guarded: bool,
    /// What an undo would take back.
    pub undoable: Option<&'a str>,
    /// What a redo would do again.
    pub redoable: Option<&'a str>,
    /// Whether blanks at the ends are left out.
    pub trim: bool,
    /// The theme's name.
    pub theme: &'static str,
}

/// Shows the bar; gives the command chosen.
pub fn show(ui: &mut Ui, state: &MenuState<'_>) -> Option<Command> {
    let mut chosen = None;
    let mut item = |ui: &mut Ui, command: Command, text: Option<String>, enabled: bool| {
        let button = Button::new(text.unwrap_or_else(|| command.name().to_owned()))
            .shortcut_text(command.key(ui.ctx()));
        let response = ui.add_enabled(enabled, button);
        let response = response.on_hover_ui(|ui| {
            ui.label(command.tip(ui.ctx()));
        });
        if response.clicked() {
            chosen = Some(command);
            ui.close();
        }
    };
    let reading = state.reading;
    MenuBar::new().ui(ui, |ui| {
        ui.menu_button("File", |ui| {
            item(ui, Command::Open, None, true);
            item(ui, Command::OpenPath, None, true);
            ui.separator();
            item(ui, Command::Save, None, reading);
            item(ui, Command::Show(Pane::Versions), None, reading);
            item(ui, Command::Done, None, reading);
            item(ui, Command::TakeUp, None, state.guarded);
            item(ui, Command::Close, None, reading || state.folder);
            ui.separator();
            item(ui, Command::NextArticle, None, reading);
            item(ui, Command::PreviousArticle, None, reading);
            item(ui, Command::NextUndone, None, reading);
            item(ui, Command::LookAgain, None, state.folder);
            ui.separator();
            item(ui, Command::Quit, None, true);
        });
        ui.menu_button("Edit", |ui| {
            let with = |name: &str, what: Option<&str>| what.map(|what| format!("{name}: {what}"));
            item(
                ui,
                Command::Undo,
                with("Undo", state.undoable),
                state.undoable.is_some(),
            );
            item(
                ui,
                Command::Redo,
                with("Redo", state.redoable),
                state.redoable.is_some(),
            );
            ui.separator();
            item(ui, Command::Copy, None, reading);
            item(ui, Command::SelectAll, None, reading);
            for command in [Command::Find, Command::FindNext, Command::FindPrevious] {
                item(ui, command, None, reading);
            }
        });
        ui.menu_button("Mark", |ui| {
            for kind in [Kind::Claim, Kind::Denial, Kind::Figure] {
                item(ui, Command::Tag(kind), None, reading);
            }
            item(ui, Command::AddFragment, None, reading);
            item(ui, Command::Delete, None, reading);
            item(ui, Command::RemovePiece, None, reading);
            item(ui, Command::SetAside, None, reading);
            ui.separator();
            for command in [
                Command::Speaker,
                Command::MakeSpeaker,
                Command::OtherName,
                Command::Link,
                Command::Labels,
                Command::Note,
                Command::Unsure,
            ] {
                item(ui, command, None, reading);
            }
            ui.separator();
            ui.menu_button("Move its ends", |ui| {
                for entry in entries() {
                    if matches!(entry.command, Command::MoveEnd(_)) {
                        item(ui, entry.command, None, reading);
                    }
                }
            });
            item(ui, Command::Likely, None, reading);
            ui.menu_button("What is offered", |ui| {
                for command in [
                    Command::Others,
                    Command::Accept,
                    Command::Reject,
                    Command::Skip,
                    Command::PreviousPlace,
                    Command::AcceptAll,
                    Command::OfferAgain,
                ] {
                    item(ui, command, None, reading);
                }
            });
            ui.menu_button("What is not part of the article", |ui| {
                for command in [Command::LeaveOut, Command::OfferLeaveOut] {
                    item(ui, command, None, reading);
                }
            });
            ui.menu_button("An article that has changed", |ui| {
                for command in [Command::TakeOver, Command::Review, Command::PlaceHere] {
                    item(ui, command, None, reading);
                }
            });
            ui.separator();
            for command in [Command::NextMark, Command::PreviousMark, Command::Cycle] {
                item(ui, command, None, reading);
            }
            ui.menu_button("What is to be mended", |ui| {
                for command in [Command::NextFinding, Command::PreviousFinding, Command::Fix] {
                    item(ui, command, None, reading);
                }
            });
            ui.separator();
            let trim = if state.trim {
                "Blanks at the ends: left out"
            } else {
                "Blanks at the ends: kept"
            };
            item(ui, Command::TrimBlanks, Some(trim.to_owned()), true);
        });
        ui.menu_button("View", |ui| {
            for command in [Command::Larger, Command::Smaller, Command::UsualSize] {
                item(ui, command, None, true);
            }
            item(
                ui,
                Command::Theme,
                Some(format!("Colours: {}", state.theme)),
                true,
            );
            ui.separator();
            for pane in [
                Pane::Marks,
                Pane::Findings,
                Pane::Speakers,
                Pane::Codebook,
                Pane::Look,
                Pane::Review,
                Pane::Offers,
            ] {
                item(ui, Command::Show(pane), None, reading);
            }
            item(ui, Command::NextPane, None, reading);
            ui.separator();
            item(ui, Command::Palette, None, true);
        });
        ui.menu_button("Help", |ui| item(ui, Command::Help, None, true));
    });
    chosen
}
