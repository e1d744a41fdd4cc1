//! What a change would bring: a frozen allocation is worked out again with it, and nothing is written.

use std::collections::{BTreeMap, HashMap, HashSet};

use uuid::Uuid;

use crate::{
    allocation::{self, Input, Unsolved, Watch, input::Unit},
    app::{
        App,
        error::AppError,
        programme::allocations::{
            Outcome,
            freezing::{field_error, method_of},
            gathering::{self, seats_of},
            reading,
            working::bytes,
        },
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            relation::Relation,
        },
        programme::allocation::{
            Allocation, AllocationBody, AllocationId, AllocationMethod, AllocationStatus,
        },
        recruitment::vacancy::VacancyId,
        resource::{Resource, id::Id},
    },
    matching::Weights,
};

/// Acceptable pairs of an allocation that is worked out while somebody waits.
const MOST_PAIRS: usize = 300_000;

/// A change that is tried.
#[derive(Debug, Clone)]
pub enum Change {
    /// A cap allows another number of people.
    SetCap(String, u32),
    /// A vacancy takes part as well.
    AddVacancy(VacancyId),
    /// The unit that this candidate is in takes no part.
    RemoveUnit(Uuid),
    /// Seats are given by another method.
    SetMethod(AllocationMethod),
}

/// People seated in a municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The municipality.
    pub municipality: String,
    /// Before.
    pub before: u32,
    /// With the changes.
    pub after: u32,
}

/// What changes would bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// People who have a seat as it is.
    pub placed_before: u32,
    /// People who would have one.
    pub placed_after: u32,
    /// Candidates who would gain a seat.
    pub gained: Vec<Uuid>,
    /// Candidates who would lose theirs.
    pub lost: Vec<Uuid>,
    /// Where people would be.
    pub municipalities: Vec<Moved>,
}

impl App {
    /// Works a frozen allocation out with changes, and as it is, and tells the difference. Nothing is written. An employer
    /// tries caps and vacancies of its own once the allocation is worked out, and is told what is about these.
    pub fn what_if(
        &self,
        actor: &Actor,
        id: AllocationId,
        changes: &[Change],
    ) -> Result<Difference, AppError> {
        actor.require(AllocationBody::READ)?;
        let base: Allocation = self.find_record(actor, id)?;
        let is_party = base.relation(actor) == Relation::Party;
        if is_party && !base.status.is_computed() {
            return Err(reading::not_worked_out(&base));
        }
        if matches!(base.status, AllocationStatus::Draft | AllocationStatus::Discarded) {
            let why = format!("the allocation is {}: only a frozen one is tried", base.status);
            return Err(AppError::Conflict(why));
        }
        let Ok(input) = self.store.read(|conn| reading::input(conn, id)) else {
            let why = "the allocation was discarded before it was frozen".to_owned();
            return Err(AppError::Conflict(why));
        };
        let members = input.units.iter().flat_map(|unit| &unit.members);
        if members.map(|member| member.pairs.len()).sum::<usize>() > MOST_PAIRS {
            let why = "the allocation is too large to be tried while somebody waits: draft it anew with the change";
            return Err(AppError::Conflict(why.to_owned()));
        }
        let mut tried = input.clone();
        for (at, change) in changes.iter().enumerate() {
            if is_party {
                self.may_try(actor, &input, (at, change))?;
            }
            self.try_change(&base.body, &mut tried, change, at)?;
        }
        tried.sort();
        let seed = bytes(&base.body.seed);
        let (before, after) = (solved(&input, &seed)?, solved(&tried, &seed)?);
        let own = if is_party {
            let all: Vec<Uuid> = tried.vacancies.iter().map(|one| one.id).collect();
            Some(self.own_vacancies(actor, &all)?)
        } else {
            None
        };
        let outcome = difference((&input, &before), (&tried, &after), own.as_ref());
        if is_party {
            let people: Vec<Uuid> = outcome.gained.iter().chain(&outcome.lost).copied().collect();
            self.see_profiles(actor, &people)?;
        }
        Ok(outcome)
    }

    /// An employer tries what is its own, and nothing that is about others.
    fn may_try(
        &self,
        actor: &Actor,
        input: &Input,
        (at, change): (usize, &Change),
    ) -> Result<(), AppError> {
        let (vacancies, member, why) = match change {
            Change::SetCap(id, _) => {
                let cap = input.caps.iter().find(|cap| cap.id == *id);
                let why = "expected a cap on vacancies of this employer alone";
                (cap.map(|cap| cap.members.clone()).unwrap_or_default(), "cap_id", why)
            }
            Change::AddVacancy(id) => {
                (vec![id.0], "vacancy_id", "expected the id of a vacancy of this employer")
            }
            Change::RemoveUnit(_) | Change::SetMethod(_) => return Err(Denied::Role.into()),
        };
        let own = self.own_vacancies(actor, &vacancies)?;
        if !vacancies.is_empty() && vacancies.iter().all(|one| own.contains(one)) {
            return Ok(());
        }
        let foreign = FieldError::new(format!("/changes/{at}/{member}"), "unknown_id", why);
        Err(AppError::Invalid(vec![foreign]))
    }

    fn try_change(
        &self,
        body: &AllocationBody,
        input: &mut Input,
        change: &Change,
        at: usize,
    ) -> Result<(), AppError> {
        let unknown = |member: &str| {
            let why = "is not part of the allocation";
            let pointer = format!("/changes/{at}/{member}");
            AppError::Invalid(vec![FieldError::new(pointer, "unknown_id", why)])
        };
        match change {
            Change::SetCap(id, max) => {
                let cap = input.caps.iter_mut().find(|cap| cap.id == *id);
                cap.ok_or_else(|| unknown("cap_id"))?.max = *max;
            }
            Change::RemoveUnit(id) => {
                let before = input.units.len();
                let is_meant = |unit: &Unit| unit.members.iter().any(|one| one.candidate == *id);
                input.units.retain(|unit| !is_meant(unit));
                if input.units.len() == before {
                    return Err(unknown("unit_id"));
                }
            }
            Change::SetMethod(method) => input.method = method_of(*method),
            Change::AddVacancy(id) => {
                if input.vacancies.iter().any(|vacancy| vacancy.id == id.0) {
                    let pointer = format!("/changes/{at}/vacancy_id");
                    let why = "takes part already";
                    let twice = FieldError::new(pointer, "duplicate", why);
                    return Err(AppError::Invalid(vec![twice]));
                }
                self.add_vacancy(body, input, *id)?;
            }
        }
        Ok(())
    }

    /// Adds a vacancy with everybody who could have it now; people want it after all that they want already.
    fn add_vacancy(
        &self,
        body: &AllocationBody,
        input: &mut Input,
        id: VacancyId,
    ) -> Result<(), AppError> {
        let members = input.units.iter().flat_map(|unit| &unit.members);
        let candidates: Vec<_> = members.map(|member| Id::new(member.candidate)).collect();
        let gathered = self.store.read(|conn| gathering::gather(conn, &[id], &candidates))?;
        let judged = gathering::judge(self, &gathered, &Weights::default());
        let mut pairs: HashMap<Uuid, _> = judged
            .into_iter()
            .flat_map(|unit| unit.members)
            .filter_map(|member| Some((member.candidate, member.pairs.into_iter().next()?)))
            .collect();
        for member in input.units.iter_mut().flat_map(|unit| &mut unit.members) {
            if let Some(mut pair) = pairs.remove(&member.candidate) {
                pair.rank = u32::try_from(member.pairs.len() + 1).unwrap_or(u32::MAX);
                member.pairs.push(pair);
                member.nearest = None;
            }
        }
        input.vacancies.extend(gathered.vacancies.iter().map(|one| seats_of(one, body)));
        Ok(())
    }
}

fn solved(input: &Input, seed: &[u8]) -> Result<Outcome, AppError> {
    match allocation::solve(input, seed, Watch::new(&mut |_, _| true)) {
        Ok(outcome) => Ok(outcome),
        Err(Unsolved::Problems(problems)) => {
            let wrong = problems.iter().map(field_error);
            let wrong = wrong.map(|error| FieldError { pointer: "/changes".to_owned(), ..error });
            Err(AppError::Invalid(wrong.collect()))
        }
        Err(Unsolved::Cancelled(_)) => Err(AppError::Conflict("it was stopped".to_owned())),
    }
}

/// What differs, at some vacancies alone if they are named.
fn difference(
    before: (&Input, &Outcome),
    after: (&Input, &Outcome),
    own: Option<&HashSet<Uuid>>,
) -> Difference {
    let (had, have) = (people(before.1, own), people(after.1, own));
    let sorted = |ids: Vec<&Uuid>| {
        let mut ids: Vec<Uuid> = ids.into_iter().copied().collect();
        ids.sort_unstable();
        ids
    };
    let mut places: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for (place, people) in seated(before, own) {
        places.entry(place).or_default().0 += people;
    }
    for (place, people) in seated(after, own) {
        places.entry(place).or_default().1 += people;
    }
    let moved = |(municipality, (before, after))| Moved { municipality, before, after };
    Difference {
        placed_before: seated(before, own).map(|(_, people)| people).sum(),
        placed_after: seated(after, own).map(|(_, people)| people).sum(),
        gained: sorted(have.difference(&had).collect()),
        lost: sorted(had.difference(&have).collect()),
        municipalities: places.into_iter().map(moved).collect(),
    }
}

/// Whether a vacancy is spoken of.
fn is_told(own: Option<&HashSet<Uuid>>, vacancy: Uuid) -> bool {
    own.is_none_or(|own| own.contains(&vacancy))
}

/// Who has a seat that is spoken of.
fn people(outcome: &Outcome, own: Option<&HashSet<Uuid>>) -> HashSet<Uuid> {
    let seats = outcome.placements.iter().flat_map(|placement| &placement.seats);
    seats.filter(|seat| is_told(own, seat.vacancy)).map(|seat| seat.candidate).collect()
}

/// People seated at each vacancy that is spoken of, by its municipality.
fn seated<'o>(
    (input, outcome): (&'o Input, &'o Outcome),
    own: Option<&'o HashSet<Uuid>>,
) -> impl Iterator<Item = (String, u32)> + 'o {
    let vacancies = input.vacancies.iter().zip(&outcome.vacancies);
    let told = vacancies.filter(move |(vacancy, _)| is_told(own, vacancy.id));
    told.map(|(vacancy, load)| (vacancy.municipality.clone(), load.filled))
}
