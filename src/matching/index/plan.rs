//! A vacancy made ready for the index: what each skill, occupation and wish can add to the total, at most.
//!
//! Two scales, both rounded up, so that a bound is never under the true total: basis points for whole blocks, quarters
//! of a basis point for single candidates.

use std::cmp::Reverse;

use crate::{
    domain::{concepts::skill::Evidence, recruitment::requirement::RequirementKind::Must},
    matching::{
        facts::{OccupationFacts, VacancyFacts, Wanted, WantedTongue},
        filter::CompiledFilter,
        knowledge::{Accepts, Knowledge, Relation},
        numbers::{PlaceNo, RegionSet},
        score::{MOST_YEARS, SAME_UNIT, closeness, rank_worth, trust},
        weights::Weights,
    },
};

use super::{
    entry::level_and_evidence,
    lanes::{Twins, twins},
    row::{BEST, high},
};

/// Quarters of a basis point in one.
pub(super) const QUARTERS: u16 = 4;

/// A vacancy with weights and a filter, ready to be asked of the index.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    pub(super) knowledge: &'a Knowledge,
    pub(super) weights: &'a Weights,
    pub(super) vacancy: &'a VacancyFacts,
    pub(super) sieve: &'a CompiledFilter,
    pub(super) place: PlaceNo,
    /// The home regions that may match.
    pub(super) regions: Option<RegionSet>,
    /// The `must` first, of these the rarest; then those that add most.
    pub(super) asks: Vec<Ask>,
    pub(super) tongues: Vec<WantedTongue>,
    /// What the parts without a row add at most, in quarters.
    pub(super) base: u16,
    /// What the region part adds, in quarters.
    pub(super) region: RegionWorth,
    /// What the nearness of an occupation adds, by nearness in fifties.
    near: [u16; 21],
    /// What years in the occupation add.
    pub(super) years: Years,
    /// The most that skills, occupation, region and experience can add.
    pub(super) most: [u16; 4],
}

/// What the region part adds: by rank, for a place beside the list, without a list, and for a preferred home region.
#[derive(Debug)]
pub(super) struct RegionWorth {
    pub(super) ranks: [u16; 5],
    pub(super) beside: u16,
    pub(super) unlisted: u16,
    pub(super) bonus: u16,
}

/// What years in the occupation add: so much for each of the first ten.
#[derive(Debug, Clone, Copy)]
pub(super) struct Years {
    each: u16,
    most: u16,
}

impl Years {
    /// Of an occupation that is not near enough.
    pub(super) const NONE: Self = Self { each: 0, most: 0 };

    /// What some years add, at most.
    #[inline]
    pub(super) fn add(self, years: u8) -> u16 {
        (u16::from(years.min(MOST_YEARS)) * self.each).min(self.most)
    }
}

/// An asked skill.
#[derive(Debug)]
pub(super) struct Ask {
    pub(super) accepts: Accepts,
    pub(super) must: bool,
    rarity: u16,
    pub(super) min_level: u8,
    pub(super) min_years: u8,
    /// What the same or a narrower skill is worth, and a related one.
    worth: [Worth; 2],
    /// 1 for each code of a lane at which the level is reached.
    pub(super) reaching: Twins,
    /// What a mark is shifted by and then multiplied with: the upper half is what it adds, rounded down.
    scale: (u32, u16),
    /// At full credit.
    pub(super) full: u16,
}

/// How far a held skill goes, in marks: 20 for each level at full trust, half of it for a related skill, rounded up.
#[derive(Debug)]
pub(super) struct Worth {
    /// By the codes of a lane, without regard to years.
    codes: [u8; 16],
    /// The same for two.
    pub(super) twins: Twins,
    /// How many years are asked for.
    needed: u8,
    /// What each of them allows, in 512ths of a mark.
    each: u16,
    /// At full level and full trust.
    most: u8,
}

/// From parts to totals.
#[derive(Debug, Clone, Copy)]
struct Scale {
    weights: Weights,
}

impl Scale {
    /// What a part adds to the total, in quarters.
    fn quarters(self, weight: u16, part: u32) -> u16 {
        let sum = u64::from(weight) * u64::from(part) * 10 * u64::from(QUARTERS);
        up(sum, u64::from(self.weights.sum()))
    }

    /// What a credit of one requirement adds to the total, in quarters.
    fn credit(self, wanted: &Wanted, whole: u64, credit: u16) -> u16 {
        let sum =
            u64::from(self.weights.skills) * u64::from(wanted.weight) * u64::from(credit) * 40;
        up(sum, u64::from(self.weights.sum()) * whole)
    }
}

fn up(sum: u64, by: u64) -> u16 {
    u16::try_from(sum.div_ceil(by)).unwrap_or(u16::MAX)
}

impl<'a> Plan<'a> {
    /// Plans a question; `None` if nobody can match.
    pub(super) fn new(
        knowledge: &'a Knowledge,
        weights: &'a Weights,
        vacancy: &'a VacancyFacts,
        sieve: &'a CompiledFilter,
    ) -> Option<Self> {
        let place = vacancy.place.filter(|_| vacancy.matchable)?;
        let scale = Scale { weights: *weights };
        let whole = vacancy.wanted.iter().map(|wanted| u64::from(wanted.weight)).sum::<u64>();
        let mut asks: Vec<_> =
            vacancy.wanted.iter().map(|wanted| Ask::new(knowledge, scale, wanted, whole)).collect();
        asks.sort_by_key(|ask| (!ask.must, Reverse(if ask.must { ask.rarity } else { ask.full })));
        let unasked = if asks.is_empty() { weights.skills } else { 0 };
        let skills = asks.iter().fold(0u16, |sum, ask| sum.saturating_add(ask.full));
        let part = |weight| scale.quarters(weight, 1000);
        let table = |weight, step: u32| {
            move |n| scale.quarters(weight, step * u32::try_from(n).unwrap_or(0))
        };
        Some(Self {
            knowledge,
            weights,
            vacancy,
            sieve,
            place,
            regions: both(vacancy.regions, sieve.regions),
            asks,
            tongues: vacancy.tongues.iter().copied().filter(|wanted| wanted.kind == Must).collect(),
            base: part(unasked + weights.language + weights.pay),
            region: RegionWorth::new(scale, knowledge, vacancy, place),
            near: std::array::from_fn(table(weights.occupation, 50)),
            years: Years {
                each: scale.quarters(weights.experience, 100),
                most: part(weights.experience),
            },
            most: [
                skills,
                part(weights.occupation),
                part(weights.region),
                part(weights.experience),
            ],
        })
    }

    /// What an occupation adds, and its years in quarters, if it is near enough to add anything.
    pub(super) fn occupation(&self, occupation: OccupationFacts) -> Option<(u16, bool)> {
        let near = closeness(self.vacancy.occupation, occupation);
        (near > 0).then(|| (self.near[usize::from(near / 50)], near >= SAME_UNIT))
    }

    /// The first and last unit group that may be near: one sub-major group. The same trade is always in the same group.
    pub(super) fn near_units(&self) -> (u16, u16) {
        let first = self.vacancy.occupation.unit.0 / 100 * 100;
        (first, first + 99)
    }

    /// The first and last unit group that matters: all of them if the filter looks at occupations.
    pub(super) fn units(&self) -> (u16, u16) {
        if self.sieve.asks_units() { (0, u16::MAX) } else { self.near_units() }
    }

    /// How near an occupation is, as the value of a row; `None` if it adds nothing.
    pub(super) fn closeness(&self, occupation: OccupationFacts) -> Option<u8> {
        let near = closeness(self.vacancy.occupation, occupation);
        u8::try_from(near.div_ceil(4)).ok().filter(|value| *value > 0)
    }

    /// What a home region that the vacancy prefers adds to a value of a row.
    pub(super) fn row_bonus(&self) -> u8 {
        if self.region.bonus > 0 { BEST / 10 } else { 0 }
    }
}

impl RegionWorth {
    fn new(scale: Scale, k: &Knowledge, v: &VacancyFacts, place: PlaceNo) -> Self {
        let worth = |part: u16| scale.quarters(scale.weights.region, part.into());
        let others = k.places().filter(|other| *other != place);
        let nearest = others.map(|other| k.nearness(place, other)).max().unwrap_or(0);
        Self {
            ranks: [0, 1, 2, 3, 4].map(|rank| worth(rank_worth(rank))),
            beside: worth(300 + nearest),
            unlisted: worth(500),
            bonus: if v.preferred_regions == RegionSet::default() { 0 } else { worth(100) },
        }
    }
}

impl Ask {
    fn new(knowledge: &Knowledge, scale: Scale, wanted: &Wanted, whole: u64) -> Self {
        let full = scale.credit(wanted, whole, 1000);
        let (most, least) = (u32::from(wanted.min_level) * 20, least_code(wanted.min_level));
        let marks = |code: usize| match u8::try_from(code).unwrap_or(0).checked_sub(1) {
            Some(quality) if quality < 15 => {
                let (level, evidence) = level_and_evidence(quality);
                level.min(wanted.min_level) * fives(evidence)
            }
            _ => 0,
        };
        let shift = 15 - most.ilog2();
        let times = (u32::from(full) << (16 - shift)).div_ceil(most);
        Self {
            accepts: wanted.accepts.clone(),
            must: wanted.kind == Must,
            rarity: wanted.skill.map_or(0, |skill| knowledge.rarity(skill)),
            min_level: wanted.min_level,
            min_years: wanted.min_years,
            worth: [1, 2].map(|part| Worth::new(&std::array::from_fn(marks), wanted, part)),
            reaching: twins(&std::array::from_fn(|code| u8::from(code >= usize::from(least)))),
            scale: (shift, u16::try_from(times).unwrap_or(u16::MAX)),
            full,
        }
    }

    /// What a skill of this relation is worth.
    pub(super) fn worth(&self, relation: Relation) -> &Worth {
        &self.worth[usize::from(!relation.meets())]
    }

    /// The least code of a lane at which the level is reached.
    pub(super) fn least_code(&self) -> u8 {
        least_code(self.min_level)
    }

    /// What a mark adds at most, in quarters.
    #[inline]
    pub(super) fn adds(&self, mark: u8) -> u16 {
        let (shift, times) = self.scale;
        high(u16::from(mark) << shift, times) + 1
    }

    /// The value of a row at which the level is reached; see [`super::segment::skill_value`].
    pub(super) fn row_full(&self) -> u8 {
        self.min_level * 50
    }
}

impl Worth {
    /// `marks` by code, of which one in `part` counts.
    fn new(marks: &[u8; 16], wanted: &Wanted, part: u8) -> Self {
        let most = (wanted.min_level * 20).div_ceil(part);
        let codes = marks.map(|mark| mark.div_ceil(part));
        Self {
            codes,
            twins: twins(&codes),
            needed: wanted.min_years,
            each: (u16::from(most) * 512).div_ceil(wanted.min_years.max(1).into()),
            most,
        }
    }

    /// The marks of a quality after some years.
    #[inline]
    pub(super) fn mark(&self, quality: u8, years: u8) -> u8 {
        self.codes[usize::from((quality + 1) & 15)].min(self.most_after(years))
    }

    /// The most marks that years allow.
    #[inline]
    pub(super) fn most_after(&self, years: u8) -> u8 {
        if self.needed == 0 {
            return self.most;
        }
        let reached = u16::from(years.min(self.needed)) * self.each;
        ((reached + 511) >> 9).min(self.most.into()).to_le_bytes()[0]
    }
}

fn least_code(level: u8) -> u8 {
    (level - 1) * 3 + 1
}

/// The trust of evidence, in fives.
fn fives(evidence: Evidence) -> u8 {
    u8::try_from(trust(evidence) / 5).expect("per cent")
}

fn both(one: Option<RegionSet>, other: Option<RegionSet>) -> Option<RegionSet> {
    match (one, other) {
        (Some(one), Some(other)) => Some(RegionSet(one.0 & other.0)),
        (one, other) => one.or(other),
    }
}
