//! Chance that repeats itself: the same seed, stream and number give the same draws on every machine.

use uuid::{Builder, Uuid};

/// The first millisecond of the demo's ids, 1 January 2025: older than anything that a server makes later.
const FIRST_MILLI: u64 = 1_735_689_600_000;
/// How far the ids of two streams lie apart: a day, so a stream holds 86 million records.
const STREAM_MILLIS: u64 = 86_400_000;

/// What is drawn. Each kind has a stream of its own, so more of one kind leaves the others as they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stream {
    /// The order in which places are used.
    Places,
    Employers,
    Agencies,
    Vacancies,
    Candidates,
    /// The organisations of the operator and the partner.
    Offices,
    Ids,
    Centres,
    /// What became of those whom the vacancies of the past brought.
    Past,
    Guides,
    Measures,
    Indicators,
    Meetings,
}

/// A generator of draws (splitmix64).
#[derive(Debug, Clone)]
pub(super) struct Rng(u64);

impl Rng {
    /// The draws of the `n`-th record of a stream.
    pub(super) fn of(seed: u64, stream: Stream, n: usize) -> Self {
        let mut rng = Self(seed);
        for part in [stream as u64, n as u64] {
            rng.0 = rng.next() ^ part;
        }
        rng
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number of `low` to `high`, both included.
    pub(super) fn between<T: Copy + Into<u64> + TryFrom<u64>>(&mut self, low: T, high: T) -> T {
        let (first, last) = (low.into(), high.into());
        let drawn = first + self.next() % (last - first + 1);
        T::try_from(drawn).unwrap_or(high)
    }

    /// A place in a list of `length`, which is not empty.
    pub(super) fn below(&mut self, length: usize) -> usize {
        usize::try_from(self.next() % length as u64).unwrap_or(0)
    }

    /// True in `percent` of a hundred draws.
    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.between(1_u32, 100) <= percent
    }

    /// One of a list that is not empty.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// One of a list, more often if it weighs more. The weights are not all 0.
    pub(super) fn weighted<'a, T>(&mut self, list: &'a [T], weight: impl Fn(&T) -> u32) -> &'a T {
        let whole: u64 = list.iter().map(|one| u64::from(weight(one))).sum();
        let mut left = self.next() % whole;
        list.iter()
            .find(|one| {
                let weight = u64::from(weight(one));
                let found = left < weight;
                left = left.saturating_sub(weight);
                found
            })
            .expect("the draw lies under the sum of the weights")
    }

    /// One of a few values with their weights.
    pub(super) fn one_of<T: Copy>(&mut self, list: &[(u32, T)]) -> T {
        self.weighted(list, |(weight, _)| *weight).1
    }

    /// Puts a list into another order.
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

/// The id of the `n`-th record of a stream: of version 7, so ids sort by kind and then by number.
pub(super) fn id(seed: u64, stream: Stream, n: usize) -> Uuid {
    let mut rng = Rng::of(seed ^ stream as u64, Stream::Ids, n);
    let millis = FIRST_MILLI + stream as u64 * STREAM_MILLIS + n as u64;
    let mut random = [0; 10];
    random[..8].copy_from_slice(&rng.next().to_be_bytes());
    random[8..].copy_from_slice(&rng.next().to_be_bytes()[..2]);
    Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_repeat_themselves_and_differ_by_stream_and_number() {
        let draw = |stream, n| Rng::of(7, stream, n).between(0_u64, u64::MAX - 1);
        assert_eq!(draw(Stream::Candidates, 3), draw(Stream::Candidates, 3));
        assert_ne!(draw(Stream::Candidates, 3), draw(Stream::Candidates, 4));
        assert_ne!(draw(Stream::Candidates, 3), draw(Stream::Vacancies, 3));
    }

    #[test]
    fn ids_are_of_version_7_and_sort_by_number() {
        let ids: Vec<Uuid> = (0..300).map(|n| id(7, Stream::Vacancies, n)).collect();
        assert!(ids.is_sorted() && ids.iter().all(|id| id.get_version_num() == 7));
        assert_ne!(id(7, Stream::Vacancies, 0), id(8, Stream::Vacancies, 0));
    }

    #[test]
    fn weights_count() {
        let mut rng = Rng::of(7, Stream::Places, 0);
        let drawn: Vec<char> =
            (0..1_000).map(|_| rng.one_of(&[(0, 'n'), (9, 'o'), (1, 'r')])).collect();
        let count = |wanted| drawn.iter().filter(|one| **one == wanted).count();
        assert_eq!(count('n'), 0);
        assert!((50..200).contains(&count('r')), "{}", count('r'));
    }
}
