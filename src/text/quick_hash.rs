//! Hashes for tables that live no longer than the program: several times as fast as the standard library's, which shows where a
//! thousand marks are hashed a millisecond. They are seeded by chance when the program starts, so that no file can be made whose words
//! all fall together; they are no cryptography.

use std::{
    hash::{BuildHasher, Hash},
    sync::LazyLock,
};

/// Makes the hashers of a table.
pub(crate) type QuickHash = foldhash::fast::RandomState;

/// Seeded once, as two threads must hash the same words alike.
static SEEDED: LazyLock<foldhash::quality::RandomState> = LazyLock::new(Default::default);

/// The hash of one value, the same all through a run of the program and well spread over all bits.
pub(crate) fn quick_hash(value: &(impl Hash + ?Sized)) -> u64 {
    SEEDED.hash_one(value)
}
