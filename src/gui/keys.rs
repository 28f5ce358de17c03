//! From what arrives from the keyboard to commands: which keys mean which row of the table, on every layout, and what belongs to
//! a text field instead.

use std::fmt;

use egui::{Event, Key, Modifiers};

use super::command::{Command, entries};

/// A key, or a sign typed with whatever keys the layout wants for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyPress {
    /// A key with exactly these modifiers. `COMMAND` is Ctrl, and Cmd on a Mac.
    Key(Modifiers, Key),
    /// A sign such as `/` or `@`.
    Sign(char),
}

impl KeyPress {
    fn matches(self, event: &Event) -> bool {
        match (self, event) {
            (Self::Sign(sign), Event::Text(text)) => text.chars().eq([sign]),
            (
                Self::Key(wanted, key),
                Event::Key {
                    key: logical,
                    physical_key,
                    pressed: true,
                    modifiers,
                    ..
                },
            ) => {
                // egui may report Ctrl twice, as `ctrl` and as `command`; on a Mac Cmd is `command`.
                let same = modifiers.command == wanted.command
                    && modifiers.shift == wanted.shift
                    && modifiers.alt == wanted.alt;
                // On layouts that have no Latin letters, or digits only with Shift, the place of the key counts.
                let by_place = is_latin(key) && !is_latin(*logical) && *physical_key == Some(key);
                same && (*logical == key || by_place)
            }
            _ => false,
        }
    }
}

/// Whether a key is a Latin letter or a digit.
fn is_latin(key: Key) -> bool {
    let name = key.name();
    name.len() == 1 && name.bytes().all(|b| b.is_ascii_alphanumeric())
}

impl fmt::Display for KeyPress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (modifiers, key) = match self {
            Self::Sign(sign) => return write!(f, "{sign}"),
            Self::Key(modifiers, key) => (modifiers, key),
        };
        for (held, name) in [
            (modifiers.command, "Ctrl+"),
            (modifiers.alt, "Alt+"),
            (modifiers.shift, "Shift+"),
        ] {
            if held {
                f.write_str(name)?;
            }
        }
        f.write_str(match key {
            Key::ArrowLeft => "Left",
            Key::ArrowRight => "Right",
            Key::ArrowUp => "Up",
            Key::ArrowDown => "Down",
            Key::Escape => "Esc",
            Key::PageUp => "PgUp",
            Key::PageDown => "PgDn",
            Key::Plus => "+",
            Key::Minus => "-",
            Key::Equals => "=",
            other => other.name(),
        })
    }
}

/// Takes the events that are commands out of the input, and gives the commands in order. While a text field has the focus, only
/// those act that act anywhere, and signs belong to the field. What comes behind a command that leads into a field is left for it.
pub fn take(events: &mut Vec<Event>, in_text_field: bool) -> Vec<Command> {
    let mut taken = Vec::new();
    let mut into_field = false;
    // A letter arrives twice, as a key and as text: who takes the one takes the other.
    let mut text_of_key = false;
    events.retain(|event| {
        if std::mem::take(&mut text_of_key) && matches!(event, Event::Text(_)) {
            return false;
        }
        if into_field {
            return true;
        }
        let command = command_of(event, in_text_field);
        if let Some(command) = command {
            taken.push(command);
            into_field = command.leads_into_field();
            text_of_key = matches!(event, Event::Key { .. });
        }
        command.is_none()
    });
    taken
}

fn command_of(event: &Event, in_text_field: bool) -> Option<Command> {
    // The system's copy key arrives as an event of its own.
    if *event == Event::Copy {
        return (!in_text_field).then_some(Command::Copy);
    }
    let pressed = |press: &KeyPress| {
        press.matches(event) && !(in_text_field && matches!(press, KeyPress::Sign(_)))
    };
    let acting = entries().filter(|entry| entry.anywhere || !in_text_field);
    acting
        .into_iter()
        .find(|entry| entry.keys.iter().any(pressed))
        .map(|entry| entry.command)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Kind;

    const NONE: Modifiers = Modifiers::NONE;
    const ALT: Modifiers = Modifiers::ALT;
    const CTRL: Modifiers = Modifiers::COMMAND;
    const CTRL_SHIFT: Modifiers = Modifiers {
        shift: true,
        ..Modifiers::COMMAND
    };

    fn press(key: Key, physical: Key, modifiers: Modifiers) -> Event {
        Event::Key {
            key,
            physical_key: Some(physical),
            pressed: true,
            repeat: false,
            modifiers,
        }
    }

    #[test]
    fn modifiers_must_be_exactly_those() {
        let mut events = vec![
            press(
                Key::Z,
                Key::Z,
                Modifiers {
                    ctrl: true,
                    ..CTRL_SHIFT
                },
            ),
            press(Key::Z, Key::Z, Modifiers { ctrl: true, ..CTRL }),
            press(Key::ArrowRight, Key::ArrowRight, ALT),
        ];
        assert_eq!(
            take(&mut events, false),
            [Command::Redo, Command::Undo, Command::NextArticle]
        );
        assert!(events.is_empty());
    }

    #[test]
    fn letters_and_signs_are_the_fields_while_one_types() {
        let typed = || {
            vec![
                press(Key::C, Key::C, NONE),
                Event::Text("c".into()),
                Event::Text("/".into()),
            ]
        };
        let mut events = typed();
        assert_eq!(take(&mut events, true), []);
        assert_eq!(events, typed());
        let mut events = typed();
        assert_eq!(
            take(&mut events, false),
            [Command::Tag(Kind::Claim), Command::Find]
        );
    }

    #[test]
    fn what_follows_a_command_that_leads_into_a_field_is_the_fields() {
        let letter = |key: Key| {
            [
                press(key, key, NONE),
                Event::Text(key.name().to_lowercase()),
            ]
        };
        let mut events: Vec<Event> = [Key::W, Key::N, Key::C]
            .into_iter()
            .flat_map(letter)
            .collect();
        assert_eq!(
            take(&mut events, false),
            [Command::SelectWord, Command::Note]
        );
        assert_eq!(events, letter(Key::C));
    }

    #[test]
    fn keys_work_on_layouts_without_latin_letters() {
        let mut french_one = vec![press(Key::Questionmark, Key::Num1, NONE)];
        assert_eq!(take(&mut french_one, false), [Command::Tag(Kind::Claim)]);
        let mut azerty_a_on_q = vec![press(Key::W, Key::Z, NONE)];
        assert_eq!(
            take(&mut azerty_a_on_q, false),
            [Command::SelectWord],
            "a Latin letter is what it says"
        );
    }
}
