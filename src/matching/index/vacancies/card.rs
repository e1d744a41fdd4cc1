//! A vacancy in two cache lines: a head with what is quickly asked of every vacancy in a list, and a card with the
//! skills that it asks for.

use chrono::NaiveDate;

use crate::{
    domain::recruitment::requirement::RequirementKind::Must,
    matching::{
        facts::{CandidateFacts, VacancyFacts, Wanted},
        numbers::{PlaceNo, PlaceSet, SkillNo},
        score::whole,
        trades::OccupationFacts,
    },
};

use super::{super::block::key, past::Asked};

/// Requirements on a card; what is left counts as if it were reached. Tests see both.
const ASKS: usize = if cfg!(test) { 3 } else { 10 };
/// All the shares of a vacancy together, as far as no rounding is added.
pub(super) const ALL_SHARES: u32 = 60_000;

/// A bit for each needed skill and paper, several to a bit: whoever lacks a bit lacks a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Needs(u64);

/// What every vacancy in a list is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    pub(super) needs: Needs,
    pub(super) latest: NaiveDate,
    /// The most that it can pay a month, as far as that is known.
    pub(super) pay: u32,
    /// The home regions that are not accepted.
    pub(super) refused: u32,
    pub(super) preferred: u32,
    /// As the key of a list, or [`SEVERAL`].
    pub(super) occupation: [u16; 2],
    pub(super) past: Asked,
    /// Or [`SEVERAL_PLACES`].
    pub(super) place: PlaceNo,
    /// Of the pay; `u8::MAX` if it is not known.
    pub(super) currency: u8,
}

/// The skills that a vacancy asks for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Card {
    pub(super) asks: [Ask; ASKS],
    pub(super) count: u8,
    /// The shares that are not on the card.
    pub(super) rest: u16,
}

/// A skill that a vacancy asks for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask {
    pub(super) skill: SkillNo,
    /// Of [`ALL_SHARES`], rounded up.
    pub(super) share: u16,
    pub(super) level: u8,
    pub(super) must: bool,
}

impl Needs {
    /// Everything that a candidate brings: papers, and the asked skills that are met.
    pub(super) fn brought(c: &CandidateFacts, met: impl Iterator<Item = SkillNo>) -> Self {
        Self::of(c.licences, c.certificates, met)
    }

    fn of(licences: u32, certificates: u32, skills: impl Iterator<Item = SkillNo>) -> Self {
        let bits = |set: u32, first: u32| {
            (0..32).filter(move |at| set >> at & 1 == 1).map(move |at| first + at)
        };
        let papers = bits(licences, 1 << 16).chain(bits(certificates, 1 << 17));
        let all = papers.chain(skills.map(|skill| u32::from(skill.0)));
        Self(all.fold(0, |set, one| set | 1 << (one.wrapping_mul(0x9E37_79B9) >> 26)))
    }

    /// Whether nothing is surely lacking.
    #[inline]
    pub(super) fn within(self, brought: Self) -> bool {
        self.0 & !brought.0 == 0
    }
}

/// The skills that must be there.
pub(super) fn musts(v: &VacancyFacts) -> impl Iterator<Item = SkillNo> {
    v.wanted.iter().filter(|one| one.kind == Must).filter_map(|one| one.skill.ok())
}

/// In place of the key of an occupation: none is known, which nothing is near, for ISCO-08 has no group in 00; and several.
const NO_OCCUPATION: [u16; 2] = [0, 0];
pub(super) const SEVERAL: [u16; 2] = [u16::MAX, 0];

/// In place of the number of a place: several.
pub(super) const SEVERAL_PLACES: usize = PlaceSet::MOST;

fn place(all: &[PlaceNo]) -> Option<PlaceNo> {
    match all {
        [] => None,
        [one] => Some(*one),
        _ => u8::try_from(SEVERAL_PLACES).ok().map(PlaceNo),
    }
}

fn occupation(asked: &[OccupationFacts]) -> [u16; 2] {
    match asked {
        [] => NO_OCCUPATION,
        [one] => key(*one),
        _ => SEVERAL,
    }
}

impl Head {
    /// The head of a vacancy; `None` if nobody can be eligible.
    pub(super) fn of(v: &VacancyFacts) -> Option<Self> {
        let retired = |one: &Wanted| one.kind == Must && one.skill.is_err();
        let able = v.matchable && !v.wanted.iter().any(retired);
        let (currency, pay) = v.pay.monthly_at_most();
        Some(Self {
            needs: Needs::of(v.licences, v.certificates, musts(v)),
            latest: v.latest,
            pay,
            refused: v.regions.map_or(0, |set| !set.0),
            preferred: v.preferred_regions.0,
            occupation: occupation(&v.occupations),
            past: Asked::of(v.past),
            place: place(&v.places).filter(|_| able)?,
            currency: currency.map_or(u8::MAX, |one| one as u8),
        })
    }
}

impl Card {
    pub(super) fn of(v: &VacancyFacts) -> Self {
        let mut all = asks(v);
        all.sort_by_key(|ask| std::cmp::Reverse((ask.must, ask.share)));
        let (on, rest) = all.split_at(all.len().min(ASKS));
        let none = Ask { skill: SkillNo(0), share: 0, level: 0, must: false };
        let mut card = Self { asks: [none; ASKS], count: 0, rest: 0 };
        for (place, ask) in card.asks.iter_mut().zip(on) {
            *place = *ask;
            card.count += 1;
        }
        card.rest = rest.iter().fold(0, |sum, ask| ask.share.saturating_add(sum));
        card
    }
}

/// The skills that a vacancy asks for and that are known.
pub(super) fn asks(v: &VacancyFacts) -> Vec<Ask> {
    let whole = whole(v);
    let share = |wanted: &Wanted| {
        let share = (u64::from(wanted.weight) * u64::from(ALL_SHARES)).div_ceil(whole);
        u16::try_from(share).expect("a share of 60,000")
    };
    let ask = |wanted: &Wanted| {
        let (level, must) = (wanted.min_level.min(5), wanted.kind == Must);
        Some(Ask { skill: wanted.skill.ok()?, share: share(wanted), level, must })
    };
    v.wanted.iter().filter_map(ask).collect()
}
