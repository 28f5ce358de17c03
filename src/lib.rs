//! Claimark.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod annotation;
pub mod article;
pub mod cli;
pub mod format;
#[cfg(feature = "gui")]
pub mod gui;
#[cfg(test)]
mod testing;
pub mod text;
pub mod verify;
