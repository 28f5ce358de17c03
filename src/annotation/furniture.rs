//! What of a saved page is likely no part of the article: buttons, "Updated 2 hours ago", "1 / 3", links to other stories, a second
//! story behind the first.
//!
//! It is a guess, made to be offered to a person. It errs on the side of silence: the headline and the paragraphs of the story are
//! never in it, but for those of a second story.

mod line;
mod times;
mod words;

use std::collections::{HashMap, HashSet};

use line::Line;

use crate::text::{CharRange, Document, Span};

/// Paragraphs that a story has before anything is taken for its end.
const STORY: usize = 3;
/// Lines with words within which the headline of a second story stands again.
const HEAD: usize = 9;
/// Lines below "Related" that are taken for its links.
const LINKS: usize = 6;

/// Whole lines that are likely no part of the article, with the blank lines between them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Furniture {
    /// From the first word to the last.
    pub span: Span,
    /// Why, each reason once, in the order of the lines.
    pub reasons: Vec<Reason>,
}

/// Why a line is likely no part of the article.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, strum::Display)]
pub enum Reason {
    /// "Follow", "Advertisement", "Comments", a notice about cookies.
    #[strum(to_string = "a button or label of the page")]
    Button,
    /// "Updated 07 May 2019", "2 hours ago".
    #[strum(to_string = "a time of the page")]
    Time,
    /// "1 / 3".
    #[strum(to_string = "a counter of pictures")]
    Counter,
    /// The same line over and over.
    #[strum(to_string = "a line that comes again and again")]
    Repeated,
    /// Links below "Related", in the middle of the text or behind its end.
    #[strum(to_string = "links to other stories")]
    Links,
    /// What follows the last sentence, or where the comments would be.
    #[strum(to_string = "what stands behind the article’s end")]
    Behind,
    /// Another story that was saved with this one.
    #[strum(to_string = "a second story")]
    OtherStory,
}

/// Finds what is likely no part of the article, in text order.
///
/// Costs one pass over the text, and for each line the look at a few lines that follow it.
#[must_use]
pub fn furniture(document: &Document) -> Vec<Furniture> {
    let indices = 0..document.paragraphs().len();
    let mut page = Page {
        lines: indices
            .filter_map(|index| Line::of(index, document.paragraph(index)))
            .collect(),
        head: 0,
        is_stamped: false,
        is_signed: false,
    };
    let is_body = |line: &Line<'_>| line.is_body;
    page.head = page
        .lines
        .iter()
        .position(is_body)
        .unwrap_or(page.lines.len());
    let head = &page.lines[..page.head];
    page.is_stamped = head.iter().any(|line| line.is_stamp);
    page.is_signed = head.iter().any(|line| line.is_byline);
    page.find_counters();
    page.find_logo();
    let story_ends = page.end_of_story();
    page.find_links(story_ends);
    page.find_repeated(story_ends);
    joined(document, &page.lines)
}

/// The lines with words of a saved page.
struct Page<'a> {
    lines: Vec<Line<'a>>,
    /// How many stand above the first paragraph of the story.
    head: usize,
    /// Whether it is said there when the story was put there, and who wrote it.
    is_stamped: bool,
    is_signed: bool,
}

impl Page<'_> {
    /// "2 / 3" counts pictures only where "1 / 3" or "3 / 3" does; a score or a date stands alone.
    fn find_counters(&mut self) {
        let seen = self.lines.iter().filter_map(|line| line.counter);
        let mut counted: HashMap<u32, HashSet<u32>> = HashMap::new();
        for (one, all) in seen {
            counted.entry(all).or_default().insert(one);
        }
        for line in &mut self.lines {
            if let Some((one, all)) = line.counter
                && (one == 1 || counted[&all].len() > 1)
            {
                line.reason = Some(Reason::Counter);
            }
        }
    }

    /// The name of the paper's own picture, above the headline.
    fn find_logo(&mut self) {
        let head = &mut self.lines[..self.head];
        let mut headlines = head
            .iter()
            .filter(|line| line.could_be_headline() && !line.is_logo());
        if headlines.next().is_some()
            && let Some(line) = head.first_mut().filter(|line| line.is_logo())
        {
            line.reason = Some(Reason::Button);
        }
    }

    /// Finds where the story ends, and what stands behind; gives the first line that is no longer its.
    fn end_of_story(&mut self) -> usize {
        let bodies = self
            .lines
            .iter()
            .enumerate()
            .filter(|(_, line)| line.is_body);
        let story = bodies.map(|(index, _)| index).nth(STORY - 1);
        let all = self.lines.len();
        let second = story
            .and_then(|index| self.second_story(index + 1))
            .unwrap_or(all);
        let ending = |line: &Line<'_>| line.is_ending;
        let over = story.and_then(|index| {
            self.lines[index..]
                .iter()
                .position(ending)
                .map(|at| index + at)
        });
        let over = over.unwrap_or(all);
        self.fill(second, Reason::OtherStory);
        self.fill(over, Reason::Behind);
        let end = second.min(over);
        let sentence = |line: &Line<'_>| line.is_sentence || line.is_body;
        let last = self.lines[..end].iter().rposition(sentence);
        // Where nothing is a sentence there is no story that could have an end.
        let Some(last) = last.filter(|last| *last >= self.head) else {
            return end;
        };
        let tail = self.lines[last..end].iter().position(|line| line.opens_end);
        let tail = tail.map_or(end, |tail| last + tail);
        for line in &mut self.lines[tail..end] {
            line.reason = Some(Reason::Behind);
        }
        tail
    }

    fn fill(&mut self, from: usize, reason: Reason) {
        for line in &mut self.lines[from..] {
            line.reason = Some(reason);
        }
    }

    /// Where a second story begins, at this line or behind it.
    fn second_story(&self, from: usize) -> Option<usize> {
        let head_again = |&at: &usize| self.is_head_twice(at);
        let twice = (from..self.lines.len()).find(head_again);
        let headed = |&at: &usize| self.is_headed(at);
        let mut heads = (from..self.lines.len()).filter(headed).take(3);
        // A page with many such heads is one of short pieces under each other.
        let headed = match (heads.next(), heads.next(), heads.next()) {
            (Some(first), _, None) => Some(first),
            _ => None,
        };
        match (twice, headed) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }

    /// A headline, some furniture, the same headline again, and then a story.
    fn is_head_twice(&self, at: usize) -> bool {
        let line = &self.lines[at];
        if !line.could_be_headline() {
            return false;
        }
        let near = &self.lines[at + 1..(at + 1 + HEAD).min(self.lines.len())];
        let again = near.iter().position(|other| other.text == line.text);
        again.is_some_and(|again| {
            near[..again].iter().any(|line| line.reason.is_some())
                && self.has_bodies(at + 2 + again, 1)
        })
    }

    /// A headline right above such a line as the first story has above its text: who wrote it, or when it was put there.
    fn is_headed(&self, at: usize) -> bool {
        let Some(below) = self.lines.get(at + 1) else {
            return false;
        };
        self.lines[at].could_be_headline()
            && !self.lines[at].is_byline
            && ((self.is_stamped && below.is_stamp) || (self.is_signed && below.is_byline))
            && !self.lines[at - 1].opens_end
            && self.has_bodies(at + 2, 2)
    }

    /// Whether so many paragraphs of a story stand at this line or behind it, not too far below.
    fn has_bodies(&self, from: usize, count: usize) -> bool {
        let near = self.lines.iter().skip(from).take(4 * HEAD);
        near.filter(|line| line.is_body).count() >= count
    }

    /// The links below "Related" in the middle of a story, as far as a blank line ends them; and lines that begin with "Read more:".
    fn find_links(&mut self, end: usize) {
        for at in self.head..end {
            if self.lines[at].reason.is_none() {
                self.lines[at].reason = self.lines[at].below;
            }
            if !self.lines[at].opens_end || self.lines[at].reason != Some(Reason::Button) {
                continue;
            }
            let next_to = |a: &Line<'_>, b: &Line<'_>| a.paragraph + 1 == b.paragraph;
            let block = self.lines[at..].windows(2);
            let count = block.take_while(|pair| next_to(&pair[0], &pair[1])).count();
            let links = &mut self.lines[at + 1..at + 1 + count];
            let all = links.iter().all(|line| !line.is_body && !line.is_sentence);
            if all && count <= LINKS {
                for line in links {
                    line.reason = line.reason.or(Some(Reason::Links));
                }
            }
        }
    }

    /// Lines that stand three times and more, and short ones that stand twice in a row. Never what may be the headline, wherever it
    /// stands again, nor the names of those who speak in turn.
    fn find_repeated(&mut self, end: usize) {
        let head = &self.lines[..self.head.min(end)];
        let headlines: HashSet<&str> = head
            .iter()
            .filter(|line| line.could_be_headline())
            .map(|line| line.text)
            .collect();
        let open = |line: &Line<'_>| {
            line.reason.is_none() && line.could_be_label() && !headlines.contains(line.text)
        };
        // How often a line stands, how often a sentence follows it, and whether it stands twice in a row.
        let mut seen: HashMap<&str, (usize, usize, bool)> = HashMap::new();
        for (at, line) in self.lines[..end].iter().enumerate() {
            if open(line) {
                let next = self.lines[..end].get(at + 1);
                let (count, speaks, in_a_row) = seen.entry(line.text).or_default();
                *count += 1;
                *speaks += usize::from(next.is_some_and(|next| next.is_sentence || next.is_body));
                *in_a_row |= next.is_some_and(|next| next.text == line.text);
            }
        }
        let repeated: HashSet<&str> = seen
            .into_iter()
            .filter(|(text, (count, speaks, in_a_row))| {
                let is_name = text.split_whitespace().count() <= 4 && 2 * speaks >= *count;
                *in_a_row || (*count >= 3 && !is_name)
            })
            .map(|(text, _)| text)
            .collect();
        let found: Vec<usize> = (0..end)
            .filter(|&at| open(&self.lines[at]) && repeated.contains(self.lines[at].text))
            .collect();
        for at in found {
            self.lines[at].reason = Some(Reason::Repeated);
        }
    }
}

/// Neighbours become one.
fn joined(document: &Document, lines: &[Line<'_>]) -> Vec<Furniture> {
    let mut found = Vec::new();
    for group in lines.chunk_by(|a, b| a.reason.is_some() == b.reason.is_some()) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else {
            continue;
        };
        let mut reasons = Vec::new();
        for reason in group.iter().filter_map(|line| line.reason) {
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        let [first, last] = [first, last].map(|line| document.paragraphs()[line.paragraph].range);
        let whole = CharRange::new(first.start, last.end);
        if !reasons.is_empty()
            && let Ok(span) = document.span(document.without_blank_edges(whole))
        {
            found.push(Furniture { span, reasons });
        }
    }
    found
}

#[cfg(test)]
mod tests;
