//! What the find bar knows: where the words that were last looked for stand. What takes long is done on a thread, and what was
//! found before stays until then.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use egui::Context;

use crate::{
    gui::errand::Errand,
    text::{CharRange, Document, Folded, Folding, Pattern, PatternError, Places},
};

/// Bytes of text that are folded within a frame: some two milliseconds. Looking through a folded text costs no more for a megabyte.
const AT_ONCE: usize = 100_000;

/// How long a pattern is looked for within a frame.
const MOMENT: Duration = Duration::from_millis(4);

/// What is looked for.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Query {
    /// Words or a regular expression.
    pub(super) words: String,
    /// Whether it is a regular expression.
    pub(super) regex: bool,
    /// Whether capitals and accents matter.
    pub(super) exact: bool,
}

/// What came of looking, and the folded text if one was made.
struct Answer {
    places: Result<Places, PatternError>,
    folded: Option<Arc<Folded>>,
}

impl Query {
    const fn folding(&self) -> Folding {
        if self.exact {
            Folding::EXACT
        } else {
            Folding::ALL
        }
    }

    fn answer(
        &self,
        document: &Document,
        folded: Option<Arc<Folded>>,
        stop: &AtomicBool,
    ) -> Answer {
        if self.regex {
            let places = Pattern::new(&self.words, self.exact)
                .map(|pattern| pattern.find_until(document, || stop.load(Ordering::Relaxed)));
            return Answer { places, folded };
        }
        let folded = folded.unwrap_or_else(|| Arc::new(Folded::of(document, self.folding())));
        Answer {
            places: Ok(folded.find(&self.words)),
            folded: Some(folded),
        }
    }
}

/// See the head of this file.
#[derive(Default)]
pub(super) struct Looking {
    /// What `places` is the answer to.
    asked: Option<Query>,
    /// The pattern that took longer than a moment.
    given_up: Option<Query>,
    places: Places,
    problem: Option<String>,
    /// The article, folded for words where capitals and accents do not matter and for those where they do.
    folded: [Option<Arc<Folded>>; 2],
    errand: Option<(Query, Errand<Answer>, Arc<AtomicBool>)>,
}

impl Looking {
    /// Where the words stand that were last looked for.
    pub(super) fn found(&self) -> &[CharRange] {
        &self.places.ranges
    }

    /// Whether there are places that were not collected.
    pub(super) const fn more(&self) -> bool {
        self.places.more
    }

    /// Why the last regular expression is none: one sentence.
    pub(super) fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// Whether anything was looked for.
    pub(super) fn has_answer(&self) -> bool {
        self.asked
            .as_ref()
            .is_some_and(|asked| !asked.words.is_empty())
    }

    /// Whether what was found is the answer to this.
    pub(super) fn is_answer_to(&self, query: &Query) -> bool {
        self.asked.as_ref() == Some(query)
    }

    /// Forgets what was found, not the folded texts.
    pub(super) fn clear(&mut self) {
        self.asked = None;
        self.places = Places::default();
        self.problem = None;
        self.stop();
        self.errand = None;
    }

    /// What is being looked for is wanted no longer.
    fn stop(&self) {
        if let Some((_, _, stop)) = &self.errand {
            stop.store(true, Ordering::Relaxed);
        }
    }

    /// Looks for something: what is quick at once, the rest on a thread, for a later call to fetch.
    pub(super) fn look(&mut self, context: &Context, document: &Arc<Document>, query: &Query) {
        if let Some((asked, errand, stop)) = self.errand.take() {
            match errand.fetch_or_lost() {
                Some(answer) if asked == *query => self.take(asked, answer),
                // Of other words: the folded text is good all the same.
                Some(answer) => self.keep_folded(&asked, answer.and_then(|answer| answer.folded)),
                // One at a time: what is typed meanwhile is looked for afterwards.
                None => {
                    stop.store(asked != *query, Ordering::Relaxed);
                    self.errand = Some((asked, errand, stop));
                    return;
                }
            }
        }
        if self.asked.as_ref() == Some(query) {
            return;
        }
        if self.is_quick(document, query) || self.is_soon_done(document, query) {
            return;
        }
        let (folded, document, asked) = (self.folded(query), document.clone(), query.clone());
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let errand = Errand::send(context, move || asked.answer(&document, folded, &stopped));
        self.errand = Some((query.clone(), errand, stop));
    }

    /// Looks for something that is quick.
    pub(super) fn look_now(&mut self, document: &Document, query: &Query) {
        let answer = if query.words.is_empty() {
            Answer {
                places: Ok(Places::default()),
                folded: None,
            }
        } else {
            query.answer(document, self.folded(query), &AtomicBool::new(false))
        };
        self.take(query.clone(), Some(answer));
    }

    /// Looks for words at once where that is quick; whether it was.
    fn is_quick(&mut self, document: &Document, query: &Query) -> bool {
        let quick = query.words.is_empty()
            || !query.regex && (self.folded(query).is_some() || document.text().len() <= AT_ONCE);
        if quick {
            self.look_now(document, query);
        }
        quick
    }

    /// Looks for a pattern for a moment; whether that was enough, as it is in nearly every article.
    fn is_soon_done(&mut self, document: &Document, query: &Query) -> bool {
        if !query.regex || document.text().len() > AT_ONCE || self.given_up.as_ref() == Some(query)
        {
            return false;
        }
        let began = Instant::now();
        let late = || began.elapsed() > MOMENT;
        let places = Pattern::new(&query.words, query.exact)
            .map(|pattern| pattern.find_until(document, late));
        if late() && places.is_ok() {
            self.given_up = Some(query.clone());
            return false;
        }
        let folded = self.folded(query);
        self.take(query.clone(), Some(Answer { places, folded }));
        true
    }

    fn folded(&self, query: &Query) -> Option<Arc<Folded>> {
        self.folded[usize::from(query.exact)].clone()
    }

    /// Takes an answer; none if the thread panicked, which is the same as having found nothing.
    fn keep_folded(&mut self, asked: &Query, folded: Option<Arc<Folded>>) {
        if folded.is_some() {
            self.folded[usize::from(asked.exact)] = folded;
        }
    }

    fn take(&mut self, asked: Query, answer: Option<Answer>) {
        self.places = Places::default();
        self.problem = None;
        if let Some(answer) = answer {
            match answer.places {
                Ok(places) => self.places = places,
                Err(error) => self.problem = Some(error.to_string()),
            }
            self.keep_folded(&asked, answer.folded);
        } else {
            self.problem = Some("the search broke off".to_owned());
        }
        self.asked = Some(asked);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(words: &str) -> Query {
        Query {
            words: words.to_owned(),
            ..Query::default()
        }
    }

    #[test]
    fn a_long_text_is_folded_on_a_thread_and_what_was_found_stays_until_then() {
        let document = Arc::new(Document::new("Café zebra ".repeat(AT_ONCE / 10)));
        let context = Context::default();
        let mut looking = Looking::default();
        looking.look(&context, &document, &query("cafe"));
        assert!(looking.found().is_empty() && !looking.has_answer());
        looking.look_now(&document, &query("cafe"));
        assert_eq!(looking.found().len(), AT_ONCE / 10);
        let mut exact = query("cafe");
        exact.exact = true;
        looking.look(&context, &document, &exact);
        assert_eq!(looking.found().len(), AT_ONCE / 10, "until then");
        // Meanwhile something else is typed; it comes when it can.
        exact.words = "Café".to_owned();
        while looking.asked.as_ref() != Some(&exact) {
            looking.look(&context, &document, &exact);
            std::thread::yield_now();
        }
        assert_eq!(looking.found().len(), AT_ONCE / 10);
        // From now on it is there at once.
        looking.look(&context, &document, &query("zebra"));
        assert_eq!(looking.asked, Some(query("zebra")));
    }

    #[test]
    fn a_broken_pattern_says_so_and_a_whole_one_no_longer() {
        let document = Document::new("a b");
        let mut looking = Looking::default();
        let mut pattern = query("(");
        pattern.regex = true;
        looking.look_now(&document, &pattern);
        assert!(looking.problem().unwrap().contains("unclosed group"));
        pattern.words = "(a|b)".to_owned();
        looking.look_now(&document, &pattern);
        assert_eq!((looking.problem(), looking.found().len()), (None, 2));
    }
}
