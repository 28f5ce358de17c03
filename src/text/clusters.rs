//! Grapheme clusters of a text that has them without end: half a million accents on one letter, or flags in one long row.
//!
//! Whether there is a boundary can mostly be told from a few characters around it. Where it can't, one would walk back over the
//! whole run, and thousands of marks on one such run would cost the marks times its length. So the text is walked through once, and
//! some of its boundaries are remembered.

use unicode_segmentation::UnicodeSegmentation;

use std::ops::Range;

/// Bytes between which one boundary at least is remembered, unless a cluster is longer. Small in tests, so that they get here.
const BLOCK: usize = if cfg!(test) { 8 } else { 512 };

/// Boundaries of a text, in bytes and in order: both ends of every cluster that reaches from one block into another. What stands
/// between two neighbours is therefore one cluster, or inside one block.
#[derive(Debug)]
pub(super) struct Clusters {
    boundaries: Vec<usize>,
}

impl Clusters {
    /// Walks through the whole text.
    pub(super) fn of(text: &str) -> Self {
        let mut boundaries = vec![0];
        for cluster in clusters(text) {
            if cluster.start / BLOCK != cluster.end / BLOCK {
                if boundaries.last() != Some(&cluster.start) {
                    boundaries.push(cluster.start);
                }
                boundaries.push(cluster.end);
            }
        }
        Self { boundaries }
    }

    /// The cluster that this byte of the same text belongs to, in bytes; empty at the text's end.
    pub(super) fn around(&self, text: &str, byte: usize) -> Range<usize> {
        let next = self.boundaries.partition_point(|&at| at <= byte);
        let start = self.boundaries[next - 1];
        let end = self.boundaries.get(next).copied().unwrap_or(text.len());
        if start / BLOCK != end.saturating_sub(1) / BLOCK {
            return start..end;
        }
        // From a boundary on, clusters are what they are in the whole text.
        clusters(&text[start..end])
            .map(|cluster| cluster.start + start..cluster.end + start)
            .find(|cluster| cluster.contains(&byte))
            .unwrap_or(end..end)
    }
}

/// All clusters of a text, in bytes. A line feed is one of its own, even behind a carriage return.
fn clusters(text: &str) -> impl Iterator<Item = Range<usize>> {
    let lines = text.split_inclusive('\n').flat_map(|line| {
        let words = line.strip_suffix('\n').unwrap_or(line);
        words
            .graphemes(true)
            .chain((words.len() < line.len()).then_some("\n"))
    });
    lines.scan(0, |end, cluster| {
        let start = *end;
        *end += cluster.len();
        Some(start..*end)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    proptest! {
        #[test]
        fn each_byte_is_in_the_cluster_that_a_walk_finds(text in any_text()) {
            let known = Clusters::of(&text);
            for cluster in clusters(&text) {
                for byte in cluster.clone() {
                    prop_assert_eq!(known.around(&text, byte), cluster.clone());
                }
            }
            prop_assert_eq!(known.around(&text, text.len()), text.len()..text.len());
        }
    }
}
