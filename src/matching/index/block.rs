//! Sixty-four candidates, packed by feature: who has this skill, this occupation, this wish. A block never changes;
//! a new version of a candidate is a new block.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    domain::skill::Evidence,
    matching::{
        facts::{CandidateFacts, Held, OccupationFacts, Practised},
        numbers::{PayTerms, PlaceNo, PlaceSet, RegionNo, SkillNo, Tongue, TradeNo, UnitNo},
    },
};

use super::{lanes::Lanes, lists::Lists, places::Places, plan::Plan};

/// Candidates in a block.
pub(super) const SLOTS: usize = 64;

/// What is left of a candidate besides lists and bits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rest {
    pub(super) floor: u32,
    pub(super) terms: Option<PayTerms>,
    pub(super) region: Option<RegionNo>,
    pub(super) available_from: NaiveDate,
}

/// Up to 64 candidates.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) ids: Box<[Uuid]>,
    pub(super) rest: Box<[Rest]>,
    /// Slot, licences and certificates of those who have any.
    pub(super) papers: Box<[(u8, u16, u32)]>,
    pub(super) occupied: u64,
    pub(super) matchable: u64,
    pub(super) elsewhere: u64,
    /// Those with a list of wishes.
    pub(super) listed: u64,
    /// A bit for each skill that is here, by the low bits of its number.
    pub(super) present: [u64; FILTER],
    /// By wish, with its rank.
    pub(super) wishes: Places,
    /// By place never to be offered.
    pub(super) never: Places,
    /// The skills that many have.
    pub(super) lanes: Lanes,
    /// The other skills.
    pub(super) skills: Lists<u16>,
    pub(super) others: Lists<u32>,
}

/// A key of [`Block::others`]: what kind of list, and of what. Kinds lie together, occupations first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Other {
    Occupation(OccupationFacts),
    Tongue(Tongue),
}

const KIND: u32 = 30;
/// Words of bits in [`Block::present`].
const FILTER: usize = 8;

impl Other {
    pub(super) fn key(self) -> u32 {
        match self {
            Self::Occupation(one) => {
                u32::from(one.unit.0) << 16 | one.trade.map_or(0, |trade| u32::from(trade.0) + 1)
            }
            Self::Tongue(tongue) => 1 << KIND | u32::from(tongue.0),
        }
    }

    pub(super) fn read(key: u32) -> Self {
        let [high, mid, third, fourth] = key.to_be_bytes();
        let number = u16::from_be_bytes([third, fourth]);
        match key >> KIND {
            0 => Self::Occupation(OccupationFacts {
                trade: number.checked_sub(1).map(TradeNo),
                unit: UnitNo(u16::from_be_bytes([high, mid])),
            }),
            _ => Self::Tongue(Tongue(number)),
        }
    }
}

/// An entry is a slot, six bits of a number (years, rank or rung), and four bits of quality.
pub(super) fn entry(slot: usize, number: u8, quality: u8) -> u16 {
    let slot = u16::try_from(slot).expect("under 64");
    slot << 10 | u16::from(number) << 4 | u16::from(quality)
}

pub(super) fn slot_of(entry: u16) -> usize {
    usize::from(entry >> 10)
}

pub(super) fn number_of(entry: u16) -> u8 {
    (entry >> 4 & 63).to_le_bytes()[0]
}

pub(super) fn quality_of(entry: u16) -> u8 {
    (entry & 15).to_le_bytes()[0]
}

/// Level and evidence in four bits.
fn quality(held: Held) -> u8 {
    (held.level - 1) * 3 + held.evidence as u8
}

/// Level and evidence of a quality, 0 to 14.
pub(super) fn level_and_evidence(quality: u8) -> (u8, Evidence) {
    (quality / 3 + 1, Evidence::ALL[usize::from(quality % 3)])
}

impl Block {
    /// Packs candidates, each at its slot.
    pub(super) fn new(candidates: &[Option<CandidateFacts>]) -> Self {
        let all = || (0..).zip(candidates).filter_map(|(slot, one)| Some((slot, one.as_ref()?)));
        let bits = |is: fn(&CandidateFacts) -> bool| {
            all().filter(|(_, one)| is(one)).fold(0, |set, (slot, _)| set | 1 << slot)
        };
        let held = all().flat_map(|(slot, one)| one.skills.iter().map(move |held| (slot, *held)));
        let mut held: Vec<_> = held
            .map(|(slot, held)| (held.skill.0, entry(slot, held.years, quality(held))))
            .collect();
        let papers = all().filter(|(_, one)| one.licences != 0 || one.certificates != 0);
        Self {
            ids: candidates
                .iter()
                .map(|one| one.as_ref().map_or(Uuid::nil(), |one| one.id))
                .collect(),
            rest: candidates.iter().map(|one| Rest::of(one.as_ref())).collect(),
            papers: papers
                .map(|(slot, one)| {
                    (u8::try_from(slot).expect("under 64"), one.licences, one.certificates)
                })
                .collect(),
            occupied: bits(|_| true),
            matchable: bits(|one| one.matchable),
            elsewhere: bits(|one| one.elsewhere),
            listed: bits(|one| !one.ranked.is_empty()),
            present: filter(&held),
            wishes: Places::new(all().flat_map(|(slot, one)| wishes(slot, one)).collect()),
            never: Places::new(all().flat_map(|(slot, one)| never(slot, one)).collect()),
            lanes: Lanes::take(&mut held),
            skills: Lists::new(held),
            others: Lists::new(all().flat_map(|(slot, one)| others(slot, one)).collect()),
        }
    }

    /// The slots that an iterator of entries names.
    pub(super) fn slots(entries: &[u16]) -> u64 {
        entries.iter().fold(0, |set, entry| set | 1 << slot_of(*entry))
    }

    /// The candidate at a slot, or `None` if it is free.
    pub(super) fn candidate(&self, slot: usize) -> Option<CandidateFacts> {
        (self.occupied >> slot & 1 == 1).then(|| {
            let mut one = self.bare(slot);
            self.add_wishes(slot, &mut one);
            let common = self.lanes.iter();
            one.skills.extend(common.filter_map(|(no, lane)| Some(held(no, lane.entry(slot)?))));
            for (skill, entries) in self.skills.iter() {
                one.skills.extend(at(entries, slot).map(|entry| held(skill, entry)));
            }
            for (key, entries) in self.others.iter() {
                at(entries, slot).for_each(|entry| add(&mut one, key, entry));
            }
            self.never
                .iter()
                .filter(|(_, all)| at(all, slot).next().is_some())
                .for_each(|(place, _)| one.never.0 |= 1 << place.0);
            finish(one)
        })
    }

    /// Every candidate at its slot; 64 long.
    pub(super) fn candidates(&self) -> Vec<Option<CandidateFacts>> {
        let is_there = |slot: &usize| self.occupied >> slot & 1 == 1;
        let mut all: Vec<_> = (0..SLOTS)
            .map(|slot| Some(slot).filter(is_there).map(|slot| self.bare(slot)))
            .collect();
        for (skill, lane) in self.lanes.iter() {
            for (slot, one) in all.iter_mut().enumerate() {
                let entry = lane.entry(slot).into_iter();
                if let Some(one) = one {
                    one.skills.extend(entry.map(|entry| held(skill, entry)));
                }
            }
        }
        for (skill, entries) in self.skills.iter() {
            for entry in entries {
                all[slot_of(*entry)]
                    .iter_mut()
                    .for_each(|one| one.skills.push(held(skill, *entry)));
            }
        }
        for (key, entries) in self.others.iter() {
            for entry in entries {
                all[slot_of(*entry)].iter_mut().for_each(|one| add(one, key, *entry));
            }
        }
        for (place, entries) in self.wishes.iter() {
            for entry in entries {
                all[slot_of(*entry)].iter_mut().for_each(|one| wish(one, place, *entry));
            }
        }
        for (place, entries) in self.never.iter() {
            for slot in entries.iter().map(|entry| slot_of(*entry)) {
                all[slot].iter_mut().for_each(|one| one.never.0 |= 1 << place.0);
            }
        }
        all.into_iter().map(|one| one.map(finish)).collect()
    }

    /// The licences and certificates at a slot.
    pub(super) fn papers(&self, slot: usize) -> (u16, u32) {
        let found = self.papers.iter().find(|(one, _, _)| usize::from(*one) == slot);
        found.map_or((0, 0), |(_, licences, certificates)| (*licences, *certificates))
    }

    /// The candidate at a slot as far as a question looks: its skills, its languages and its place.
    pub(super) fn seen(&self, slot: usize, plan: &Plan<'_>) -> CandidateFacts {
        let mut one = self.bare(slot);
        for skill in plan.skills.iter().filter(|skill| self.may_have(**skill)) {
            if let Some(lane) = self.lanes.of(skill.0) {
                one.skills.extend(lane.entry(slot).map(|entry| held(skill.0, entry)));
            } else {
                let all = at(self.skills.of(skill.0), slot);
                one.skills.extend(all.map(|entry| held(skill.0, entry)));
            }
        }
        self.see_wishes(slot, plan, &mut one);
        let asked = plan.vacancy.tongues.iter().map(|asked| Other::Tongue(asked.tongue).key());
        for key in asked {
            at(self.others.of(key), slot).for_each(|entry| add(&mut one, key, entry));
        }
        for (key, entries) in self.others.range(..1 << KIND) {
            at(entries, slot).for_each(|entry| add(&mut one, key, entry));
        }
        if at(self.never.of(plan.place), slot).next().is_some() {
            one.never.0 |= 1 << plan.place.0;
        }
        finish(one)
    }

    /// The wishes, or only the place of the work among them where that says enough.
    fn see_wishes(&self, slot: usize, plan: &Plan<'_>, one: &mut CandidateFacts) {
        let rank = at(self.wishes.of(plan.place), slot).next().map(number_of);
        match rank.filter(|_| !plan.sieve.asks_wishes()) {
            Some(rank) => {
                let other = PlaceNo(u8::from(plan.place == PlaceNo(0)));
                one.ranked.resize(usize::from(rank), other);
                one.ranked.push(plan.place);
            }
            None => self.add_wishes(slot, one),
        }
    }

    fn add_wishes(&self, slot: usize, one: &mut CandidateFacts) {
        if self.listed >> slot & 1 == 1 {
            for (place, entries) in self.wishes.iter() {
                at(entries, slot).for_each(|entry| wish(one, place, entry));
            }
        }
    }

    /// Whether somebody may have a skill.
    pub(super) fn may_have(&self, skill: SkillNo) -> bool {
        self.present[usize::from(skill.0 >> 6) % FILTER] >> (skill.0 & 63) & 1 == 1
    }

    /// Fetches from memory the keys by which lists are found.
    pub(super) fn touch(&self) -> u16 {
        self.wishes.touch() ^ self.skills.touch() ^ self.others.touch()
    }

    pub(super) fn bytes(&self) -> usize {
        size_of::<Self>()
            + size_of_val(&*self.ids)
            + size_of_val(&*self.rest)
            + size_of_val(&*self.papers)
            + self.wishes.bytes()
            + self.never.bytes()
            + self.lanes.bytes()
            + self.skills.bytes()
            + self.others.bytes()
    }

    /// A candidate without lists.
    fn bare(&self, slot: usize) -> CandidateFacts {
        let rest = self.rest[slot];
        let (licences, certificates) = self.papers(slot);
        CandidateFacts {
            id: self.ids[slot],
            matchable: self.matchable >> slot & 1 == 1,
            skills: Vec::new(),
            occupations: Vec::new(),
            tongues: Vec::new(),
            licences,
            certificates,
            region: rest.region,
            ranked: Vec::new(),
            never: PlaceSet::default(),
            elsewhere: self.elsewhere >> slot & 1 == 1,
            floor: rest.terms.map(|terms| (terms, rest.floor)),
            available_from: rest.available_from,
        }
    }
}

impl Rest {
    fn of(one: Option<&CandidateFacts>) -> Self {
        let floor = one.and_then(|one| one.floor);
        Self {
            floor: floor.map_or(0, |(_, amount)| amount),
            terms: floor.map(|(terms, _)| terms),
            region: one.and_then(|one| one.region),
            available_from: one.map_or(NaiveDate::MAX, |one| one.available_from),
        }
    }
}

fn others(slot: usize, one: &CandidateFacts) -> impl Iterator<Item = (u32, u16)> {
    let occupations = one.occupations.iter();
    let occupations = occupations
        .map(move |one| (Other::Occupation(one.occupation).key(), entry(slot, one.years, 0)));
    let tongues = one.tongues.iter();
    let tongues =
        tongues.map(move |(tongue, rung)| (Other::Tongue(*tongue).key(), entry(slot, *rung, 0)));
    occupations.chain(tongues)
}

fn wishes(slot: usize, one: &CandidateFacts) -> impl Iterator<Item = (PlaceNo, u16)> {
    (0..).zip(&one.ranked).map(move |(rank, place)| (*place, entry(slot, rank, 0)))
}

fn never(slot: usize, one: &CandidateFacts) -> impl Iterator<Item = (PlaceNo, u16)> {
    one.never.iter().map(move |place| (place, entry(slot, 0, 0)))
}

/// The bits of the skills in pairs of skill and entry.
fn filter(held: &[(u16, u16)]) -> [u64; FILTER] {
    held.iter().fold([0; FILTER], |mut bits, (skill, _)| {
        bits[usize::from(skill >> 6) % FILTER] |= 1 << (skill & 63);
        bits
    })
}

/// The entries at a slot; entries are ordered by slot.
fn at(entries: &[u16], slot: usize) -> impl Iterator<Item = u16> {
    let begin = entries.partition_point(|entry| slot_of(*entry) < slot);
    entries[begin..].iter().copied().take_while(move |entry| slot_of(*entry) == slot)
}

fn held(skill: u16, entry: u16) -> Held {
    let (level, evidence) = level_and_evidence(quality_of(entry));
    Held { skill: SkillNo(skill), level, years: number_of(entry), evidence }
}

/// Adds what an entry says.
fn add(one: &mut CandidateFacts, key: u32, entry: u16) {
    match Other::read(key) {
        Other::Occupation(occupation) => {
            one.occupations.push(Practised { occupation, years: number_of(entry) });
        }
        Other::Tongue(tongue) => one.tongues.push((tongue, number_of(entry))),
    }
}

/// Adds a wish. Ranks have no gaps, so the list is whole in the end.
fn wish(one: &mut CandidateFacts, place: PlaceNo, entry: u16) {
    let rank = usize::from(number_of(entry));
    one.ranked.resize(one.ranked.len().max(rank + 1), place);
    one.ranked[rank] = place;
}

/// Brings the lists into the order in which facts hold them.
fn finish(mut one: CandidateFacts) -> CandidateFacts {
    one.skills.sort_unstable();
    one.occupations.sort_unstable();
    one
}
