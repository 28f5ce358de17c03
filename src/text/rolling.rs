//! A hash of every stretch of so many bytes of a text, each got from the one before it in a few steps (R. M. Karp and M. O. Rabin,
//! "Efficient randomized pattern-matching algorithms", IBM Journal of Research and Development 31, 1987): equal stretches have equal
//! hashes; whoever meets equal hashes must still look whether the stretches are equal.

/// Odd, so that no byte's share is lost from the product; its bits are those of the golden ratio.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hash of these bytes.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |hash, &byte| push(hash, byte))
}

/// The hash of each stretch of `length` bytes, from the first on. None where the text is shorter.
pub(crate) fn hashes(bytes: &[u8], length: usize) -> impl Iterator<Item = u64> {
    let first = bytes.get(..length).filter(|first| !first.is_empty());
    // What the byte that leaves has become since it entered.
    let leaving = (0..length).fold(1u64, |power, _| power.wrapping_mul(BASE));
    let mut state = first.map(hash);
    let mut at = 0;
    std::iter::from_fn(move || {
        let hash = state?;
        state = bytes.get(at + length).map(|&byte| {
            let gone = (u64::from(bytes[at]) + 1).wrapping_mul(leaving);
            push(hash, byte).wrapping_sub(gone)
        });
        at += 1;
        Some(spread(hash))
    })
    .take(bytes.len().saturating_sub(length) + 1)
}

/// The hash of these bytes as [`hashes`] gives it.
pub(crate) fn hash_of(bytes: &[u8]) -> u64 {
    spread(hash(bytes))
}

const fn push(hash: u64, byte: u8) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(byte as u64 + 1)
}

/// Lets every bit have its say in the low ones.
const fn spread(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(BASE);
    hash ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    proptest! {
        #[test]
        fn each_stretch_has_the_hash_of_its_bytes(text in any_text(), length in 1usize..20) {
            let bytes = text.as_bytes();
            let expected: Vec<_> = bytes.windows(length).map(hash_of).collect();
            prop_assert_eq!(hashes(bytes, length).collect::<Vec<_>>(), expected);
        }
    }
}
