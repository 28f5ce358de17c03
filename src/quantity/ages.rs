//! Ages: "39-year-old", "12 years old", "aged 61", and the age behind a name: "Janibek, 34,".

use super::reader::Reader;

/// The token behind what makes a number of years an age, from behind the unit: "-old", "old", "of age", "-olds".
pub(super) fn old(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let dash =
        |at: usize| reader.sign_at(at) == Some('-') || reader.sign_at(at) == Some('\u{2011}');
    let is_old = |at: usize| matches!(reader.word(at), "old" | "olds");
    if dash(at) && is_old(at + 1) {
        return Some(at + 2);
    }
    if is_old(at) && !reader.tokens[at].line {
        return Some(at + 1);
    }
    (reader.word(at) == "of" && reader.word(at + 1) == "age").then_some(at + 2)
}

impl Reader<'_> {
    /// Whether the number in tokens `from..to` is an age for what is before it: the first token of "aged".
    pub(super) fn aged(&self, from: usize) -> Option<usize> {
        let before = from.checked_sub(1)?;
        matches!(self.word(before), "aged" | "age").then_some(before)
    }

    /// Whether a number stands behind a name, between commas, as news gives an age.
    pub(super) fn is_age_of_name(&self, from: usize, to: usize) -> bool {
        let comma = |at: usize| self.sign_at(at) == Some(',');
        let Some(name) = from.checked_sub(2) else {
            return false;
        };
        let ends = comma(to)
            || (self.sign_at(to) == Some('.') && self.tokens.get(to + 1).is_none_or(|t| t.gap))
            || to == self.tokens.len();
        let before = &self.tokens[name];
        comma(from - 1)
            && ends
            && before.is_capitalised()
            && !super::dates::is_calendar(&before.small)
    }
}
