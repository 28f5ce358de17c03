//! The window as its user meets it: real key and mouse events go in, and what a screen reader would be told, and what is on disk
//! afterwards, comes out. Nothing is drawn except in `pictures`.
//!
//! A character that no font can draw and a control without a name fail any of these tests.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    unreachable_pub,
    reason = "tests, and nobody imports them"
)]

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod by_keys;
mod conflicts;
mod controls;
mod desk;
mod ends;
mod endurance;
mod figures;
mod finding;
mod folder;
mod fragments;
mod inspector;
mod joining;
mod keymap;
mod likely;
mod linking;
mod look;
mod marking;
mod mouse;
mod offers;
mod opening;
mod palette;
mod panes;
mod pictures;
mod recovering;
mod regions;
mod reviewing;
mod saving;
mod scripts;
mod slips;
#[path = "../faults/small_disk.rs"]
mod small_disk;
mod soak;
mod speakers;
mod turning;
mod two_writers;
mod undo;
mod walk;
