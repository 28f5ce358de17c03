//! Hashes for tables that live no longer than the program: several times as fast as the standard library's, which shows where a
//! thousand marks are hashed a millisecond.
//!
//! Each eight bytes are multiplied into the state, and the product's halves folded together. The state begins with a number that is
//! drawn by chance when the program starts, so that no file can be made whose words all fall together; it is no cryptography.

use std::{
    hash::{BuildHasher, Hash, Hasher, RandomState},
    sync::LazyLock,
};

/// Drawn once, as two threads must hash the same words alike.
static SEED: LazyLock<[u64; 2]> = LazyLock::new(|| {
    let chance = RandomState::new();
    // Odd, so that no product is zero for that alone.
    [chance.hash_one(0) | 1, chance.hash_one(1) | 1]
});

/// Makes the hashers of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QuickHash {
    seed: [u64; 2],
}

/// The hash of one value, the same all through a run of the program.
pub(crate) fn quick_hash(value: &(impl Hash + ?Sized)) -> u64 {
    QuickHash::default().hash_one(value)
}

impl Default for QuickHash {
    fn default() -> Self {
        Self { seed: *SEED }
    }
}

impl BuildHasher for QuickHash {
    type Hasher = QuickHasher;

    fn build_hasher(&self) -> QuickHasher {
        let [state, by] = self.seed;
        QuickHasher { state, by }
    }
}

/// What was hashed so far.
pub(crate) struct QuickHasher {
    state: u64,
    by: u64,
}

impl QuickHasher {
    fn take(&mut self, eight: u64) {
        let product = u128::from(self.state ^ eight) * u128::from(self.by);
        // Both halves: the upper one alone forgets what the lower bits were, the lower one the upper.
        self.state = (product as u64) ^ ((product >> 64) as u64).rotate_left(23);
    }
}

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        for eight in eights {
            self.take(u64::from_le_bytes(*eight));
        }
        if !rest.is_empty() {
            let mut eight = [0; 8];
            eight[..rest.len()].copy_from_slice(rest);
            self.take(u64::from_le_bytes(eight));
        }
        // Zeros at the end count.
        self.take(bytes.len() as u64);
    }

    fn write_u8(&mut self, value: u8) {
        self.take(value.into());
    }

    fn write_u32(&mut self, value: u32) {
        self.take(value.into());
    }

    fn write_u64(&mut self, value: u64) {
        self.take(value);
    }

    fn write_usize(&mut self, value: usize) {
        self.take(value as u64);
    }

    fn finish(&self) -> u64 {
        let product = u128::from(self.state) * u128::from(self.by);
        (product as u64) ^ ((product >> 64) as u64)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    #[test]
    fn a_hundred_thousand_ids_and_lengths_of_zeros_differ() {
        let ids = (0..100_000u64).map(|id| quick_hash(&format!("mark{id:06}")));
        let zeros = (0..1000).map(|length| quick_hash(&vec![0u8; length]));
        let all: HashSet<_> = ids.chain(zeros).collect();
        assert_eq!(all.len(), 101_000);
        // A table looks at the lowest and at the highest bits.
        for bits in [0, 57] {
            let few: HashSet<_> = all.iter().map(|hash| (hash >> bits) & 0x7F).collect();
            assert_eq!(few.len(), 128);
        }
    }

    proptest! {
        #[test]
        fn what_differs_by_a_little_hashes_otherwise(text in any_text(), more in any_text(), at in 0u64..) {
            prop_assert_eq!(quick_hash(&text), quick_hash(&text.clone()));
            prop_assert_eq!(quick_hash(text.as_str()) == quick_hash(more.as_str()), text == more);
            prop_assert_ne!(quick_hash(&(text.as_str(), at)), quick_hash(&(text.as_str(), at + 1)));
            prop_assert_eq!(quick_hash(&(&text, &more)) == quick_hash(&(&more, &text)), text == more);
        }
    }
}
