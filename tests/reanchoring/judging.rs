//! Holds verdicts against the truth, and counts.

use std::{collections::BTreeMap, fmt};

use claimark::{
    annotation::{Fragment, OfFragment, Verdict, Verdicts},
    text::{CharRange, Document, Folding, fold},
};
use strum::{EnumCount, IntoEnumIterator};

use super::{
    cases::{Case, surroundings},
    changes::Change,
    truth::{Own, Truth},
};

/// What is counted; all but cases are fragments.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumCount)]
pub enum Count {
    Cases,
    Fragments,
    Exact,
    Moved,
    /// The offered place is mostly its own.
    EditedThere,
    EditedElsewhere,
    /// Its own place is among those that are offered.
    AmbiguousWith,
    AmbiguousWithout,
    /// Its words are gone, or changed.
    LostGone,
    LostThere,
    Untouched,
    /// Of the untouched: at its own place.
    LandedExact,
    LandedMoved,
    /// Landed in silence on a copy that can't be told from its own place, as a deletion or insertion could as well have been there.
    SameText,
    /// Landed in silence where it does not belong.
    Wrong,
    /// Of those: its words stand there, and all the text around them that it remembers.
    WrongTwin,
    /// Exact, but something that it remembers is not there.
    NotExact,
}

#[derive(Clone, Copy, Default, Debug)]
pub struct Row([usize; Count::COUNT]);

impl Row {
    pub fn of(&self, count: Count) -> usize {
        self.0[count as usize]
    }

    fn one(&mut self, count: Count) {
        self.0[count as usize] += 1;
    }

    fn add(&mut self, other: &Self) {
        for (sum, more) in self.0.iter_mut().zip(other.0) {
            *sum += more;
        }
    }

    /// How many of a hundred untouched fragments landed.
    pub fn percent(&self) -> f64 {
        let landed = self.of(Count::LandedExact) + self.of(Count::LandedMoved);
        100.0 * landed as f64 / self.of(Count::Untouched).max(1) as f64
    }
}

/// The counts by kind of change, and what was not as it should be, in words.
#[derive(Default)]
pub struct Table {
    rows: BTreeMap<Change, Row>,
    pub wrong: Vec<String>,
    pub not_landed: Vec<String>,
}

impl Table {
    pub fn all(&self) -> Row {
        let mut all = Row::default();
        self.rows.values().for_each(|row| all.add(row));
        all
    }

    pub fn rows(&self) -> impl Iterator<Item = (Change, Row)> {
        self.rows.iter().map(|(change, row)| (*change, *row))
    }

    pub fn joined(mut self, other: Self) -> Self {
        for (change, row) in &other.rows {
            self.rows.entry(*change).or_default().add(row);
        }
        self.wrong.extend(other.wrong);
        self.not_landed.extend(other.not_landed);
        self
    }

    /// Judges all verdicts of a case.
    pub fn judge(case: &Case, verdicts: &Verdicts) -> Self {
        let mut table = Self::default();
        let truth = Truth::of(&case.changed);
        let mut row = Row::default();
        row.one(Count::Cases);
        assert_eq!(verdicts.marks.len(), case.set.annotations.len());
        for (of, mark) in verdicts.marks.iter().zip(&case.set.annotations) {
            assert_eq!(of.mark, *mark);
            assert_eq!(of.fragments.len(), mark.fragments.len());
            for (found, fragment) in of.fragments.iter().zip(&mark.fragments) {
                sound(found, case);
                table.judge_fragment(&mut row, case, &truth, fragment, found);
            }
        }
        table.rows.insert(case.change, row);
        table
    }

    fn judge_fragment(
        &mut self,
        row: &mut Row,
        case: &Case,
        truth: &Truth<'_>,
        fragment: &Fragment,
        found: &OfFragment,
    ) {
        let own = truth.own(fragment);
        let at: Vec<_> = found.places.iter().map(|place| place.range()).collect();
        let holds = || at.iter().any(|place| is_about(*place, own.place));
        row.one(Count::Fragments);
        row.one(match found.verdict {
            Verdict::Exact => Count::Exact,
            Verdict::Moved => Count::Moved,
            Verdict::Edited if holds() => Count::EditedThere,
            Verdict::Edited => Count::EditedElsewhere,
            Verdict::Ambiguous if holds() => Count::AmbiguousWith,
            Verdict::Ambiguous => Count::AmbiguousWithout,
            Verdict::Lost if own.intact => Count::LostThere,
            Verdict::Lost => Count::LostGone,
        });
        let silent = at.first().copied().filter(|_| !found.verdict.asks());
        let right = silently_right(truth, &case.new, fragment, found);
        if own.untouched {
            row.one(Count::Untouched);
            match (right, found.verdict) {
                (true, Verdict::Exact) => row.one(Count::LandedExact),
                (true, _) => row.one(Count::LandedMoved),
                (false, _) => self.not_landed.push(told(case, fragment, found, own)),
            }
        }
        let Some(place) = silent else {
            return;
        };
        let around = Fragment::of(&case.new, found.places[0]);
        let twin = around.quote == fragment.quote
            && case.new.text()[..case.new.byte_of(place.start)].ends_with(&fragment.before)
            && case.new.text()[case.new.byte_of(place.end)..].starts_with(&fragment.after);
        if found.verdict == Verdict::Exact && !twin {
            row.one(Count::NotExact);
            self.wrong
                .push(format!("NOT EXACT {}", told(case, fragment, found, own)));
        }
        if right {
            return;
        }
        if truth.would_be_own(fragment, place) {
            row.one(Count::SameText);
            return;
        }
        row.one(Count::Wrong);
        if twin {
            row.one(Count::WrongTwin);
        }
        let what = if twin { "WRONG (twin)" } else { "WRONG" };
        self.wrong
            .push(format!("{what} {}", told(case, fragment, found, own)));
    }
}

/// Whether a fragment was put, without anybody being asked, on its own words at their own place.
pub fn silently_right(
    truth: &Truth<'_>,
    new: &Document,
    fragment: &Fragment,
    found: &OfFragment,
) -> bool {
    let own = truth.own(fragment);
    let place = found.places.first().map(|place| place.range());
    !found.verdict.asks()
        && own.intact
        && own.place == place
        && place.is_some_and(|place| plain(&fragment.quote) == plain(new.slice(place)))
}

/// What a verdict promises about its places.
fn sound(found: &OfFragment, case: &Case) {
    let places = found.places.len();
    let fits = match found.verdict {
        Verdict::Exact | Verdict::Moved | Verdict::Edited => places == 1,
        Verdict::Ambiguous => places >= 1,
        Verdict::Lost => places == 0,
    };
    assert!(
        fits,
        "case {}: {} with {places} places",
        case.seed, found.verdict
    );
    for (index, place) in found.places.iter().enumerate() {
        assert_eq!(
            case.new.span(place.range()).as_ref(),
            Ok(place),
            "case {}: a span of another text",
            case.seed
        );
        assert!(
            !found.places[..index].contains(place),
            "case {}: a place twice",
            case.seed
        );
    }
}

/// Words without how they are set.
fn plain(words: &str) -> String {
    let folded = fold(words, Folding::EXACT).replace('\u{2029}', " ");
    folded
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether two places have at least half of what they hold in common.
fn is_about(place: CharRange, own: Option<CharRange>) -> bool {
    own.is_some_and(|own| {
        let shared = place
            .end
            .min(own.end)
            .saturating_sub(place.start.max(own.start));
        let both = place.end.max(own.end) - place.start.min(own.start);
        2 * shared >= both
    })
}

/// A fragment of a case in words, enough to find it again.
fn told(case: &Case, fragment: &Fragment, found: &OfFragment, own: Own) -> String {
    let Case {
        seed,
        change,
        old,
        new,
        set,
        ..
    } = case;
    let mut told = format!(
        "case {seed} {change:?}, {} marks: {} ({}), own {own:?}\n  old {:?} {:?}",
        set.annotations.len(),
        found.verdict,
        found.why,
        fragment.span,
        surroundings(old, fragment.span),
    );
    if let Some(place) = own.place.filter(|place| place.len() < 500) {
        told += &format!("\n  own {place:?} {:?}", surroundings(new, place));
    }
    for place in found.places.iter().take(3).map(|place| place.range()) {
        told += &format!("\n  put {place:?} {:?}", surroundings(new, place));
    }
    told
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:18}|{:>6}|{:>9}|{:>8}|{:>8}|{:>13}|{:>13}|{:>13}|{:>9}|{:>8}|{:>6}|{:>8}|{:>6}|{:>11}",
            "kind of change",
            "cases",
            "fragments",
            "exact",
            "moved",
            "edited",
            "ambiguous",
            "lost",
            "untouched",
            "exact",
            "moved",
            "landed",
            "same",
            "WRONG"
        )?;
        writeln!(
            f,
            "{:18}|{:>6}|{:>9}|{:>8}|{:>8}|{:>13}|{:>13}|{:>13}|{:>9}|{:>8}|{:>6}|{:>8}|{:>6}|{:>11}",
            "",
            "",
            "",
            "",
            "",
            "there/not",
            "with/without",
            "gone/there",
            "",
            "",
            "",
            "%",
            "text",
            "(of twins)"
        )?;
        let all = self.all();
        let rows = Change::iter()
            .filter_map(|change| Some((format!("{change:?}"), self.rows.get(&change)?)));
        for (name, row) in rows.chain([("all".to_owned(), &all)]) {
            use Count as C;
            let n = |count| row.of(count);
            let pair = |a, b| format!("{} / {}", n(a), n(b));
            writeln!(
                f,
                "{name:18}|{:>6}|{:>9}|{:>8}|{:>8}|{:>13}|{:>13}|{:>13}|{:>9}|{:>8}|{:>6}|{:>8.3}|{:>6}|{:>11}",
                n(C::Cases),
                n(C::Fragments),
                n(C::Exact),
                n(C::Moved),
                pair(C::EditedThere, C::EditedElsewhere),
                pair(C::AmbiguousWith, C::AmbiguousWithout),
                pair(C::LostGone, C::LostThere),
                n(C::Untouched),
                n(C::LandedExact),
                n(C::LandedMoved),
                row.percent(),
                n(C::SameText),
                format!("{} ({})", n(C::Wrong), n(C::WrongTwin)),
            )?;
        }
        Ok(())
    }
}
