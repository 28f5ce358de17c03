//! The heights of all paragraphs of an article, and which paragraph stands where.
//!
//! Only the visible paragraphs are laid out; of the rest an estimate is kept until they are measured. Sums over
//! paragraphs come from a Fenwick tree, so that one more measured paragraph costs O(log n), however long the
//! article is.

/// Heights of paragraphs stacked one under another, all in physical pixels.
///
/// Sums are exact as long as the heights are whole pixels, as the typesetter gives them.
#[derive(Clone, Debug, Default)]
pub struct Heights {
    /// The height of each paragraph.
    each: Vec<f64>,
    /// Fenwick tree: entry `i` (from 1) holds the sum of the `i & -i` paragraphs that end with paragraph `i - 1`.
    tree: Vec<f64>,
}

impl Heights {
    /// Heights (measured or estimated) of all paragraphs, in order. Negative and non-finite ones count as 0.
    pub fn new(heights: impl IntoIterator<Item = f64>) -> Self {
        let each: Vec<f64> = heights.into_iter().map(sound).collect();
        let mut tree = vec![0.0; each.len() + 1];
        for i in 1..tree.len() {
            tree[i] += each[i - 1];
            let parent = i + lowest_bit(i);
            if parent < tree.len() {
                tree[parent] += tree[i];
            }
        }
        Self { each, tree }
    }

    /// The number of paragraphs.
    pub fn len(&self) -> usize {
        self.each.len()
    }

    /// Whether there is no paragraph at all.
    pub fn is_empty(&self) -> bool {
        self.each.is_empty()
    }

    /// The height of one paragraph; 0 for one that does not exist.
    pub fn get(&self, paragraph: usize) -> f64 {
        self.each.get(paragraph).copied().unwrap_or(0.0)
    }

    /// Sets the height of one paragraph and returns by how much it grew. Does nothing for one that does not exist.
    pub fn set(&mut self, paragraph: usize, height: f64) -> f64 {
        let Some(old) = self.each.get_mut(paragraph) else {
            return 0.0;
        };
        let height = sound(height);
        let growth = height - *old;
        *old = height;
        let mut i = paragraph + 1;
        while i < self.tree.len() {
            self.tree[i] += growth;
            i += lowest_bit(i);
        }
        growth
    }

    /// Where a paragraph begins, counted from the top of the first. [`Self::total`] for one past the last.
    pub fn top(&self, paragraph: usize) -> f64 {
        let mut i = paragraph.min(self.each.len());
        let mut sum = 0.0;
        while i > 0 {
            sum += self.tree[i];
            i -= lowest_bit(i);
        }
        sum
    }

    /// The height of everything.
    pub fn total(&self) -> f64 {
        self.top(self.each.len())
    }

    /// The paragraph at `y`, and how far below its top `y` is.
    ///
    /// Above everything that is the top of the first paragraph, below everything the bottom of the last; `(0, 0.0)`
    /// when there is no paragraph. Paragraphs without height are stepped over, unless nothing follows them.
    pub fn at(&self, y: f64) -> (usize, f64) {
        let Some(last) = self.each.len().checked_sub(1) else {
            return (0, 0.0);
        };
        let y = if y.is_nan() { 0.0 } else { y.max(0.0) };
        let mut before = 0;
        let mut sum = 0.0;
        let mut step = self.each.len().next_power_of_two();
        while step > 0 {
            let next = before + step;
            if next < self.tree.len() && sum + self.tree[next] <= y {
                before = next;
                sum += self.tree[next];
            }
            step /= 2;
        }
        if before > last {
            return (last, self.each[last]);
        }
        (before, y - sum)
    }
}

fn lowest_bit(i: usize) -> usize {
    i & i.wrapping_neg()
}

fn sound(height: f64) -> f64 {
    if height.is_finite() {
        height.max(0.0)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The paragraph at `y`, found by walking.
    fn walk(each: &[f64], y: f64) -> (usize, f64) {
        let mut top = 0.0;
        for (i, height) in each.iter().enumerate() {
            if y < top + height {
                return (i, y - top);
            }
            top += height;
        }
        let last = each.len() - 1;
        (last, each[last])
    }

    #[test]
    fn without_paragraphs_nothing_is_anywhere() {
        let heights = Heights::new([]);
        assert!(heights.is_empty());
        assert_eq!(heights.total(), 0.0);
        assert_eq!(heights.at(12.0), (0, 0.0));
        assert_eq!(heights.top(3), 0.0);
    }

    #[test]
    fn unsound_heights_count_as_none() {
        let mut heights = Heights::new([f64::NAN, -3.0, 10.0]);
        assert_eq!(heights.total(), 10.0);
        assert_eq!(heights.set(0, f64::INFINITY), 0.0);
        assert_eq!(heights.set(9, 5.0), 0.0);
        assert_eq!(heights.at(f64::NAN), (2, 0.0));
    }

    proptest! {
        #[test]
        fn agrees_with_a_plain_list(
            first in prop::collection::vec(0u32..400, 1..70),
            changes in prop::collection::vec((0usize..70, 0u32..400), 0..40),
            ys in prop::collection::vec(-50i32..9000, 1..20),
        ) {
            let mut each: Vec<f64> = first.iter().map(|&h| f64::from(h)).collect();
            let mut heights = Heights::new(each.clone());
            for (paragraph, height) in changes {
                let paragraph = paragraph % each.len();
                let growth = f64::from(height) - each[paragraph];
                each[paragraph] = f64::from(height);
                prop_assert_eq!(heights.set(paragraph, f64::from(height)), growth);
            }
            prop_assert_eq!(heights.len(), each.len());
            prop_assert_eq!(heights.total(), each.iter().sum::<f64>());
            for i in 0..=each.len() {
                prop_assert_eq!(heights.top(i), each[..i].iter().sum::<f64>());
            }
            for y in ys {
                let y = f64::from(y);
                prop_assert_eq!(heights.at(y), walk(&each, y.max(0.0)));
            }
        }
    }
}
