//! The table itself: every command with its name, its tip and its usual keys.

use egui::{Key, Modifiers};

use super::{Command, Edge, Entry, Group, Pane, Step};
use crate::{
    annotation::Kind,
    gui::{keypress::KeyPress, reading::select::Move},
};

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL: Modifiers = Modifiers::COMMAND;
const ALT: Modifiers = Modifiers::ALT;
const ALT_SHIFT: Modifiers = Modifiers {
    shift: true,
    ..Modifiers::ALT
};
const CTRL_SHIFT: Modifiers = Modifiers {
    shift: true,
    ..Modifiers::COMMAND
};

const fn key(key: Key) -> KeyPress {
    KeyPress::Key(NONE, key)
}

const fn ctrl(key: Key) -> KeyPress {
    KeyPress::Key(CTRL, key)
}

const fn row(
    command: Command,
    name: &'static str,
    tip: &'static str,
    keys: &'static [KeyPress],
) -> Entry {
    Entry {
        command,
        name,
        tip,
        keys,
        anywhere: false,
    }
}

const fn anywhere(
    command: Command,
    name: &'static str,
    tip: &'static str,
    keys: &'static [KeyPress],
) -> Entry {
    Entry {
        command,
        name,
        tip,
        keys,
        anywhere: true,
    }
}

const fn step(
    edge: Edge,
    forward: bool,
    by_word: bool,
    name: &'static str,
    keys: &'static [KeyPress],
) -> Entry {
    let step = Step {
        edge,
        forward,
        by_word,
    };
    row(Command::MoveEnd(step), name, "", keys)
}

const fn pane(
    pane: Pane,
    name: &'static str,
    tip: &'static str,
    keys: &'static [KeyPress],
) -> Entry {
    anywhere(Command::Show(pane), name, tip, keys)
}

/// A move and the same with Shift.
macro_rules! go {
    ($to:ident, $modifiers:expr, $key:ident, $name:literal, $select:literal) => {
        [
            row(
                Command::Go(Move::$to, false),
                $name,
                "",
                &[KeyPress::Key($modifiers, Key::$key)],
            ),
            row(
                Command::Go(Move::$to, true),
                $select,
                "",
                &[KeyPress::Key(
                    Modifiers {
                        shift: true,
                        ..$modifiers
                    },
                    Key::$key,
                )],
            ),
        ]
    };
}

/// All commands, in the order of help and manual.
pub const TABLE: &[Group] = &[
    Group::of(&[
        row(
            Command::Tag(Kind::Claim),
            "Claim",
            "Mark the selection as a claim, or make the selected mark one",
            &[key(Key::Num1), key(Key::C)],
        ),
        row(
            Command::Tag(Kind::Denial),
            "Denial",
            "Mark the selection as a denial, or make the selected mark one",
            &[key(Key::Num2), key(Key::D)],
        ),
        row(
            Command::Tag(Kind::Figure),
            "Figure",
            "Mark the selection as a figure, or make the selected mark one",
            &[key(Key::Num3), key(Key::F)],
        ),
        row(
            Command::AddFragment,
            "Add to the selected mark",
            "Make the selection a further piece of the selected mark, as when a quoted claim is cut by “he said”",
            &[ctrl(Key::Num1), ctrl(Key::Num2), ctrl(Key::Num3)],
        ),
        row(
            Command::Delete,
            "Delete the mark",
            "Remove the selected mark and the links to it",
            &[key(Key::Delete), key(Key::Backspace)],
        ),
        row(
            Command::RemovePiece,
            "Remove the piece",
            "Of a mark in several pieces, remove the one where the caret is",
            &[ctrl(Key::Delete), ctrl(Key::Backspace)],
        ),
        row(
            Command::Speaker,
            "Speaker",
            "Name who claims or denies; on a figure, say in plain words what it amounts to",
            &[KeyPress::Sign('@')],
        ),
        row(
            Command::Link,
            "Link",
            "Say what a denial denies, or what a figure is about",
            &[key(Key::L)],
        ),
        row(
            Command::MakeSpeaker,
            "Make speaker",
            "Take the selected words as the name of who says the selected mark",
            &[key(Key::M)],
        ),
        row(
            Command::OtherName,
            "Another name",
            "Take the selected words as another name of the selected mark’s speaker",
            &[KeyPress::Key(SHIFT, Key::M)],
        ),
        row(
            Command::Labels,
            "Sub-labels",
            "Choose among the codebook’s sub-labels for the selected mark",
            &[key(Key::T)],
        ),
        row(
            Command::Note,
            "Note",
            "Write a note on the selected mark",
            &[key(Key::N)],
        ),
        row(
            Command::Unsure,
            "Unsure",
            "Flag the selected mark to come back to it",
            &[key(Key::U)],
        ),
    ])
    .under("Marks"),
    Group::of(&[
        row(
            Command::NextMark,
            "Next mark",
            "Select the next mark in the text",
            &[key(Key::Tab)],
        ),
        row(
            Command::PreviousMark,
            "Previous mark",
            "Select the mark before",
            &[KeyPress::Key(SHIFT, Key::Tab)],
        ),
        row(
            Command::Cycle,
            "Other mark here",
            "Go round the marks that overlap here",
            &[key(Key::O)],
        ),
        row(
            Command::NextFinding,
            "Next unfinished",
            "Select the next mark that the rules complain about",
            &[key(Key::R)],
        ),
        row(
            Command::PreviousFinding,
            "Unfinished before",
            "Select the mark before that the rules complain about",
            &[KeyPress::Key(SHIFT, Key::R)],
        ),
        row(
            Command::Fix,
            "Mend",
            "Do what mends the finding of the selected mark",
            &[ctrl(Key::Period)],
        ),
        step(
            Edge::End,
            true,
            true,
            "End a word further",
            &[KeyPress::Sign(']')],
        ),
        step(
            Edge::End,
            false,
            true,
            "End a word back",
            &[KeyPress::Sign('[')],
        ),
        step(
            Edge::Start,
            true,
            true,
            "Start a word further",
            &[KeyPress::Sign('}')],
        ),
        step(
            Edge::Start,
            false,
            true,
            "Start a word back",
            &[KeyPress::Sign('{')],
        ),
        step(
            Edge::End,
            true,
            false,
            "End a letter further",
            &[ctrl(Key::CloseBracket)],
        ),
        step(
            Edge::End,
            false,
            false,
            "End a letter back",
            &[ctrl(Key::OpenBracket)],
        ),
        step(
            Edge::Start,
            true,
            false,
            "Start a letter further",
            &[
                KeyPress::Key(CTRL_SHIFT, Key::CloseBracket),
                KeyPress::Key(CTRL_SHIFT, Key::CloseCurlyBracket),
            ],
        ),
        step(
            Edge::Start,
            false,
            false,
            "Start a letter back",
            &[
                KeyPress::Key(CTRL_SHIFT, Key::OpenBracket),
                KeyPress::Key(CTRL_SHIFT, Key::OpenCurlyBracket),
            ],
        ),
    ])
    .under("From mark to mark"),
    Group::of(&[
        row(
            Command::Likely,
            "Offer likely marks",
            "Go through what is likely a claim, a denial or a figure; again, or Esc, ends it",
            &[key(Key::K)],
        ),
        row(
            Command::Others,
            "Every other occurrence",
            "Offer each further place where the words of the selected mark stand",
            &[key(Key::E)],
        ),
        row(
            Command::Accept,
            "Accept the offer",
            "Do what is asked about: mark this place too, leave it out; of a mark without a place, this is it",
            &[key(Key::A), key(Key::Enter)],
        ),
        row(
            Command::Reject,
            "Reject the offer",
            "This place is not meant; a mark without a place is left set aside",
            &[key(Key::X)],
        ),
        row(
            Command::Skip,
            "Skip the offer",
            "Decide on this place later: go to the next",
            &[key(Key::Space)],
        ),
        row(
            Command::PreviousPlace,
            "Offer before",
            "Go back to the place before",
            &[KeyPress::Key(SHIFT, Key::Space)],
        ),
        row(
            Command::AcceptAll,
            "Accept all offers",
            "Do it at all places that are offered, as one step",
            &[KeyPress::Key(SHIFT, Key::A)],
        ),
        row(
            Command::OfferAgain,
            "Offer again",
            "Offer the likely marks again that were turned down in this article",
            &[],
        ),
    ])
    .under("What is offered"),
    Group::of(&[
        row(
            Command::LeaveOut,
            "Leave out",
            "Leave the selected words out of the article; what is left out is taken in again",
            &[key(Key::B)],
        ),
        row(
            Command::OfferLeaveOut,
            "Offer what may be left out",
            "Go through what looks like the furniture of a saved page: “Follow”, “1 / 3”, a second story",
            &[key(Key::G)],
        ),
    ])
    .under("What is not part of the article"),
    Group::of(&[
        row(
            Command::TakeOver,
            "Take the marks over",
            "To the article as it is now, as one step: Accept the offer does it, too, while the bar asks",
            &[],
        ),
        row(
            Command::Review,
            "Review",
            "Go through the marks that have no place in the article",
            &[key(Key::V)],
        ),
        row(
            Command::PlaceHere,
            "Place here",
            "Give the mark that is asked about its place at the selected words",
            &[key(Key::H)],
        ),
        row(
            Command::SetAside,
            "Set aside",
            "Take the selected mark off the text without deleting it",
            &[],
        ),
    ])
    .under("An article that has changed"),
    Group::of(&[
        row(Command::SelectWord, "Select the word", "", &[key(Key::W)]),
        row(
            Command::SelectSentence,
            "Select the sentence",
            "",
            &[key(Key::S)],
        ),
        row(
            Command::SelectParagraph,
            "Select the paragraph",
            "",
            &[key(Key::P)],
        ),
        row(Command::SelectAll, "Select everything", "", &[ctrl(Key::A)]),
    ])
    .under("Selecting"),
    Group::of(&go!(Left, NONE, ArrowLeft, "Caret left", "Select to the left")).under("Caret"),
    Group::of(&go!(
        Right,
        NONE,
        ArrowRight,
        "Caret right",
        "Select to the right"
    )).under("Caret"),
    Group::of(&go!(
        WordLeft,
        CTRL,
        ArrowLeft,
        "Word left",
        "Select a word to the left"
    )).under("Caret"),
    Group::of(&go!(
        WordRight,
        CTRL,
        ArrowRight,
        "Word right",
        "Select a word to the right"
    )).under("Caret"),
    Group::of(&go!(Up, NONE, ArrowUp, "Line up", "Select a line up")).under("Caret"),
    Group::of(&go!(Down, NONE, ArrowDown, "Line down", "Select a line down")).under("Caret"),
    Group::of(&go!(
        ParagraphUp,
        CTRL,
        ArrowUp,
        "Paragraph up",
        "Select a paragraph up"
    )).under("Caret"),
    Group::of(&go!(
        ParagraphDown,
        CTRL,
        ArrowDown,
        "Paragraph down",
        "Select a paragraph down"
    )).under("Caret"),
    Group::of(&go!(
        LineStart,
        NONE,
        Home,
        "Start of the line",
        "Select to the start of the line"
    )).under("Caret"),
    Group::of(&go!(
        LineEnd,
        NONE,
        End,
        "End of the line",
        "Select to the end of the line"
    )).under("Caret"),
    Group::of(&go!(PageUp, NONE, PageUp, "Page up", "Select a page up")).under("Caret"),
    Group::of(&go!(PageDown, NONE, PageDown, "Page down", "Select a page down")).under("Caret"),
    Group::of(&go!(
        Start,
        CTRL,
        Home,
        "Start of the article",
        "Select to the start of the article"
    )).under("Caret"),
    Group::of(&go!(
        End,
        CTRL,
        End,
        "End of the article",
        "Select to the end of the article"
    )).under("Caret"),
    Group::of(&[
        row(
            Command::Undo,
            "Undo",
            "Take the last change back",
            &[ctrl(Key::Z)],
        ),
        row(
            Command::Redo,
            "Redo",
            "Do again what was taken back",
            &[KeyPress::Key(CTRL_SHIFT, Key::Z), ctrl(Key::Y)],
        ),
        row(
            Command::Copy,
            "Copy",
            "Copy the selected words",
            &[ctrl(Key::C)],
        ),
        anywhere(
            Command::Find,
            "Find",
            "Look for words in the article",
            &[ctrl(Key::F), KeyPress::Sign('/')],
        ),
        anywhere(
            Command::FindNext,
            "Find next",
            "",
            &[key(Key::F3), ctrl(Key::G)],
        ),
        anywhere(
            Command::FindPrevious,
            "Find previous",
            "",
            &[
                KeyPress::Key(SHIFT, Key::F3),
                KeyPress::Key(CTRL_SHIFT, Key::G),
            ],
        ),
    ])
    .under("Undo, copy, find"),
    Group::of(&[
        anywhere(
            Command::Open,
            "Open…",
            "Open an article or a set",
            &[ctrl(Key::O)],
        ),
        anywhere(
            Command::OpenPath,
            "Open by path…",
            "Type the path of an article, a set or a folder",
            &[KeyPress::Key(CTRL_SHIFT, Key::O)],
        ),
        anywhere(
            Command::Save,
            "Save now",
            "Never needed: everything is saved within two seconds",
            &[ctrl(Key::S)],
        ),
        row(
            Command::Close,
            "Close the article",
            "Back to where it was opened from: the folder, or the start page",
            &[ctrl(Key::W)],
        ),
        anywhere(
            Command::Quit,
            "Quit",
            "Close the window; everything is saved",
            &[ctrl(Key::Q)],
        ),
        anywhere(
            Command::NextArticle,
            "Next article",
            "The next article of the folder",
            &[KeyPress::Key(ALT, Key::ArrowRight), ctrl(Key::PageDown)],
        ),
        anywhere(
            Command::PreviousArticle,
            "Previous article",
            "The article before",
            &[KeyPress::Key(ALT, Key::ArrowLeft), ctrl(Key::PageUp)],
        ),
        anywhere(
            Command::NextUndone,
            "Next not done",
            "The next article of the folder that you are not done with",
            &[KeyPress::Key(ALT_SHIFT, Key::ArrowRight)],
        ),
        anywhere(
            Command::Done,
            "Done",
            "Say that you are done with this article, or take it up again",
            &[ctrl(Key::D)],
        ),
        anywhere(
            Command::LookAgain,
            "Look again",
            "Look through the folder once more: files may have come, gone or changed",
            &[key(Key::F5)],
        ),
        row(
            Command::TakeUp,
            "Change a colleague’s set",
            "A set that somebody else made is only shown until you say so",
            &[],
        ),
    ])
    .under("Files"),
    Group::of(&[
        anywhere(
            Command::Larger,
            "Larger text",
            "",
            &[
                ctrl(Key::Plus),
                ctrl(Key::Equals),
                KeyPress::Key(CTRL_SHIFT, Key::Plus),
                KeyPress::Key(CTRL_SHIFT, Key::Equals),
            ],
        ),
        anywhere(Command::Smaller, "Smaller text", "", &[ctrl(Key::Minus)]),
        anywhere(Command::UsualSize, "Usual size", "", &[ctrl(Key::Num0)]),
        anywhere(
            Command::Theme,
            "Light or dark",
            "Go round light, dark, and as the system has it",
            &[key(Key::F7)],
        ),
        anywhere(
            Command::TrimBlanks,
            "Leave out blanks",
            "Leave blanks at the ends of a selection out of the mark",
            &[key(Key::F8)],
        ),
        anywhere(
            Command::NextPane,
            "Text or panel",
            "From the text to the panel and back",
            &[key(Key::F6)],
        ),
        pane(
            Pane::Marks,
            "Marks",
            "All marks, in text order",
            &[KeyPress::Key(ALT, Key::Num1)],
        ),
        pane(
            Pane::Findings,
            "Findings",
            "What the rules complain about",
            &[KeyPress::Key(ALT, Key::Num2)],
        ),
        pane(
            Pane::Speakers,
            "Speakers",
            "Who speaks in the article, by all their names",
            &[KeyPress::Key(ALT, Key::Num3)],
        ),
        pane(
            Pane::Codebook,
            "Codebook",
            "What the codebook says of tags and sub-labels",
            &[KeyPress::Key(ALT, Key::Num4)],
        ),
        pane(
            Pane::Look,
            "Look of the page",
            "Letters, column, line height, highlights",
            &[KeyPress::Key(ALT, Key::Num5)],
        ),
        pane(
            Pane::Review,
            "Marks without a place",
            "What was set aside, for a place to be found",
            &[KeyPress::Key(ALT, Key::Num6)],
        ),
        pane(
            Pane::Versions,
            "Earlier versions",
            "How the set was before, to look at and to bring back",
            &[KeyPress::Key(ALT, Key::Num7)],
        ),
        pane(
            Pane::Offers,
            "Likely marks",
            "What is likely a claim, a denial or a figure, each with its cue",
            &[KeyPress::Key(ALT, Key::Num8)],
        ),
        anywhere(
            Command::Palette,
            "Commands",
            "Look for a command by its name",
            &[ctrl(Key::K)],
        ),
        anywhere(
            Command::Help,
            "Keys",
            "Show this list",
            &[key(Key::F1), KeyPress::Sign('?')],
        ),
        row(
            Command::Back,
            "Back",
            "Let go of the selection, of the mark, of the find bar",
            &[key(Key::Escape)],
        ),
    ])
    .under("Window"),
];
