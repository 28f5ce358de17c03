//! The room of what a team agrees on and writes down by hand, in files beside its articles or in folders above them: where such a
//! file lies, and what is said of one that is wrong. [`crate::codebook`] and [`crate::config`] say what is in theirs.

mod place;
mod refusal;

pub use place::LARGEST;
pub use refusal::Refusal;

/// A kind of such files.
#[derive(Clone, Copy, Debug)]
pub struct Agreement {
    /// What it is called in sentences.
    pub what: &'static str,
    /// What its file is called.
    pub file_name: &'static str,
    /// What stands before anything else in it.
    pub begins: &'static str,
    /// The version of its format that this program reads.
    pub version: u32,
    /// The command that prints one to begin with.
    pub command: &'static str,
}

impl Agreement {
    /// Whether a file's text begins as those of this kind do, whatever comes then.
    #[must_use]
    pub fn begins_like_one(&self, text: &str) -> bool {
        crate::format::past_blanks(text).starts_with(self.begins)
    }
}
