//! Everything that a key, a menu or a button can ask for, in one table: its text, its tip, its keys. Menus, help and the manual's
//! table of keys are made from it.

use egui::Context;

use super::{keymap::Keymap, keypress::KeyPress, reading::select::Move};
use crate::annotation::Kind;

mod table;

pub use table::TABLE;

/// An end of a mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Edge {
    /// Where it begins.
    Start,
    /// Where it ends.
    End,
}

/// A step of a mark's end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Step {
    /// Which end.
    pub edge: Edge,
    /// Towards the end of the text, or back.
    pub forward: bool,
    /// By a word, or by a character.
    pub by_word: bool,
}

/// What the side panel shows under the selected mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, Default)]
pub enum Pane {
    /// The marks in text order.
    #[default]
    Marks,
    /// What the rules complain about.
    Findings,
    /// The register of speakers.
    Speakers,
    /// What the codebook says of the tags.
    Codebook,
    /// How the page looks.
    Look,
    /// The marks that have no place.
    Review,
    /// The earlier versions of the set.
    Versions,
    /// What is likely a mark.
    Offers,
}

/// Something that the user asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Command {
    /// Tag the selection, or retag the selected mark.
    Tag(Kind),
    /// Add the selection to the selected mark as a further fragment.
    AddFragment,
    /// Remove the selected mark.
    Delete,
    /// Remove the piece of the selected mark that the caret is in.
    RemovePiece,
    /// Select the next mark.
    NextMark,
    /// Select the mark before.
    PreviousMark,
    /// Select another of the marks that overlap here.
    Cycle,
    /// Select the next mark that the rules complain about.
    NextFinding,
    /// Select the one before.
    PreviousFinding,
    /// Do what would mend the selected mark's finding.
    Fix,
    /// Move an end of the selected mark.
    MoveEnd(Step),
    /// Offer what is likely a mark, or no longer.
    Likely,
    /// Offer again what was turned down of it.
    OfferAgain,
    /// Offer every other place where the selected mark's words stand.
    Others,
    /// Take the offer.
    Accept,
    /// Turn the offer down.
    Reject,
    /// Look at the next offer.
    Skip,
    /// Look at the offer before.
    PreviousPlace,
    /// Take all offers.
    AcceptAll,
    /// Leave the selection out of the article, or take it in again.
    LeaveOut,
    /// Offer what looks like page furniture.
    OfferLeaveOut,
    /// Take the marks over to the article as it is now.
    TakeOver,
    /// Go through the marks that have no place.
    Review,
    /// Give the mark that is asked about its place at the selection.
    PlaceHere,
    /// Take the selected mark off the text without deleting it.
    SetAside,
    /// Move the caret; with `true`, select on the way.
    Go(Move, bool),
    /// Select the word at the caret.
    SelectWord,
    /// Select the sentence at the caret.
    SelectSentence,
    /// Select the paragraph at the caret.
    SelectParagraph,
    /// Select the whole article.
    SelectAll,
    /// Copy the selected words.
    Copy,
    /// Write a note on the selected mark.
    Note,
    /// Flip the unsure flag of the selected mark.
    Unsure,
    /// Name the speaker of the selected mark.
    Speaker,
    /// Make the selected words a speaker.
    MakeSpeaker,
    /// Make the selected words another name of the selected mark's speaker.
    OtherName,
    /// Choose sub-labels for the selected mark.
    Labels,
    /// Say what a denial denies or a figure is about.
    Link,
    /// Take the last change back.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Look for words.
    Find,
    /// The next place found.
    FindNext,
    /// The place found before.
    FindPrevious,
    /// Open a file by the system's dialog.
    Open,
    /// Open a file by typing its path.
    OpenPath,
    /// Save at once.
    Save,
    /// Leave the article for the start page.
    Close,
    /// Close the window.
    Quit,
    /// The next article of the folder.
    NextArticle,
    /// The article before.
    PreviousArticle,
    /// The next article of the folder that one is not done with.
    NextUndone,
    /// Say that one is done with the article, or take it up again.
    Done,
    /// Change a set that is somebody else's.
    TakeUp,
    /// Look through the folder once more.
    LookAgain,
    /// Larger text.
    Larger,
    /// Smaller text.
    Smaller,
    /// Text of the usual size.
    UsualSize,
    /// Light, dark, or as the system has it.
    Theme,
    /// Whether blanks at the ends of a selection are left out of a mark.
    TrimBlanks,
    /// From the text to the panel and back.
    NextPane,
    /// Show something else in the side panel.
    Show(Pane),
    /// Look for a command by its name.
    Palette,
    /// Show the keys.
    Help,
    /// Back out of anything.
    Back,
}

/// A row of the table.
#[derive(Debug)]
pub struct Entry {
    /// What it does.
    pub command: Command,
    /// Its name in menus and help.
    pub name: &'static str,
    /// One sentence more.
    pub tip: &'static str,
    /// Its keys; the first is shown in menus.
    pub keys: &'static [KeyPress],
    /// Whether its keys act while a text field has the focus.
    pub anywhere: bool,
}

/// Rows that belong together.
#[derive(Debug)]
pub struct Group {
    /// What they are about; a group with the heading of the one before goes on with it.
    pub heading: &'static str,
    /// The rows.
    pub entries: &'static [Entry],
}

impl Group {
    const fn of(entries: &'static [Entry]) -> Self {
        Self {
            heading: "",
            entries,
        }
    }

    const fn under(self, heading: &'static str) -> Self {
        Self { heading, ..self }
    }
}

/// All rows of the table.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    TABLE.iter().flat_map(|group| group.entries)
}

impl Command {
    /// Its row, if it has one.
    #[must_use]
    pub fn entry(self) -> Option<&'static Entry> {
        entries().find(|entry| entry.command == self)
    }

    /// Whether what is typed next belongs to a text field.
    pub(super) const fn leads_into_field(self) -> bool {
        matches!(
            self,
            Self::Note
                | Self::Speaker
                | Self::Link
                | Self::Labels
                | Self::Find
                | Self::OpenPath
                | Self::NextPane
                | Self::Palette
                | Self::Show(Pane::Marks | Pane::Speakers)
        )
    }

    /// Its name in menus.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().map_or("", |entry| entry.name)
    }

    /// Its first key as shown on buttons: "Ctrl+Z", "1"; empty if it has none.
    #[must_use]
    pub fn key(self, context: &Context) -> String {
        Keymap::of(context)
            .keys(self)
            .first()
            .map_or_else(String::new, ToString::to_string)
    }

    /// What is said of it where one points at it: what it does, and all its keys.
    #[must_use]
    pub fn tip(self, context: &Context) -> String {
        let entry = self.entry();
        let tip = entry.map_or("", |entry| {
            if entry.tip.is_empty() {
                entry.name
            } else {
                entry.tip
            }
        });
        let map = Keymap::of(context);
        match keys_in_words(map.keys(self)) {
            keys if keys.is_empty() => tip.to_owned(),
            keys => format!("{tip} ({keys})"),
        }
    }
}

/// Keys as they are listed: "1, C"; empty if there are none.
#[must_use]
pub fn keys_in_words(keys: &[KeyPress]) -> String {
    let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
    keys.join(", ")
}

/// The table of keys in Markdown, as the manual has it.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::from("| act | keys | |\n|---|---|---|\n");
    for entry in entries() {
        let keys: Vec<String> = entry.keys.iter().map(|key| format!("`{key}`")).collect();
        text.push_str(&format!(
            "| {} | {} | {} |\n",
            entry.name,
            keys.join(" "),
            entry.tip
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things_and_no_command_stands_twice() {
        let all: Vec<_> = entries().collect();
        for (index, entry) in all.iter().enumerate() {
            for other in &all[index + 1..] {
                assert_ne!(entry.command, other.command);
                assert_ne!(entry.name.to_lowercase(), other.name.to_lowercase());
                for press in entry.keys {
                    assert!(
                        !other.keys.iter().any(|theirs| theirs.clashes(*press)),
                        "{press} is both “{}” and “{}”",
                        entry.name,
                        other.name
                    );
                }
            }
        }
    }

    #[test]
    fn every_group_has_a_heading() {
        for group in TABLE {
            assert!(
                !group.heading.is_empty() && !group.entries.is_empty(),
                "{group:?}"
            );
        }
    }
}
