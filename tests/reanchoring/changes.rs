//! Articles that change, by an editor who remembers: every character of the new text knows which one of the old text it is, or that it
//! is none. This is the truth that verdicts are held against.

use std::{collections::HashMap, ops::Range};

use super::{chance::Chance, passages::Passages, prose};

/// One character of the new text.
#[derive(Clone, Copy, Debug)]
pub struct Sign {
    pub c: char,
    /// Which code point of the old text it is, or stands in the place of.
    pub from: Option<usize>,
    /// Whether it is that one, if only set otherwise (another quotation mark, dash or blank), and not something else in its place.
    pub own: bool,
}

/// A text that is being changed.
pub struct Changed {
    pub old: Vec<char>,
    pub signs: Vec<Sign>,
}

/// What is done to a text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, strum::EnumIter)]
pub enum Change {
    TypoFix,
    InsertSentence,
    DeleteSentence,
    InsertParagraph,
    DeleteParagraph,
    ReorderParagraphs,
    QuotesAndDashes,
    Reflow,
    ChangedNumbers,
    RepeatPassage,
    DeleteOneCopy,
    TranslateParagraph,
    ReplaceLookalike,
    Mixed,
}

impl Change {
    /// Does it, to one place or several as people do; `false` if the text has nothing that it could be done to.
    pub fn apply(self, text: &mut Changed, chance: &mut Chance) -> bool {
        let times = match self {
            Self::QuotesAndDashes | Self::Reflow => 1,
            Self::Mixed => 3 + chance.below(6),
            _ => 1 + chance.below(4),
        };
        let mut done = false;
        for _ in 0..times {
            done |= self.once(text, chance);
        }
        done
    }

    /// Does it once.
    pub fn once(self, text: &mut Changed, chance: &mut Chance) -> bool {
        match self {
            Self::TypoFix => text.fix_typo(chance),
            Self::InsertSentence => text.insert_sentence(chance),
            Self::DeleteSentence => text.delete_sentence(chance),
            Self::InsertParagraph => text.insert_paragraph(chance),
            Self::DeleteParagraph => text.delete_paragraph(chance),
            Self::ReorderParagraphs => text.reorder_paragraphs(chance),
            Self::QuotesAndDashes => text.set_quotes_otherwise(chance),
            Self::Reflow => text.reflow(chance),
            Self::ChangedNumbers => text.change_number(chance),
            Self::RepeatPassage => text.repeat_passage(chance),
            Self::DeleteOneCopy => text.delete_one_copy(chance),
            Self::TranslateParagraph => text.translate_paragraph(chance),
            Self::ReplaceLookalike => text.replace_by_lookalike(chance),
            Self::Mixed => {
                use strum::IntoEnumIterator;
                let kinds: Vec<_> = Self::iter().filter(|kind| *kind != Self::Mixed).collect();
                kinds[chance.below(kinds.len())].once(text, chance)
            }
        }
    }
}

impl Changed {
    pub fn new(old: &str) -> Self {
        let old: Vec<char> = old.chars().collect();
        let sign = |(from, &c): (usize, &char)| Sign {
            c,
            from: Some(from),
            own: true,
        };
        let signs = old.iter().enumerate().map(sign).collect();
        Self { old, signs }
    }

    pub fn text(&self) -> String {
        self.signs.iter().map(|sign| sign.c).collect()
    }

    pub fn passages(&self) -> Passages {
        Passages::of(self.signs.iter().map(|sign| sign.c).collect())
    }

    pub fn insert(&mut self, at: usize, words: &str) {
        self.put(at..at, words);
    }

    /// Puts words that were not there in the place of others.
    fn put(&mut self, range: Range<usize>, words: &str) {
        let new = words.chars().map(|c| Sign {
            c,
            from: None,
            own: false,
        });
        self.signs.splice(range, new);
    }

    /// As [`Self::put`], and each new character stands in the place of an old one.
    fn put_in_place(&mut self, range: Range<usize>, words: &str) {
        let from: Vec<_> = self.signs[range.clone()]
            .iter()
            .map(|sign| sign.from)
            .collect();
        let new: Vec<_> = words
            .chars()
            .enumerate()
            .map(|(index, c)| Sign {
                c,
                from: from.get(index).copied().flatten(),
                own: false,
            })
            .collect();
        self.signs.splice(range, new);
    }

    fn remove(&mut self, range: Range<usize>) {
        self.signs.drain(range);
    }

    /// Two letters change places, one goes, one comes, or one becomes another.
    fn fix_typo(&mut self, chance: &mut Chance) -> bool {
        let passages = self.passages();
        let Some(word) = passages.some_word(chance, 4) else {
            return false;
        };
        let at = chance.within(word.start + 1, word.end - 1);
        let letters = [self.signs[at].c, self.signs[at + 1].c];
        match chance.below(4) {
            0 if letters[0] != letters[1] => {
                self.put_in_place(at..at + 2, &format!("{}{}", letters[1], letters[0]))
            }
            1 => self.remove(at..at + 1),
            2 => self.insert(at, chance.pick(&["e", "s", "l"])),
            _ => {
                let other = chance.pick(&["a", "o", "x"]);
                if other.starts_with(letters[0]) {
                    return false;
                }
                self.put_in_place(at..at + 1, other);
            }
        }
        true
    }

    fn insert_sentence(&mut self, chance: &mut Chance) -> bool {
        let Some(sentence) = self.passages().some_sentence(chance) else {
            return false;
        };
        let new = prose::sentence(chance);
        match chance.one_in(2) {
            true => self.insert(sentence.start, &format!("{new} ")),
            false => self.insert(sentence.end, &format!(" {new}")),
        }
        true
    }

    fn delete_sentence(&mut self, chance: &mut Chance) -> bool {
        let passages = self.passages();
        let Some(sentence) = passages.some_sentence(chance) else {
            return false;
        };
        self.remove(passages.with_blanks(sentence));
        true
    }

    fn insert_paragraph(&mut self, chance: &mut Chance) -> bool {
        let at = self.passages().some_line_start(chance);
        let new = prose::paragraph(chance);
        self.insert(at, &format!("{new}\n"));
        true
    }

    fn delete_paragraph(&mut self, chance: &mut Chance) -> bool {
        let passages = self.passages();
        let Some(line) = passages.some_line(chance) else {
            return false;
        };
        self.remove(passages.with_line_feed(line));
        true
    }

    /// One paragraph goes to another place. Neither it nor those that it passes stand in the text twice: with such, nobody could tell
    /// which of them went.
    fn reorder_paragraphs(&mut self, chance: &mut Chance) -> bool {
        let passages = self.passages();
        let lines = passages.lines();
        if lines.len() < 3 {
            return false;
        }
        let mut count: HashMap<&[char], usize> = HashMap::new();
        for line in &lines {
            *count.entry(&passages.chars[line.clone()]).or_default() += 1;
        }
        let (first, second) = (chance.below(lines.len()), chance.below(lines.len()));
        let (first, second) = (first.min(second), first.max(second));
        let once = |line: &Range<usize>| count[&passages.chars[line.clone()]] == 1;
        if first == second || !lines[first..=second].iter().all(once) {
            return false;
        }
        let (upper, lower) = (
            passages.with_line_feed(lines[first].clone()),
            passages.with_line_feed(lines[second].clone()),
        );
        if passages.chars[lower.end - 1] != '\n' {
            return false;
        }
        match chance.below(3) {
            0 => self.signs[upper.start..lower.end].rotate_left(upper.len()),
            1 => self.signs[upper.start..lower.end].rotate_right(lower.len()),
            _ => {
                // The two change places.
                let between = upper.end..lower.start;
                let new: Vec<_> = [&lower, &between, &upper]
                    .iter()
                    .flat_map(|range| self.signs[(*range).clone()].to_vec())
                    .collect();
                self.signs.splice(upper.start..lower.end, new);
            }
        }
        true
    }

    /// Curly quotes become straight ones or the other way round, dashes longer or shorter, blanks that don't break ordinary ones.
    fn set_quotes_otherwise(&mut self, chance: &mut Chance) -> bool {
        let straight = chance.one_in(2);
        let (mut opens, mut done) = (true, false);
        let here = self.some_stretch(chance);
        for sign in &mut self.signs[here] {
            let new = match (straight, sign.c) {
                (true, '“' | '”' | '«' | '»') => '"',
                (true, '‘' | '’') => '\'',
                (true, '–' | '—') => '-',
                (true, '\u{a0}') => ' ',
                (false, '"') => {
                    opens = !opens;
                    if opens { '”' } else { '“' }
                }
                (false, '“') => '«',
                (false, '”') => '»',
                (false, '\'') => '’',
                (false, '-') => '–',
                (false, '–') => '—',
                _ => continue,
            };
            sign.c = new;
            done = true;
        }
        done
    }

    /// All of the text, or some of it.
    fn some_stretch(&self, chance: &mut Chance) -> Range<usize> {
        if chance.one_in(2) {
            return 0..self.signs.len();
        }
        let (a, b) = (
            chance.below(self.signs.len()),
            chance.below(self.signs.len()),
        );
        a.min(b)..a.max(b)
    }

    /// The lines are broken elsewhere, or blanks are put in. No word changes.
    fn reflow(&mut self, chance: &mut Chance) -> bool {
        let here = self.some_stretch(chance);
        let way = chance.below(5);
        let width = 40 + chance.below(60);
        let mut new = Vec::with_capacity(self.signs.len());
        let (mut column, mut done) = (0, false);
        let c = |index: usize| self.signs.get(index).map_or('\n', |sign| sign.c);
        for (index, &sign) in self.signs.iter().enumerate() {
            let mut sign = sign;
            let mut blank = None;
            column = if sign.c == '\n' { 0 } else { column + 1 };
            if here.contains(&index) {
                match (way, sign.c) {
                    // Words are set on lines.
                    (0 | 1, ' ') if column > width && !c(index + 1).is_whitespace() => {
                        (sign.c, column) = ('\n', 0);
                        done = true;
                    }
                    // Lines become one.
                    (1 | 2, '\n') if index > 0 && c(index - 1) != '\n' && c(index + 1) != '\n' => {
                        sign.c = ' ';
                        done = true;
                    }
                    // Two blanks behind a sentence.
                    (3, ' ') if index > 0 && matches!(c(index - 1), '.' | '”' | '。') => {
                        blank = Some(' ')
                    }
                    // An empty line between paragraphs.
                    (4, '\n') if c(index + 1) != '\n' => blank = Some('\n'),
                    // Signs that nobody sees.
                    (3, '-') => blank = Some('\u{ad}'),
                    _ => {}
                }
            }
            new.push(sign);
            if let Some(c) = blank {
                done = true;
                new.push(Sign {
                    c,
                    from: None,
                    own: false,
                });
            }
        }
        self.signs = new;
        done
    }

    fn change_number(&mut self, chance: &mut Chance) -> bool {
        let passages = self.passages();
        let numbers = passages.numbers();
        if numbers.is_empty() {
            return false;
        }
        let number = numbers[chance.below(numbers.len())].clone();
        let is: String = passages.chars[number.clone()].iter().collect();
        let new = match chance.below(3) {
            0 => format!("{is}0"),
            1 => format!("1{is}"),
            _ => prose::number(chance),
        };
        if new == is {
            return false;
        }
        self.put_in_place(number, &new);
        true
    }

    /// A copy of some sentences or lines is put elsewhere. The copy is nobody's.
    fn repeat_passage(&mut self, chance: &mut Chance) -> bool {
        let passages = self.passages();
        let Some(passage) = passages.some_passage(chance) else {
            return false;
        };
        let words: String = passages.chars[passage].iter().collect();
        match passages
            .some_sentence(chance)
            .filter(|_| !words.contains('\n') && chance.one_in(2))
        {
            Some(sentence) => self.insert(sentence.end, &format!(" {words}")),
            None => self.insert(passages.some_line_start(chance), &format!("{words}\n")),
        }
        true
    }

    /// Of a passage that stands in the text several times, one goes.
    fn delete_one_copy(&mut self, chance: &mut Chance) -> bool {
        let passages = self.passages();
        let copies = passages.copies();
        if copies.is_empty() {
            return false;
        }
        let copy = copies[chance.below(copies.len())].clone();
        let whole_line = passages.lines().contains(&copy);
        self.remove(if whole_line {
            passages.with_line_feed(copy)
        } else {
            passages.with_blanks(copy)
        });
        true
    }

    /// A paragraph in another language; its numbers may be the same.
    fn translate_paragraph(&mut self, chance: &mut Chance) -> bool {
        let passages = self.passages();
        let Some(line) = passages.some_line(chance) else {
            return false;
        };
        let words = prose::translation(chance);
        let mut new: Vec<Sign> = words
            .chars()
            .map(|c| Sign {
                c,
                from: None,
                own: false,
            })
            .collect();
        if chance.one_in(2) {
            let kept: Vec<_> = passages
                .numbers()
                .into_iter()
                .filter(|n| line.start <= n.start && n.end <= line.end)
                .collect();
            let places = Passages::of(words.chars().collect()).numbers();
            for (number, place) in kept
                .into_iter()
                .zip(places)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
            {
                new.splice(place, self.signs[number].to_vec());
            }
        }
        self.signs.splice(line, new);
        true
    }

    /// A sentence by one that begins alike, here or elsewhere; or two numbers change places.
    fn replace_by_lookalike(&mut self, chance: &mut Chance) -> bool {
        let passages = self.passages();
        if chance.one_in(4) {
            let numbers = passages.numbers();
            if numbers.len() < 2 {
                return false;
            }
            let first = chance.below(numbers.len() - 1);
            let [a, b] = [numbers[first].clone(), numbers[first + 1].clone()];
            let words =
                |range: &Range<usize>| passages.chars[range.clone()].iter().collect::<String>();
            if words(&a) == words(&b) {
                return false;
            }
            self.put(b.clone(), &words(&a));
            self.put(a, &words(&b));
            return true;
        }
        let Some(sentence) = passages.some_sentence(chance) else {
            return false;
        };
        let words: String = passages.chars[sentence.clone()].iter().collect();
        let Some(blank) = words
            .trim_end()
            .rfind(' ')
            .filter(|_| words.chars().count() > 25)
        else {
            return false;
        };
        let ending = chance.pick(&["fled", "anyway", "elsewhere", "unheard"]);
        let like = format!("{} {ending}.", &words[..blank]);
        if like == words {
            return false;
        }
        match chance.below(3) {
            // In its place: what begins alike stays.
            0 => {
                let stays = words[..=blank].chars().count();
                self.put(sentence.start + stays..sentence.end, &format!("{ending}."));
            }
            // The one goes, the other comes elsewhere.
            1 => {
                self.remove(passages.with_blanks(sentence));
                let at = self.passages().some_line_start(chance);
                self.insert(at, &format!("{like}\n"));
            }
            // The other comes, too.
            _ => {
                let at = passages.some_line_start(chance);
                self.insert(at, &format!("{like}\n"));
            }
        }
        true
    }
}
