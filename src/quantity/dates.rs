//! Numbers that are dates, years and times of day.

use rust_decimal::Decimal;

use super::{number::Number, reader::Reader, tokens::Token};

/// Names of months and days, and their short forms.
pub(super) fn is_calendar(word: &str) -> bool {
    is_month(word)
        || matches!(
            word,
            "monday"
                | "tuesday"
                | "wednesday"
                | "thursday"
                | "friday"
                | "saturday"
                | "sunday"
                | "ramadan"
        )
}

fn is_month(word: &str) -> bool {
    matches!(
        word,
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
    ) || matches!(
        word,
        "jan"
            | "feb"
            | "mar"
            | "apr"
            | "jun"
            | "jul"
            | "aug"
            | "sep"
            | "sept"
            | "oct"
            | "nov"
            | "dec"
    )
}

impl Reader<'_> {
    /// A day, or what is written with the month.
    pub(super) fn is_date(&self, number: &Number) -> bool {
        if number.value > Decimal::from(2100) || number.value.scale() > 0 || number.factor.is_some()
        {
            return false;
        }
        let month = |at: usize| {
            let month = self.tokens.get(at).is_some_and(|t| {
                t.is_capitalised() || t.small != "may" && t.small != "march" && t.small != "mar"
            });
            month && is_month(self.word(at))
        };
        let comma = |at: usize| matches!(self.sign_at(at), Some(',' | '.'));
        let back = |by: usize| number.from.checked_sub(by);
        let day = number.value <= Decimal::from(31);
        let behind_month = day
            && (back(1).is_some_and(month)
                || (back(1).is_some_and(comma) && back(2).is_some_and(month)));
        let of = usize::from(self.word(number.to) == "of");
        let before_month = day && month(number.to + of);
        // "May 7-9", "7 and 8 May", "January 21, 2019".
        let in_row =
            day && back(1).is_some_and(|at| {
                matches!(self.sign_at(at), Some('-' | '–')) || matches!(self.word(at), "and" | "to")
            }) && back(3).is_some_and(month)
                || day
                    && (matches!(self.sign_at(number.to), Some('-' | '–'))
                        || matches!(self.word(number.to), "and" | "to" | "or"))
                    && (month(number.to + 2) || back(1).is_some_and(month));
        let chinese = matches!(
            self.tokens.get(number.to).map(|t| t.text),
            Some("月" | "日" | "号" | "年")
        );
        behind_month || before_month || in_row || chinese
    }

    /// "10am", "at 6:30", "ten past two", "0900 GMT".
    pub(super) fn is_time(&self, number: &Number) -> bool {
        let behind = self.word(number.to);
        let hour = number.value <= Decimal::from(2400);
        let point = self.sign_at(number.to + 1) == Some('.') && !self.gap(number.to + 1);
        let half_day = matches!(behind, "am" | "pm")
            || (matches!(behind, "a" | "p") && point && self.word(number.to + 2) == "m");
        let clock = behind == "o" && matches!(self.sign_at(number.to + 1), Some('\'' | '’'));
        let zone = matches!(
            behind,
            "gmt" | "utc" | "bst" | "est" | "edt" | "cet" | "pst" | "hours"
        ) && number.in_digits
            && number.value >= Decimal::ONE_HUNDRED
            && self.tokens[number.from].text.chars().count() == 4
            && number.plain;
        let past =
            matches!(behind, "past" | "o'clock") && self.number(number.to + 1, false).is_some();
        let before = number.from.checked_sub(1).map_or("", |at| self.word(at));
        let at = before == "at"
            && number.plain
            && number.value <= Decimal::from(12)
            && self.tokens.get(number.to).is_none_or(|t| !t.is_word())
            && number.in_digits;
        let was_past = before == "past"
            && number.value <= Decimal::from(12)
            && number.from >= 2
            && self.number(number.from - 2, false).is_some();
        let colon = |at: usize| self.sign_at(at) == Some(':') && !self.gap(at);
        let digits = colon(number.to)
            && !self.gap(number.to + 1)
            && self.tokens.get(number.to + 1).is_some_and(Token::is_digits);
        hour && (half_day || clock || zone || past || at || was_past) || digits
    }
}

/// "2019", but not "2,019".
pub(super) fn is_year(number: &Number) -> bool {
    number.plain
        && number.in_digits
        && number.factor.is_none()
        && (Decimal::from(1900)..=Decimal::from(2099)).contains(&number.value)
}
