//! An input in numbers: positions instead of ids, order numbers worked out, and of each seat the limits that it counts in.
//!
//! Seats are *leaves*: the open seats of a vacancy are one, and those kept for a home region are another, which is tried
//! first by units whose members are all from there. A *node* is a leaf or a cap; a leaf's path are the nodes that somebody
//! who sits there counts in.

use std::collections::HashMap;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::input::{Input, Method, OrderSource, Pair, Together, Unit};

/// The highest order number.
pub(super) const HIGHEST: u16 = 10_000;

/// An input in numbers.
pub(super) struct Market<'i> {
    pub(super) input: &'i Input,
    /// How many people each node takes; leaves first, then caps in the order of the input.
    pub(super) max: Vec<u32>,
    /// Of each leaf the nodes that it counts in, itself first, then caps from the narrowest to the widest.
    pub(super) paths: Vec<Vec<u32>>,
    /// Of each leaf its vacancy.
    pub(super) vacancy_of: Vec<u32>,
    /// Of each vacancy its leaves.
    pub(super) leaves: Vec<Leaves>,
    pub(super) units: Vec<UnitFacts>,
    ranks: Ranks,
}

/// The leaves of a vacancy.
pub(super) struct Leaves {
    pub(super) open: u32,
    /// Home region, leaf, and which reservation of the input it is.
    pub(super) reserved: Vec<(String, u32, usize)>,
}

/// A unit in numbers.
pub(super) struct UnitFacts {
    pub(super) size: u32,
    /// Its place among all units when order numbers are equal.
    pub(super) tie: u32,
    /// The home region of all its members.
    pub(super) region: Option<String>,
    /// Acceptable vacancies, most wanted first; none of a group that may spread.
    pub(super) places: Vec<Place>,
    /// Acceptable sites or municipalities of a group that may spread, most wanted first.
    pub(super) spreads: Vec<Spread>,
}

/// A vacancy that takes the whole unit.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// How far the order number is below the highest: less comes first.
    pub(super) lack: u16,
    /// How much it is wanted: less is more.
    pub(super) wish: u32,
    pub(super) vacancy: u32,
}

/// Vacancies among which the members of a group may spread.
pub(super) struct Spread {
    pub(super) name: String,
    /// How much it is wanted where units have lists of their own.
    pub(super) wish: u32,
    /// Of each member the leaves that it may have, with the order number there.
    pub(super) seats: Vec<Vec<(u32, u16)>>,
}

/// Where a unit sits.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) lack: u16,
    pub(super) wish: u32,
    pub(super) seats: Seats,
}

/// One leaf for all members, or one for each.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Seats {
    Whole(u32),
    Each(Vec<u32>),
}

impl<'i> Market<'i> {
    /// Reads a sorted input that has no problems.
    pub(super) fn of(input: &'i Input, seed: &[u8]) -> Self {
        let mut market = Self {
            input,
            max: Vec::new(),
            paths: Vec::new(),
            vacancy_of: Vec::new(),
            leaves: Vec::new(),
            units: Vec::new(),
            ranks: Ranks::of(input),
        };
        market.add_leaves();
        market.add_caps();
        market.add_units(seed);
        market
    }

    fn add_leaves(&mut self) {
        for (at, vacancy) in self.input.vacancies.iter().enumerate() {
            let held = vacancy.reservations.iter().enumerate();
            let held = held.filter(|(_, kept)| self.input.day < kept.release_on);
            let mut open = vacancy.seats;
            let mut reserved = Vec::new();
            for (which, kept) in held {
                open = open.saturating_sub(kept.seats);
                reserved.push((kept.home_region.clone(), self.add_leaf(at, kept.seats), which));
            }
            let open = self.add_leaf(at, open);
            self.leaves.push(Leaves { open, reserved });
        }
    }

    fn add_leaf(&mut self, vacancy: usize, max: u32) -> u32 {
        let leaf = number(self.max.len());
        self.max.push(max);
        self.paths.push(vec![leaf]);
        self.vacancy_of.push(number(vacancy));
        leaf
    }

    fn add_caps(&mut self) {
        for cap in &self.input.caps {
            let node = number(self.max.len());
            self.max.push(cap.max);
            for vacancy in cap.members.iter().filter_map(|id| position(self.input, *id)) {
                for leaf in self.leaves[vacancy as usize].all() {
                    self.paths[leaf as usize].push(node);
                }
            }
        }
        let leaves = self.paths.len();
        for path in &mut self.paths {
            path[1..]
                .sort_by_key(|cap| (self.input.caps[*cap as usize - leaves].members.len(), *cap));
        }
    }

    fn add_units(&mut self, seed: &[u8]) {
        let ties = ties(self.input, seed);
        for (unit, tie) in self.input.units.iter().zip(ties) {
            let mut facts = UnitFacts {
                size: number(unit.members.len()),
                tie,
                region: common_region(unit),
                places: Vec::new(),
                spreads: Vec::new(),
            };
            if unit.left_out.is_none() {
                if unit.members.len() > 1 && unit.together != Together::Vacancy {
                    facts.spreads = self.spreads(unit);
                } else {
                    facts.places = self.places(unit);
                }
            }
            self.units.push(facts);
        }
    }

    /// The vacancies that every member accepts. By a common order a unit wants the place of its highest number, of equal ones the
    /// vacancy of the smaller id. A group's order number is that of its lowest member, and it wants a place as
    /// much as the member who wants it least; of equal ones as much as all together.
    fn places(&self, unit: &Unit) -> Vec<Place> {
        let Some((first, others)) = unit.members.split_first() else { return Vec::new() };
        let mut wanted = Vec::with_capacity(first.pairs.len());
        'pairs: for pair in &first.pairs {
            let Some(vacancy) = position(self.input, pair.vacancy) else { continue };
            let Some(mut order) = self.order(first.candidate, vacancy, pair) else {
                continue;
            };
            let (mut worst, mut sum) = (pair.rank, u64::from(pair.rank));
            for member in others {
                let found = member.pairs.binary_search_by_key(&pair.vacancy, |pair| pair.vacancy);
                let Ok(at) = found else { continue 'pairs };
                let theirs = &member.pairs[at];
                let number = self.order(member.candidate, vacancy, theirs);
                let Some(number) = number else { continue 'pairs };
                order = order.min(number);
                worst = worst.max(theirs.rank);
                sum += u64::from(theirs.rank);
            }
            let place = Place { lack: HIGHEST - order, wish: 0, vacancy };
            wanted.push(((worst, sum), place));
        }
        if self.input.method == Method::CommonOrder {
            wanted.sort_unstable_by_key(|(_, place)| (place.lack, place.vacancy));
        } else {
            wanted.sort_unstable_by_key(|(rank, place)| (*rank, place.lack, place.vacancy));
        }
        let all = wanted.into_iter().enumerate();
        all.map(|(at, (_, place))| Place { wish: number(at), ..place }).collect()
    }

    /// The sites or municipalities where every member accepts some vacancy.
    fn spreads(&self, unit: &Unit) -> Vec<Spread> {
        let mut names: Vec<String> = unit.members[0]
            .pairs
            .iter()
            .filter_map(|pair| Some(self.place_name(unit, position(self.input, pair.vacancy)?)))
            .collect();
        names.sort_unstable();
        names.dedup();
        let mut found: Vec<_> =
            names.into_iter().filter_map(|name| self.spread(unit, name)).collect();
        if self.input.method == Method::OwnLists {
            found.sort_by_key(|(rank, _)| *rank); // of equal ones the smaller name, as they are
        }
        let all = found.into_iter().enumerate();
        all.map(|(at, (_, spread))| Spread { wish: number(at), ..spread }).collect()
    }

    fn spread(&self, unit: &Unit, name: String) -> Option<((u32, u64), Spread)> {
        let (mut worst, mut sum, mut seats) = (0, 0, Vec::new());
        for member in &unit.members {
            let (mut own, mut best) = (Vec::new(), u32::MAX);
            for pair in &member.pairs {
                let Some(vacancy) = position(self.input, pair.vacancy) else { continue };
                if self.place_name(unit, vacancy) != name {
                    continue;
                }
                let number = self.order(member.candidate, vacancy, pair);
                let Some(number) = number else { continue };
                best = best.min(pair.rank);
                let region = member.home_region.as_deref();
                own.extend(self.leaves[vacancy as usize].of(region).map(|leaf| (leaf, number)));
            }
            if own.is_empty() {
                return None;
            }
            worst = worst.max(best);
            sum += u64::from(best);
            seats.push(own);
        }
        Some(((worst, sum), Spread { name, wish: 0, seats }))
    }

    /// The order number of a person at a vacancy; `None` where the employer ranks and has left the person out.
    pub(super) fn order(&self, candidate: Uuid, vacancy: u32, pair: &Pair) -> Option<u16> {
        match self.input.order_source {
            OrderSource::EmployerRank => {
                let ranking = &self.ranks.0[vacancy as usize];
                let (rank, ranked) = (*ranking.get(&candidate)?, number(ranking.len()));
                let order = u64::from(HIGHEST) * u64::from(ranked - rank + 1) / u64::from(ranked);
                u16::try_from(order).ok()
            }
            OrderSource::MatchScore => Some(score(self.input, pair)),
        }
    }

    fn place_name(&self, unit: &Unit, vacancy: u32) -> String {
        let vacancy = &self.input.vacancies[vacancy as usize];
        match unit.together {
            Together::Municipality => format!("municipality:{}", vacancy.municipality),
            _ => format!("site:{}", vacancy.site),
        }
    }

    /// The leaves of a vacancy that a unit may have, those kept for its region first.
    pub(super) fn leaves_for(&self, unit: usize, vacancy: u32) -> impl Iterator<Item = u32> + '_ {
        self.leaves[vacancy as usize].of(self.units[unit].region.as_deref())
    }

    /// The name of a node in results.
    pub(super) fn name(&self, node: u32) -> String {
        let node = node as usize;
        if let Some(cap) = node.checked_sub(self.paths.len()) {
            return self.input.caps[cap].id.clone();
        }
        let at = self.vacancy_of[node] as usize;
        let mut reserved = self.leaves[at].reserved.iter();
        let kept = reserved.find(|(_, leaf, _)| *leaf as usize == node);
        let of = kept.map(|(region, ..)| format!("/{region}")).unwrap_or_default();
        format!("vacancy:{}{of}", self.input.vacancies[at].id)
    }
}

impl Leaves {
    fn all(&self) -> impl Iterator<Item = u32> + '_ {
        self.reserved.iter().map(|(_, leaf, _)| *leaf).chain([self.open])
    }

    /// Those that somebody from this home region may have, the kept ones first.
    pub(super) fn of(&self, region: Option<&str>) -> impl Iterator<Item = u32> + use<'_> {
        let own = self.reserved.iter().find(|(kept, ..)| Some(kept.as_str()) == region);
        own.map(|(_, leaf, _)| *leaf).into_iter().chain([self.open])
    }
}

/// Of each vacancy with a ranking the place of every candidate in it.
struct Ranks(Vec<HashMap<Uuid, u32>>);

impl Ranks {
    fn of(input: &Input) -> Self {
        let ranks = |ranking: &Vec<Uuid>| {
            ranking.iter().enumerate().map(|(at, id)| (*id, number(at) + 1)).collect()
        };
        let of = |vacancy: &super::input::Vacancy| vacancy.ranking.as_ref().map(ranks);
        Self(input.vacancies.iter().map(|vacancy| of(vacancy).unwrap_or_default()).collect())
    }
}

/// The score of a match: ⌊10 · Σ weight·part / Σ weight⌋. With own lists the region does not count, for a person could lift
/// it by what is listed.
fn score(input: &Input, pair: &Pair) -> u16 {
    const REGION: usize = 2;
    let counts = |at: &usize| input.method == Method::CommonOrder || *at != REGION;
    let weight = |at: usize| u64::from(input.weights[at]);
    let sum: u64 =
        (0..6).filter(counts).map(|at| weight(at) * u64::from(pair.parts[at].min(1000))).sum();
    let weights: u64 = (0..6).filter(counts).map(weight).sum();
    u16::try_from(10 * sum / weights.max(1)).unwrap_or(HIGHEST)
}

/// Of each unit its place when all are sorted by SHA-256 of the seed and their id.
fn ties(input: &Input, seed: &[u8]) -> Vec<u32> {
    let hash = |unit: &Unit| {
        let hash = Sha256::new().chain_update(seed).chain_update(unit.id.as_bytes()).finalize();
        <[u8; 32]>::from(hash)
    };
    let mut sorted: Vec<([u8; 32], u32)> =
        input.units.iter().enumerate().map(|(at, unit)| (hash(unit), number(at))).collect();
    sorted.sort_unstable();
    let mut ties = vec![0; sorted.len()];
    for (tie, (_, unit)) in sorted.into_iter().enumerate() {
        ties[unit as usize] = number(tie);
    }
    ties
}

fn common_region(unit: &Unit) -> Option<String> {
    let first = unit.members.first()?.home_region.as_ref()?;
    let all = unit.members.iter().all(|member| member.home_region.as_ref() == Some(first));
    all.then(|| first.clone())
}

fn position(input: &Input, vacancy: Uuid) -> Option<u32> {
    input.vacancies.binary_search_by_key(&vacancy, |vacancy| vacancy.id).ok().map(number)
}

/// A position as it is kept. An input has less than 2³² of anything, or it would not be in memory.
pub(super) fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
