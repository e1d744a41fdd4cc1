//! Chance that repeats itself: the same seed and number give the same draws on every machine.

/// A generator of draws (splitmix64).
pub struct Chance(u64);

impl Chance {
    /// The draws of the `number`-th thing of a kind.
    pub fn of(seed: u64, kind: u64, number: u64) -> Self {
        let mut chance = Self(seed);
        for part in [kind, number] {
            chance.0 = chance.draw() ^ part;
        }
        chance
    }

    /// Any 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number under `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.draw() % end as u64) as usize
    }

    /// A number of `low` to `high`, both included.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low + (self.draw() % u64::from(high - low + 1)) as u32
    }

    /// A small number of `low` to `high`, both included.
    pub fn small(&mut self, low: u8, high: u8) -> u8 {
        self.between(low.into(), high.into()) as u8
    }

    /// True in `percent` of a hundred draws.
    pub fn percent(&mut self, percent: u32) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of a list that is not empty.
    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// A place in a list, the first ones more often: by Zipf's law, given its running sums.
    pub fn zipf(&mut self, sums: &[u64]) -> usize {
        let drawn = self.draw() % sums[sums.len() - 1];
        sums.partition_point(|sum| *sum <= drawn)
    }
}

/// The running sums of 1, 1/2, 1/3 and so on, in 100,000ths.
pub fn zipf_sums(length: usize) -> Vec<u64> {
    let mut sum = 0;
    (1..=length as u64)
        .map(|rank| {
            sum += 100_000 / rank;
            sum
        })
        .collect()
}
