//! The vacancies in memory: a list by held skill of the vacancies it counts for, and one number for each vacancy to
//! add up in. There are far fewer vacancies than candidates, and a candidate has few skills.

use std::{
    collections::{BinaryHeap, HashMap},
    sync::{Arc, RwLock},
};

use uuid::Uuid;

use crate::domain::requirement::RequirementKind::Must;
use crate::matching::{
    facts::{CandidateFacts, Held, OccupationFacts, VacancyFacts, Wanted},
    filter::Sieve,
    knowledge::{Knowledge, Relation},
    numbers::{PlaceSet, SkillNo},
    page::{Best, Hit, Hits, Page},
    rules::accepts_place,
    score::{FULL, SAME_UNIT, Verdict, closeness, judge, trust, wish},
    weights::Weights,
};

use super::lock::{read, write};

/// Every vacancy, with lists by skill.
#[derive(Debug)]
pub(in crate::matching) struct Vacancies {
    store: RwLock<Store>,
}

#[derive(Debug, Default)]
struct Store {
    numbers: HashMap<Uuid, u32>,
    /// By number; free where a vacancy is gone.
    all: Vec<Option<Arc<VacancyFacts>>>,
    columns: Vec<Column>,
    free: Vec<u32>,
    /// By held skill.
    posts: Vec<Vec<Post>>,
    /// Distinct occupations, by the number that columns use.
    occupations: Vec<OccupationFacts>,
    occupation_numbers: HashMap<OccupationFacts, u16>,
}

/// What a held skill does for one requirement of one vacancy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Post {
    vacancy: u32,
    /// The requirement's share of the skills part at full credit, of [`ALL_SHARES`], rounded up.
    share: u16,
    min_level: u8,
    /// Whether it can meet a `must`.
    meets_must: bool,
}

/// What is looked at in each vacancy before it is judged.
#[derive(Debug, Clone, Copy)]
struct Column {
    musts: u8,
    /// 64 for one that cannot match.
    place: u8,
    occupation: u16,
    /// The skills part without any skill: full if none is asked.
    start: u16,
}

const NOWHERE: u8 = 64;
/// Steps in all the shares of a vacancy together.
const ALL_SHARES: u16 = 8000;

impl Vacancies {
    pub(in crate::matching) fn new() -> Self {
        Self { store: RwLock::default() }
    }

    /// Replaces everything. No id may come twice.
    pub(in crate::matching) fn load(&self, vacancies: Vec<VacancyFacts>) {
        let mut store = Store::default();
        for one in vacancies {
            store.put(one);
        }
        *write(&self.store) = store;
    }

    /// Adds a vacancy or replaces its older version.
    pub(in crate::matching) fn put(&self, one: VacancyFacts) {
        write(&self.store).put(one);
    }

    /// Removes a vacancy, if there is one of that id.
    pub(in crate::matching) fn remove(&self, id: Uuid) {
        write(&self.store).remove(id);
    }

    pub(in crate::matching) fn get(&self, id: Uuid) -> Option<VacancyFacts> {
        let store = read(&self.store);
        let number = store.numbers.get(&id)?;
        store.all[*number as usize].as_deref().cloned()
    }

    pub(in crate::matching) fn all(&self) -> Vec<Arc<VacancyFacts>> {
        read(&self.store).all.iter().flatten().cloned().collect()
    }

    pub(in crate::matching) fn len(&self) -> usize {
        read(&self.store).numbers.len()
    }

    pub(in crate::matching) fn bytes(&self) -> usize {
        let store = read(&self.store);
        let posts: usize =
            store.posts.iter().map(|posts| posts.capacity() * size_of::<Post>()).sum();
        let each = size_of::<Column>() + size_of::<VacancyFacts>() + 64;
        posts + store.all.len() * each
    }

    /// The vacancies for which a candidate is eligible, best first, then by id.
    pub(in crate::matching) fn best_for(
        &self,
        k: &Knowledge,
        weights: &Weights,
        candidate: &CandidateFacts,
        sieve: &Sieve,
        page: Page,
    ) -> Hits {
        let mut best = Best::new(page);
        if !candidate.matchable {
            return best.into_hits();
        }
        let store = read(&self.store);
        let bounds = store.bounds(k, weights, candidate);
        let those = bounds.into_iter().zip(0..).filter(|one| one.0 >= sieve.min_score().max(1));
        let mut open: BinaryHeap<(u16, usize)> = those.collect();
        while let Some((bound, number)) = open.pop()
            && bound >= best.least()
        {
            if let Some(vacancy) = &store.all[number]
                && let Some(hit) = judged(k, weights, vacancy, candidate, sieve)
            {
                best.offer(hit);
            }
        }
        best.into_hits()
    }
}

/// The plain definition has the last word.
fn judged(
    k: &Knowledge,
    weights: &Weights,
    vacancy: &VacancyFacts,
    candidate: &CandidateFacts,
    sieve: &Sieve,
) -> Option<Hit> {
    match judge(k, weights, vacancy, candidate) {
        Verdict::Eligible(score) if sieve.keeps_vacancy(vacancy, candidate, &score) => {
            Some(Hit { id: vacancy.id, score })
        }
        _ => None,
    }
}

impl Store {
    fn put(&mut self, one: VacancyFacts) {
        self.remove(one.id);
        let number = self.free.pop().unwrap_or_else(|| {
            self.all.push(None);
            self.columns.push(Column { musts: 0, place: NOWHERE, occupation: 0, start: 0 });
            u32::try_from(self.all.len() - 1).expect("fewer than four thousand million vacancies")
        });
        let occupation = self.occupation(one.occupation);
        self.columns[number as usize] = Column::of(&one, occupation);
        for (skill, post) in posts(number, &one) {
            let at = usize::from(skill.0);
            if self.posts.len() <= at {
                self.posts.resize_with(at + 1, Vec::new);
            }
            self.posts[at].push(post);
        }
        self.numbers.insert(one.id, number);
        self.all[number as usize] = Some(Arc::new(one));
    }

    fn remove(&mut self, id: Uuid) {
        let Some(number) = self.numbers.remove(&id) else { return };
        if let Some(old) = self.all[number as usize].take() {
            for (skill, _) in posts(number, &old) {
                self.posts[usize::from(skill.0)].retain(|post| post.vacancy != number);
            }
        }
        self.columns[number as usize].place = NOWHERE;
        self.free.push(number);
    }

    fn occupation(&mut self, occupation: OccupationFacts) -> u16 {
        let next = self.occupations.len();
        *self.occupation_numbers.entry(occupation).or_insert_with(|| {
            self.occupations.push(occupation);
            u16::try_from(next).expect("ISCO-08 has fewer unit groups")
        })
    }

    /// A bound of the total of each vacancy, in basis points; 0 for one that cannot match.
    fn bounds(&self, k: &Knowledge, weights: &Weights, candidate: &CandidateFacts) -> Vec<u16> {
        let mut sums: Vec<u16> = self.columns.iter().map(|column| column.start).collect();
        let mut musts = vec![0u8; self.columns.len()];
        for held in &candidate.skills {
            let reach = reach(*held);
            for post in self.posts.get(usize::from(held.skill.0)).into_iter().flatten() {
                let (number, level) = (post.vacancy as usize, post.min_level);
                let adds = fraction(post.share, reach[usize::from(level.min(5))]);
                sums[number] = sums[number].saturating_add(adds);
                let met = post.meets_must && held.level >= level;
                musts[number] = musts[number].saturating_add(u8::from(met));
            }
        }
        let worth = Worth::new(k, weights, candidate, self);
        let columns = self.columns.iter().zip(sums.iter().zip(&musts));
        columns.map(|(column, (sum, musts))| worth.bound(*column, *sum, *musts)).collect()
    }
}

/// By least level: what a held skill reaches at most, in 65,536ths of full credit.
fn reach(held: Held) -> [u32; 6] {
    std::array::from_fn(|level| {
        let level = u32::try_from(level).unwrap_or(5).max(1);
        (u32::from(held.level).min(level) * trust(held.evidence) * 65_536).div_ceil(level * 100)
    })
}

/// A number of 65,536ths of a whole, rounded up.
fn fraction(whole: u16, parts: u32) -> u16 {
    let rounded = (u32::from(whole) * parts).saturating_add(65_535) >> 16;
    u16::try_from(rounded).unwrap_or(u16::MAX)
}

impl Column {
    fn of(one: &VacancyFacts, occupation: u16) -> Self {
        let musts = one.wanted.iter().filter(|wanted| wanted.kind == Must).count();
        let place = one.place.filter(|_| one.matchable).map_or(NOWHERE, |place| place.0);
        Self {
            musts: u8::try_from(musts).unwrap_or(u8::MAX),
            place,
            occupation,
            start: if one.wanted.is_empty() { ALL_SHARES } else { 0 },
        }
    }
}

/// What a vacancy's columns are worth to one candidate, in basis points, rounded up.
struct Worth {
    /// With the parts that have no column; 0 if the place is not accepted.
    places: [u16; PlaceSet::MOST + 1],
    occupations: Vec<u16>,
    /// The skills part in full, in 65,536ths of a basis point a step.
    skills: u32,
}

impl Worth {
    fn new(k: &Knowledge, weights: &Weights, candidate: &CandidateFacts, store: &Store) -> Self {
        let points =
            |sum: u32| u16::try_from((sum * 10).div_ceil(weights.sum())).unwrap_or(u16::MAX);
        let weigh = |part: u16, weight: u16| u32::from(part) * u32::from(weight);
        let near = |one: &OccupationFacts| {
            let all = candidate.occupations.iter().map(|mine| closeness(*one, mine.occupation));
            let part = all.max().unwrap_or(0);
            let experience = if part >= SAME_UNIT { FULL } else { 0 };
            points(weigh(part, weights.occupation) + weigh(experience, weights.experience))
        };
        let mut places = [0; PlaceSet::MOST + 1];
        for place in k.places().filter(|place| accepts_place(candidate, *place)) {
            let part = (wish(k, candidate, place) + 100).min(FULL);
            let rest = weigh(FULL, weights.language + weights.pay);
            places[usize::from(place.0)] = points(weigh(part, weights.region) + rest) + 2;
        }
        let full = u64::from(weigh(FULL, weights.skills)) * 10 * 65_536;
        let skills = full.div_ceil(u64::from(weights.sum()) * u64::from(ALL_SHARES));
        Self {
            places,
            occupations: store.occupations.iter().map(near).collect(),
            skills: u32::try_from(skills).unwrap_or(u32::MAX),
        }
    }

    fn bound(&self, column: Column, sum: u16, musts: u8) -> u16 {
        let place = self.places[usize::from(column.place.min(NOWHERE))];
        let near = self.occupations.get(usize::from(column.occupation)).copied().unwrap_or(0);
        let all = place + near + fraction(sum.min(ALL_SHARES), self.skills);
        if place > 0 && musts >= column.musts { all } else { 0 }
    }
}

/// What each held skill would do for a vacancy.
fn posts(number: u32, one: &VacancyFacts) -> Vec<(SkillNo, Post)> {
    let whole: u64 = one.wanted.iter().map(|wanted| u64::from(wanted.weight)).sum();
    let share = |wanted: &Wanted, relation: Relation| {
        let part = u64::from(wanted.weight) * u64::from(relation.percent()) * u64::from(ALL_SHARES);
        u16::try_from(part.div_ceil(whole * 100)).unwrap_or(u16::MAX)
    };
    let post = |wanted: &Wanted, relation: Relation| Post {
        vacancy: number,
        share: share(wanted, relation),
        min_level: wanted.min_level,
        meets_must: wanted.kind == Must && relation.meets(),
    };
    let of = |wanted: &Wanted| {
        wanted
            .accepts
            .iter()
            .map(|(skill, relation)| (*skill, post(wanted, *relation)))
            .collect::<Vec<_>>()
    };
    one.wanted.iter().flat_map(of).collect()
}
