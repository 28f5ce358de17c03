//! Articles that no newspaper printed: prose without much sense, but with what makes news hard to find one's way in. A headline stands
//! twice, a caption twice or three times, a bullet again in the body; the same short sentence closes several paragraphs.

use std::fmt::Write;

use super::{
    chance::Chance,
    words::{
        ARABIC, BOILERPLATE, CHINESE, DAYS, EMOJI, HEBREW, MORE, NAMES, PLACES, SAYS, SUBJECTS,
        TAILS, THINGS, VERBS, WHO,
    },
};

/// A headline, captions, furniture, the headline again, bullets, and so many paragraphs.
pub fn article(chance: &mut Chance, paragraphs: usize) -> String {
    let headline = headline(chance);
    let mut text = String::new();
    let captions: Vec<String> = (0..chance.below(3)).map(|_| caption(chance)).collect();
    let bullets: Vec<String> = (0..chance.below(4))
        .map(|_| capital(&claim(chance)))
        .collect();
    line(&mut text, &headline);
    text.push('\n');
    for (index, caption) in captions.iter().enumerate() {
        let _ = writeln!(text, "{} / {}", index + 1, captions.len());
        line(&mut text, caption);
    }
    if chance.one_in(2) {
        let _ = writeln!(text, "Updated {} hours ago\nFollow\n", chance.within(2, 12));
    }
    line(&mut text, &headline);
    text.push('\n');
    for bullet in &bullets {
        line(&mut text, &format!("  • {bullet}"));
    }
    let bullets_again: Vec<_> = bullets
        .iter()
        .map(|bullet| (chance.below(paragraphs), bullet))
        .collect();
    let mut captions_again = Vec::new();
    for caption in &captions {
        for _ in 0..1 + chance.below(2) {
            captions_again.push((chance.below(paragraphs), caption));
        }
    }
    for index in 0..paragraphs {
        if chance.one_in(4) {
            text.push('\n');
        }
        for (_, caption) in captions_again.iter().filter(|(at, _)| *at == index) {
            line(&mut text, caption);
        }
        let mut body = paragraph(chance);
        for (_, bullet) in bullets_again.iter().filter(|(at, _)| *at == index) {
            let _ = write!(body, " {bullet}.");
        }
        line(&mut text, &body);
    }
    text
}

/// An article of about so many bytes.
pub fn long_article(chance: &mut Chance, bytes: usize) -> String {
    let mut text = article(chance, 20);
    while text.len() < bytes {
        text.push('\n');
        text += &article(chance, 20);
    }
    text
}

fn line(text: &mut String, words: &str) {
    text.push_str(words);
    text.push('\n');
}

fn headline(chance: &mut Chance) -> String {
    let who = capital(chance.pick(WHO));
    format!(
        "{who} {} {} {}",
        chance.pick(&["say", "deny that", "insist"]),
        chance.pick(SUBJECTS),
        chance.pick(VERBS)
    )
}

/// More than 150 characters.
fn caption(chance: &mut Chance) -> String {
    let mut caption = format!("{} near {}", capital(&clause(chance)), chance.pick(PLACES));
    while caption.chars().count() < 150 {
        let _ = write!(caption, ", where {}", clause(chance));
    }
    let _ = write!(
        caption,
        ", on {} {}. ({})",
        chance.pick(DAYS),
        chance.within(1, 29),
        chance.pick(&["Coastwire", "Karvel Post"])
    );
    caption
}

pub fn paragraph(chance: &mut Chance) -> String {
    match chance.below(24) {
        0 => foreign(chance, ARABIC, " ", "."),
        1 => foreign(chance, HEBREW, " ", "."),
        2 => foreign(chance, CHINESE, "", "。"),
        _ => {
            let sentences: Vec<_> = (0..1 + chance.below(4)).map(|_| sentence(chance)).collect();
            sentences.join(" ")
        }
    }
}

/// A paragraph in another language, with a number in it.
pub fn translation(chance: &mut Chance) -> String {
    match chance.below(3) {
        0 => foreign(chance, ARABIC, " ", "."),
        1 => foreign(chance, HEBREW, " ", "."),
        _ => foreign(chance, CHINESE, "", "。"),
    }
}

fn foreign(chance: &mut Chance, words: &[&str], between: &str, end: &str) -> String {
    let mut text = String::new();
    for sentence in 0..1 + chance.below(3) {
        let mut parts: Vec<String> = (0..chance.within(6, 16))
            .map(|_| chance.pick(words).to_owned())
            .collect();
        let at = chance.below(parts.len());
        parts.insert(at, number(chance));
        if sentence > 0 {
            text += between;
        }
        text += &parts.join(between);
        text += end;
    }
    text
}

pub fn number(chance: &mut Chance) -> String {
    match chance.below(5) {
        0 => chance.within(2, 99).to_string(),
        1 => format!("{},{:03}", chance.within(1, 90), chance.below(1000)),
        2 => format!("{}.{}", chance.below(90), chance.within(1, 9)),
        3 => format!(
            "{},{:03},{:03}",
            chance.within(1, 9),
            chance.below(1000),
            chance.below(1000)
        ),
        _ => chance.within(100, 1000).to_string(),
    }
}

fn clause(chance: &mut Chance) -> String {
    format!(
        "{} {} {}",
        chance.pick(SUBJECTS),
        chance.pick(VERBS),
        chance.pick(TAILS)
    )
}

fn figure(chance: &mut Chance) -> String {
    format!(
        "{} {} {}",
        chance.pick(MORE),
        number(chance),
        chance.pick(THINGS)
    )
}

fn claim(chance: &mut Chance) -> String {
    match chance.below(3) {
        0 => format!("{} were affected when {}", figure(chance), clause(chance)),
        1 => format!(
            "{} – {} –, {}",
            clause(chance),
            figure(chance),
            chance.pick(TAILS)
        ),
        _ => clause(chance),
    }
}

pub fn sentence(chance: &mut Chance) -> String {
    let (name, says, day) = (chance.pick(NAMES), chance.pick(SAYS), chance.pick(DAYS));
    let who = chance.pick(WHO);
    match chance.below(10) {
        0 => format!(
            "“{},” {name} {says}, “and {}.”",
            capital(&clause(chance)),
            claim(chance)
        ),
        1 => format!("{} {says} on {day} that {}.", capital(who), claim(chance)),
        2 => format!(
            "{name} denied that {}, and that {}.",
            clause(chance),
            claim(chance)
        ),
        3 => format!(
            "{} {} {}, up from {} in {}.",
            capital(&figure(chance)),
            chance.pick(VERBS),
            chance.pick(TAILS),
            number(chance),
            chance.within(1950, 2026)
        ),
        4 => format!(
            "“{} {},” wrote {name}. “{}!”",
            capital(chance.pick(VERBS)),
            chance.pick(EMOJI),
            capital(chance.pick(TAILS))
        ),
        5 => chance.pick(BOILERPLATE).to_owned(),
        6 => format!(
            "{} {} {} ($\u{a0}{} million) a year, {who} {says}.",
            capital(chance.pick(SUBJECTS)),
            "cost",
            figure(chance),
            number(chance)
        ),
        7 => format!(
            "{name}, {}, of {}, is one of {} who say that {}.",
            chance.within(19, 90),
            chance.pick(PLACES),
            figure(chance),
            clause(chance)
        ),
        8 => format!(
            "That is ‘not so’, {who} {says}: {}; {}.",
            clause(chance),
            claim(chance)
        ),
        _ => format!(
            "According to {name} of the {}–{} alliance, {}.",
            chance.pick(PLACES),
            chance.pick(PLACES),
            claim(chance)
        ),
    }
}

pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
