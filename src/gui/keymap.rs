//! Which keys the commands have: the usual ones of the table, but for those that the user gave others in the settings file.
//!
//! There `keys: {"Unsure": ["q", "Ctrl+U"]}` gives a command these keys instead of the usual ones; an empty list takes them away. A map
//! that can't be used as a whole is not used at all, and it is said why.

use std::{collections::HashMap, fmt, sync::Arc};

use egui::{Context, Id};
use serde::{
    Deserialize,
    de::{Deserializer, MapAccess, Visitor},
};

use super::{
    command::{Command, Entry, entries},
    keypress::{KeyPress, nearest},
};

/// What keys mean in text fields, and in which: they can't be changed. The manual has them, too.
pub const FIELDS_OWN: &[(&str, &str)] = &[
    (
        "Ctrl+Enter",
        "in the find bar, take the place and leave; where one links, take what is typed as said elsewhere",
    ),
    ("Shift+Enter", "in the find bar, the place before"),
    ("Alt+R", "in the find bar, look for a regular expression"),
    ("Alt+E", "in the find bar, look for exactly these letters"),
    ("Ctrl+A", "in any field, select all of it"),
    ("Ctrl+Z", "in any field, take back what was typed"),
    ("Ctrl+Y", "in any field, type it again"),
    ("Ctrl+Backspace", "in any field, remove a word to the left"),
    ("Ctrl+Delete", "in any field, remove a word to the right"),
    ("Ctrl+Left", "in any field, a word to the left"),
    ("Ctrl+Right", "in any field, a word to the right"),
];

/// Complaints that are shown; the others are counted.
const SHOWN: usize = 8;

/// See the head of this file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Keymap {
    /// The commands that have not their usual keys.
    own: HashMap<Command, Vec<KeyPress>>,
}

/// The map as it stands in the file, in its order and with what stands there twice.
struct Rows(Vec<(String, Vec<String>)>);

impl<'de> Deserialize<'de> for Rows {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Map;
        impl<'de> Visitor<'de> for Map {
            type Value = Rows;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map from commands to lists of keys")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Rows, A::Error> {
                let mut rows = Vec::new();
                while let Some(row) = map.next_entry()? {
                    rows.push(row);
                }
                Ok(Rows(rows))
            }
        }
        deserializer.deserialize_map(Map)
    }
}

impl Keymap {
    /// Reads a map as the settings file has it.
    ///
    /// # Errors
    /// It can't be used: what is wrong with it, in a sentence or some.
    pub fn read(ron: &str) -> Result<Self, String> {
        let Rows(rows) = ron::from_str(ron).map_err(|error| {
            format!(
                "`keys` is no map from commands to lists of keys, such as {{\"Unsure\": [\"q\", \"Ctrl+U\"]}} ({})",
                error.code
            )
        })?;
        let mut map = Self::default();
        let mut complaints = Vec::new();
        for (name, typed) in &rows {
            match named(name) {
                Ok(entry) if map.own.contains_key(&entry.command) => {
                    complaints.push(format!("“{}” stands twice", entry.name));
                }
                Ok(entry) => {
                    let mut keys = Vec::new();
                    for typed in typed {
                        match key_for(entry, typed) {
                            Ok(press) if keys.contains(&press) => {}
                            Ok(press) => keys.push(press),
                            Err(complaint) => complaints.push(complaint),
                        }
                    }
                    map.own.insert(entry.command, keys);
                }
                Err(complaint) => complaints.push(complaint),
            }
        }
        complaints.extend(map.conflicts());
        if complaints.is_empty() {
            return Ok(map);
        }
        let more = complaints.len().saturating_sub(SHOWN);
        complaints.truncate(SHOWN);
        if more > 0 {
            complaints.push(format!("and {more} more"));
        }
        Err(complaints.join("; "))
    }

    /// What can't be so, of keys that are right each by itself.
    fn conflicts(&self) -> Vec<String> {
        let mut complaints = Vec::new();
        let escape = KeyPress::Key(egui::Modifiers::NONE, egui::Key::Escape);
        if !self.keys(Command::Back).contains(&escape) {
            complaints.push("“Back” must keep Esc: one could not get out of anything".to_owned());
        }
        let all: Vec<&Entry> = entries().collect();
        for (index, entry) in all.iter().enumerate() {
            for other in &all[index + 1..] {
                for press in self.keys(entry.command) {
                    if self
                        .keys(other.command)
                        .iter()
                        .any(|theirs| theirs.clashes(*press))
                    {
                        complaints.push(format!(
                            "the key {press} is given to both “{}” and “{}”",
                            entry.name, other.name
                        ));
                    }
                }
            }
        }
        complaints
    }

    /// The keys of a command; the first is the one shown on buttons.
    #[must_use]
    pub fn keys(&self, command: Command) -> &[KeyPress] {
        match self.own.get(&command) {
            Some(keys) => keys,
            None => command.entry().map_or(&[], |entry| entry.keys),
        }
    }

    /// The keys of a row of the table: as [`Keymap::keys`], without looking for the row.
    #[must_use]
    pub fn keys_of<'a>(&'a self, entry: &'a Entry) -> &'a [KeyPress] {
        self.own
            .get(&entry.command)
            .map_or(entry.keys, Vec::as_slice)
    }

    /// Makes this the map in use.
    pub fn install(self, context: &Context) {
        context.data_mut(|data| data.insert_temp(id(), Arc::new(self)));
    }

    /// The map in use; that of the usual keys where none was installed.
    #[must_use]
    pub fn of(context: &Context) -> Arc<Self> {
        context.data_mut(|data| data.get_temp_mut_or_default::<Arc<Self>>(id()).clone())
    }
}

fn id() -> Id {
    Id::unique("keys in use")
}

/// A command's name as one writes it: in small letters, without the dots of "Open…".
fn plain(name: &str) -> String {
    name.trim()
        .trim_end_matches(['…', '.'])
        .trim_end()
        .to_lowercase()
}

fn named(name: &str) -> Result<&'static Entry, String> {
    let asked = plain(name);
    entries()
        .find(|entry| plain(entry.name) == asked)
        .ok_or_else(|| {
            let like = nearest(name, entries().map(|entry| entry.name)).map_or_else(
                || "; the list of keys (F1) has their names".to_owned(),
                |like| format!(", did you mean “{like}”?"),
            );
            format!("no command is called “{name}”{like}")
        })
}

fn key_for(entry: &Entry, typed: &str) -> Result<KeyPress, String> {
    let name = entry.name;
    let press: KeyPress = typed
        .parse()
        .map_err(|error| format!("“{typed}” for “{name}”: {error}"))?;
    if entry.anywhere && press.is_typing() {
        return Err(format!(
            "“{typed}” can't be a key of “{name}”, which acts in text fields too: one could no longer type it; \
             with Ctrl or Alt it can, or a key such as F9"
        ));
    }
    if entry.anywhere
        && FIELDS_OWN
            .iter()
            .any(|(own, ..)| own.parse().as_ref() == Ok(&press))
    {
        return Err(format!(
            "“{typed}” can't be a key of “{name}”, which acts in text fields too: there it means something else"
        ));
    }
    if press.is_the_systems() && !(entry.command == Command::Copy && entry.keys.contains(&press)) {
        return Err(format!(
            "“{typed}” can't be a key of “{name}”: the system keeps it for copy, cut and paste"
        ));
    }
    Ok(press)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Kind;

    fn shown(map: &Keymap, command: Command) -> Vec<String> {
        map.keys(command).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn keys_that_fields_need_are_refused_to_what_acts_in_fields() {
        for (keys, name) in [
            ("Ctrl+Enter", "Save now"),
            ("alt+e", "Help"),
            ("Ctrl+A", "Find"),
        ] {
            let name = if name == "Help" {
                Command::Help.name()
            } else {
                name
            };
            let said = Keymap::read(&format!("{{\"{name}\": [\"{keys}\"]}}")).unwrap_err();
            assert!(said.contains("means something else"), "{said}");
        }
        for (keys, what) in FIELDS_OWN {
            let press: KeyPress = keys.parse().unwrap();
            assert_eq!(press.to_string(), *keys, "{what}");
        }
    }

    #[test]
    fn own_keys_stand_in_place_of_the_usual_ones() {
        let map = Keymap::read(
            "{\"unsure\": [\"q\", \"Ctrl+U\", \"Q\"], \"Open\": [\"Ctrl+Shift+P\"], \"Note\": [] /* none */, }",
        )
        .unwrap();
        assert_eq!(shown(&map, Command::Unsure), ["Q", "Ctrl+U"]);
        assert_eq!(shown(&map, Command::Open), ["Ctrl+Shift+P"]);
        assert_eq!(shown(&map, Command::Note), [""; 0]);
        assert_eq!(shown(&map, Command::Tag(Kind::Claim)), ["1", "C"]);
        for entry in entries() {
            assert_eq!(map.keys(entry.command), map.keys_of(entry));
        }
        assert_eq!(Keymap::read("{}"), Ok(Keymap::default()));
    }

    #[test]
    fn keys_can_be_swapped() {
        let map = Keymap::read("{\"Claim\": [\"2\"], \"Denial\": [\"1\"]}").unwrap();
        assert_eq!(shown(&map, Command::Tag(Kind::Denial)), ["1"]);
    }

    #[test]
    fn what_can_not_be_used_is_said() {
        for (ron, said) in [
            (
                "{\"Unsre\": [\"q\"]}",
                "no command is called “Unsre”, did you mean “Unsure”?",
            ),
            (
                "{\"zzzz\": [\"q\"]}",
                "no command is called “zzzz”; the list of keys (F1) has their names",
            ),
            (
                "{\"Unsure\": [\"c\"]}",
                "the key C is given to both “Claim” and “Unsure”",
            ),
            (
                "{\"Unsure\": [\"Slash\"]}",
                "the key Slash is given to both “Unsure” and “Find”",
            ),
            (
                "{\"Unsure\": [\"q\"], \"Note\": [\"q\"]}",
                "the key Q is given to both “Note” and “Unsure”",
            ),
            (
                "{\"Unsure\": [\"Crtl+q\"]}",
                "“Crtl+q” for “Unsure”: “Crtl” is none of Ctrl, Cmd, Alt and Shift, did you mean “Ctrl”?",
            ),
            (
                "{\"Save now\": [\"q\"]}",
                "“q” can't be a key of “Save now”, which acts in text fields too",
            ),
            (
                "{\"Save now\": [\"Shift+Enter\"]}",
                "“Shift+Enter” can't be a key of “Save now”",
            ),
            ("{\"Back\": [\"q\"]}", "“Back” must keep Esc"),
            ("{\"Back\": []}", "“Back” must keep Esc"),
            (
                "{\"Unsure\": [\"Ctrl+V\"]}",
                "“Ctrl+V” can't be a key of “Unsure”: the system keeps it",
            ),
            (
                "{\"Unsure\": [\"q\"], \"UNSURE\": [\"g\"]}",
                "“Unsure” stands twice",
            ),
            ("{\"Unsure\": \"q\"}", "`keys` is no map from commands"),
            ("[\"q\"]", "`keys` is no map from commands"),
            ("3", "`keys` is no map from commands"),
        ] {
            let error = Keymap::read(ron).unwrap_err();
            assert!(error.starts_with(said), "{ron}: {error}");
        }
        let many: Vec<_> = (0..SHOWN + 2).map(|n| format!("\"a{n}\": []")).collect();
        let many = Keymap::read(&format!("{{{}}}", many.join(", ")));
        assert!(many.unwrap_err().ends_with("; and 2 more"));
        // What is no key and what clashes is said at once.
        let both = Keymap::read("{\"Unsure\": [\"c\"], \"Blub\": [\"z\"]}").unwrap_err();
        assert!(
            both.contains("Blub") && both.contains("“Claim” and “Unsure”"),
            "{both}"
        );
    }

    #[test]
    fn the_usual_keys_can_be_used() {
        assert_eq!(Keymap::default().conflicts(), [""; 0]);
        for entry in entries() {
            for press in entry.keys {
                assert_eq!(key_for(entry, &press.to_string()), Ok(*press));
            }
            assert_eq!(named(entry.name).unwrap().command, entry.command);
        }
    }

    #[test]
    fn the_map_in_use_is_the_one_installed() {
        let context = Context::default();
        assert_eq!(*Keymap::of(&context), Keymap::default());
        let map = Keymap::read("{\"Unsure\": [\"q\"]}").unwrap();
        map.clone().install(&context);
        assert_eq!(*Keymap::of(&context), map);
        assert!(Arc::ptr_eq(&Keymap::of(&context), &Keymap::of(&context)));
    }
}
