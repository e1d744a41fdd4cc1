//! Sixty-four candidates, packed by feature: who has this skill, this occupation, this wish. A block never changes;
//! a new version of a candidate is a new block.
//!
//! What questions read lies in one piece of memory, in the order in which they read it. Ids and what only a few
//! candidates are asked for lie apart.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    domain::recruitment::candidate::{Education, Readiness},
    matching::{
        facts::{CandidateFacts, Practised},
        numbers::{PayTerms, PlaceNo, PlaceSet, RegionNo, Tongue, TradeNo, UnitNo},
        trades::OccupationFacts,
    },
};

use super::{
    entry::{self, SLOTS, each, entry, held, number_of, quality, slot_of, years_and_grade},
    lists::{Lists, Span},
    shelves::{Shelf, Shelves},
    skills::{Catalogue, Skills},
};

/// What is read of few candidates, in one place: the id, from when they are free, the pay floor with its terms, and the
/// home region. Terms and region may be [`NONE`].
#[derive(Debug, Clone, Copy)]
#[repr(C, packed)]
struct Person {
    id: Uuid,
    floor: u32,
    available_from: Option<NaiveDate>,
    terms: u8,
    region: u8,
}

/// In place of pay terms or a home region that a candidate does not have.
const NONE: u8 = u8::MAX;

/// Up to 64 candidates.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) occupied: u64,
    /// Who was here when the block was packed; the lists still name those who have left since.
    packed: u64,
    pub(super) matchable: u64,
    /// Those who would go to other places too, or have not said.
    pub(super) elsewhere: u64,
    /// Those who have not said.
    unsaid: u64,
    /// Those with a list of wishes.
    pub(super) listed: u64,
    /// Those whose wishes are equal: each has rank 0.
    equal: u64,
    /// Those who are collecting papers, who are only thinking about it, and who have not said.
    unready: [u64; 3],
    /// By highest education, those of whom it is known.
    educated: [u64; 4],
    skills: Catalogue,
    words: Box<[u16]>,
    occupations: Span,
    tongues: Span,
    wishes: Shelf,
    never: Shelf,
    papers: Shelf,
    people: Box<[Person]>,
}

/// How many may have left before their entries are in the way.
const LEFT: u32 = if cfg!(test) { 2 } else { 16 };
/// The categories of licences come first among the papers, then the certificates.
const CERTIFICATES: u8 = 32;

/// An occupation as the key of a list; unit groups ascend.
pub(super) fn key(one: OccupationFacts) -> [u16; 2] {
    [one.unit.0, one.trade.map_or(0, |trade| trade.0 + 1)]
}

/// The occupation of a key.
pub(super) fn occupation([unit, trade]: [u16; 2]) -> OccupationFacts {
    OccupationFacts { trade: trade.checked_sub(1).map(TradeNo), unit: UnitNo(unit) }
}

impl Block {
    /// Packs candidates, each at its slot.
    pub(super) fn new(candidates: &[Option<CandidateFacts>]) -> Self {
        let all = || (0..).zip(candidates).filter_map(|(slot, one)| Some((slot, one.as_ref()?)));
        let bits = |is: &dyn Fn(&CandidateFacts) -> bool| {
            all().filter(|(_, one)| is(one)).fold(0, |set, (slot, _)| set | 1 << slot)
        };
        let mut words = Vec::new();
        let held = all().flat_map(|(slot, one)| skills(slot, one)).collect();
        let (mut skills, years) = Catalogue::pack(held, &mut words);
        let block = Self {
            occupied: bits(&|_| true),
            packed: bits(&|_| true),
            matchable: bits(&|one| one.matchable),
            elsewhere: bits(&|one| one.elsewhere != Some(false)),
            unsaid: bits(&|one| one.elsewhere.is_none()),
            listed: bits(&|one| !one.ranked.is_empty()),
            equal: bits(&|one| one.equal),
            unready: [
                bits(&|one| one.readiness == Some(Readiness::Preparing)),
                bits(&|one| one.readiness == Some(Readiness::Exploring)),
                bits(&|one| one.readiness.is_none()),
            ],
            educated: std::array::from_fn(|at| {
                bits(&|one| one.education.is_some_and(|education| education as usize == at))
            }),
            wishes: Shelves::pack(
                all().flat_map(|(slot, one)| wishes(slot, one)).collect(),
                &mut words,
            ),
            never: Shelves::pack(
                all().flat_map(|(slot, one)| never(slot, one)).collect(),
                &mut words,
            ),
            occupations: Lists::pack(
                all().flat_map(|(slot, one)| occupations(slot, one)).collect(),
                &mut words,
            ),
            tongues: Lists::pack(
                all().flat_map(|(slot, one)| tongues(slot, one)).collect(),
                &mut words,
            ),
            papers: Shelves::pack(
                all().flat_map(|(slot, one)| papers(slot, one)).collect(),
                &mut words,
            ),
            skills: {
                skills.pack_years(&years, &mut words);
                skills
            },
            words: Box::default(),
            people: candidates.iter().map(|one| Person::of(one.as_ref())).collect(),
        };
        Self { words: words.into(), ..block }
    }

    /// The same without those at some slots, which costs a copy; or packed anew, if too many have left by now.
    pub(super) fn without(&self, leaving: u64) -> Self {
        let occupied = self.occupied & !leaving;
        let left = Self { occupied, matchable: self.matchable & !leaving, ..self.clone() };
        let gone = (self.packed & !occupied).count_ones();
        if gone <= LEFT { left } else { Self::new(&left.candidates(0)) }
    }

    /// By skill, with its quality and years.
    pub(super) fn skills(&self) -> Skills<'_> {
        Skills::of(&self.words, &self.skills)
    }

    /// By occupation, with the years in it and the grade.
    pub(super) fn occupations(&self) -> Lists<'_, 2> {
        Lists::of(&self.words, self.occupations)
    }

    /// By language, with its rung.
    pub(super) fn tongues(&self) -> Lists<'_, 1> {
        Lists::of(&self.words, self.tongues)
    }

    /// By place that is wished for, with its rank.
    pub(super) fn wishes(&self) -> Shelves<'_> {
        Shelves::of(&self.words, self.wishes)
    }

    /// By place never to be offered.
    pub(super) fn never(&self) -> Shelves<'_> {
        Shelves::of(&self.words, self.never)
    }

    /// By licence and certificate; see [`needed_papers`].
    pub(super) fn papers(&self) -> Shelves<'_> {
        Shelves::of(&self.words, self.papers)
    }

    /// The candidate at a slot, or `None` if it is free.
    pub(super) fn candidate(&self, slot: usize) -> Option<CandidateFacts> {
        self.unpacked(self.occupied & 1 << slot).pop()
    }

    /// Every candidate but those at some slots, each at its slot; 64 long.
    pub(super) fn candidates(&self, leaving: u64) -> Vec<Option<CandidateFacts>> {
        let staying = self.occupied & !leaving;
        let mut all = self.unpacked(staying).into_iter();
        (0..SLOTS).map(|slot| (staying >> slot & 1 == 1).then(|| all.next()).flatten()).collect()
    }

    /// The candidates at some slots, in their order.
    fn unpacked(&self, slots: u64) -> Vec<CandidateFacts> {
        let mut all: Vec<_> = each(slots).map(|slot| self.bare(slot)).collect();
        let place = |entry| (slots & ((1 << slot_of(entry)) - 1)).count_ones() as usize;
        for (skill, entry) in self.skills().among(slots) {
            all[place(entry)].skills.push(held(skill, entry));
        }
        for (key, entry) in self.occupations().among(slots) {
            all[place(entry)].occupations.push(practised(key, entry));
        }
        for ([tongue], entry) in self.tongues().among(slots) {
            all[place(entry)].tongues.push((Tongue(tongue), number_of(entry)));
        }
        for (wished, entry) in self.wishes().among(slots) {
            wish(&mut all[place(entry)], wished, entry);
        }
        for (refused, entry) in self.never().among(slots) {
            all[place(entry)].never.0 |= 1 << refused;
        }
        for (paper, entry) in self.papers().among(slots) {
            let one = &mut all[place(entry)];
            match paper.checked_sub(CERTIFICATES) {
                Some(certificate) => one.certificates |= 1 << certificate,
                None => one.licences |= 1 << paper,
            }
        }
        for one in &mut all {
            one.skills.sort_unstable();
            one.occupations.sort_unstable();
        }
        all
    }

    /// Adds the wishes of a candidate, which has none yet.
    pub(super) fn add_wishes(&self, slot: usize, one: &mut CandidateFacts) {
        if self.listed >> slot & 1 == 1 {
            self.wishes().among(1 << slot).for_each(|(place, entry)| wish(one, place, entry));
        }
    }

    /// The id of the candidate at a slot: nil if it is free, `None` behind the last.
    pub(super) fn id(&self, slot: usize) -> Option<Uuid> {
        self.people.get(slot).map(|one| one.id)
    }

    /// How soon the candidate at a slot could travel.
    fn readiness(&self, slot: usize) -> Option<Readiness> {
        match self.unready.map(|set| set >> slot & 1) {
            [1, _, _] => Some(Readiness::Preparing),
            [_, 1, _] => Some(Readiness::Exploring),
            [_, _, 1] => None,
            _ => Some(Readiness::Ready),
        }
    }

    /// Whether the candidate at a slot would go to other places too, if it is known.
    fn goes_elsewhere(&self, slot: usize) -> Option<bool> {
        (self.unsaid >> slot & 1 == 0).then_some(self.elsewhere >> slot & 1 == 1)
    }

    /// The highest education of the candidate at a slot, if it is known.
    fn education(&self, slot: usize) -> Option<Education> {
        let mut each = Education::ALL.iter().zip(self.educated);
        each.find(|(_, set)| set >> slot & 1 == 1).map(|(education, _)| *education)
    }

    /// Those whose education is known to be under the least that is asked.
    pub(super) fn educated_under(&self, least: Option<Education>) -> u64 {
        let lower = least.map_or(0, |least| least as usize);
        self.educated[..lower].iter().fold(0, |all, set| all | set)
    }

    /// The home region of the candidate at a slot.
    pub(super) fn region(&self, slot: usize) -> Option<RegionNo> {
        let region = self.people[slot].region;
        (region != NONE).then_some(RegionNo(region))
    }

    /// The pay floor of the candidate at a slot.
    pub(super) fn floor(&self, slot: usize) -> Option<(PayTerms, u32)> {
        let Person { terms, floor, .. } = self.people[slot];
        (terms != NONE).then_some((PayTerms(terms), floor))
    }

    /// From when the candidate at a slot is free, if it is known.
    pub(super) fn available_from(&self, slot: usize) -> Option<NaiveDate> {
        self.people[slot].available_from
    }

    /// Fetches from memory what every question reads first.
    pub(super) fn touch(&self) -> u64 {
        self.matchable ^ u64::from(self.skills.may_have(0))
    }

    /// Fetches from memory the words that begin with the skills, and where other lists begin.
    pub(super) fn touch_words(&self) -> u16 {
        let lists = [self.occupations.begin(), self.wishes.begin(), self.never.begin()];
        let lists = lists.iter().filter_map(|begin| self.words.get(usize::from(*begin)));
        self.words.iter().step_by(32).take(8).chain(lists).fold(0, |all, word| all ^ word)
    }

    pub(super) fn bytes(&self) -> usize {
        size_of::<Self>() + size_of_val(&*self.words) + size_of_val(&*self.people)
    }

    /// A candidate without lists.
    fn bare(&self, slot: usize) -> CandidateFacts {
        let mut one = blank();
        self.fill(slot, &mut one);
        one
    }

    /// Makes `one` the candidate at a slot, without lists.
    pub(super) fn fill(&self, slot: usize, one: &mut CandidateFacts) {
        one.id = self.people[slot].id;
        one.matchable = self.matchable >> slot & 1 == 1;
        one.elsewhere = self.goes_elsewhere(slot);
        one.equal = self.equal >> slot & 1 == 1;
        one.readiness = self.readiness(slot);
        one.education = self.education(slot);
        one.region = self.region(slot);
        one.floor = self.floor(slot);
        one.available_from = self.available_from(slot);
        (one.licences, one.certificates, one.never) = (0, 0, PlaceSet::default());
        one.skills.clear();
        one.occupations.clear();
        one.tongues.clear();
        one.ranked.clear();
    }
}

/// Nobody.
pub(super) fn blank() -> CandidateFacts {
    CandidateFacts {
        id: Uuid::nil(),
        matchable: false,
        skills: Vec::new(),
        occupations: Vec::new(),
        tongues: Vec::new(),
        licences: 0,
        certificates: 0,
        education: None,
        region: None,
        ranked: Vec::new(),
        equal: false,
        never: PlaceSet::default(),
        elsewhere: None,
        readiness: None,
        floor: None,
        available_from: None,
    }
}

impl Person {
    fn of(one: Option<&CandidateFacts>) -> Self {
        let floor = one.and_then(|one| one.floor);
        Self {
            id: one.map_or(Uuid::nil(), |one| one.id),
            floor: floor.map_or(0, |(_, amount)| amount),
            available_from: one.and_then(|one| one.available_from),
            terms: floor.map_or(NONE, |(terms, _)| terms.0),
            region: one.and_then(|one| one.region).map_or(NONE, |region| region.0),
        }
    }
}

/// Adds a wish. Ranks have no gaps, so the list is whole in the end; equal wishes come in the order of their places.
fn wish(one: &mut CandidateFacts, place: u8, entry: u16) {
    if one.equal {
        one.ranked.push(PlaceNo(place));
        return;
    }
    let rank = usize::from(number_of(entry));
    one.ranked.resize(one.ranked.len().max(rank + 1), PlaceNo(place));
    one.ranked[rank] = PlaceNo(place);
}

/// An occupation as a list says it.
pub(super) fn practised(key: [u16; 2], entry: u16) -> Practised {
    let (years, grade) = years_and_grade(entry);
    Practised { occupation: occupation(key), years, grade }
}

/// The numbers under which the lists of some licences and certificates lie.
pub(super) fn needed_papers(licences: u32, certificates: u32) -> impl Iterator<Item = u8> {
    let all = u64::from(certificates) << CERTIFICATES | u64::from(licences);
    each(all).filter_map(|number| u8::try_from(number).ok())
}

fn skills(slot: usize, one: &CandidateFacts) -> impl Iterator<Item = (u16, u16)> {
    one.skills.iter().map(move |one| (one.skill.0, entry(slot, one.years, quality(*one))))
}

fn occupations(slot: usize, one: &CandidateFacts) -> impl Iterator<Item = ([u16; 2], u16)> {
    let entry = move |one: &Practised| entry::practised(slot, one.years, one.grade);
    one.occupations.iter().map(move |one| (key(one.occupation), entry(one)))
}

fn tongues(slot: usize, one: &CandidateFacts) -> impl Iterator<Item = ([u16; 1], u16)> {
    one.tongues.iter().map(move |(tongue, rung)| ([tongue.0], entry(slot, *rung, 0)))
}

fn wishes(slot: usize, one: &CandidateFacts) -> impl Iterator<Item = (u8, u16)> {
    let rank = move |at| if one.equal { 0 } else { at };
    (0..).zip(&one.ranked).map(move |(at, place)| (place.0, entry(slot, rank(at), 0)))
}

fn never(slot: usize, one: &CandidateFacts) -> impl Iterator<Item = (u8, u16)> {
    one.never.iter().map(move |place| (place.0, entry(slot, 0, 0)))
}

fn papers(slot: usize, one: &CandidateFacts) -> impl Iterator<Item = (u8, u16)> {
    needed_papers(one.licences, one.certificates).map(move |paper| (paper, entry(slot, 0, 0)))
}
