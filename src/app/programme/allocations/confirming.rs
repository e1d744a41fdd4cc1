//! A result is checked by other code than found it, and confirmed by both sides: then each person who has a seat has an
//! application that is `selected`. If anything has changed since, nothing is done.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use crate::{
    allocation::{
        Input,
        input::{Member, Unit},
    },
    allocation_check::{self, Report},
    app::{
        App,
        error::AppError,
        programme::{
            allocations::{
                Outcome,
                freezing::{in_state, stored},
                gathering::left_out,
                reading,
            },
            allotments::order_of,
        },
        resource::{checked::By, transition::moved, visible::Visible},
    },
    domain::{
        access::actor::{Actor, Denied},
        law::words::Side,
        programme::{
            allocation::{Agreed, Allocation, AllocationBody, AllocationId, AllocationStatus},
            application::{Application, ApplicationBody, ApplicationOrigin, ApplicationStatus},
            group::{Group, GroupBody, GroupStatus},
        },
        recruitment::{
            candidate::{Candidate, CandidateBody},
            vacancy::{VacancyBody, VacancyStatus},
        },
        resource::{Record, RecordKind, id::Id, lifecycle::Lack},
    },
    store::{
        programme::applications,
        records::{Document, Filter, Stored},
        tx::Tx,
    },
};

/// Differences that are told at most.
const MOST_TOLD: usize = 100;

/// That an operator agrees for a side.
#[derive(Debug, Clone)]
pub struct NewAgreement {
    /// The side.
    pub side: Side,
    /// The version that was looked at.
    pub version: i64,
    /// Why, for the record.
    pub reason: Option<String>,
}

impl App {
    /// Checks a result by other code than found it. What passes is `checked` by that.
    pub fn check_allocation(&self, actor: &Actor, id: AllocationId) -> Result<Report, AppError> {
        let allocation = self.operated(actor, id)?;
        if allocation.status != AllocationStatus::Checked {
            in_state(&allocation, AllocationStatus::Computed, "checked")?;
        }
        let file = self.store.read(|conn| reading::file(conn, id))?;
        let report = allocation_check::check(&file.input, &file.result);
        if report.passed && allocation.status == AllocationStatus::Computed {
            let by = By { actor: actor.clone(), reason: None, now: self.now() };
            let mut body = allocation.body.clone();
            body.checked_at = Some(by.now);
            self.writer.run(move |tx| {
                stored(tx, &allocation, (body, AllocationStatus::Checked), "check", &by)
            })?;
            self.react_to(RecordKind::Allocation, AllocationStatus::Checked.as_str());
        }
        Ok(report)
    }

    /// Agrees for a side to a checked result. With both sides the seats are given, or nothing is.
    pub fn agree_to_allocation(
        &self,
        actor: &Actor,
        id: AllocationId,
        new: NewAgreement,
    ) -> Result<Visible<AllocationBody>, AppError> {
        self.operated(actor, id)?;
        let organisation = actor.client().ok_or(Denied::Role)?.organisation;
        let by = By { actor: actor.clone(), reason: new.reason, now: self.now() };
        let (side, version) = (new.side, new.version);
        let later = self.writer.run(move |tx| {
            AllocationBody::claim(tx.conn(), id)?;
            let found = AllocationBody::find(tx.conn(), by.actor.reach(), id)?;
            let allocation = found.ok_or(AppError::NoSuch(RecordKind::Allocation))?;
            in_state(&allocation, AllocationStatus::Checked, "confirmed")?;
            let agreed = Agreed { organisation, at: by.now };
            let body = agreed_by(&allocation.body, (side, agreed))?;
            if allocation.version != version {
                return Err(AppError::Outdated);
            }
            let both = body.agreed.len() == Side::ALL.len();
            if both {
                give_seats(tx, &allocation, &by)?;
            }
            let to = if both { AllocationStatus::Confirmed } else { AllocationStatus::Checked };
            stored(tx, &allocation, (body, to), &format!("confirm_{side}"), &by)
        })?;
        self.react_to(RecordKind::Allocation, later.status.as_str());
        self.seen(actor, later)
    }
}

/// The allocation with what a side says, if that side has not agreed yet and another organisation speaks for the other.
fn agreed_by(
    body: &AllocationBody,
    (side, agreed): (Side, Agreed),
) -> Result<AllocationBody, AppError> {
    if body.agreed.contains_key(&side) {
        return Err(AppError::Taken("this side has agreed to the allocation already"));
    }
    if body.agreed.values().any(|one| one.organisation == agreed.organisation) {
        return Err(AppError::Taken("an organisation agrees to an allocation for one side only"));
    }
    let mut body = body.clone();
    body.agreed.insert(side, agreed);
    Ok(body)
}

/// Makes an application of every seat, if all is still as it was when it was frozen.
fn give_seats(tx: &mut Tx<'_>, allocation: &Allocation, by: &By) -> Result<(), AppError> {
    let (input, outcome) = {
        let conn = tx.conn();
        (reading::input(conn, allocation.id)?, reading::outcome(conn, allocation.id)?)
    };
    // Vacancies before candidates, as everywhere: nobody waits for whom the other holds.
    let mut stale = changed_vacancies(tx, &input)?;
    let candidates = candidates(tx, &outcome)?;
    stale.extend(changed_candidates(tx, &candidates, &outcome)?);
    let groups = groups(tx, &input, &outcome)?;
    stale.extend(groups.iter().filter_map(|(unit, group)| changed_group(unit, group.as_ref())));
    if !stale.is_empty() {
        stale.truncate(MOST_TOLD);
        return Err(AppError::Lacking(stale));
    }
    let system = By::system("an allocation", by.now);
    for seat in outcome.placements.iter().flat_map(|placement| &placement.seats) {
        let Some(candidate) = candidates.get(&seat.candidate) else { continue };
        let application = application(tx, (allocation.id, candidate, seat.vacancy), by)?;
        applications::insert(tx, &application, by.note("create"))?;
        moved(tx, &application, ApplicationStatus::Selected, &system)?;
    }
    for group in groups.into_iter().filter_map(|(_, group)| group) {
        moved(tx, &group, GroupStatus::Allocated, &system)?;
    }
    Ok(())
}

/// The groups that have seats, as they went in and as they are now; nobody changes them before this transaction ends.
fn groups<'i>(
    tx: &mut Tx<'_>,
    input: &'i Input,
    outcome: &Outcome,
) -> Result<Vec<(&'i Unit, Option<Group>)>, AppError> {
    let seated: HashSet<Uuid> = outcome.placements.iter().map(|one| one.unit).collect();
    let is_group = |unit: &&Unit| unit.members.len() > 1 && seated.contains(&unit.id);
    let mut found = Vec::new();
    for unit in input.units.iter().filter(is_group) {
        GroupBody::claim(tx.conn(), Id::new(unit.id))?;
        let group = GroupBody::find(tx.conn(), Actor::System.reach(), Id::new(unit.id))?;
        found.push((unit, group));
    }
    Ok(found)
}

/// That a group is not confirmed any more, or has other members.
fn changed_group(unit: &Unit, group: Option<&Group>) -> Option<Lack> {
    let is_the_same = |group: &Group| {
        let same = |member: &Member| group.body.member(member.candidate).is_some();
        group.status == GroupStatus::Confirmed
            && group.body.members.len() == unit.members.len()
            && unit.members.iter().all(same)
    };
    let why = || format!("the group {} is not confirmed any more, or has other members", unit.id);
    (!group.is_some_and(is_the_same)).then(|| stale(why()))
}

fn stale(why: String) -> Lack {
    Lack { need: "input_stale", why }
}

/// Everybody who has a seat and is still there, whom nobody changes before this transaction ends.
fn candidates(tx: &mut Tx<'_>, outcome: &Outcome) -> Result<HashMap<Uuid, Candidate>, AppError> {
    let seats = outcome.placements.iter().flat_map(|placement| &placement.seats);
    let mut ids: Vec<Uuid> = seats.map(|seat| seat.candidate).collect();
    ids.sort_unstable();
    for id in &ids {
        CandidateBody::hold(tx.conn(), Id::new(*id))?;
    }
    let found = CandidateBody::find_all(tx.conn(), Actor::System.reach(), &ids)?;
    Ok(found.into_iter().map(|one| (one.id.0, one)).collect())
}

/// Vacancies that are not public any more, or have other seats than went in.
fn changed_vacancies(tx: &mut Tx<'_>, input: &Input) -> Result<Vec<Lack>, AppError> {
    let ids: Vec<Uuid> = input.vacancies.iter().map(|one| one.id).collect();
    for id in &ids {
        VacancyBody::claim(tx.conn(), Id::new(*id))?;
    }
    let found = VacancyBody::find_all(tx.conn(), Actor::System.reach(), &ids)?;
    let found: HashMap<Uuid, _> = found.into_iter().map(|one| (one.id.0, one)).collect();
    let changed = input.vacancies.iter().filter_map(|given| {
        let id = given.id;
        let Some(vacancy) = found.get(&id) else {
            return Some(stale(format!("the vacancy {id} is not there any more")));
        };
        let (status, open) = (vacancy.status, vacancy.body.openings.open().unwrap_or(0));
        if status != VacancyStatus::Published {
            return Some(stale(format!("the vacancy {id} is {status}, and was published")));
        }
        let why = || format!("the vacancy {id} has {open} open seats, and had {}", given.seats);
        (open != given.seats).then(|| stale(why()))
    });
    Ok(changed.collect())
}

/// People with a seat who are not there any more, have withdrawn consent, are not available, or have an application now.
fn changed_candidates(
    tx: &mut Tx<'_>,
    found: &HashMap<Uuid, Candidate>,
    outcome: &Outcome,
) -> Result<Vec<Lack>, AppError> {
    let mut changed = Vec::new();
    for seat in outcome.placements.iter().flat_map(|placement| &placement.seats) {
        let id = seat.candidate;
        let Some(candidate) = found.get(&id) else {
            changed.push(stale(format!("the candidate {id} is not there any more")));
            continue;
        };
        let filter = Filter { candidate: Some(id), ..Filter::default() };
        let reach = Actor::System.reach();
        let about = ApplicationBody::list(tx.conn(), reach, &filter, None, usize::MAX)?;
        let holds_seat = about.iter().any(|one| one.status.holds_seat());
        let live = about.iter().any(|one| {
            one.body.vacancy.0 == seat.vacancy && one.status != ApplicationStatus::Closed
        });
        if left_out(candidate, holds_seat).is_some() {
            let why = "does not consent to matching any more, is not available, or holds a seat";
            changed.push(stale(format!("the candidate {id} {why}")));
        } else if live {
            let why = format!("the candidate {id} has applied for the vacancy {}", seat.vacancy);
            changed.push(stale(why));
        }
    }
    Ok(changed)
}

/// A submitted application for a seat.
fn application(
    tx: &mut Tx<'_>,
    (allocation, candidate, vacancy): (AllocationId, &Candidate, Uuid),
    by: &By,
) -> Result<Application, AppError> {
    let found = VacancyBody::find(tx.conn(), Actor::System.reach(), Id::new(vacancy))?;
    let vacancy = found.ok_or(AppError::NoSuch(RecordKind::Vacancy))?;
    let order = order_of(tx.conn(), vacancy.id)?.map(|order| order.id);
    let body = ApplicationBody {
        vacancy: vacancy.id,
        candidate: candidate.id,
        agency: candidate.owner,
        origin: ApplicationOrigin::Agency,
        closing: None,
        order,
        allocation: Some(allocation),
    };
    let made = Record::create(Id::new(Uuid::now_v7()), vacancy.owner, None, body, by.now);
    Ok(made.entered(ApplicationStatus::Submitted, by.now))
}
