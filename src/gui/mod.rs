//! The window.
pub mod reading;
