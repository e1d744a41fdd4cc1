//! A vacancy made ready for the index: what each skill, occupation and wish can add to the total, at most.
//!
//! Everything is rounded up (see [`super::scale`]), so that a bound is never under the true total.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use crate::{
    domain::recruitment::requirement::RequirementKind::Must,
    matching::{
        facts::{VacancyFacts, WantedTongue},
        filter::CompiledFilter,
        knowledge::Knowledge,
        numbers::{FULL, PlaceNo, RegionSet, TradeNo},
        score::{rank_worth, whole, years_worth},
        trades::OccupationFacts,
        weights::Weights,
    },
};

use super::{ask::Ask, row::BEST, scale::Scale};

/// A vacancy with weights and a filter, ready to be asked of the index.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    pub(super) knowledge: &'a Knowledge,
    pub(super) weights: &'a Weights,
    pub(super) vacancy: &'a VacancyFacts,
    pub(super) sieve: &'a CompiledFilter,
    /// Where the work is: the first place, and the further ones.
    pub(super) place: PlaceNo,
    pub(super) further: &'a [PlaceNo],
    /// The home regions that may match.
    pub(super) regions: Option<RegionSet>,
    /// The `must` first, of these the rarest; then those that add most.
    pub(super) asks: Vec<Ask>,
    pub(super) tongues: Vec<WantedTongue>,
    /// What the parts without a row add at most, in quarters.
    pub(super) base: u16,
    /// What the region part adds, in quarters.
    pub(super) region: RegionWorth,
    /// The trades that are near, by number, with how near.
    near: Vec<(TradeNo, u16)>,
    /// By trade: a bit for each of the asks that it implies.
    implying: Vec<(TradeNo, Asks)>,
    /// What an occupation and the years in it add, by nearness in fifties.
    worth: [OccupationWorth; 21],
    /// The most that skills, occupation, region and experience can add.
    pub(super) most: [u16; 4],
}

/// A bit for each ask; the last stands for all from there on.
pub(super) type Asks = u128;

/// The bit of an ask.
pub(super) fn bit(ask: usize) -> Asks {
    1 << ask.min(127)
}

/// What the region part adds: by rank, for a place beside the list, without a list, and for a preferred home region.
#[derive(Debug)]
pub(super) struct RegionWorth {
    pub(super) ranks: [u16; 5],
    pub(super) beside: u16,
    pub(super) unlisted: u16,
    pub(super) bonus: u16,
}

/// What an occupation adds, and each of the first ten years in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct OccupationWorth {
    pub(super) near: u16,
    pub(super) year: u16,
}

impl<'a> Plan<'a> {
    /// Plans a question; `None` if nobody can match.
    pub(super) fn new(
        knowledge: &'a Knowledge,
        weights: &'a Weights,
        vacancy: &'a VacancyFacts,
        sieve: &'a CompiledFilter,
    ) -> Option<Self> {
        let (place, further) = vacancy.places.split_first().filter(|_| vacancy.matchable)?;
        let scale = Scale::new(*weights, whole(vacancy));
        let mut asks: Vec<_> =
            vacancy.wanted.iter().map(|wanted| Ask::new(knowledge, scale, wanted)).collect();
        asks.sort_by_key(|ask| (!ask.must, Reverse(if ask.must { ask.rarity } else { ask.full })));
        // Where nothing is asked, the occupation stands for the skills too.
        let unasked = if whole(vacancy) == 0 { weights.skills } else { 0 };
        let occupation = weights.occupation + unasked;
        let skills = asks.iter().fold(0u16, |sum, ask| sum.saturating_add(ask.full));
        let part = |weight| scale.quarters(weight, FULL);
        let worth = |fifties: usize| {
            let near = u16::try_from(fifties * 50).expect("1000 at most");
            OccupationWorth {
                near: scale.quarters(occupation, near),
                year: scale.quarters(weights.experience, years_worth(near, 1)),
            }
        };
        Some(Self {
            knowledge,
            weights,
            vacancy,
            sieve,
            place: *place,
            further,
            regions: both(vacancy.regions, sieve.regions),
            implying: implying(&asks),
            asks,
            tongues: vacancy.tongues.iter().copied().filter(|wanted| wanted.kind == Must).collect(),
            base: part(weights.language + weights.pay),
            region: RegionWorth::new(scale, knowledge, vacancy),
            near: knowledge.trades().near_any(&vacancy.occupations),
            worth: std::array::from_fn(worth),
            most: [skills, part(occupation), part(weights.region), part(weights.experience)],
        })
    }

    /// Every place of the work.
    pub(super) fn places(&self) -> impl Iterator<Item = PlaceNo> {
        std::iter::once(self.place).chain(self.further.iter().copied())
    }

    /// How near an occupation is.
    pub(super) fn closeness(&self, occupation: OccupationFacts) -> u16 {
        match occupation.trade {
            Some(trade) => {
                let at = self.near.binary_search_by_key(&trade, |near| near.0);
                at.map_or(0, |at| self.near[at].1)
            }
            None => self.knowledge.trades().nearest(&self.vacancy.occupations, occupation),
        }
    }

    /// What an occupation that is so near adds.
    pub(super) fn worth(&self, near: u16) -> OccupationWorth {
        self.worth[usize::from(near / 50)]
    }

    /// The asks that an occupation implies.
    pub(super) fn implied(&self, occupation: OccupationFacts) -> Asks {
        let at = |trade: TradeNo| self.implying.binary_search_by_key(&trade, |one| one.0).ok();
        occupation.trade.and_then(at).map_or(0, |at| self.implying[at].1)
    }

    /// The trades that are near, with how near as the value of a row.
    pub(super) fn near_trades(&self) -> impl Iterator<Item = (TradeNo, u8)> {
        self.near.iter().map(|(trade, near)| (*trade, row_value(*near)))
    }

    /// The sub-major groups in which a unit group may be near as a group.
    pub(super) fn near_groups(&self) -> BTreeSet<u16> {
        self.vacancy.occupations.iter().map(|one| one.unit.0 / 100).collect()
    }

    /// How near an occupation is, as the value of a row; `None` if it adds nothing.
    pub(super) fn row_closeness(&self, occupation: OccupationFacts) -> Option<u8> {
        Some(row_value(self.closeness(occupation))).filter(|value| *value > 0)
    }

    /// What a home region that the vacancy prefers adds to a value of a row.
    pub(super) fn row_bonus(&self) -> u8 {
        if self.region.bonus > 0 { BEST / 10 } else { 0 }
    }
}

/// A part as the value of a row.
fn row_value(part: u16) -> u8 {
    u8::try_from(part.div_ceil(4)).unwrap_or(BEST)
}

/// By trade: the asks that it implies.
fn implying(asks: &[Ask]) -> Vec<(TradeNo, Asks)> {
    let mut implying = BTreeMap::<TradeNo, Asks>::new();
    for (at, ask) in asks.iter().enumerate() {
        for trade in ask.implied.trades.iter() {
            *implying.entry(*trade).or_default() |= bit(at);
        }
    }
    implying.into_iter().collect()
}

impl RegionWorth {
    fn new(scale: Scale, k: &Knowledge, v: &VacancyFacts) -> Self {
        let worth = |part: u16| scale.quarters(scale.weights.region, part);
        let nearest_to = |place: &PlaceNo| {
            let others = k.places().filter(|other| other != place);
            others.map(|other| k.nearness(*place, other)).max()
        };
        let nearest = v.places.iter().filter_map(nearest_to).max().unwrap_or(0);
        Self {
            ranks: [0, 1, 2, 3, 4].map(|rank| worth(rank_worth(rank))),
            beside: worth(300 + nearest),
            unlisted: worth(FULL),
            bonus: if v.preferred_regions == RegionSet::default() { 0 } else { worth(100) },
        }
    }
}

fn both(one: Option<RegionSet>, other: Option<RegionSet>) -> Option<RegionSet> {
    match (one, other) {
        (Some(one), Some(other)) => Some(RegionSet(one.0 & other.0)),
        (one, other) => one.or(other),
    }
}
