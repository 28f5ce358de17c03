//! One key as the table of commands and the settings file have it: "Ctrl+Shift+Z", "q", "PgUp", "@". How it is written, read, and told
//! from what arrives from the keyboard.

use std::{fmt, str::FromStr};

use egui::{Event, Key, Modifiers};

/// A key, or a sign typed with whatever keys the layout wants for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyPress {
    /// A key with exactly these modifiers. `COMMAND` is Ctrl, and Cmd on a Mac.
    Key(Modifiers, Key),
    /// A sign such as `/` or `@`.
    Sign(char),
}

impl KeyPress {
    /// Whether this is what arrived.
    #[must_use]
    pub fn matches(self, event: &Event) -> bool {
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
                    && (modifiers.command || !modifiers.ctrl)
                    && modifiers.shift == wanted.shift
                    && modifiers.alt == wanted.alt;
                // On layouts that have no Latin letters, or digits only with Shift, the place of the key counts.
                let by_place = is_latin(key) && !is_latin(*logical) && *physical_key == Some(key);
                same && (*logical == key || by_place)
            }
            _ => false,
        }
    }

    /// Whether one stroke could be both: the same key, or a sign and the key that types it.
    #[must_use]
    pub fn clashes(self, other: Self) -> bool {
        match (self, other) {
            (Self::Sign(sign), Self::Key(modifiers, key))
            | (Self::Key(modifiers, key), Self::Sign(sign)) => {
                !modifiers.command && !modifiers.alt && of_symbol(sign) == Some(key)
            }
            _ => self == other,
        }
    }

    /// Whether a text field needs it to be typed in, walked through and left. Signs are not meant: in a field they are always the
    /// field's.
    #[must_use]
    pub fn is_typing(self) -> bool {
        let Self::Key(modifiers, key) = self else {
            return false;
        };
        let types = key.name().len() == 1
            || of_symbol_name(key)
            || matches!(
                key,
                Key::ArrowDown
                    | Key::ArrowLeft
                    | Key::ArrowRight
                    | Key::ArrowUp
                    | Key::Escape
                    | Key::Tab
                    | Key::Backspace
                    | Key::Enter
                    | Key::Space
                    | Key::Insert
                    | Key::Delete
                    | Key::Home
                    | Key::End
                    | Key::PageUp
                    | Key::PageDown
            );
        types && !modifiers.command && !modifiers.alt
    }

    /// Whether the system makes "copy", "cut" or "paste" of it before it is a key.
    #[must_use]
    pub fn is_the_systems(self) -> bool {
        match self {
            Self::Key(_, Key::Copy | Key::Cut | Key::Paste) => true,
            Self::Key(modifiers, Key::X | Key::C | Key::V) => modifiers == Modifiers::COMMAND,
            _ => false,
        }
    }
}

/// Whether a key is a Latin letter or a digit.
fn is_latin(key: Key) -> bool {
    let name = key.name();
    name.len() == 1 && name.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// The key that is called by a sign, if one is.
fn of_symbol(sign: char) -> Option<Key> {
    if sign.is_ascii_alphanumeric() {
        return None;
    }
    Key::from_name(sign.encode_utf8(&mut [0; 4]))
}

/// Whether a key is called by a sign.
fn of_symbol_name(key: Key) -> bool {
    ('!'..='~').any(|sign| of_symbol(sign) == Some(key))
}

/// The sign on a key, if one is.
fn sign_of(key: Key) -> Option<&'static str> {
    Some(match key {
        Key::Plus => "+",
        Key::Minus => "-",
        Key::Equals => "=",
        Key::OpenBracket => "[",
        Key::CloseBracket => "]",
        Key::OpenCurlyBracket => "{",
        Key::CloseCurlyBracket => "}",
        Key::Comma => ",",
        Key::Period => ".",
        Key::Semicolon => ";",
        Key::Slash => "/",
        Key::Backslash => "\\",
        _ => return None,
    })
}

/// What this program calls a key.
fn name_of(key: Key) -> &'static str {
    match key {
        Key::Escape => "Esc",
        Key::PageUp => "PgUp",
        Key::PageDown => "PgDn",
        other => other.name(),
    }
}

impl fmt::Display for KeyPress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (modifiers, key) = match self {
            Self::Sign(sign) => return write!(f, "{sign}"),
            Self::Key(modifiers, key) => (modifiers, *key),
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
            // Alone they are signs, which is something else.
            key if modifiers.any() => sign_of(key).unwrap_or_else(|| name_of(key)),
            key => name_of(key),
        })
    }
}

/// Why something typed is no key: half a sentence.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoKey {
    /// Nothing is there.
    #[error("no key is named")]
    Empty,
    /// A word before a plus that is no modifier.
    #[error("“{0}” is none of Ctrl, Cmd, Alt and Shift{like}", like = or_like(.0, &["Ctrl", "Cmd", "Alt", "Shift"]))]
    Modifier(String),
    /// A name that no key has.
    #[error(
        "no key is called “{0}”{like}; a key is a letter, a digit, a sign, or a name as Enter, Space, PgUp or F5",
        like = or_like(.0, &names())
    )]
    Name(String),
    /// A sign that no key is called by, with modifiers.
    #[error("the sign “{0}” can't be held together with other keys; alone it can")]
    Held(String),
}

/// "; did you mean “Ctrl”?", where there is something alike.
fn or_like(asked: &str, names: &[&str]) -> String {
    nearest(asked, names.iter().copied())
        .map(|name| format!(", did you mean “{name}”?"))
        .unwrap_or_default()
}

fn names() -> Vec<&'static str> {
    Key::ALL.iter().map(|key| name_of(*key)).collect()
}

/// The name most like what was asked for, if any is.
pub(super) fn nearest<'a>(asked: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let asked = asked.to_lowercase();
    let likeness = |name: &str| strsim::jaro_winkler(&name.to_lowercase(), &asked);
    names
        .map(|name| (likeness(name), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

impl FromStr for KeyPress {
    type Err = NoKey;

    /// Reads what `Display` writes, and other ways to write it: small letters, Cmd for Ctrl, "Escape" for "Esc".
    fn from_str(typed: &str) -> Result<Self, NoKey> {
        let mut rest = typed.trim();
        let mut modifiers = Modifiers::NONE;
        while let Some((word, behind)) = rest.split_once('+')
            && !word.is_empty()
            && !behind.is_empty()
        {
            let word = word.trim();
            match word.to_lowercase().as_str() {
                "ctrl" | "control" | "cmd" | "command" => modifiers |= Modifiers::COMMAND,
                "alt" | "option" => modifiers |= Modifiers::ALT,
                "shift" => modifiers |= Modifiers::SHIFT,
                _ => return Err(NoKey::Modifier(word.to_owned())),
            }
            rest = behind.trim();
        }
        let mut chars = rest.chars();
        let one = match (chars.next(), chars.next()) {
            (None, _) => return Err(NoKey::Empty),
            (Some(sign), None) => Some(sign),
            _ => None,
        };
        if let Some(sign) = one
            && !sign.is_ascii_alphanumeric()
        {
            if !modifiers.any() {
                return if sign.is_control() {
                    Err(NoKey::Name(rest.to_owned()))
                } else {
                    Ok(Self::Sign(sign))
                };
            }
            return match of_symbol(sign) {
                Some(key) => Ok(Self::Key(modifiers, key)),
                None => Err(NoKey::Held(rest.to_owned())),
            };
        }
        let called = |key: &&Key| {
            name_of(**key).eq_ignore_ascii_case(rest) || key.name().eq_ignore_ascii_case(rest)
        };
        let key = Key::ALL.iter().find(called).copied();
        key.or_else(|| Key::from_name(rest))
            .map(|key| Self::Key(modifiers, key))
            .ok_or_else(|| NoKey::Name(rest.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_modifiers() -> impl Strategy<Value = Modifiers> {
        (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(command, alt, shift)| Modifiers {
            command,
            alt,
            shift,
            ..Modifiers::NONE
        })
    }

    proptest! {
        #[test]
        fn signs_are_read_as_they_are_written(sign in any::<char>()) {
            prop_assume!(!sign.is_control() && !sign.is_whitespace() && !sign.is_ascii_alphanumeric());
            let press = KeyPress::Sign(sign);
            prop_assert_eq!(press.to_string().parse(), Ok(press));
        }

        #[test]
        fn whatever_is_typed_is_read_or_refused(typed in "\\PC{0,12}", modifiers in any_modifiers()) {
            let _ = typed.parse::<KeyPress>();
            let held = KeyPress::Key(modifiers, Key::A).to_string().replace('A', &typed);
            if let Ok(press) = held.parse::<KeyPress>() {
                prop_assert_eq!(press.to_string().parse(), Ok(press));
            }
        }
    }

    #[test]
    fn keys_are_read_as_they_are_written() {
        for bits in 0..8 {
            let modifiers = Modifiers {
                command: bits & 1 != 0,
                alt: bits & 2 != 0,
                shift: bits & 4 != 0,
                ..Modifiers::NONE
            };
            for key in Key::ALL {
                let press = KeyPress::Key(modifiers, *key);
                let written = press.to_string();
                assert_eq!(written.parse(), Ok(press), "{written}");
                assert_eq!(written.to_uppercase().parse(), Ok(press), "{written}");
                assert_eq!(written.to_lowercase().parse(), Ok(press), "{written}");
            }
        }
    }

    #[test]
    fn there_are_several_ways_to_write_a_key() {
        for (typed, means) in [
            ("q", "Q"),
            (" cmd + shift + escape ", "Ctrl+Shift+Esc"),
            ("Ctrl+plus", "Ctrl++"),
            ("ctrl+slash", "Ctrl+/"),
            ("Control+ArrowLeft", "Ctrl+Left"),
            ("Option+PageDown", "Alt+PgDn"),
            ("+", "+"),
            ("]", "]"),
        ] {
            assert_eq!(typed.parse::<KeyPress>().unwrap().to_string(), means);
        }
    }

    #[test]
    fn what_is_no_key_is_said_with_what_was_meant() {
        for (typed, said) in [
            (" ", "no key is named"),
            (
                "Crtl+U",
                "“Crtl” is none of Ctrl, Cmd, Alt and Shift, did you mean “Ctrl”?",
            ),
            (
                "Ctrl+Entr",
                "no key is called “Entr”, did you mean “Enter”?",
            ),
            ("F55", "no key is called “F55”, did you mean"),
            ("Ctrl+@", "the sign “@” can't be held"),
            ("Ctrl+", "no key is called “Ctrl+”"),
        ] {
            let error = typed.parse::<KeyPress>().unwrap_err().to_string();
            assert!(error.starts_with(said), "{error}");
        }
    }

    #[test]
    fn a_sign_and_its_key_are_one_stroke() {
        let press = |typed: &str| typed.parse::<KeyPress>().unwrap();
        assert!(press("/").clashes(press("Slash")));
        assert!(press("Shift+Slash").clashes(press("/")));
        assert!(press("q").clashes(press("Q")));
        assert!(!press("Ctrl+/").clashes(press("/")));
        assert!(!press("@").clashes(press("/")));
    }
}
