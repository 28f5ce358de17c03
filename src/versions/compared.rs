//! What differs between an earlier version of a set and the set as it is now, mark by mark. Marks are the same if their ids are.

use std::{collections::HashMap, fmt, sync::Arc};

use crate::annotation::{Annotation, AnnotationId, AnnotationSet, Denied, Tag};

/// How much differs: what bringing the version back would do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Difference {
    /// Marks of then that are gone now: they would come back.
    pub gone: usize,
    /// Marks made since: they would go.
    pub new: usize,
    /// Marks that were otherwise.
    pub changed: usize,
    /// Whether anything but marks was otherwise.
    pub other: bool,
}

/// A mark that differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// It was there then.
    Gone(Arc<Annotation>),
    /// It was made since.
    New(Arc<Annotation>),
    /// It was otherwise.
    Changed {
        /// As it was then.
        then: Arc<Annotation>,
        /// As it is now.
        now: Arc<Annotation>,
        /// What is otherwise, in words, one after the other.
        what: Vec<String>,
    },
}

/// All that differs.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Compared {
    /// Marks, in text order as of now; those that are gone where they stood.
    pub changes: Vec<Change>,
    /// What else is otherwise, a sentence each without its end.
    pub other: Vec<String>,
}

impl Compared {
    /// Compares an earlier version with the set as it is now.
    #[must_use]
    pub fn between(then: &AnnotationSet, now: &AnnotationSet) -> Self {
        let (before, after) = (Marks::of(then), Marks::of(now));
        let mut changes = Vec::new();
        for mark in then.all_marks() {
            match after.0.get(&mark.id) {
                None => changes.push(Change::Gone(mark.clone())),
                Some((is, aside)) => {
                    let was_aside = before.0.get(&mark.id).is_some_and(|(_, aside)| *aside);
                    if mark != *is || was_aside != *aside {
                        changes.push(Change::Changed {
                            then: mark.clone(),
                            now: (*is).clone(),
                            what: what_differs((then, mark, was_aside), (now, is, *aside)),
                        });
                    }
                }
            }
        }
        let new = now
            .all_marks()
            .filter(|mark| !before.0.contains_key(&mark.id));
        changes.extend(new.cloned().map(Change::New));
        changes.sort_by(|a, b| a.mark().order().cmp(&b.mark().order()));
        Self {
            changes,
            other: others(then, now),
        }
    }

    /// How much differs.
    #[must_use]
    pub fn difference(&self) -> Difference {
        let mut difference = Difference {
            other: !self.other.is_empty(),
            ..Difference::default()
        };
        for change in &self.changes {
            *match change {
                Change::Gone(_) => &mut difference.gone,
                Change::New(_) => &mut difference.new,
                Change::Changed { .. } => &mut difference.changed,
            } += 1;
        }
        difference
    }
}

impl Change {
    /// The mark: as it is now, or as it was if it is gone.
    #[must_use]
    pub const fn mark(&self) -> &Arc<Annotation> {
        match self {
            Self::Gone(mark) | Self::New(mark) | Self::Changed { now: mark, .. } => mark,
        }
    }
}

impl Difference {
    /// As a sentence without its end, for those who can't see signs.
    #[must_use]
    pub fn spoken(self) -> String {
        let marks = |count| match count {
            1 => "1 mark".to_owned(),
            count => format!("{count} marks"),
        };
        let mut said = Vec::new();
        if self.gone > 0 {
            said.push(format!("{} that went since", marks(self.gone)));
        }
        if self.new > 0 {
            said.push(format!("without {} made since", marks(self.new)));
        }
        if self.changed > 0 {
            said.push(format!("{} otherwise", marks(self.changed)));
        }
        match (said.is_empty(), self.other) {
            (true, false) => "as it is now".to_owned(),
            (true, true) => "the same marks, but not all else".to_owned(),
            (false, _) => said.join(", "),
        }
    }
}

impl fmt::Display for Difference {
    /// "+3 −1 ~2": so many marks would come back, go, be changed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signs = [('+', self.gone), ('−', self.new), ('~', self.changed)];
        let said: Vec<_> = signs
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(sign, count)| format!("{sign}{count}"))
            .collect();
        match (said.is_empty(), self.other) {
            (true, false) => f.write_str("as it is now"),
            (true, true) => f.write_str("the same marks"),
            (false, _) => f.write_str(&said.join(" ")),
        }
    }
}

/// A set's marks by id, and whether each is set aside.
struct Marks<'a>(HashMap<&'a AnnotationId, (&'a Arc<Annotation>, bool)>);

impl<'a> Marks<'a> {
    fn of(set: &'a AnnotationSet) -> Self {
        let standing = set.annotations.iter().map(|mark| (&mark.id, (mark, false)));
        let aside = set.orphans.iter().map(|mark| (&mark.id, (mark, true)));
        Self(standing.chain(aside).collect())
    }
}

/// What a mark says, point by point, in words.
#[must_use]
pub fn in_words(set: &AnnotationSet, mark: &Annotation) -> Vec<(&'static str, String)> {
    let speaker = mark.tag.speaker().map_or_else(String::new, |id| {
        set.speaker(id)
            .map_or_else(|| id.to_string(), |known| known.name.clone())
    });
    let quoted = |id: &AnnotationId| match set.annotation(id).or_else(|| set.orphan(id)) {
        Some(mark) => format!("“{}”", mark.words()),
        None => id.to_string(),
    };
    let (links, amount): (Vec<String>, _) = match &mark.tag {
        Tag::Claim { .. } => (Vec::new(), None),
        Tag::Denial { denies, .. } => {
            let said = denies.iter().map(|denied| match denied {
                Denied::Here(id) => quoted(id),
                Denied::Elsewhere(words) => words.clone(),
            });
            (said.collect(), None)
        }
        Tag::Figure { quantity, about } => (about.iter().map(quoted).collect(), quantity.as_ref()),
    };
    let note = match mark.note.as_str() {
        "" => String::new(),
        note => format!("“{note}”"),
    };
    let unsure = if mark.unsure { "yes" } else { "" };
    vec![
        ("tag", mark.tag.kind().to_string()),
        ("words", format!("“{}”", mark.words())),
        ("speaker", speaker),
        ("links", links.join(", ")),
        (
            "amount",
            amount.map_or_else(String::new, ToString::to_string),
        ),
        ("sub-labels", mark.labels.join(", ")),
        ("note", note),
        ("unsure", unsure.to_owned()),
        ("offered for", mark.suggested.clone()),
        ("made by", mark.by.clone()),
    ]
}

type Seen<'a> = (&'a AnnotationSet, &'a Annotation, bool);

/// What two states of a mark do not share: "note: was …, is …".
fn what_differs(then: Seen<'_>, now: Seen<'_>) -> Vec<String> {
    let or_none = |text: &str| match text {
        "" => "none".to_owned(),
        text => text.to_owned(),
    };
    let points = in_words(then.0, then.1)
        .into_iter()
        .zip(in_words(now.0, now.1));
    let mut what: Vec<_> = points
        .filter(|((_, was), (_, is))| was != is)
        .map(|((point, was), (_, is))| {
            format!("{point}: was {}, is {}", or_none(&was), or_none(&is))
        })
        .collect();
    match (then.2, now.2) {
        (false, true) => what.push("it is set aside, and was not".to_owned()),
        (true, false) => what.push("it was set aside, and has a place now".to_owned()),
        _ => {}
    }
    if what.is_empty() {
        // The same words, tag and all.
        what.push("it stands elsewhere in the text".to_owned());
    }
    what
}

/// What differs apart from marks.
fn others(then: &AnnotationSet, now: &AnnotationSet) -> Vec<String> {
    let mut other = Vec::new();
    let mut differs = |differs: bool, says: &str| {
        if differs {
            other.push(says.to_owned());
        }
    };
    differs(
        then.article.text_sha256 != now.article.text_sha256,
        "it is of another text of the article: its marks are to be taken over",
    );
    differs(
        then.speakers != now.speakers,
        "the register of speakers was otherwise",
    );
    differs(
        (&then.left_out, &then.orphan_regions) != (&now.left_out, &now.orphan_regions),
        "other parts were left out of the article",
    );
    differs(then.done && !now.done, "the article was done");
    differs(!then.done && now.done, "the article was not done");
    other
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        annotation::{Act, Edit, Kind, Transaction},
        testing::{any_set, empty_set},
        text::{CharRange, Document},
    };

    fn marked(document: &Document, set: &AnnotationSet, range: CharRange, n: u64) -> AnnotationSet {
        let mut set = set.clone();
        let act = Act::Mark {
            span: document.span(range).unwrap(),
            kind: Kind::Claim,
            id: AnnotationId::from_random(n),
            by: "ada".into(),
        };
        let transaction = set.plan(&act, document).unwrap();
        set.apply(&transaction).unwrap();
        set
    }

    fn done(document: &Document, set: &AnnotationSet, act: &Act) -> AnnotationSet {
        let mut set = set.clone();
        let transaction = set.plan(act, document).unwrap();
        set.apply(&transaction).unwrap();
        set
    }

    #[test]
    fn marks_that_went_came_and_changed_are_told_apart() {
        let document = Document::new("Anna said “no plan”, and 4,000 people 😀 cross.");
        let then = marked(&document, &empty_set(&document), CharRange::new(11, 18), 1);
        let then = marked(&document, &then, CharRange::new(25, 30), 2);
        let first = AnnotationId::from_random(1);
        let now = done(&document, &then, &Act::Delete(AnnotationId::from_random(2)));
        let now = done(&document, &now, &Act::Retag(first.clone(), Kind::Denial));
        let now = done(&document, &now, &Act::SetNote(first, "see below".into()));
        let now = marked(&document, &now, CharRange::new(0, 4), 3);
        let compared = Compared::between(&then, &now);
        let difference = compared.difference();
        assert_eq!(difference.to_string(), "+1 −1 ~1");
        assert_eq!(
            difference.spoken(),
            "1 mark that went since, without 1 mark made since, 1 mark otherwise"
        );
        let [
            Change::New(new),
            Change::Changed { what, .. },
            Change::Gone(gone),
        ] = &compared.changes[..]
        else {
            panic!("{compared:#?}")
        };
        assert_eq!((new.words(), gone.words()), ("Anna".into(), "4,000".into()));
        assert_eq!(
            what,
            &[
                "tag: was claim, is denial",
                "note: was none, is “see below”"
            ]
        );
        assert!(compared.other.is_empty());
    }

    #[test]
    fn what_is_no_mark_is_told_too() {
        let document = Document::new("one two");
        let then = empty_set(&document);
        let now = done(&document, &then, &Act::SetDone(true));
        let compared = Compared::between(&then, &now);
        assert_eq!(compared.other, ["the article was not done"]);
        assert_eq!(compared.difference().to_string(), "the same marks");
        let other = empty_set(&Document::new("one three"));
        let compared = Compared::between(&other, &now);
        assert!(compared.other[0].contains("another text"));
    }

    proptest! {
        #[test]
        fn marks_differ_exactly_if_bringing_back_changes_marks(mut then in any_set(), mut now in any_set(), same in any::<bool>()) {
            then.sort();
            now.sort();
            if same {
                now.annotations.clone_from(&then.annotations);
                now.orphans.clone_from(&then.orphans);
            }
            prop_assume!(then.doubled_id().is_none() && now.doubled_id().is_none());
            let compared = Compared::between(&then, &now);
            let back = Transaction::between("", &now, &then);
            let of_marks = back.edits.iter().any(|edit| matches!(
                edit,
                Edit::Insert(_) | Edit::Remove(_) | Edit::SetAside(_) | Edit::Adopt(_)
            ));
            prop_assert_eq!(!compared.changes.is_empty(), of_marks);
            let after: Vec<_> = compared.changes.iter().map(|change| change.mark().id.clone()).collect();
            let all_told = back.edits.iter().all(|edit| match edit {
                Edit::Insert(mark) | Edit::Remove(mark) | Edit::SetAside(mark) | Edit::Adopt(mark) => after.contains(&mark.id),
                _ => true,
            });
            prop_assert!(all_told);
        }
    }
}
