//! A long day: everything that a user may do, by chance, on a large article, until a time is up.
//!
//! Keys of all commands that stay with the article, typing into fields, the palette and the help, clicks, drags and the wheel, other
//! sizes of window and text, light and dark, saving; and now and then the article is changed on disk, and is shown and taken over, or
//! not. In each round so many things are done; then it is undone to the beginning, which must give the first set byte for byte.
//!
//! What holds: nothing panics; the window never says that a step did not fit (a bug of ours); the set is in order, each mark on its words, and
//! without an error by the rules; and memory is flat. It is measured where each round ends, with everything undone and forgotten: what
//! undo remembers within a round grows by what is done, as it should. `cargo test --test gui a_long_day -- --ignored --nocapture`;
//! `CLAIMARK_SOAK_MINUTES` says how long (30), `CLAIMARK_SOAK_SEED` which row of chance.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use claimark::{
    format,
    gui::{command::Command, reading::select::Move},
};
use egui::{Event, MouseWheelUnit, Pos2, vec2};

use crate::{
    desk::{Home, Window},
    soak::{Chance, TYPED, generated, keys_of, leads_away, trouble},
};

/// What memory may grow by after the first rounds, in MiB: what the system's allocator keeps in reserve comes and goes.
const SLACK: f64 = 32.0;

/// How much there is, and for how long.
struct Day {
    words: usize,
    marks: usize,
    /// Things done in a round.
    steps: usize,
    /// Of so many steps one is followed by a look at the whole set.
    look: usize,
    time: Duration,
    seed: u64,
}

/// What was counted.
#[derive(Default)]
struct Log {
    steps: usize,
    changes: usize,
    texts: usize,
    /// Memory at the end of each round, in MiB.
    memory: Vec<f64>,
}

/// The memory that this process holds, in MiB; `None` where the system does not say.
fn memory() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// A place in the window, anywhere.
fn anywhere(window: &mut Window, chance: &mut Chance) -> Pos2 {
    let size = window.harness().ctx.content_rect().size();
    let part = |chance: &mut Chance| chance.below(1_000) as f32 / 1_000.0;
    Pos2::new(part(chance) * size.x, part(chance) * size.y)
}

/// A place on the page, so that a click or a drag selects.
fn on_text(window: &mut Window, chance: &mut Chance) -> Pos2 {
    let size = window.harness().ctx.content_rect().size();
    let part = |chance: &mut Chance| chance.below(1_000) as f32 / 1_000.0;
    Pos2::new(
        60.0 + part(chance) * (size.x - 460.0).max(50.0),
        80.0 + part(chance) * (size.y - 160.0).max(50.0),
    )
}

/// Words come into the article on disk or go out of it, somewhere.
fn change_article(path: &Path, chance: &mut Chance) {
    let mut text = fs::read_to_string(path).unwrap();
    let at = text.floor_char_boundary(chance.below(text.len()));
    let end = text.floor_char_boundary((at + chance.below(200)).min(text.len()));
    match chance.below(3) {
        0 => text.insert_str(at, " words that were not there, "),
        1 => text.replace_range(at..end, ""),
        _ => text.replace_range(at..end, "other words"),
    }
    fs::write(path, text).unwrap();
}

/// Shows what the article is now on disk, if the window has seen that it was changed: it looks when one comes back to it.
fn look_at_article(window: &mut Window) {
    window.focus_window(false);
    window.focus_window(true);
    for _ in 0..40 {
        std::thread::sleep(Duration::from_millis(5));
        window.frame();
    }
}

/// Takes what is asked for by the bar over the page, until it asks no more.
fn take_over(window: &mut Window) {
    let began = Instant::now();
    for _ in 0..6 {
        window.press("Escape");
    }
    while window.shows("The article was changed on disk") || !window.desk().fits() {
        assert!(
            began.elapsed() < Duration::from_secs(300),
            "the article is not taken over; the window says: {}",
            window.says()
        );
        window.press("Escape");
        window.press("a");
        std::thread::sleep(Duration::from_millis(20));
        window.rest(0.2);
    }
    let took = began.elapsed().as_secs_f64();
    if took > 10.0 {
        println!("           {took:.0} s until the marks were taken over");
    }
}

/// Puts the article back as it was, and waits until the window shows it.
fn restore(window: &mut Window, path: &Path, text: &str) {
    let began = Instant::now();
    fs::write(path, text).unwrap();
    while window.desk().document.text() != text {
        assert!(
            began.elapsed() < Duration::from_secs(120),
            "the article is not shown as it is; the window says: {}",
            window.says()
        );
        look_at_article(window);
        // Not what else the same key may mean.
        if window.shows("The article was changed on disk") {
            window.press("a");
        }
    }
}

/// Does one thing by chance; says what.
fn step(
    window: &mut Window,
    chance: &mut Chance,
    keys: &[String],
    article: &Path,
    log: &mut Log,
) -> String {
    let in_field = window.harness().ctx.text_edit_focused();
    match chance.below(1_000) {
        0 => {
            log.texts += 1;
            change_article(article, chance);
            look_at_article(window);
            if chance.below(3) > 0 {
                take_over(window);
            }
            "the article was changed".to_owned()
        }
        1..4 => {
            let size = vec2(
                500.0 + chance.below(1_200) as f32,
                400.0 + chance.below(700) as f32,
            );
            window.harness().set_size(size);
            window.frame();
            format!("a window of {size}")
        }
        4..24 => {
            let at = on_text(window, chance);
            let clicks = 1 + chance.below(4);
            window.clicks(clicks, at);
            format!("{clicks} clicks at {at}")
        }
        24..40 => {
            let (from, to) = (on_text(window, chance), on_text(window, chance));
            window.drag(from, to);
            format!("dragged from {from} to {to}")
        }
        40..44 => {
            let at = anywhere(window, chance);
            // The menus close the article, and ask the system for files.
            if at.y < 30.0 {
                return String::new();
            }
            window.click(at);
            format!("a click at {at}")
        }
        44..70 => {
            let at = anywhere(window, chance);
            window.move_to(at);
            let delta = vec2(0.0, 600.0 - chance.below(1_200) as f32);
            window.harness().input_mut().events.push(Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta,
                phase: egui::TouchPhase::Move,
                modifiers: egui::Modifiers::NONE,
                source: egui::MouseWheelSource::Wheel,
            });
            window.frame();
            format!("the wheel at {at} by {delta}")
        }
        70..74 => {
            window.rest(1.0);
            "a rest".to_owned()
        }
        74..78 => {
            window.press(if chance.below(2) == 0 { "F1" } else { "Ctrl+K" });
            window.times(3, "Escape");
            "help or palette".to_owned()
        }
        _ => {
            let next = match (in_field, window.on_page(), chance.below(8)) {
                (_, false, 0) | (false, false, 1..4) => "Escape",
                (true, _, 2..) => *chance.of(&TYPED),
                _ => chance.of(keys).as_str(),
            };
            match in_field && egui::Key::from_name(next.rsplit('+').next().unwrap()).is_none() {
                true => window.types(next),
                false => window.press(next),
            }
            next.to_owned()
        }
    }
}

/// Out of whatever is open, and nothing on its way.
fn settle(window: &mut Window) {
    for _ in 0..8 {
        window.press("Escape");
    }
    window.wait("what is on its way", |window| !window.desk().is_busy());
}

/// Everything undone; how many steps that was.
fn undo_all(window: &mut Window) -> usize {
    let (mut count, mut idle) = (0, 0);
    while let Some(what) = window.desk().undoable().0.map(str::to_owned) {
        let revision = window.desk().revision();
        window.press("Ctrl+Z");
        window.wait("an undo", |window| !window.desk().is_busy());
        assert!(!is_bug(window.says()), "undo: {}", window.says());
        count += 1;
        idle = if window.desk().revision() == revision {
            idle + 1
        } else {
            0
        };
        assert!(
            idle < 100,
            "“{what}” is not undone, says “{}”: {:#?}",
            window.says(),
            window.texts()
        );
    }
    count
}

/// Whether the window says that a step was made for another set than there is.
fn is_bug(says: &str) -> bool {
    says.contains("nothing was changed") || says.contains("could not be shown")
}

fn live(day: &Day) -> Log {
    let home = Home::new();
    let mut window = generated(&home, day.words, day.marks);
    let article = home.path("made.txt");
    let text = fs::read_to_string(&article).unwrap();
    let began = Instant::now();
    let first = format::write(window.desk().set());
    let keys = keys_of(|command| match command {
        Command::Larger | Command::Smaller | Command::UsualSize | Command::Theme => 1,
        command if leads_away(command) => 0,
        // Of a mark that holds half a megabyte it takes minutes to find out what became of it when its words were changed.
        Command::SelectAll | Command::Go(Move::Start | Move::End, true) => 0,
        _ => 2,
    });
    let mut chance = Chance(day.seed);
    let mut log = Log::default();
    while log.memory.is_empty() || began.elapsed() < day.time {
        let mut done: Vec<String> = Vec::new();
        for index in 1..=day.steps {
            done.push(step(&mut window, &mut chance, &keys, &article, &mut log));
            log.steps += 1;
            let what = |done: &[String]| done[done.len().saturating_sub(60)..].to_vec();
            assert!(window.labelling().is_some(), "left by {:?}", what(&done));
            let says = window.says();
            assert!(!is_bug(says), "“{says}” by {:?}", what(&done));
            if index % day.look == 0
                && !window.desk().is_busy()
                && window.desk().fits()
                && let Some(trouble) = trouble(&window)
            {
                panic!("seed {}: {trouble}, by {:?}", day.seed, what(&done));
            }
            if began.elapsed() >= day.time && !log.memory.is_empty() {
                break;
            }
        }
        settle(&mut window);
        log.changes += undo_all(&mut window);
        assert_eq!(
            format::write(window.desk().set()),
            first,
            "seed {}: undo to the beginning is another set, after {:?}",
            day.seed,
            &done[done.len().saturating_sub(60)..]
        );
        // The article as it was at first, so that each round begins alike.
        restore(&mut window, &article, &text);
        undo_all(&mut window);
        // A new step: what could be done again is forgotten.
        window.press("Ctrl+Home");
        window.keys(&["w", "1"]);
        if window.desk().undoable().0.is_none() {
            window.press("2");
        }
        undo_all(&mut window);
        assert_eq!(format::write(window.desk().set()), first);
        window.autosave();
        assert_eq!(
            fs::read_to_string(home.path("made.ada.ron")).unwrap(),
            first
        );
        let now = memory().unwrap_or_default();
        log.memory.push(now);
        println!(
            "{:>5.1} min: {} steps, {} changes of the set, {} of the article; {now:.0} MiB",
            began.elapsed().as_secs_f64() / 60.0,
            log.steps,
            log.changes,
            log.texts
        );
    }
    log
}

/// How much more memory there is in the last third of the rounds than in the middle one, in MiB. The first third is warming up: each of
/// some dozen threads keeps what the heaviest work needed that it has come across so far.
fn growth(memory: &[f64]) -> f64 {
    let third = memory.len().div_ceil(3);
    let middle = |of: &[f64]| {
        let mut of = of.to_vec();
        of.sort_by(f64::total_cmp);
        of[of.len() / 2]
    };
    let last = &memory[memory.len() - third..];
    let before = &memory[memory.len().saturating_sub(2 * third)..][..third];
    middle(last) - middle(before)
}

#[test]
fn a_short_day_on_an_article_with_300_marks() {
    let log = live(&Day {
        words: 6_000,
        marks: 300,
        steps: 250,
        look: 50,
        time: Duration::ZERO,
        seed: 5,
    });
    assert!(log.changes > 10, "hardly anything was done");
}

#[test]
fn growth_is_told_from_what_comes_and_goes() {
    let flat: Vec<f64> = (0..30).map(|n| 200.0 + f64::from(n % 3)).collect();
    assert!(growth(&flat).abs() < SLACK);
    let leaking: Vec<f64> = (0..30).map(|n| 200.0 + 4.0 * f64::from(n)).collect();
    assert!(growth(&leaking) > SLACK);
    assert_eq!(growth(&[200.0]), 0.0);
}

#[test]
#[ignore = "half an hour: cargo test --test gui a_long_day -- --ignored --nocapture"]
fn a_long_day_on_an_article_of_a_megabyte() {
    let number = |name: &str, usual: f64| {
        let said = std::env::var(name).ok();
        said.map_or(usual, |said| said.parse().unwrap())
    };
    let minutes = number("CLAIMARK_SOAK_MINUTES", 30.0);
    let log = live(&Day {
        words: 175_000,
        marks: 3_000,
        steps: 1_000,
        look: 250,
        time: Duration::from_secs_f64(minutes * 60.0),
        seed: number("CLAIMARK_SOAK_SEED", 1.0) as u64,
    });
    let growth = growth(&log.memory);
    println!(
        "{minutes} minutes: {} steps, {} changes of the set, {} of the article, {} rounds; memory {:.0} to {:.0} MiB, grown by {growth:.0} MiB",
        log.steps,
        log.changes,
        log.texts,
        log.memory.len(),
        log.memory.iter().copied().fold(f64::INFINITY, f64::min),
        log.memory.iter().copied().fold(0.0, f64::max),
    );
    assert!(growth < SLACK, "memory grows: {:?}", log.memory);
}

#[test]
fn a_long_article_that_is_changed_twice_in_a_row_is_shown_as_it_is() {
    let home = Home::new();
    // So many marks that what is changed is made ready on a thread.
    let mut window = generated(&home, 6_000, 1_100);
    let article = home.path("made.txt");
    let first = fs::read_to_string(&article).unwrap();
    fs::write(&article, format!("Something before it. {first}")).unwrap();
    window.focus_window(false);
    window.focus_window(true);
    window.wait("the change", |window| {
        window.shows("The article was changed on disk")
    });
    window.press("a");
    restore(&mut window, &article, &first);
    assert!(window.desk().fits());
}
