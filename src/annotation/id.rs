//! Ids of annotations and speakers: short, random, never reused, so that two people's files never collide by accident.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Digits and consonants: no vowels, so that chance spells no words; no `l`, which looks like `1`.
const ALPHABET: &[u8; 27] = b"0123456789bcdfghjkmnpqrstvw";
/// 27^9 is 7.6 million million: among 100,000 marks the odds that any two agree are below one in a thousand.
const LENGTH: usize = 9;
/// The longest id that a file may hold, in bytes.
const LONGEST: usize = 64;

/// Spells random bits as an id.
fn spell(mut bits: u64) -> Arc<str> {
    let mut id = String::with_capacity(LENGTH);
    for _ in 0..LENGTH {
        // The remainder is below the alphabet's length, 27.
        id.push(char::from(
            ALPHABET[(bits % ALPHABET.len() as u64) as usize],
        ));
        bits /= ALPHABET.len() as u64;
    }
    id.into()
}

/// Whether a file may call something this: ASCII letters, digits, `-` and `_`, at most 64 of them.
fn is_plain(id: &str) -> bool {
    (1..=LONGEST).contains(&id.len())
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Spells 64 random bits as an id; the same bits give the same id.
            #[must_use]
            pub fn from_random(bits: u64) -> Self {
                Self(spell(bits))
            }

            /// Takes an id that somebody else gave: ASCII letters, digits, `-` and `_`, 1 to 64 of them, or `None`.
            #[must_use]
            pub fn new(id: &str) -> Option<Self> {
                is_plain(id).then(|| Self(id.into()))
            }

            /// The id as it stands in a file.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let id = String::deserialize(deserializer)?;
                Self::new(&id).ok_or_else(|| {
                    D::Error::custom(format!("\"{id}\" is no id: ids are 1 to {LONGEST} letters (a-z, A-Z), digits, - and _"))
                })
            }
        }
    };
}

id! {
    /// Names one annotation, in its set and in every other.
    AnnotationId
}
id! {
    /// Names one speaker of a set.
    SpeakerId
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_chance_spells_is_an_id(bits: u64) {
            let id = AnnotationId::from_random(bits);
            prop_assert_eq!(AnnotationId::new(id.as_str()), Some(id.clone()));
            prop_assert_eq!(id.as_str().len(), LENGTH);
        }
    }

    #[test]
    fn strange_ids_are_refused() {
        for id in ["", "a b", "é", "a/b", &"x".repeat(65)] {
            assert_eq!(SpeakerId::new(id), None, "{id}");
        }
    }
}
