//! Whether a text is in English: some rules know English words only, and must be silent about others.

/// How many bytes of a text are looked at.
const REACH: usize = 16 << 10;
/// Of a hundred words of English, some fifteen are among these four; of other languages that have one of them, one or two.
const COMMON: [&str; 4] = ["the", "of", "and", "to"];

/// Whether so many of a text's first words are the commonest of English that it can be nothing else.
pub(super) fn is_english(text: &str) -> bool {
    let near = &text[..text.floor_char_boundary(REACH)];
    let words = near.split(|c: char| !c.is_alphabetic());
    let (mut all, mut common, mut others) = (0, 0, 0);
    for word in words.filter(|word| !word.is_empty()) {
        all += 1;
        let own = COMMON.iter().position(|own| own.eq_ignore_ascii_case(word));
        common += usize::from(own.is_some());
        // "To" is "two" in Danish and Norwegian.
        others += usize::from(own.is_some_and(|own| own < 3));
    }
    common * 100 >= all * 6 && others > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_told_from_its_neighbours() {
        assert!(is_english(
            "The port is safe, the minister told reporters on Tuesday."
        ));
        for other in [
            "",
            "312",
            "De burgemeester zei dat er meer dan twee doden of gewonden waren, en dat de brug dicht was.",
            "Zwei Menschen wurden verletzt, sagte die Polizei am Dienstag in der Stadt.",
            "Dos millones de personas han salido a la calle, según el gobierno.",
            "To av dem ble skadet, sier politiet, og broen er stengt fra i dag til mandag.",
            "В порту погибли два человека.",
        ] {
            assert!(!is_english(other), "{other}");
        }
    }
}
