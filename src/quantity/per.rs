//! For each what: "per month", "a day", "each year", `/km`, "per 100,000 people", "annually".

use super::{
    numbers::is_measure,
    reader::{Figure, Reader},
    tokens::Kind,
};

/// The most tokens of a bracket behind a sum, as far as what the sum is per is looked for.
const LONGEST_BRACKET: usize = 14;

/// What an amount is for each of.
#[derive(Clone, Debug)]
pub(super) struct Per {
    pub(super) name: String,
    /// Its tokens, without the word that says "for each".
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Reader<'_> {
    /// What stands behind an amount and its unit.
    pub(super) fn per(&self, at: usize) -> Option<Per> {
        let token = self.tokens.get(at)?;
        if token.line && at > 0 {
            return None;
        }
        let word = token.small.as_ref();
        match word {
            "per" => self.each(at + 1, true),
            // "$48/42 euros" are two sums.
            "/" => self.each(at + 1, false),
            "a" | "an" | "each" | "every" => self.time_or_measure(at + 1),
            "for" if matches!(self.word(at + 1), "each" | "every") => self.each(at + 2, true),
            "-" if !token.gap && matches!(self.word(at + 1), "a" | "an" | "per") => {
                let dash = self.sign_at(at + 2) == Some('-');
                dash.then(|| self.time_or_measure(at + 3)).flatten()
            }
            "annually" | "yearly" => Some(named("year", at)),
            "monthly" => Some(named("month", at)),
            "weekly" => Some(named("week", at)),
            "daily" => Some(named("day", at)),
            "hourly" => Some(named("hour", at)),
            "nightly" => Some(named("night", at)),
            "apiece" => Some(named("each", at)),
            _ => None,
        }
        .or_else(|| self.each_alone(at))
    }

    /// "46 million lenks ($5.8 million/5.3 million euros) a year": what is behind the bracket holds for what is before and in it.
    pub(super) fn take_per_behind_bracket(
        &self,
        figure: &mut Figure,
        bracket: &mut Option<(usize, Per)>,
    ) {
        let from = figure.all.1;
        if figure.unit.is_some() && figure.per.is_none() && self.sign_at(from) == Some('(') {
            let near = from + 1..(from + LONGEST_BRACKET).min(self.tokens.len());
            *bracket = { near }
                .find(|&at| self.sign_at(at) == Some(')'))
                .and_then(|end| Some((end, self.per(end + 1)?)));
            let sums = bracket
                .as_ref()
                .is_some_and(|(end, _)| (from + 1..*end).any(|at| self.starts_number(at)));
            if !sums {
                *bracket = None;
            }
        }
        if let Some((end, per)) = bracket
            && from <= *end
            && figure.unit.is_some()
            && figure.per.is_none()
        {
            (figure.per, figure.per_at) = (Some(per.name.clone()), Some((per.from, per.to)));
        }
    }

    /// "$5 each", and nothing behind it that each might belong to.
    fn each_alone(&self, at: usize) -> Option<Per> {
        let ends = self
            .tokens
            .get(at + 1)
            .is_none_or(|next| !next.is_word() || next.line);
        (self.word(at) == "each" && ends).then(|| named("each", at))
    }

    /// Any noun, or so many of one.
    fn each(&self, at: usize, free: bool) -> Option<Per> {
        let token = self.tokens.get(at)?;
        if token.line {
            return None;
        }
        if token.is_digits() || token.kind == Kind::Word && free {
            // "Per 100,000 people", "per thousand".
            if let Some(number) = self.number(at, false).filter(|_| free) {
                let unit = self
                    .units
                    .behind(&self.tokens, number.to)
                    .map(|(known, to)| (known.name.clone(), to));
                let noun = unit.or_else(|| self.noun(number.to).map(|(name, _, to)| (name, to)));
                let (name, to) = match noun {
                    Some((name, to)) => (format!("{} {name}", number.value), to),
                    None => (number.value.to_string(), number.to),
                };
                return Some(Per { name, from: at, to });
            }
        }
        if let Some((known, to)) = self.units.behind(&self.tokens, at) {
            return Some(Per {
                name: known.one.clone(),
                from: at,
                to,
            });
        }
        let noun = free && token.is_word() && self.may_be_noun(at);
        noun.then(|| Per {
            name: token.text.to_owned(),
            from: at,
            to: at + 1,
        })
    }

    /// Only what is measured by: "a day", not "a policeman".
    fn time_or_measure(&self, at: usize) -> Option<Per> {
        let token = self.tokens.get(at)?;
        if let Some((known, to)) = self.units.behind(&self.tokens, at)
            && !known.money
        {
            // "Every two weeks" is no week, "three times a second" is one; "a years-long" is none.
            let one = known.one.to_lowercase() == self.tokens[to - 1].small
                || known.one.contains(' ')
                || to > at + 1;
            let hyphen = self.sign_at(to) == Some('-') && !self.tokens[to].gap;
            return (one && !hyphen).then(|| Per {
                name: known.one.clone(),
                from: at,
                to,
            });
        }
        let small = token.small.as_ref();
        let counted = matches!(
            small,
            "share"
                | "ticket"
                | "unit"
                | "shift"
                | "bottle"
                | "plate"
                | "vote"
                | "child"
                | "family"
                | "household"
        );
        let one = (is_measure(small) || counted) && !small.ends_with('s') && token.is_word();
        one.then(|| named(small, at))
    }
}

fn named(name: &str, at: usize) -> Per {
    Per {
        name: name.to_owned(),
        from: at,
        to: at + 1,
    }
}
