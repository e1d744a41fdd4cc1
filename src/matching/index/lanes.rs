//! Skills that many of a block have: a byte for each of the 64, so that the compiler can look at many at once.

use crate::{domain::skill::Evidence, matching::score::trust};

use super::block::{SLOTS, entry, level_and_evidence, number_of, quality_of, slot_of};

/// From how many holders on a skill has a lane; it takes about as many bytes as a list then. Tests
/// have small blocks, and see both.
const MANY: usize = if cfg!(test) { 4 } else { 32 };
/// Trust in fives; a grade is the level, three bits, and this.
const TRUST: u8 = 31;
/// The trust of evidence, in fives.
const SELF_DECLARED: u8 = fives(Evidence::SelfDeclared);
const ASSESSED: u8 = fives(Evidence::Assessed);
const RECOGNISED: u8 = fives(Evidence::Recognised);

/// A byte for each candidate of a block.
pub(super) type Bytes = [u8; SLOTS];

/// A skill in a block.
#[derive(Debug)]
pub(super) struct Lane {
    /// 0 for those who do not have it.
    pub(super) grades: Bytes,
    pub(super) years: Bytes,
}

/// Lanes by skill.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    skills: Box<[u16]>,
    lanes: Box<[Lane]>,
}

/// A grade at a level, resting on evidence; grades of a level are more than all those of a lower one.
pub(super) fn grade(level: u8, evidence: Evidence) -> u8 {
    let trust = match evidence {
        Evidence::SelfDeclared => SELF_DECLARED,
        Evidence::Assessed => ASSESSED,
        Evidence::Recognised => RECOGNISED,
    };
    level << 5 | trust
}

const fn fives(evidence: Evidence) -> u8 {
    let percent = trust(evidence).to_le_bytes();
    assert!(percent[1] == 0 && percent[0].is_multiple_of(5) && percent[0] / 5 <= TRUST);
    percent[0] / 5
}

/// How far a grade goes towards a level: the level reached times trust, 20 for each level at full trust.
pub(super) fn mark(grade: u8, level: u8) -> u8 {
    (grade >> 5).min(level) * (grade & TRUST)
}

impl Lanes {
    /// Takes the skills that many have out of pairs of skill and entry.
    pub(super) fn take(pairs: &mut Vec<(u16, u16)>) -> Self {
        pairs.sort_unstable();
        let chunks = pairs.chunk_by(|one, other| one.0 == other.0);
        let many = chunks.filter(|chunk| chunk.len() >= MANY && are_distinct(chunk));
        let (skills, lanes): (Vec<_>, Vec<_>) =
            many.map(|chunk| (chunk[0].0, Lane::of(chunk))).unzip();
        pairs.retain(|(skill, _)| skills.binary_search(skill).is_err());
        Self { skills: skills.into(), lanes: lanes.into() }
    }

    /// The lane of a skill, if it has one.
    pub(super) fn of(&self, skill: u16) -> Option<&Lane> {
        self.skills.binary_search(&skill).ok().map(|at| &self.lanes[at])
    }

    /// Every skill with its lane.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u16, &Lane)> {
        self.skills.iter().copied().zip(&self.lanes)
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.skills) + size_of_val(&*self.lanes)
    }
}

impl Lane {
    fn of(pairs: &[(u16, u16)]) -> Self {
        let mut lane = Self { grades: [0; SLOTS], years: [0; SLOTS] };
        for (_, entry) in pairs {
            let (level, evidence) = level_and_evidence(quality_of(*entry));
            lane.grades[slot_of(*entry)] = grade(level, evidence);
            lane.years[slot_of(*entry)] = number_of(*entry);
        }
        lane
    }

    /// The entry at a slot, if there is one.
    #[inline]
    pub(super) fn entry(&self, slot: usize) -> Option<u16> {
        let grade = self.grades[slot];
        let trust = grade & TRUST;
        let evidence = u8::from(trust > SELF_DECLARED) + u8::from(trust > ASSESSED);
        let quality = || (grade >> 5).saturating_sub(1) * 3 + evidence;
        (grade > 0).then(|| entry(slot, self.years[slot], quality()))
    }
}

/// Whether nobody has the skill twice; who does stays in a list, which holds both.
fn are_distinct(pairs: &[(u16, u16)]) -> bool {
    pairs.windows(2).all(|two| slot_of(two[0].1) != slot_of(two[1].1))
}

/// A bit for each byte that is 1; the others are 0.
pub(super) fn bits(bytes: &Bytes) -> u64 {
    (0..).zip(bytes.as_chunks::<8>().0).fold(0, |set, (at, eight): (u32, _)| {
        let gathered = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        set | gathered << (at * 8)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_gives_back_what_it_took() {
        let all: Vec<_> =
            (0..60).zip((0..15).cycle()).map(|(slot, one)| (7, entry(slot, 3, one))).collect();
        let mut pairs = all.clone();
        pairs.push((8, entry(1, 2, 3)));
        let lanes = Lanes::take(&mut pairs);
        assert_eq!(pairs, [(8, entry(1, 2, 3))]);
        let lane = lanes.of(7).unwrap();
        let back: Vec<_> = (0..SLOTS).filter_map(|slot| Some((7, lane.entry(slot)?))).collect();
        assert_eq!(back, all);
    }

    #[test]
    fn bytes_become_bits() {
        let set = 0x8001_0204_F00F_1377;
        let bytes = std::array::from_fn(|at| (set >> at & 1) as u8);
        assert_eq!(bits(&bytes), set);
    }
}
