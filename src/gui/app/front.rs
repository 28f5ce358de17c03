//! What stands in front of the window: the list of keys and the palette of commands; and what follows when they are gone.

use egui::Context;

use super::App;
use crate::gui::{command::Command, panels::palette::Possible};

/// Frames after a modal's last one until egui lets what was behind it have the focus.
const MODAL_FRAMES: u8 = 2;

impl App {
    /// Shows what stands in front, if anything does.
    pub(super) fn show_front(&mut self, context: &Context) {
        let mut left = None;
        if self.help.is_open() {
            left = self.help.show(context);
        }
        if self.palette.is_open() {
            let possible = self.possible();
            left = self.palette.show(context, possible).or(left);
        }
        if let Some(left) = left {
            self.left = Some((MODAL_FRAMES, left));
            context.memory_mut(egui::Memory::stop_text_input);
            context.request_repaint();
        }
    }

    /// Gives the focus back when help or palette are gone, and the command that was chosen.
    pub(super) fn come_back(&mut self, context: &Context) -> Option<Command> {
        let (frames, left) = self.left?;
        if frames > 1 {
            self.left = Some((frames - 1, left));
            context.request_repaint();
            return None;
        }
        self.left = None;
        if let Some(id) = left.focus {
            context.memory_mut(|memory| memory.request_focus(id));
        }
        left.command
    }

    /// What there is to do something with.
    fn possible(&self) -> Possible {
        let folder = Possible {
            folder: matches!(self.screen, super::Screen::Folder),
            ..Possible::default()
        };
        self.labelling().map_or(folder, |labelling| {
            let desk = &labelling.desk;
            let (undoable, redoable) = desk.undoable();
            Possible {
                reading: true,
                undo: undoable.is_some(),
                redo: redoable.is_some(),
                mark: desk.mark().is_some(),
                words: !desk.at.selection.is_caret(),
                folder: false,
                guarded: desk.guarded,
            }
        })
    }
}
