//! The parts of the window around the page, one file each. They show what they are given and say what the user wants; they change
//! nothing but their own fields.

pub mod completing;
pub mod find;
pub mod folder;
pub mod help;
pub mod inspector;
pub mod look;
pub mod marks;
pub mod menu;
pub mod name;
pub mod palette;
pub mod path_field;
pub mod quantity;
pub mod start;
pub mod status;
pub mod trouble;

use egui::Id;

use super::command::Command;

/// What is to happen when something that stood in front of the window is gone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Left {
    /// Who is to have the focus.
    pub focus: Option<Id>,
    /// What is to be done then.
    pub command: Option<Command>,
}
