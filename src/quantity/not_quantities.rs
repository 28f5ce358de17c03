//! What has a number in running text and is no figure: dates, years, times of day, telephone numbers, counters of pictures, scores,
//! sections, names with a number in them, and the one of "one of them".

use rust_decimal::Decimal;

use super::{
    dates::{is_calendar, is_year},
    number::Number,
    numbers::ordinal,
    reader::{Figure, Reader, Shape},
    tokens::Kind,
};

/// Words behind which a number is a name.
const NAMED: [&str; 48] = [
    "article",
    "section",
    "chapter",
    "page",
    "pages",
    "line",
    "lines",
    "paragraph",
    "clause",
    "no",
    "number",
    "flight",
    "route",
    "highway",
    "room",
    "channel",
    "version",
    "phase",
    "level",
    "grade",
    "category",
    "stage",
    "step",
    "part",
    "volume",
    "issue",
    "figure",
    "table",
    "item",
    "rule",
    "exhibit",
    "type",
    "class",
    "appendix",
    "resolution",
    "track",
    "gate",
    "platform",
    "model",
    "series",
    "episode",
    "season",
    "round",
    "day",
    "week",
    "game",
    "act",
    "psalm",
];

/// People of whom "one" says how many there were.
const PEOPLE: [&str; 30] = [
    "person",
    "man",
    "woman",
    "child",
    "boy",
    "girl",
    "soldier",
    "officer",
    "policeman",
    "civilian",
    "protester",
    "passenger",
    "worker",
    "student",
    "official",
    "journalist",
    "other",
    "fatality",
    "death",
    "suspect",
    "villager",
    "pilot",
    "firefighter",
    "doctor",
    "nurse",
    "teacher",
    "victim",
    "militant",
    "adult",
    "resident",
];

impl Reader<'_> {
    /// Whether a figure that was read in running text is one that a careful person would mark.
    pub(super) fn is_figure(&self, figure: &Figure) -> bool {
        let bounded = figure.bound.is_some();
        match &figure.shape {
            // "Several" says hardly more than "some".
            Shape::Several(alone) => {
                !alone && (figure.unit.is_some() || bounded || self.is_said_of(figure.all.1))
            }
            Shape::Part(fraction) => !fraction || self.is_part(figure),
            Shape::Range(first, second) => {
                let unit = figure.unit.is_some();
                let dates = (self.is_date(first) || self.is_date(second)) && !figure.known;
                let names = self.is_name(first.from) && !unit;
                let touches = self.is_inside_a_name(figure);
                let ordered = bounded && self.word(figure.value.0.wrapping_sub(1)) == "between";
                let years = is_year(first) && is_year(second) && !figure.known;
                !dates
                    && !names
                    && !touches
                    && !years
                    && !self.is_time(second)
                    && (unit || ordered || !first.plain || !second.plain)
            }
            Shape::Number(number) => self.is_number(figure, number, bounded),
        }
    }

    fn is_number(&self, figure: &Figure, number: &Number, bounded: bool) -> bool {
        if figure.age {
            return true;
        }
        let unit = figure.unit.is_some();
        if self.is_inside_a_name(figure)
            || (self.is_time(number) && !(figure.known && unit))
            || self.is_list(figure, number)
            || self.is_relative(figure)
        {
            return false;
        }
        if figure.signed {
            return true;
        }
        if (self.is_date(number) && !(figure.known && unit))
            || (is_year(number) && !figure.known && !(bounded && unit))
        {
            return false;
        }
        let first = number.from;
        let before = first.checked_sub(1).map_or("", |at| self.word(at));
        // "Children under five".
        if bounded && self.is_of_people(figure) {
            return false;
        }
        if !bounded
            && !figure.known
            && number.factor.is_none()
            && number.plain
            && self.is_name(first)
        {
            return false;
        }
        if !number.in_digits {
            return self.is_counted_in_words(figure, number, before, bounded);
        }
        // "(3)", "[12]"
        let closed = matches!(self.sign_at(number.to), Some(')' | ']'));
        if closed && first > 0 && matches!(self.sign_at(first - 1), Some('(' | '[')) && !unit {
            return false;
        }
        unit || bounded
            || !number.plain
            || self.is_said_of(number.to)
            || self.is_put_at(number.from)
    }

    /// "Put the number of dead at 19", "the toll stood at 41".
    fn is_put_at(&self, first: usize) -> bool {
        let near = first.saturating_sub(7)..first.saturating_sub(1);
        first > 0 && self.word(first - 1) == "at" && { near }
            .any(|at| matches!(self.word(at), "number" | "toll" | "total" | "count"))
    }

    /// "Two people", "a dozen", but not "one of them", "the two", "nineteen eighty-four".
    fn is_counted_in_words(
        &self,
        figure: &Figure,
        number: &Number,
        before: &str,
        bounded: bool,
    ) -> bool {
        let one = number.value == Decimal::ONE;
        let small = number.value <= Decimal::TEN && number.factor.is_none();
        let unit = figure.unit.is_some();
        let time = figure.known && unit;
        // "Every eight weeks", "says that three culverts".
        let goes_on = !one && (before == "every" && time || before == "that" && unit);
        if !goes_on
            && matches!(
                before,
                "no" | "this"
                    | "that"
                    | "any"
                    | "every"
                    | "each"
                    | "which"
                    | "another"
                    | "day"
                    | "page"
            )
        {
            return false;
        }
        if self
            .number(number.to, false)
            .is_some_and(|next| !next.in_digits)
        {
            return false;
        }
        let named = self.tokens[number.from].is_capitalised()
            && number.from > 0
            && self.tokens[number.from - 1].is_capitalised()
            && !self.tokens[number.from].line;
        let compound =
            self.sign_at(number.to) == Some('-') && !self.tokens[number.to].gap && !figure.known;
        if named || compound {
            return false;
        }
        // Han numerals alone are mostly words.
        if self.tokens[number.from].kind == Kind::Han {
            return figure.known || number.value >= Decimal::ONE_HUNDRED;
        }
        if one {
            let person = PEOPLE.contains(&self.word(number.to));
            let span = time && !matches!(self.word(number.to), "day" | "night" | "time" | "second");
            return bounded && self.word(number.to) != "of" || (person || span) && before != "the";
        }
        if small && matches!(before, "the" | "these" | "those" | "both" | "all" | "other") && !time
        {
            return false;
        }
        unit || bounded
            || number.value >= Decimal::ONE_HUNDRED
            || number.factor.is_some()
            || self.is_said_of(number.to)
    }

    /// Whether what stands behind a number says something of so many: "40 were killed", "two of them".
    fn is_said_of(&self, at: usize) -> bool {
        let line = self.tokens.get(at).is_some_and(|token| token.line);
        !line
            && matches!(
                self.word(at),
                "were"
                    | "are"
                    | "have"
                    | "had"
                    | "of"
                    | "others"
                    | "more"
                    | "remain"
                    | "died"
                    | "people"
            )
    }

    /// "Half of", "a third of"; not "the first half", "in half", "half-time".
    fn is_part(&self, figure: &Figure) -> bool {
        let before = figure.value.0.checked_sub(1).map_or("", |at| self.word(at));
        if matches!(
            before,
            "first"
                | "second"
                | "latter"
                | "other"
                | "in"
                | "by"
                | "last"
                | "final"
                | "better"
                | "next"
                | "top"
                | "bottom"
        ) {
            return false;
        }
        let hyphen = self.sign_at(figure.all.1) == Some('-') && !self.tokens[figure.all.1].gap;
        let half = self.word(figure.value.0) == "half" && figure.value.1 == figure.value.0 + 1;
        let of = matches!(
            self.word(figure.value.1),
            "of" | "the" | "its" | "their" | "all" | "a" | "an" | "our" | "his" | "her"
        );
        let behind = figure.per_at.map_or("", |(_, to)| self.word(to));
        !hyphen && (!half || of || figure.unit_at.is_some()) && behind != "attempt"
    }

    /// Letters, digits or signs that touch a number: "COVID-19", "G7", "9/11", "6:30", "1990s", "a@b1.org", "3rd".
    fn is_inside_a_name(&self, figure: &Figure) -> bool {
        let (from, to) = (figure.value.0, figure.second.unwrap_or(figure.value).1);
        let digits = |at: usize| {
            self.tokens
                .get(at)
                .is_some_and(super::tokens::Token::is_digits)
        };
        let letter = |at: usize| self.tokens.get(at).is_some_and(|t| t.is_word() && !t.gap);
        if !self.tokens[from].gap && from > 0 {
            let before = &self.tokens[from - 1];
            let joins = matches!(
                before.text,
                "-" | "_"
                    | "."
                    | ":"
                    | "@"
                    | "/"
                    | "#"
                    | "\u{2011}"
                    | "&"
                    | "="
                    | "–"
                    | "'"
                    | "’"
                    | "+"
            );
            let behind_word = from >= 2
                && !before.gap
                && (self.tokens[from - 2].is_word() || self.tokens[from - 2].is_digits());
            let signed = figure.signed && figure.unit_at.is_some_and(|place| place.1 == from);
            if !signed
                && (before.is_word()
                    || before.text == "#"
                    || before.text == "@"
                    || before.text == "+"
                    || (joins && behind_word && !self.is_second_sum(figure)))
            {
                return true;
            }
        }
        // What is behind the number itself.
        let own = figure.unit_at.is_some_and(|place| place.0 == to)
            || figure.bound.is_some_and(|place| place.0 == to);
        let touching = !own && (letter(to) || (digits(to) && !self.gap(to)));
        let joined = !own
            && !self.gap(to)
            && matches!(
                self.sign_at(to),
                Some('-' | '/' | ':' | '_' | '@' | '–' | '×')
            )
            && !self.gap(to + 1)
            && (digits(to + 1)
                || (letter(to + 1)
                    && figure.unit_at.is_none()
                    && figure.per_at.is_none()
                    && self.sign_at(to) != Some('/')));
        touching || (joined && !self.is_first_sum(figure))
    }

    /// "$48/42 euros"
    fn is_first_sum(&self, figure: &Figure) -> bool {
        figure.signed && self.sign_at(figure.all.1) == Some('/')
    }

    fn is_second_sum(&self, figure: &Figure) -> bool {
        figure.known && self.sign_at(figure.value.0 - 1) == Some('/')
    }

    /// "1. " and "1)" at the beginning of a line, "1 / 3", telephone numbers, a line of nothing but a number, places in a row.
    fn is_list(&self, figure: &Figure, number: &Number) -> bool {
        let ends = self.tokens.get(number.to).is_none_or(|token| token.line);
        let begins = self.tokens[number.from].line;
        if number.plain
            && begins
            && (ends
                || (matches!(self.sign_at(number.to), Some('.' | ')')) && !self.gap(number.to)))
        {
            return true;
        }
        let slash = |at: usize| self.sign_at(at) == Some('/');
        let digits = |at: Option<usize>| {
            at.and_then(|at| self.tokens.get(at))
                .is_some_and(super::tokens::Token::is_digits)
        };
        if !figure.known && number.plain {
            if slash(number.to) && digits(Some(number.to + 1)) {
                return true;
            }
            if number.from > 0 && slash(number.from - 1) && digits(number.from.checked_sub(2)) {
                return true;
            }
            // Groups of digits, as telephone numbers have them.
            let dash = |at: usize| matches!(self.sign_at(at), Some('-' | '–' | '(' | '+'));
            let beside = digits(Some(number.to)) || digits(number.from.checked_sub(1));
            let row = number.in_digits && beside;
            let zero = number.in_digits
                && number.value > Decimal::ZERO
                && self.tokens[number.from].text.starts_with('0');
            if row
                || zero
                || (number.from > 0 && dash(number.from - 1) && digits(number.from.checked_sub(2)))
            {
                return true;
            }
        }
        // "21st", "2nd"
        let behind = self.word(number.to);
        number.in_digits
            && !self.gap(number.to)
            && (matches!(behind, "st" | "nd" | "rd" | "th" | "s") || ordinal(behind).is_some())
    }

    /// "Two years ago", "three days later": times, not amounts.
    fn is_relative(&self, figure: &Figure) -> bool {
        let time = matches!(
            figure.unit.as_deref(),
            Some(
                "seconds"
                    | "minutes"
                    | "hours"
                    | "days"
                    | "nights"
                    | "weeks"
                    | "months"
                    | "years"
                    | "decades"
                    | "centuries"
            )
        );
        time && matches!(
            self.word(figure.all.1),
            "ago" | "later" | "earlier" | "hence"
        )
    }

    /// A number behind a word with a capital letter, which is no beginning of a sentence, or behind "page".
    fn is_name(&self, first: usize) -> bool {
        let Some(before) = first.checked_sub(1) else {
            return false;
        };
        let token = &self.tokens[before];
        if self.tokens[first].line {
            return false;
        }
        // "No. 5"
        let number_sign = token.text == "."
            && before > 0
            && self.word(before - 1) == "no"
            && self.tokens[before - 1].is_capitalised();
        if number_sign
            || (NAMED.contains(&self.word(before))
                && (self.word(before) != "no" || token.is_capitalised()))
        {
            return true;
        }
        let opens = before == 0
            || token.line
            || matches!(
                self.tokens[before - 1].text,
                "." | "!" | "?" | "“" | "\"" | ":" | "•" | "—" | "‘"
            );
        let calendar = is_calendar(&token.small);
        token.is_capitalised() && !opens && !calendar && !self.all_capitals_near(before)
    }

    /// Headlines have capitals all over.
    fn all_capitals_near(&self, at: usize) -> bool {
        matches!(
            self.word(at),
            "the"
                | "a"
                | "of"
                | "in"
                | "at"
                | "for"
                | "and"
                | "with"
                | "to"
                | "on"
                | "by"
                | "from"
                | "kills"
                | "killed"
        )
    }
}
