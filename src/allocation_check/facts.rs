//! What follows from the input: limits, order numbers, lists.

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    documents::{Given, GivenMember, GivenPair, GivenUnit},
    form,
};

/// Seats of a vacancy: open ones, or those kept for a home region.
pub(super) type SeatKind = (Uuid, Option<String>);

/// What follows from an input.
pub(super) struct Facts<'g> {
    pub(super) given: &'g Given,
    /// Every limit: its name, and how many it allows.
    pub(super) limits: Vec<(String, u64)>,
    /// Of each kind of seat the limits that it counts in, its own first.
    pub(super) counts_in: HashMap<SeatKind, Vec<usize>>,
    pub(super) vacancy: HashMap<Uuid, usize>,
    pub(super) units: Vec<UnitFacts<'g>>,
    pub(super) unit: HashMap<Uuid, usize>,
}

/// What follows for a unit.
pub(super) struct UnitFacts<'g> {
    pub(super) given: &'g GivenUnit,
    pub(super) size: u64,
    /// Decides between equal order numbers: the smaller one first.
    pub(super) tie: [u8; 32],
    pub(super) region: Option<&'g str>,
    /// Whether its members may sit on several vacancies.
    pub(super) spreads: bool,
    /// Places, the most wanted first.
    pub(super) places: Vec<PlaceFacts>,
}

/// An acceptable place.
pub(super) struct PlaceFacts {
    pub(super) name: String,
    /// The order number; of a place with several vacancies 0, for it depends on the seating.
    pub(super) order: u64,
    /// Of each member the kinds of seats that it may have, with the order number there.
    pub(super) seats: Vec<Vec<(SeatKind, u64)>>,
}

impl<'g> Facts<'g> {
    /// Works it out. What contradicts itself is named.
    pub(super) fn of(given: &'g Given, seed: &str) -> Result<Self, String> {
        let seed = form::bytes(seed).ok_or("the seed is not hexadecimal")?;
        let mut facts = Self {
            given,
            limits: Vec::new(),
            counts_in: HashMap::new(),
            vacancy: HashMap::new(),
            units: Vec::new(),
            unit: HashMap::new(),
        };
        facts.add_seats()?;
        facts.add_caps()?;
        let ranks: Vec<HashMap<Uuid, u64>> = given
            .vacancies
            .iter()
            .map(|vacancy| vacancy.ranking.iter().flatten().copied().zip(1..).collect())
            .collect();
        for unit in &given.units {
            if facts.unit.insert(unit.id, facts.units.len()).is_some() {
                return Err(format!("the unit {} is given twice", unit.id));
            }
            let made = facts.unit_facts(unit, &seed, &ranks)?;
            facts.units.push(made);
        }
        Ok(facts)
    }

    fn add_seats(&mut self) -> Result<(), String> {
        for (at, vacancy) in self.given.vacancies.iter().enumerate() {
            if self.vacancy.insert(vacancy.id, at).is_some() {
                return Err(format!("the vacancy {} is given twice", vacancy.id));
            }
            let mut open = vacancy.seats;
            for kept in vacancy.reservations.iter().filter(|kept| kept.release_on > self.given.day)
            {
                let above = || format!("more seats of {} are kept than there are", vacancy.id);
                open = open.checked_sub(kept.seats).ok_or_else(above)?;
                let name = format!("vacancy:{}/{}", vacancy.id, kept.home_region);
                let kind = (vacancy.id, Some(kept.home_region.clone()));
                self.counts_in.insert(kind, vec![self.limits.len()]);
                self.limits.push((name, kept.seats));
            }
            self.counts_in.insert((vacancy.id, None), vec![self.limits.len()]);
            self.limits.push((format!("vacancy:{}", vacancy.id), open));
        }
        Ok(())
    }

    fn add_caps(&mut self) -> Result<(), String> {
        let mut kinds: HashMap<Uuid, Vec<SeatKind>> = HashMap::new();
        for kind in self.counts_in.keys() {
            kinds.entry(kind.0).or_default().push(kind.clone());
        }
        // From the narrowest to the widest: of several full limits the narrowest is named.
        let mut caps: Vec<_> = self.given.caps.iter().collect();
        caps.sort_by(|one, other| {
            (one.members.len(), &one.id).cmp(&(other.members.len(), &other.id))
        });
        for cap in caps {
            for vacancy in &cap.members {
                let unknown = || format!("the cap {} names an unknown vacancy", cap.id);
                for kind in kinds.get(vacancy).ok_or_else(unknown)? {
                    if let Some(limits) = self.counts_in.get_mut(kind) {
                        limits.push(self.limits.len());
                    }
                }
            }
            self.limits.push((cap.id.clone(), cap.max));
        }
        Ok(())
    }

    fn unit_facts(
        &self,
        unit: &'g GivenUnit,
        seed: &[u8],
        ranks: &[HashMap<Uuid, u64>],
    ) -> Result<UnitFacts<'g>, String> {
        let first = unit.members.first().ok_or_else(|| format!("{} has no members", unit.id))?;
        let region = first.home_region.as_deref();
        let region = region.filter(|region| {
            unit.members.iter().all(|member| member.home_region.as_deref() == Some(region))
        });
        let spreads = unit.members.len() > 1 && unit.together != "vacancy";
        let mut hashing = Sha256::new();
        hashing.update(seed);
        hashing.update(unit.id.as_bytes());
        let mut facts = UnitFacts {
            given: unit,
            size: unit.members.len() as u64,
            tie: hashing.finalize().into(),
            region,
            spreads,
            places: Vec::new(),
        };
        if unit.left_out.is_none() {
            facts.places = self.places(&facts, ranks)?;
        }
        Ok(facts)
    }

    /// The places where every member may sit, the most wanted first.
    fn places(
        &self,
        facts: &UnitFacts<'g>,
        ranks: &[HashMap<Uuid, u64>],
    ) -> Result<Vec<PlaceFacts>, String> {
        type Wanted = (u64, u64, u64, String);
        let mut by_name: BTreeMap<String, Vec<Vec<(&GivenPair, u64)>>> = BTreeMap::new();
        let members = facts.given.members.len();
        for (at, member) in facts.given.members.iter().enumerate() {
            for pair in &member.pairs {
                let name = self.place_name(facts, pair.vacancy)?;
                let Some(order) = self.order(member, pair, ranks) else { continue };
                let place = by_name.entry(name).or_insert_with(|| vec![Vec::new(); members]);
                place[at].push((pair, order));
            }
        }
        let mut places: Vec<(Wanted, PlaceFacts)> = Vec::new();
        for (name, members) in by_name {
            if members.iter().any(Vec::is_empty) {
                continue;
            }
            let best = |pairs: &Vec<(&GivenPair, u64)>| {
                pairs.iter().map(|(pair, _)| pair.rank).min().unwrap_or(0)
            };
            let worst = members.iter().map(best).max().unwrap_or(0);
            let sum = members.iter().map(best).sum();
            let lowest = members.iter().flatten().map(|(_, order)| *order).min().unwrap_or(0);
            let order = if facts.spreads { 0 } else { lowest };
            let seats = facts.given.members.iter().zip(&members);
            let seats = seats.map(|(member, pairs)| self.seats(facts, member, pairs)).collect();
            let order_first = if facts.spreads { 0 } else { 10_000 - order };
            let wanted = if self.given.method == "common_order" {
                (order_first, 0, 0, name.clone())
            } else {
                (worst, sum, order_first, name.clone())
            };
            places.push((wanted, PlaceFacts { name, order, seats }));
        }
        places.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(places.into_iter().map(|(_, place)| place).collect())
    }

    fn seats(
        &self,
        facts: &UnitFacts<'_>,
        member: &GivenMember,
        pairs: &[(&GivenPair, u64)],
    ) -> Vec<(SeatKind, u64)> {
        let region = if facts.spreads { member.home_region.as_deref() } else { facts.region };
        let kept = |(pair, order): &(&GivenPair, u64)| {
            let kind = (pair.vacancy, region.map(str::to_owned));
            let there = region.is_some() && self.counts_in.contains_key(&kind);
            let kept = there.then_some((kind, *order));
            kept.into_iter().chain([((pair.vacancy, None), *order)])
        };
        pairs.iter().flat_map(kept).collect()
    }

    fn place_name(&self, unit: &UnitFacts<'_>, vacancy: Uuid) -> Result<String, String> {
        let at = self.vacancy.get(&vacancy);
        let at = at.ok_or_else(|| format!("the vacancy {vacancy} takes no part"))?;
        let given = &self.given.vacancies[*at];
        Ok(match (unit.spreads, unit.given.together.as_str()) {
            (false, _) => vacancy.to_string(),
            (true, "municipality") => format!("municipality:{}", given.municipality),
            (true, _) => format!("site:{}", given.site),
        })
    }

    /// Whether a person may sit at a vacancy: an employer who ranks may have left the person out.
    pub(super) fn accepts(&self, member: &GivenMember, pair: &GivenPair) -> bool {
        let ranking = &self.given.vacancies[self.vacancy[&pair.vacancy]].ranking;
        let ranked = ranking.iter().flatten().any(|one| *one == member.candidate);
        self.given.order_source != "employer_rank" || ranked
    }

    /// The order number of a person at a vacancy.
    fn order(
        &self,
        member: &GivenMember,
        pair: &GivenPair,
        ranks: &[HashMap<Uuid, u64>],
    ) -> Option<u64> {
        if self.given.order_source == "employer_rank" {
            let ranking = &ranks[self.vacancy[&pair.vacancy]];
            let rank = ranking.get(&member.candidate)?;
            let ranked = ranking.len() as u64;
            return Some(10_000 * (ranked + 1 - rank) / ranked);
        }
        let mut weights = self.given.weights.clone();
        if self.given.method == "own_lists" {
            weights[2] = 0; // the region, which a person could lift by what is listed
        }
        let sum: u64 = weights.iter().zip(&pair.parts).map(|(weight, part)| weight * part).sum();
        Some(10 * sum / weights.iter().sum::<u64>().max(1))
    }
}
