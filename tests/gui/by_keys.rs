//! A whole article marked by keys alone: what comes out is the set that comes with Claimark, mark for mark, and each key is counted.
//!
//! A chord is one key, so is each letter typed; Shift for a capital letter or a sign is not counted. The script is no racer: for each
//! step it takes the cheapest way that its planner knows, and plans no further than that step.
//!
//! The least possible is worked out from the set alone, as what no person could go below with these commands:
//! - a fragment: a key that selects and a key that marks or adds it;
//! - a speaker: `@` and Enter, or a key that selects the name in the text and `m`; a name that does not stand in the text as it is
//!   wanted: its letters once, between `@` and Enter; nothing where the mark repeats words, tag and speaker of another one, since
//!   an offer taken (`e`, `a`) brings all three;
//! - a link: `l` and Enter; with words of something said elsewhere the letters too, unless they were typed before;
//! - a quantity: nothing where the words of the figure amount to it; else `@`, the digits, a key and its letters for a unit, a key for
//!   a second number, a key for a kind other than the usual, Enter;
//! - a note: `n`, its letters, Esc; the unsure flag: a key;
//! - another name of a speaker: its letters and a key, or one key where it stands in the text and could be taken from there.
//!
//! Reading costs nothing here, and neither does finding out what is to be marked: that is the person's.

mod least;
mod planner;

use std::collections::{BTreeMap, HashSet};

use claimark::{
    annotation::{Annotation, AnnotationId, AnnotationSet, Denied, Kind, Quantity, Speaker, Tag},
    format,
    gui::linking::Linking,
    text::{CharRange, Document},
};
use egui::accesskit::Role;

use self::planner::Planner;
use crate::desk::{Home, Window, assert_sound};

/// The set that shall come out.
const WANTED: &str = include_str!("../../assets/samples/varre-bay.nadia.ron");

/// The hands: they press keys, and know for what.
struct Hands {
    window: Window,
    presses: BTreeMap<&'static str, usize>,
}

impl Hands {
    fn press(&mut self, what: &'static str, keys: &str) {
        self.window.press(keys);
        *self.presses.entry(what).or_default() += 1;
    }

    fn keys<T: AsRef<str>>(&mut self, what: &'static str, keys: &[T]) {
        for key in keys {
            self.press(what, key.as_ref());
        }
    }

    fn types(&mut self, what: &'static str, text: &str) {
        for letter in text.chars() {
            self.press(what, &letter.to_string());
        }
    }

    /// Presses a key until something has the focus.
    fn until(&mut self, what: &'static str, key: &str, role: Role, name: &str) {
        let mut passed = Vec::new();
        loop {
            self.press(what, key);
            let (found, called, _) = self.window.focused().expect("somebody has the focus");
            if found == role && called.starts_with(name) {
                return;
            }
            passed.push((found, called));
            assert!(
                passed.len() < 60,
                "no way by {key} to “{name}”: {passed:#?}"
            );
        }
    }
}

/// Somebody who marks the article as the set says.
struct Analyst<'a> {
    hands: Hands,
    wanted: &'a AnnotationSet,
    planner: Planner<'a>,
    document: &'a Document,
    /// What the marks of the set are called in the window.
    made: BTreeMap<AnnotationId, AnnotationId>,
    /// Who was shown last: offered first.
    last_speaker: Option<String>,
    about_to_slip: bool,
}

impl Analyst<'_> {
    fn window(&self) -> &Window {
        &self.hands.window
    }

    /// The keys that select words from where the caret is; for a new mark also from the marks beside.
    fn plan(&self, range: CharRange, new: bool) -> planner::Plan {
        let desk = self.window().desk();
        assert!(desk.at.selection.is_caret());
        let mut carets = vec![(Vec::new(), desk.at.selection.head)];
        for (key, forward) in [("Tab", true), ("Shift+Tab", false)] {
            if let Some(mark) = desk.neighbour(forward).filter(|_| new) {
                let start = desk.find(&mark).unwrap().extent().start;
                carets.push((vec![key.to_owned()], start));
            }
        }
        self.planner.select(&carets, range)
    }

    /// Marks words, and says everything that the set says of them.
    fn mark(&mut self, mark: &Annotation) {
        if !self.repeat(mark) {
            let plan = self.plan(mark.fragments[0].span, true);
            self.hands.keys("select", &plan.before);
            if std::mem::take(&mut self.about_to_slip) {
                self.slip();
            }
            self.hands.press("tag", tag_key(mark.tag.kind()));
            self.hands.keys("move an end", &plan.after);
        }
        for fragment in &mark.fragments[1..] {
            let plan = self.plan(fragment.span, false);
            self.hands.keys("select a fragment", &plan.before);
            self.hands.press("add a fragment", "Ctrl+1");
            self.hands.keys("move an end", &plan.after);
        }
        let made = self.window().mark_selected();
        assert_eq!(made.words(), mark.words());
        self.made.insert(mark.id.clone(), made.id);
        if let Some(speaker) = mark.tag.speaker() {
            self.speaker(&self.wanted.speaker(speaker).unwrap().name.clone());
        }
        match &mark.tag {
            Tag::Claim { .. } => {}
            Tag::Denial { denies, .. } => denies.iter().for_each(|denied| match denied {
                Denied::Here(id) => self.link(id),
                Denied::Elsewhere(words) => self.elsewhere(words),
            }),
            Tag::Figure { quantity, about } => {
                if let Some(quantity) = quantity {
                    self.quantity(quantity);
                }
                about.iter().for_each(|id| self.link(id));
            }
        }
        if !mark.note.is_empty() {
            self.hands.press("note", "n");
            self.hands.types("note", &mark.note);
            self.hands.press("note", "Escape");
        }
        if mark.unsure {
            self.hands.press("unsure", "u");
        }
    }

    /// Makes a mark out of one that has the same words, tag and speaker, if there is such a one and the way to it is short.
    fn repeat(&mut self, mark: &Annotation) -> bool {
        let selected = self.window().desk().at.mark.clone();
        let same = self.wanted.annotations.iter().find(|other| {
            self.made.contains_key(&other.id)
                && self.made.get(&other.id) == selected.as_ref()
                && repeats(mark, other)
        });
        if same.is_none() {
            return false;
        }
        let before = self.window().marks().len();
        self.hands.keys("every other occurrence", &["e", "a"]);
        assert_eq!(self.window().marks().len(), before + 1);
        for _ in 0..before {
            self.hands.press("every other occurrence", "Tab");
            if self.window().mark_selected().fragments[0].span == mark.fragments[0].span {
                return true;
            }
        }
        panic!("the way to the other mark is found by Tab");
    }

    fn speaker(&mut self, name: &str) {
        let mark = self.window().mark_selected();
        if self.window().speaker(&mark).as_deref() == Some(name) {
            return;
        }
        let known = self.window().desk().set().speaker_called(name).is_some();
        let mut ways = Vec::new();
        if known && self.last_speaker.as_deref() == Some(name) {
            ways.push(vec!["@".to_owned(), "Enter".to_owned()]);
        }
        let typed = |text: &str| {
            let letters = text.chars().map(String::from);
            let all = std::iter::once("@".to_owned()).chain(letters);
            all.chain(["Enter".to_owned()]).collect::<Vec<_>>()
        };
        if known {
            ways.extend(self.first_letters(name).map(|letters| typed(&letters)));
        } else {
            ways.push(typed(name));
        }
        // The name in the text, if it is there as it is wanted.
        for (byte, _) in self.document.text().match_indices(name) {
            let start = self.document.char_of_byte(byte);
            let range = CharRange::new(start, start + name.chars().count());
            let plan = self.plan(range, false);
            if plan.after.is_empty() {
                ways.push([plan.before, vec!["m".to_owned()]].concat());
            }
        }
        let way = ways.into_iter().min_by_key(Vec::len).unwrap();
        let what = match known {
            true => "speaker, known",
            false => "speaker, new",
        };
        self.hands.keys(what, &way);
        let mark = self.window().mark_selected();
        assert_eq!(self.window().speaker(&mark).unwrap(), name, "{way:?}");
        self.last_speaker = Some(name.to_owned());
    }

    /// The fewest first letters of a known speaker that offer them first.
    fn first_letters(&self, name: &str) -> Option<String> {
        let speakers = &self.window().desk().set().speakers;
        let begins = |speaker: &Speaker, letters: &str| {
            let mut names = std::iter::once(&speaker.name).chain(&speaker.other_names);
            names.any(|name| name.to_lowercase().starts_with(letters))
        };
        let small = name.to_lowercase();
        let ends = small.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.map(|end| &small[..end])
            .find(|letters| {
                let fitting = speakers.iter().filter(|speaker| begins(speaker, letters));
                let last = self.last_speaker.as_deref();
                let first = fitting.min_by_key(|speaker| {
                    (
                        Some(speaker.name.as_str()) != last,
                        speaker.name.to_lowercase(),
                    )
                });
                first.is_some_and(|speaker| speaker.name == name)
            })
            .map(str::to_owned)
    }

    fn link(&mut self, wanted: &AnnotationId) {
        let target = &self.made[wanted];
        let desk = self.window().desk();
        let from = desk.mark().unwrap().id.clone();
        let small = desk.find(target).unwrap().words().to_lowercase();
        let letters: Vec<char> = small.chars().collect();
        let mut linking = Linking::from(from);
        let mut best: Option<(usize, String, Vec<&str>)> = None;
        for length in 0..=letters.len() {
            if best.as_ref().is_some_and(|(cost, ..)| *cost <= length) {
                break;
            }
            let pieces: HashSet<String> = match length {
                0 => HashSet::from([String::new()]),
                _ => letters
                    .windows(length)
                    .map(|piece| piece.iter().collect())
                    .collect(),
            };
            let mut pieces: Vec<_> = pieces
                .into_iter()
                .filter(|piece| piece.trim() == piece && piece.is_ascii())
                .collect();
            pieces.sort();
            for words in pieces {
                linking.words.clone_from(&words);
                linking.look(desk);
                let rows = linking.rows(desk);
                let mut candidates = linking.candidates().iter();
                let Some(row) = candidates.position(|mark| mark.id == *target) else {
                    continue;
                };
                let steps = match row <= rows - row {
                    true => vec!["Tab"; row],
                    false => vec!["Shift+Tab"; rows - row],
                };
                let cost = length + steps.len();
                if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                    best = Some((cost, words, steps));
                }
            }
        }
        let (_, words, steps) = best.expect("the claim is offered");
        let target = target.clone();
        self.hands.press("link", "l");
        self.hands.types("link", &words);
        self.hands.keys("link", &steps);
        self.hands.press("link", "Enter");
        let mark = self.window().mark_selected();
        assert!(
            mark.tag.links().any(|id| *id == target),
            "“{words}”, {steps:?}: {:#?}",
            (mark, self.window().focused(), self.window().texts())
        );
    }

    fn elsewhere(&mut self, words: &str) {
        self.hands.press("link elsewhere", "l");
        self.hands.types("link elsewhere", words);
        self.hands.press("link elsewhere", "Enter");
    }

    fn quantity(&mut self, quantity: &Quantity) {
        let made = |window: &Window| match window.mark_selected().tag {
            Tag::Figure { quantity, .. } => quantity,
            _ => panic!("no figure"),
        };
        // What the words amount to is filled in.
        if made(self.window()).as_ref() == Some(quantity) {
            return;
        }
        let what = "quantity";
        self.hands.press(what, "@");
        self.hands.types(what, &quantity.to_string());
        self.hands.press(what, "Enter");
        let made = made(self.window());
        let focused = self.window().focused();
        assert_eq!(made.as_ref(), Some(quantity), "{focused:?}");
    }

    /// Gives the speakers their other names, by the register.
    fn other_names(&mut self) {
        let what = "speakers’ other names";
        let mut speakers: Vec<_> = self.wanted.speakers.iter().collect();
        speakers.retain(|speaker| !speaker.other_names.is_empty());
        // In the register's order: Tab comes into the list where it was left.
        speakers.sort_by_key(|speaker| speaker.name.to_lowercase());
        for speaker in speakers {
            self.hands.press(what, "Alt+3");
            self.hands.until(
                what,
                "Tab",
                Role::ListBoxOption,
                &format!("{}:", speaker.name),
            );
            self.hands.press(what, "Enter");
            self.hands
                .until(what, "Tab", Role::MultilineTextInput, "Also called");
            for (index, name) in speaker.other_names.iter().enumerate() {
                if index > 0 {
                    self.hands.press(what, "Enter");
                }
                self.hands.types(what, name);
            }
            self.hands.press(what, "Escape");
        }
    }

    /// A wrong tag and a wrong end, each taken back at once; the words are selected before and afterwards.
    fn slip(&mut self) {
        let selected = self.window().selected().to_owned();
        self.hands.keys("slips", &["3", "]", "Ctrl+Z", "Ctrl+Z"]);
        assert_eq!(self.window().selected(), selected);
    }
}

fn tag_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Claim => "1",
        Kind::Denial => "2",
        Kind::Figure => "3",
    }
}

/// Whether the first words, the tag and the speaker of a mark are those of another one.
fn repeats(mark: &Annotation, other: &Annotation) -> bool {
    mark.id != other.id
        && mark.tag.kind() == other.tag.kind()
        && mark.tag.speaker() == other.tag.speaker()
        && other.fragments.len() == 1
        && mark.fragments[0].quote == other.fragments[0].quote
}

/// Everything that a set says, without ids: what a mark is and has, each in words.
fn said(set: &AnnotationSet) -> (Vec<String>, Vec<String>) {
    let of = |id: &AnnotationId| {
        let mark = set.annotation(id).unwrap();
        format!("{} {:?}", mark.tag.kind(), spans(mark))
    };
    let marks = set.annotations.iter().map(|mark| {
        let speaker = mark.tag.speaker().and_then(|id| set.speaker(id));
        let mut links: Vec<_> = mark.tag.links().map(of).collect();
        links.sort();
        let rest = match &mark.tag {
            Tag::Claim { .. } => String::new(),
            Tag::Denial { denies, .. } => {
                let elsewhere = denies.iter().filter(|denied| matches!(denied, Denied::Elsewhere(_)));
                format!("{:?}", elsewhere.collect::<Vec<_>>())
            }
            Tag::Figure { quantity, .. } => format!("{quantity:?}"),
        };
        let speaker = speaker.map(|speaker| &speaker.name);
        format!(
            "{} {:?} {:?} said by {speaker:?} linked to {links:?} {rest} note {:?} unsure {} labels {:?} by {}",
            mark.tag.kind(),
            spans(mark),
            mark.words(),
            mark.note,
            mark.unsure,
            mark.labels,
            mark.by
        )
    });
    let speakers = set.speakers.iter();
    let speakers = speakers.map(|speaker| format!("{}: {:?}", speaker.name, speaker.other_names));
    let (mut marks, mut speakers): (Vec<_>, Vec<_>) = (marks.collect(), speakers.collect());
    marks.sort();
    speakers.sort();
    (marks, speakers)
}

fn spans(mark: &Annotation) -> Vec<CharRange> {
    mark.fragments
        .iter()
        .map(|fragment| fragment.span)
        .collect()
}

#[test]
fn an_article_is_marked_by_keys_alone() {
    let wanted = format::read(WANTED.as_bytes()).unwrap();
    let home = Home::new();
    let article = home.sample("varre-bay.txt");
    let mut window = home.window(Some(&article), Some(&wanted.annotator));
    window.wait("the article", |window| window.labelling().is_some());
    window.frame();
    let document = window.desk().document.clone();
    let mut analyst = Analyst {
        hands: Hands {
            window,
            presses: BTreeMap::new(),
        },
        wanted: &wanted,
        planner: Planner::new(&document),
        document: &document,
        made: BTreeMap::new(),
        last_speaker: None,
        about_to_slip: false,
    };
    // The find bar takes patterns from here on.
    analyst.hands.keys("switches", &["/", "Alt+R", "Escape"]);
    let mut left: Vec<_> = wanted.annotations.iter().collect();
    while !left.is_empty() {
        // In text order, but for what is linked to, which comes before.
        let ready = left
            .iter()
            .position(|mark| mark.tag.links().all(|id| analyst.made.contains_key(id)));
        let mark = left.remove(ready.expect("links go round"));
        if left.len() == wanted.annotations.len() / 2 {
            analyst.about_to_slip = true;
        }
        analyst.mark(mark);
    }
    analyst.other_names();
    let mut hands = analyst.hands;
    let mouse = hands
        .window
        .harness()
        .ctx
        .input(|input| input.pointer.latest_pos());
    assert_eq!(mouse, None, "the mouse was never touched");
    hands.window.autosave();
    assert_sound(&home.path("varre-bay.nadia.ron"));
    let made = home.set("varre-bay.nadia.ron");
    let (marks, speakers) = said(&made);
    let (wanted_marks, wanted_speakers) = said(&wanted);
    for (made, wanted) in marks.iter().zip(&wanted_marks) {
        assert_eq!(made, wanted);
    }
    assert_eq!(marks.len(), wanted_marks.len());
    assert_eq!(speakers, wanted_speakers);
    assert_eq!(made.article, wanted.article);
    report(
        &hands.presses,
        &least::least(&wanted, &document),
        wanted.annotations.len(),
    );
}

/// Prints what the keys were pressed for, beside the least possible.
fn report(presses: &BTreeMap<&'static str, usize>, least: &[(&'static str, usize)], marks: usize) {
    let fewest: BTreeMap<_, _> = least.iter().copied().collect();
    let mut sums = (0, 0);
    println!("{:<26}{:>8}{:>8}", "what for", "presses", "least");
    for (what, count) in presses {
        let fewest = fewest.get(what).copied().unwrap_or(0);
        println!("{what:<26}{count:>8}{fewest:>8}");
        // Slips are nobody's wish.
        if *what != "slips" {
            sums = (sums.0 + count, sums.1 + fewest);
        }
    }
    let (all, fewest) = sums;
    println!("{:<26}{all:>8}{fewest:>8}", "all without slips");
    let marks = marks as f64;
    println!(
        "{:<26}{:>8.1}{:>8.1}   {:.2} times the least",
        "a mark",
        all as f64 / marks,
        fewest as f64 / marks,
        all as f64 / fewest as f64
    );
    assert!(all * 2 < fewest * 5, "a step has become longer");
    assert_eq!(
        least.iter().map(|(_, count)| count).sum::<usize>(),
        fewest,
        "{least:?}"
    );
}
