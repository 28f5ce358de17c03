//! What the user wants of the set or of the window, said by a panel: one place grants it.

use std::sync::Arc;

use crate::{
    annotation::{Act, AnnotationId, AnnotationSet, Kind, SpeakerId},
    gui::command::Command,
    merge::Side,
    text::CharRange,
    verify::Fix,
};

/// See the head of this file.
pub enum Wish {
    /// Change the set.
    Act(Act),
    /// Do a command.
    Command(Command),
    /// Go to a mark.
    GoTo(AnnotationId),
    /// Ask about a mark that was set aside.
    Review(AnnotationId),
    /// Leave the piece that is asked about out of its mark.
    WithoutPiece,
    /// Go to a place in the text.
    GoToPlace(CharRange),
    /// Ask about another likely mark, by its index among those that are open.
    TurnToLikely(usize),
    /// Offer likely marks of this kind, or no longer.
    LikelyKind(Kind),
    /// Mend a finding.
    Fix(Fix),
    /// Mend all findings that can be mended in one way only.
    MendAll,
    /// Make the set what it was in an earlier version, of which it is said when it was.
    Restore(Arc<AnnotationSet>, String),
    /// Decide about the mark that was changed here and on disk.
    Decide(Side),
    /// Ask about another one of those.
    TurnToConflict(usize),
    /// Say something in the status line.
    Say(String),
    /// Write a codebook to begin with.
    BeginCodebook,
    /// List the marks of this speaker alone.
    OnlySpeaker(SpeakerId),
    /// Give the focus back to the text.
    Leave,
    /// The link that was being made.
    Linked(Act),
    /// Take the last link off: the field of links knows which.
    Unlink,
    /// Show in the text what would be linked to.
    ShowLinked,
    /// Link to nothing after all.
    LeaveLinking,
}
