//! From what arrives from the keyboard to commands: which rows of the table are meant, and what belongs to a text field instead.

use egui::{Event, Key};

use super::{
    command::{Command, entries},
    keymap::Keymap,
    keypress::KeyPress,
};

/// Who has the keyboard's focus.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Focus {
    /// The page, or nobody: every key is a command's.
    Page,
    /// A text field: what is typed is the field's, but for what acts anywhere.
    Field,
    /// A button or its like: the keys that walk and press are egui's.
    Control,
}

/// Takes the events that are commands out of the input, and gives the commands in order.
pub fn take(events: &mut Vec<Event>, focus: Focus, map: &Keymap) -> Vec<Command> {
    let mut taken = Vec::new();
    // A letter arrives twice, as a key and as text: who takes the one takes the other.
    let mut text_of_key = false;
    events.retain(|event| {
        if std::mem::take(&mut text_of_key) && matches!(event, Event::Text(_)) {
            return false;
        }
        let command = command_of(event, focus, map);
        taken.extend(command);
        text_of_key = command.is_some() && matches!(event, Event::Key { .. });
        command.is_none()
    });
    taken
}

/// Cuts off what was typed behind a key that moves the focus: it is meant for who has the focus then, and waits for the next frame.
pub fn cut_behind_focus_moves(events: &mut Vec<Event>, focus: Focus, map: &Keymap) -> Vec<Event> {
    let moves = |event: &Event| match (focus, event) {
        (Focus::Page, event) => {
            command_of(event, focus, map).is_some_and(Command::leads_into_field)
        }
        (
            _,
            Event::Key {
                key: Key::Enter | Key::Escape | Key::Tab,
                pressed: true,
                ..
            },
        ) => true,
        (_, event) => command_of(event, focus, map).is_some_and(Command::leads_into_field),
    };
    let Some(index) = events.iter().position(moves) else {
        return Vec::new();
    };
    let mut end = index + 1;
    // What a field offers, it offers for what is in it: Enter behind letters of the same frame waits until it has them.
    let typed_before = events[..index]
        .iter()
        .any(|event| matches!(event, Event::Text(_) | Event::Paste(_) | Event::Ime(_)));
    if focus == Focus::Field && typed_before {
        end = index;
    }
    // The text of that very key, and its being let go, go with it.
    while end > index
        && events
            .get(end)
            .is_some_and(|event| matches!(event, Event::Key { pressed: false, .. }))
    {
        end += 1;
    }
    let by_key = end > index && matches!(events[end - 1], Event::Key { .. });
    // The system may type a letter for keys held with Alt, too; a field keeps the text of its own keys.
    let is_command = end > index && command_of(&events[index], focus, map).is_some();
    if by_key && is_command && matches!(events.get(end), Some(Event::Text(_))) {
        end += 1;
    }
    let (typed, rest): (Vec<_>, Vec<_>) = events.drain(end..).partition(is_typing);
    events.extend(rest);
    typed
}

/// Takes out all that was typed: nobody is there yet whom it is meant for.
pub fn hold_back(events: &mut Vec<Event>) -> Vec<Event> {
    let (typed, rest) = events.drain(..).partition(is_typing);
    *events = rest;
    typed
}

fn is_typing(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { .. } | Event::Text(_) | Event::Copy | Event::Cut | Event::Paste(_)
    )
}

fn command_of(event: &Event, focus: Focus, map: &Keymap) -> Option<Command> {
    // The system's copy key arrives as an event of its own.
    if *event == Event::Copy {
        let is_ctrl_c = |press: &KeyPress| press.is_the_systems();
        let copies = focus != Focus::Field && map.keys(Command::Copy).iter().any(is_ctrl_c);
        return copies.then_some(Command::Copy);
    }
    let acts = |press: &KeyPress| match (focus, press) {
        (Focus::Field, KeyPress::Sign(_)) => false,
        // On a Mac, Option types letters and walks by words.
        (Focus::Field, KeyPress::Key(modifiers, _))
            if cfg!(target_os = "macos") && modifiers.alt && !modifiers.command =>
        {
            false
        }
        (Focus::Control, KeyPress::Key(modifiers, key)) => {
            modifiers.command || modifiers.alt || !walks(*key)
        }
        _ => true,
    };
    entries()
        .filter(|entry| entry.anywhere || focus != Focus::Field)
        .find(|entry| {
            map.keys_of(entry)
                .iter()
                .any(|press| press.matches(event) && acts(press))
        })
        .map(|entry| entry.command)
}

/// Whether egui walks from control to control with this key, or presses one.
const fn walks(key: Key) -> bool {
    matches!(
        key,
        Key::Tab
            | Key::ArrowLeft
            | Key::ArrowRight
            | Key::ArrowUp
            | Key::ArrowDown
            | Key::Enter
            | Key::Space
            | Key::Delete
            | Key::Backspace
    )
}

#[cfg(test)]
mod tests {
    use egui::Modifiers;

    use super::*;
    use crate::annotation::Kind;

    const NONE: Modifiers = Modifiers::NONE;
    const ALT: Modifiers = Modifiers::ALT;
    const CTRL: Modifiers = Modifiers::COMMAND;
    const CTRL_SHIFT: Modifiers = Modifiers {
        shift: true,
        ..Modifiers::COMMAND
    };

    fn usual() -> Keymap {
        Keymap::default()
    }

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
            take(&mut events, Focus::Page, &usual()),
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
        assert_eq!(take(&mut events, Focus::Field, &usual()), []);
        assert_eq!(events, typed());
        let mut events = typed();
        assert_eq!(
            take(&mut events, Focus::Page, &usual()),
            [Command::Tag(Kind::Claim), Command::Find]
        );
    }

    fn letter(key: Key) -> [Event; 2] {
        [
            press(key, key, NONE),
            Event::Text(key.name().to_lowercase()),
        ]
    }

    #[test]
    fn what_follows_a_key_that_moves_the_focus_waits_for_the_next_frame() {
        let mut events: Vec<Event> = [Key::W, Key::N, Key::C]
            .into_iter()
            .flat_map(letter)
            .collect();
        let later = cut_behind_focus_moves(&mut events, Focus::Page, &usual());
        assert_eq!(
            take(&mut events, Focus::Page, &usual()),
            [Command::SelectWord, Command::Note]
        );
        assert_eq!((events, later), (vec![], letter(Key::C).to_vec()));
        let escape = press(Key::Escape, Key::Escape, NONE);
        let mut events = vec![
            Event::Text("x".into()),
            escape.clone(),
            press(Key::Num1, Key::Num1, NONE),
        ];
        let one = press(Key::Num1, Key::Num1, NONE);
        // The field is to have the letter before it is left.
        let mut later = cut_behind_focus_moves(&mut events, Focus::Field, &usual());
        assert_eq!(events, [Event::Text("x".into())]);
        assert_eq!(later, [escape.clone(), one.clone()]);
        let last = cut_behind_focus_moves(&mut later, Focus::Field, &usual());
        assert_eq!((later, last), (vec![escape], vec![one]));
    }

    #[test]
    fn a_control_keeps_the_keys_that_walk_and_press() {
        let mut events = vec![
            press(Key::Tab, Key::Tab, NONE),
            press(Key::Delete, Key::Delete, NONE),
            press(Key::Num1, Key::Num1, NONE),
        ];
        assert_eq!(
            take(&mut events, Focus::Control, &usual()),
            [Command::Tag(Kind::Claim)]
        );
        assert_eq!(events.len(), 2);
    }

    #[test]
    fn keys_work_on_layouts_without_latin_letters() {
        let mut french_one = vec![press(Key::Questionmark, Key::Num1, NONE)];
        assert_eq!(
            take(&mut french_one, Focus::Page, &usual()),
            [Command::Tag(Kind::Claim)]
        );
        let mut azerty_a_on_q = vec![press(Key::W, Key::Z, NONE)];
        assert_eq!(
            take(&mut azerty_a_on_q, Focus::Page, &usual()),
            [Command::SelectWord],
            "a Latin letter is what it says"
        );
    }

    #[test]
    fn own_keys_act_and_the_usual_ones_do_not() {
        let map =
            Keymap::read("{\"Unsure\": [\"q\", \"Ctrl+U\"], \"Copy\": [], \"Find\": [\"§\"]}")
                .unwrap();
        let mut events: Vec<Event> = [letter(Key::Q), letter(Key::U)].concat();
        events.extend([
            press(Key::U, Key::U, CTRL),
            Event::Copy,
            Event::Text("§".into()),
        ]);
        assert_eq!(
            take(&mut events, Focus::Page, &map),
            [Command::Unsure, Command::Unsure, Command::Find]
        );
        assert_eq!(
            events,
            [letter(Key::U).to_vec(), vec![Event::Copy]].concat()
        );
        let mut events = vec![Event::Text("§".into()), Event::Text("x".into())];
        let later = cut_behind_focus_moves(&mut events, Focus::Page, &map);
        assert_eq!(later, [Event::Text("x".into())]);
    }
}
