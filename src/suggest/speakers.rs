//! Who speaks: from a noun phrase to the name that a register would have. A surname becomes the full name that stands before it, and a
//! pronoun whoever was spoken of last, as far as that is plain; a role stays as it stands.

use std::{collections::HashMap, ops::Range};

use super::{
    cues,
    sentence::Sentence,
    words::{Part, What},
};

/// Somebody who speaks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Who {
    /// The name for the register.
    pub(super) name: String,
    /// Where it stands, in bytes of the text.
    pub(super) place: Range<usize>,
    /// Whether this is a person's name, and no role or body.
    is_person: bool,
}

/// Words that begin a sentence or a title, not a name, sorted, in small letters.
const NO_NAMES: &[&str] = &[
    "a", "after", "all", "also", "although", "an", "and", "as", "at", "before", "both", "but",
    "by", "during", "each", "earlier", "every", "few", "for", "former", "from", "he", "her", "his",
    "how", "however", "i", "if", "in", "it", "its", "last", "later", "many", "most", "no", "not",
    "of", "on", "one", "or", "our", "several", "she", "since", "so", "some", "such", "that", "the",
    "their", "then", "there", "these", "they", "this", "those", "though", "to", "two", "under",
    "until", "we", "what", "when", "where", "while", "who", "why", "with", "yet", "you",
];

/// Titles and offices before a name, sorted, in small letters.
const TITLES: &[&str] = &[
    "adm",
    "admiral",
    "ambassador",
    "archbishop",
    "bishop",
    "brig",
    "capt",
    "captain",
    "cardinal",
    "chairman",
    "chairperson",
    "chairwoman",
    "chancellor",
    "chief",
    "col",
    "colonel",
    "commander",
    "commissioner",
    "congressman",
    "congresswoman",
    "councillor",
    "dame",
    "deputy",
    "director",
    "dr",
    "emir",
    "executive",
    "father",
    "gen",
    "general",
    "gov",
    "governor",
    "imam",
    "inspector",
    "judge",
    "justice",
    "king",
    "lady",
    "leader",
    "lieutenant",
    "lord",
    "lt",
    "maj",
    "major",
    "mayor",
    "minister",
    "mr",
    "mrs",
    "ms",
    "officer",
    "pope",
    "premier",
    "president",
    "prime",
    "prince",
    "princess",
    "prof",
    "professor",
    "queen",
    "rabbi",
    "rep",
    "representative",
    "rev",
    "reverend",
    "secretary",
    "sen",
    "senator",
    "sergeant",
    "sgt",
    "sheikh",
    "sheriff",
    "sir",
    "sister",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "sultan",
    "superintendent",
];

/// What may stand inside a name in small letters, sorted.
const PARTICLES: &[&str] = &[
    "al", "bin", "da", "das", "de", "del", "della", "der", "di", "dos", "du", "el", "ibn", "la",
    "le", "st", "ten", "ter", "van", "von", "zu",
];

/// Last words of the names of bodies and places, sorted, in small letters.
const BODIES: &[&str] = &[
    "agency",
    "alliance",
    "assembly",
    "association",
    "authority",
    "bank",
    "board",
    "bureau",
    "center",
    "centre",
    "chamber",
    "city",
    "college",
    "command",
    "commission",
    "committee",
    "company",
    "congress",
    "corporation",
    "council",
    "county",
    "court",
    "department",
    "force",
    "forces",
    "foundation",
    "front",
    "fund",
    "government",
    "group",
    "guard",
    "hospital",
    "house",
    "institute",
    "kingdom",
    "league",
    "ministry",
    "movement",
    "nations",
    "navy",
    "network",
    "news",
    "office",
    "organisation",
    "organization",
    "parliament",
    "party",
    "police",
    "post",
    "press",
    "province",
    "service",
    "society",
    "sportswear",
    "states",
    "times",
    "tribunal",
    "union",
    "university",
    "watch",
    "works",
];

/// Signs of an office among the words of a phrase, sorted: whoever it is goes by it.
fn is_title(word: &str) -> bool {
    cues::is_in(TITLES, word)
}

/// A name without what makes it possessive.
fn bare(word: &str) -> &str {
    word.strip_suffix("’s")
        .or_else(|| word.strip_suffix("'s"))
        .unwrap_or(word)
}

/// What is known of the people of a text, as one reads on.
pub(super) struct Speakers<'a> {
    /// Full names by their last words, each with where it stands; in text order.
    full: HashMap<&'a str, Vec<(usize, &'a str)>>,
    person: Option<Who>,
    other: Option<Who>,
    /// Who was named with an office, by its word in small letters.
    offices: HashMap<String, Who>,
}

impl<'a> Speakers<'a> {
    /// Those whose full names stand in a text of these words.
    pub(super) fn of(text: &'a str, words: &[Part]) -> Self {
        let mut full: HashMap<&str, Vec<(usize, &str)>> = HashMap::new();
        let mut at = 0;
        while at < words.len() {
            let end = name_end(text, words, at);
            let start = (at..end)
                .rev()
                .find(|&at| {
                    let word = &text[words[at].range.clone()];
                    is_title(word) || cues::is_in(NO_NAMES, word) || cues::is_time(word)
                })
                .map_or(at, |title| title + 1);
            // Ms. Roe
            let start = start + usize::from(start < end && words[start].what != What::Word);
            if (2..=5).contains(&(end - start.min(end))) {
                let last = bare(&text[words[end - 1].range.clone()]);
                let place = words[start].range.start;
                let name = bare(&text[place..words[end - 1].range.end]);
                let names = full.entry(last).or_default();
                // Of many names the first ones do: the rest is no plain case.
                if names.len() < 4 && names.iter().all(|(_, known)| *known != name) {
                    names.push((place, name));
                }
            }
            at = end.max(at + 1);
        }
        Self {
            full,
            person: None,
            other: None,
            offices: HashMap::new(),
        }
    }

    /// Who a noun phrase means. `aside` is what stands in commas behind it.
    pub(super) fn who(
        &mut self,
        sentence: &Sentence<'_>,
        phrase: &Range<usize>,
        aside: Option<&Range<usize>>,
    ) -> Option<Who> {
        let place = sentence.bytes(phrase);
        let only = phrase.len() == 1;
        if only && sentence.is_pronoun(phrase.start) {
            let pronoun = sentence.word(phrase.start);
            let meant = match pronoun.to_ascii_lowercase().as_str() {
                "he" | "she" => &self.person,
                "it" | "they" => &self.other,
                _ => &None,
            };
            return meant.clone().map(|who| Who { place, ..who });
        }
        if let Some(meant) = self.meant_by_role(sentence, phrase) {
            return Some(Who { place, ..meant });
        }
        let mut who = self.named(sentence, phrase);
        if let Some(aside) = aside
            && !who.is_person
        {
            // A spokesman for the company, Jan Roe, said
            let named = self.named(sentence, aside);
            if named.is_person && aside.len() <= 4 && !cues::is_in(BODIES, last_word(&named.name)) {
                who = named;
            }
        }
        if who.is_person {
            let near = aside.cloned().unwrap_or_default().take(3);
            for at in phrase.clone().chain(near) {
                if is_title(sentence.word(at)) {
                    let office = sentence.word(at).to_lowercase();
                    self.offices.insert(office, who.clone());
                }
            }
        }
        let last = if who.is_person {
            &mut self.person
        } else {
            &mut self.other
        };
        *last = Some(who.clone());
        Some(who)
    }

    /// Whom "the minister" or "the company" means, where a person or a body was named last.
    fn meant_by_role(&self, sentence: &Sentence<'_>, phrase: &Range<usize>) -> Option<Who> {
        if phrase.len() != 2 || !sentence.is(phrase.start, "the") {
            return None;
        }
        let role = sentence.word(phrase.start + 1);
        let named = |who: &Who| who.name.starts_with(char::is_uppercase);
        let meant = match role {
            "company" | "firm" => self.other.as_ref().filter(|who| named(who)),
            _ => self.offices.get(role),
        };
        meant.cloned()
    }

    /// Takes note of whom a sentence is about, for the pronouns that follow.
    pub(super) fn heard_of(&mut self, sentence: &Sentence<'_>, phrase: &Range<usize>) {
        if !sentence.is_pronoun(phrase.start) {
            let who = self.named(sentence, phrase);
            if who.is_person {
                self.person = Some(who);
            }
        }
    }

    /// Who speaks where nobody is named: whoever spoke last.
    pub(super) fn last(&self) -> Option<&Who> {
        self.person.as_ref().or(self.other.as_ref())
    }

    fn named(&self, sentence: &Sentence<'_>, phrase: &Range<usize>) -> Who {
        let place = sentence.bytes(phrase);
        let role = || Who {
            name: as_role(&sentence.text[place.clone()], sentence, phrase.start),
            place: place.clone(),
            is_person: false,
        };
        let name_start = name_start(sentence, phrase);
        let led = phrase.start..name_start;
        let of_somebody = { led.clone() }
            .any(|at| sentence.is_preposition(at) || sentence.word(at).ends_with("’s"));
        if name_start == phrase.end || of_somebody {
            return role();
        }
        let name = name_start..phrase.end;
        let place = sentence.bytes(&name);
        let words = bare(&sentence.text[place.clone()]);
        let last = last_word(words);
        let body = cues::is_in(BODIES, last) || words.chars().all(|c| !c.is_lowercase());
        if body
            || words.contains(" of ")
            || words.contains(" and ")
            || (led.len() == 1 && sentence.is(led.start, "the"))
        {
            return role();
        }
        if name.len() == 1 {
            // "several Kazakhs", "a Briton"
            if led.len() == 1 && sentence.is_determiner(led.start) {
                return role();
            }
            let mut names = self.full.get(words).into_iter().flatten();
            let mut before = names.by_ref().filter(|(at, _)| *at < place.start);
            return match (before.next(), before.next()) {
                (Some((_, full)), None) => Who {
                    name: (*full).to_owned(),
                    is_person: !cues::is_in(BODIES, last_word(full)),
                    place,
                },
                (Some(_), Some(_)) => Who {
                    name: self
                        .person
                        .as_ref()
                        .filter(|who| last_word(&who.name) == words)
                        .map_or(words, |who| &who.name)
                        .to_owned(),
                    is_person: true,
                    place,
                },
                // Beijing, Norvale: a name that nobody has a first name to. Guo, whose surname comes first.
                (None, _)
                    if self
                        .person
                        .as_ref()
                        .is_some_and(|who| who.name.split(' ').next() == Some(words)) =>
                {
                    Who {
                        name: self
                            .person
                            .as_ref()
                            .map_or(words, |who| &who.name)
                            .to_owned(),
                        is_person: true,
                        place,
                    }
                }
                (None, _) => Who {
                    name: words.to_owned(),
                    is_person: !led.is_empty(),
                    place,
                },
            };
        }
        Who {
            name: words.to_owned(),
            is_person: true,
            place,
        }
    }
}

fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

/// The part behind the last of a name in capitals that begins with part `at` of a text's words; `at` if there is none.
fn name_end(text: &str, words: &[Part], at: usize) -> usize {
    let mut end = at;
    let mut capitals = at;
    while let Some(part) = words.get(end) {
        let word = &text[part.range.clone()];
        let next_to = end == at
            || matches!(
                &text[words[end - 1].range.end..part.range.start],
                " " | "\u{a0}"
            );
        let initial = part.what == What::Sign('.') && end > at && words[end - 1].range.len() <= 2;
        let dotted = end > at && words[end - 1].what == What::Sign('.');
        if initial && words[end - 1].range.end == part.range.start {
            end += 1;
            continue;
        }
        if part.what != What::Word || !(next_to || dotted) || end - at > 8 {
            break;
        }
        if word.chars().next().is_some_and(char::is_uppercase) {
            capitals = end + 1;
            let possessive = bare(word).len() < word.len();
            if possessive {
                break;
            }
        } else if end == at || !cues::is_in(PARTICLES, word) {
            break;
        }
        end += 1;
    }
    capitals
}

/// Where the name begins that a phrase ends with, behind its titles; the phrase's end if it ends with none.
fn name_start(sentence: &Sentence<'_>, phrase: &Range<usize>) -> usize {
    let mut start = phrase.end;
    for at in phrase.clone().rev() {
        let word = sentence.word(at);
        let initial = sentence.sign(at) == Some('.')
            && at > phrase.start
            && sentence.word(at - 1).chars().count() == 1;
        if is_title(word) && start < phrase.end || cues::is_in(NO_NAMES, word) && at == phrase.start
        {
            break;
        }
        let inside = start < phrase.end && cues::is_in(PARTICLES, word) && at > phrase.start;
        if initial || inside {
            continue;
        }
        if !sentence.is_capital(at) {
            break;
        }
        start = at;
    }
    start
}

/// A role as it would enter the register: "The ministry" is "the ministry".
fn as_role(words: &str, sentence: &Sentence<'_>, first: usize) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let small = sentence.is_determiner(first)
        || sentence.parts.len() > first + 1
            && !sentence.is_capital(first + 1)
            && !sentence.is(first + 1, "and")
            && first == 0;
    match words.chars().next() {
        Some(capital) if small => {
            capital.to_lowercase().collect::<String>() + &words[capital.len_utf8()..]
        }
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [NO_NAMES, TITLES, PARTICLES] {
            assert!(table.is_sorted(), "{table:?}");
        }
        let mut bodies = BODIES.to_vec();
        bodies.sort_unstable();
        assert_eq!(BODIES, bodies);
    }

    /// Who the words before "said" mean, behind some text.
    #[track_caller]
    fn who(before: &str, phrase: &str) -> String {
        let text = format!("{before} {phrase} said");
        let words = super::super::words::words(&text, 0, |_| false);
        let mut speakers = Speakers::of(&text, &words);
        let from = before.len();
        let own: Vec<_> = words
            .into_iter()
            .filter(|part| part.range.start > from)
            .collect();
        let sentence = Sentence {
            text: &text,
            parts: &own,
        };
        let phrase = sentence.phrase_before(own.len() - 2).unwrap();
        speakers.who(&sentence, &phrase, None).unwrap().name
    }

    #[test]
    fn names_lose_their_titles_and_surnames_become_full_names() {
        for (before, phrase, expected) in [
            ("", "Health Minister Adela Worrin", "Adela Worrin"),
            (
                "",
                "studies expert Prof. Renato De Castro",
                "Renato De Castro",
            ),
            ("As Anna Roe left,", "Roe", "Anna Roe"),
            ("As Anna Roe left,", "Ms. Roe", "Anna Roe"),
            ("Anna Roe’s son.", "Roe", "Anna Roe"),
            ("Anna Roe and Ben Roe left.", "Roe", "Roe"),
            ("Former Halden engineer leaves.", "Halden", "Halden"),
            ("", "Beijing", "Beijing"),
            ("", "The Ministry of Health", "the Ministry of Health"),
            ("", "the nurses’ union", "the nurses’ union"),
            ("", "Rights groups", "rights groups"),
            (
                "",
                "A representative of Karvel’s foreign ministry",
                "a representative of Karvel’s foreign ministry",
            ),
            (
                "",
                "Tolmeran Harbour Authority",
                "Tolmeran Harbour Authority",
            ),
        ] {
            assert_eq!(who(before, phrase), expected, "{before} {phrase}");
        }
    }
}
