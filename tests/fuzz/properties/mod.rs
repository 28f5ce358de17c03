//! What must hold whatever bytes come, as functions of the bytes: they panic where it does not. The fuzzers call them for long,
//! `tests/properties.rs` for short, and again with what the fuzzers found.

mod article;
mod changes;
mod set;
mod settings;
mod verify;

pub use article::read_article;
pub use set::read_set;
pub use settings::read_settings_files;
pub use verify::verify;
