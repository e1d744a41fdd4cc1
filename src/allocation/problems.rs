//! What is wrong with an input, so that it cannot be run.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::{
    forest::Forest,
    input::{Input, Method, OrderSource, Together, Unit},
    market::{Market, Spread, number},
    seating,
};

/// What is wrong with an input.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Two caps share some vacancies, and neither lies within the other.
    #[error(
        "the caps {0} and {1} cross: each has vacancies that the other has not, and they share some; give caps of which one lies within the other, or choose common_order"
    )]
    CapsCross(String, String),
    /// More seats are kept than there are.
    #[error("more seats of the vacancy {0} are reserved than are free")]
    ReservationAboveSeats(Uuid),
    /// A group for which no place is large enough.
    #[error(
        "the group {0} has more members than any place of the run can take: split it, or add a vacancy"
    )]
    GroupAboveCaps(Uuid),
    /// A ranking of an employer only decides where units have lists of their own.
    #[error("an employer's ranking orders a run only with own_lists")]
    RankNeedsOwnLists,
    /// Something is given twice.
    #[error("{0} is given twice")]
    Twice(String),
    /// A vacancy that takes no part.
    #[error("the vacancy {0} takes no part in the run")]
    UnknownVacancy(Uuid),
    /// A group has 2 to 30 members.
    #[error("the unit {0} has no members, or more than 30")]
    Members(Uuid),
}

impl Input {
    /// What is wrong with a sorted input; nothing if it can be run.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = self.twice();
        problems.extend(self.unknown());
        problems.extend(self.reservations());
        let members = |unit: &&Unit| !(1..=30).contains(&unit.members.len());
        problems.extend(self.units.iter().filter(members).map(|unit| Problem::Members(unit.id)));
        if self.order_source == OrderSource::EmployerRank && self.method == Method::CommonOrder {
            problems.push(Problem::RankNeedsOwnLists);
        }
        if problems.is_empty() {
            problems.extend(self.crossing());
        }
        if problems.is_empty() {
            let market = Market::of(self, &[]);
            problems.extend(crossing_for_groups(&market));
            problems.extend(too_large(&market));
        }
        problems
    }

    fn twice(&self) -> Vec<Problem> {
        let mut seen = HashSet::new();
        let vacancies = self.vacancies.iter().map(|vacancy| format!("the vacancy {}", vacancy.id));
        let caps = self.caps.iter().map(|cap| format!("the cap {}", cap.id));
        let units = self.units.iter().map(|unit| format!("the unit {}", unit.id));
        let members = self.units.iter().flat_map(|unit| &unit.members);
        let members = members.map(|member| format!("the candidate {}", member.candidate));
        let all = vacancies.chain(caps).chain(units).chain(members);
        let mut twice: Vec<String> = all.filter(|name| !seen.insert(name.clone())).collect();
        for cap in &self.caps {
            if repeated(cap.members.clone()) {
                twice.push(format!("a vacancy of the cap {}", cap.id));
            }
        }
        for member in self.units.iter().flat_map(|unit| &unit.members) {
            if member.pairs.windows(2).any(|two| two[0].vacancy == two[1].vacancy) {
                twice.push(format!("a vacancy of the candidate {}", member.candidate));
            }
        }
        for vacancy in &self.vacancies {
            let regions: HashSet<&String> =
                vacancy.reservations.iter().map(|kept| &kept.home_region).collect();
            if regions.len() < vacancy.reservations.len() {
                twice.push(format!("a reservation of the vacancy {}", vacancy.id));
            }
            if repeated(vacancy.ranking.clone().unwrap_or_default()) {
                twice.push(format!("a candidate in the ranking of the vacancy {}", vacancy.id));
            }
        }
        twice.into_iter().map(Problem::Twice).collect()
    }

    fn unknown(&self) -> Vec<Problem> {
        let known: HashSet<Uuid> = self.vacancies.iter().map(|vacancy| vacancy.id).collect();
        let capped = self.caps.iter().flat_map(|cap| &cap.members).copied();
        let members = self.units.iter().flat_map(|unit| &unit.members);
        let wanted = members.flat_map(|member| &member.pairs).map(|pair| pair.vacancy);
        let mut unknown: Vec<Uuid> =
            capped.chain(wanted).filter(|id| !known.contains(id)).collect();
        unknown.sort_unstable();
        unknown.dedup();
        unknown.into_iter().map(Problem::UnknownVacancy).collect()
    }

    fn reservations(&self) -> impl Iterator<Item = Problem> {
        let above = self.vacancies.iter().filter(|vacancy| {
            let kept: u64 = vacancy.reservations.iter().map(|kept| u64::from(kept.seats)).sum();
            kept > u64::from(vacancy.seats)
        });
        above.map(|vacancy| Problem::ReservationAboveSeats(vacancy.id))
    }

    fn crossing(&self) -> Vec<Problem> {
        if self.method == Method::CommonOrder {
            return Vec::new();
        }
        let at: HashMap<Uuid, usize> =
            self.vacancies.iter().enumerate().map(|(at, vacancy)| (vacancy.id, at)).collect();
        let members = |cap: &super::input::Cap| cap.members.iter().map(|id| at[id]).collect();
        let caps: Vec<Vec<usize>> = self.caps.iter().map(members).collect();
        let crossing = Forest::of(self.vacancies.len(), &caps).crossing;
        let cap = |at: usize| self.caps[at].id.clone();
        crossing.into_iter().map(|(one, other)| Problem::CapsCross(cap(one), cap(other))).collect()
    }
}

fn repeated(mut ids: Vec<Uuid>) -> bool {
    ids.sort_unstable();
    ids.windows(2).any(|two| two[0] == two[1])
}

/// A group that may spread is seated by a flow, for which caps have to be a tree as far as it sees them.
fn crossing_for_groups(market: &Market<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    for spread in market.units.iter().flat_map(|unit| &unit.spreads) {
        let (leaves, caps) = seen(market, spread);
        let lists: Vec<Vec<usize>> = caps.iter().map(|(_, list)| list.clone()).collect();
        for (one, other) in Forest::of(leaves, &lists).crossing {
            let name = |at: usize| market.name(caps[at].0);
            let problem = Problem::CapsCross(name(one), name(other));
            if !found.contains(&problem) {
                found.push(problem);
            }
        }
    }
    found
}

/// How many leaves a place has, and of each cap those that it limits there.
fn seen(market: &Market<'_>, spread: &Spread) -> (usize, Vec<(u32, Vec<usize>)>) {
    let mut leaves: Vec<u32> = spread.seats.iter().flatten().map(|(leaf, _)| *leaf).collect();
    leaves.sort_unstable();
    leaves.dedup();
    let mut caps: std::collections::BTreeMap<u32, Vec<usize>> = std::collections::BTreeMap::new();
    for (at, leaf) in leaves.iter().enumerate() {
        for cap in &market.paths[*leaf as usize][1..] {
            caps.entry(*cap).or_default().push(at);
        }
    }
    (leaves.len(), caps.into_iter().collect())
}

/// Groups larger than every place of the run, were it empty.
fn too_large(market: &Market<'_>) -> Vec<Problem> {
    let room = |node: u32| market.max[node as usize];
    let block = |path: &Vec<u32>| path.iter().map(|node| room(*node)).min().unwrap_or(0);
    let largest = market.paths.iter().map(block).max().unwrap_or(0);
    let too_large = |(unit, facts): &(&Unit, &super::market::UnitFacts)| {
        if unit.members.len() < 2 || unit.left_out.is_some() {
            return false;
        }
        if unit.together == Together::Vacancy {
            return number(unit.members.len()) > largest;
        }
        let fits = |spread: &Spread| seating::most(market, spread, &room) == facts.size;
        !facts.spreads.is_empty() && !facts.spreads.iter().any(fits)
    };
    let all = market.input.units.iter().zip(&market.units).filter(too_large);
    all.map(|(unit, _)| Problem::GroupAboveCaps(unit.id)).collect()
}
