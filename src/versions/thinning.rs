//! Which versions are let go when there are too many: those whose neighbours in time tell nearly the same. So the newest stand close
//! together, and the further back, the wider apart; the first of all stays.

/// How many versions of a set are kept if the user does not say.
pub const USUAL: usize = 20;

/// How many bytes the versions of a set may have together: 256 MiB.
pub const LARGEST: u64 = 256 << 20;

/// How many versions are kept however large they are.
const LEAST: usize = 2;

/// What may be kept of one set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// So many versions.
    pub count: usize,
    /// So many bytes in all; but two versions always.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self::of_count(USUAL)
    }
}

impl Limits {
    /// So many versions, and the usual number of bytes.
    #[must_use]
    pub const fn of_count(count: usize) -> Self {
        Self {
            count,
            bytes: LARGEST,
        }
    }

    /// Which of these are to go, as indices. They come as time (milliseconds) and size (bytes), the newest first.
    #[must_use]
    pub(super) fn too_many(self, versions: &[(i64, u64)], now: i64) -> Vec<usize> {
        let mut kept: Vec<usize> = (0..versions.len()).collect();
        let mut gone = Vec::new();
        while self.are_too_many(&kept, versions) {
            let times: Vec<i64> = kept.iter().map(|index| versions[*index].0).collect();
            gone.push(kept.remove(least_missed(&times, now)));
        }
        gone
    }

    fn are_too_many(self, kept: &[usize], versions: &[(i64, u64)]) -> bool {
        let bytes: u64 = kept
            .iter()
            .map(|index| versions[*index].1)
            .fold(0, u64::saturating_add);
        kept.len() > self.count || (kept.len() > LEAST && bytes > self.bytes)
    }
}

/// The version that is missed least: the gap that it leaves is smallest in proportion to how long ago that was. Never the newest; the
/// first only if there is nothing between them.
fn least_missed(times: &[i64], now: i64) -> usize {
    // What is a minute old is as good as new.
    const NEW: f64 = 60_000.0;
    let gap = |index: usize| {
        let (newer, older) = (times[index - 1] as f64, times[index + 1] as f64);
        let age = (now as f64 - times[index] as f64).max(0.0) + NEW;
        (newer - older) / age
    };
    let between = 1..times.len().saturating_sub(1);
    between
        .min_by(|a, b| gap(*a).total_cmp(&gap(*b)))
        .unwrap_or(times.len() - 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MINUTE: i64 = 60_000;

    /// What is left after one version every ten minutes for so long.
    fn left_after(minutes: i64, limits: Limits) -> Vec<i64> {
        let mut times: Vec<i64> = Vec::new();
        for now in (0..=minutes).step_by(10) {
            times.insert(0, now * MINUTE);
            let versions: Vec<_> = times.iter().map(|time| (*time, 1)).collect();
            let gone = limits.too_many(&versions, now * MINUTE);
            let mut index = 0;
            times.retain(|_| {
                index += 1;
                !gone.contains(&(index - 1))
            });
        }
        times.iter().map(|time| minutes - time / MINUTE).collect()
    }

    #[test]
    fn the_newest_stand_closest_and_the_first_stays() {
        let ages = left_after(60 * 24 * 30, Limits::default());
        assert_eq!(ages.len(), USUAL);
        assert_eq!((ages[0], ages[USUAL - 1]), (0, 60 * 24 * 30));
        let within = |minutes: i64| ages.iter().filter(|age| **age <= minutes).count();
        assert!(within(120) >= 4, "{ages:?}");
        assert!(within(60 * 24) >= 8, "{ages:?}");
        assert!(within(60 * 24 * 7) >= 12, "{ages:?}");
    }

    #[test]
    fn few_large_ones_are_let_go_too_but_two_are_always_kept() {
        let large = [(3, LARGEST), (2, 1), (1, LARGEST)];
        assert_eq!(Limits::default().too_many(&large, 3), [1]);
        assert_eq!(Limits::of_count(1).too_many(&large, 3), [1, 2]);
        assert_eq!(Limits::of_count(0).too_many(&large, 3).len(), 3);
        assert!(Limits::default().too_many(&[], 3).is_empty());
    }

    proptest! {
        #[test]
        fn as_many_as_may_be_are_kept_and_the_newest_always(
            mut versions in proptest::collection::vec((any::<i32>(), 0u64..LARGEST), 0..40),
            count in 1usize..30,
        ) {
            versions.sort_by_key(|version| std::cmp::Reverse(version.0));
            let versions: Vec<_> = versions.into_iter().map(|(time, size)| (i64::from(time), size)).collect();
            let now = versions.first().map_or(0, |version| version.0);
            let gone = Limits::of_count(count).too_many(&versions, now);
            prop_assert!(!gone.contains(&0));
            let mut once = gone.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(once.len(), gone.len());
            let left = versions.len() - gone.len();
            prop_assert!(left <= count);
            prop_assert!(left >= versions.len().min(count).min(LEAST));
            prop_assert_eq!(Limits::of_count(versions.len()).bytes, LARGEST);
        }
    }
}
