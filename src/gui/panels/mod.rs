//! The parts of the window around the page, one file each. They show what they are given and say what the user wants; they change
//! nothing but their own fields.

pub mod completing;
pub mod find;
pub mod folder;
pub mod help;
pub mod inspector;
pub mod marks;
pub mod menu;
pub mod name;
pub mod palette;
pub mod path_field;
pub mod quantity;
pub mod start;
pub mod status;
pub mod trouble;
