//! Who sees what of an allocation: operators all, an employer what is about its own vacancies.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use uuid::Uuid;

use crate::{
    allocation::{Input, Outcome},
    app::{App, error::AppError, programme::allocations::freezing::unwritable},
    domain::{
        access::{actor::Actor, relation::Relation},
        programme::allocation::{Allocation, AllocationBody, AllocationId, AllocationStatus},
        recruitment::vacancy::VacancyBody,
        resource::Resource,
    },
    store::{
        backend::DbConnection,
        programme::allocations::{self, AllocationDocument},
        records::{Document, Stored},
    },
};

/// What went in and what came out, as they are kept.
#[derive(Debug)]
pub struct AllocationFile {
    /// What went in.
    pub input: serde_json::Value,
    /// What came out.
    pub result: serde_json::Value,
}

/// What an allocation found, with the groups that were one unit.
#[derive(Debug)]
pub struct AllocationFindings {
    /// Who sits where, and who does not.
    pub outcome: Outcome,
    /// Of each group its members; none to an employer.
    pub groups: HashMap<Uuid, Vec<Uuid>>,
}

impl App {
    /// What an allocation found, as far as the actor may see it.
    pub fn allocation_result(
        &self,
        actor: &Actor,
        id: AllocationId,
    ) -> Result<AllocationFindings, AppError> {
        if let Some(worker) = actor.worker() {
            return self.own_line(worker.candidate, id);
        }
        let allocation: Allocation = self.find_record(actor, id)?;
        if !allocation.status.is_computed() {
            return Err(not_worked_out(&allocation));
        }
        let mut outcome = self.store.read(|conn| outcome(conn, id))?;
        if allocation.relation(actor) == Relation::Party {
            let all: Vec<Uuid> = outcome.vacancies.iter().map(|load| load.vacancy).collect();
            let own = self.own_vacancies(actor, &all)?;
            keep_own(&mut outcome, &own);
            let seats = outcome.placements.iter().flat_map(|placement| &placement.seats);
            let candidates: Vec<Uuid> = seats.map(|seat| seat.candidate).collect();
            self.see_profiles(actor, &candidates)?;
            return Ok(AllocationFindings { outcome, groups: HashMap::new() });
        }
        let groups = self.store.read(|conn| groups(conn, id))?;
        Ok(AllocationFindings { outcome, groups })
    }

    /// What an allocation that was confirmed found for a worker who took part in it, and nothing of anybody else.
    fn own_line(&self, worker: Uuid, id: AllocationId) -> Result<AllocationFindings, AppError> {
        let server = self.as_server("a worker reads the own line of an allocation of operators");
        server.store.read(|conn| {
            let nothing = || AppError::NoSuch(AllocationBody::KIND);
            let allocation = AllocationBody::find(conn, Actor::System.reach(), id)?;
            let allocation = allocation.ok_or_else(nothing)?;
            if allocation.status != AllocationStatus::Confirmed {
                return Err(nothing());
            }
            let Units { units } = units(conn, id)?;
            let mine = |unit: &UnitMembers| unit.members.iter().any(|one| one.candidate == worker);
            let unit = units.iter().find(|unit| mine(unit)).ok_or_else(nothing)?.id;
            let mut outcome = outcome(conn, id)?;
            keep_line(&mut outcome, unit, worker);
            Ok(AllocationFindings { outcome, groups: HashMap::new() })
        })
    }

    /// Both documents of an allocation, for a checker of the reader's own.
    pub fn allocation_file(
        &self,
        actor: &Actor,
        id: AllocationId,
    ) -> Result<AllocationFile, AppError> {
        let allocation = self.operated(actor, id)?;
        if !allocation.status.is_computed() {
            return Err(not_worked_out(&allocation));
        }
        self.store.read(|conn| file(conn, id))
    }

    /// Those of some vacancies that belong to the organisation of the actor.
    pub(super) fn own_vacancies(
        &self,
        actor: &Actor,
        ids: &[Uuid],
    ) -> Result<HashSet<Uuid>, AppError> {
        let reach = Actor::System.reach();
        let found = self.store.read(|conn| VacancyBody::find_all(conn, reach, ids))?;
        let own = found.iter().filter(|one| Some(one.owner) == actor.organisation());
        Ok(own.map(|one| one.id.0).collect())
    }
}

pub(super) fn not_worked_out(allocation: &Allocation) -> AppError {
    let (kind, status) = (AllocationBody::KIND, allocation.status);
    AppError::Conflict(format!("the {kind} is {status}: its result is not there"))
}

/// Leaves what is about these vacancies.
fn keep_own(outcome: &mut Outcome, own: &HashSet<Uuid>) {
    outcome.vacancies.retain(|load| own.contains(&load.vacancy));
    for placement in &mut outcome.placements {
        placement.seats.retain(|seat| own.contains(&seat.vacancy));
    }
    outcome.placements.retain(|placement| !placement.seats.is_empty());
    outcome.unplaced.clear();
    outcome.loads.clear();
    outcome.wishes_within_cap.clear();
    outcome.certificate.blocking_pairs.clear();
}

/// Leaves what is about this worker, as a part of this unit.
fn keep_line(outcome: &mut Outcome, unit: Uuid, worker: Uuid) {
    for placement in &mut outcome.placements {
        placement.seats.retain(|seat| seat.candidate == worker);
    }
    outcome.placements.retain(|placement| !placement.seats.is_empty());
    outcome.unplaced.retain(|one| one.unit == unit);
    outcome.wishes_within_cap.retain(|wish| wish.unit == unit);
    outcome.certificate.blocking_pairs.retain(|wish| wish.unit == unit);
    outcome.vacancies.clear();
    outcome.loads.clear();
}

/// The text of a document that must be there.
pub(super) fn text(
    conn: &mut DbConnection,
    id: AllocationId,
    kind: AllocationDocument,
) -> Result<String, AppError> {
    let missing = || crate::store::StoreError::CorruptRow {
        table: "allocation_documents",
        id: id.0,
        why: "is missing".to_owned(),
    };
    Ok(allocations::find(conn, id, kind)?.ok_or_else(missing)?)
}

/// What went in.
pub(super) fn input(conn: &mut DbConnection, id: AllocationId) -> Result<Input, AppError> {
    serde_json::from_str(&text(conn, id, AllocationDocument::Input)?).map_err(unwritable)
}

/// Of what went in who is in which group.
#[derive(Deserialize)]
struct Units {
    units: Vec<UnitMembers>,
}

#[derive(Deserialize)]
struct UnitMembers {
    id: Uuid,
    members: Vec<MemberId>,
}

#[derive(Deserialize)]
struct MemberId {
    candidate: Uuid,
}

fn units(conn: &mut DbConnection, id: AllocationId) -> Result<Units, AppError> {
    serde_json::from_str(&text(conn, id, AllocationDocument::Input)?).map_err(unwritable)
}

/// The groups that went in, without all that is said of each member.
fn groups(conn: &mut DbConnection, id: AllocationId) -> Result<HashMap<Uuid, Vec<Uuid>>, AppError> {
    let Units { units } = units(conn, id)?;
    let groups = units.into_iter().filter(|unit| unit.members.len() > 1);
    let members = |unit: UnitMembers| unit.members.into_iter().map(|one| one.candidate).collect();
    Ok(groups.map(|unit| (unit.id, members(unit))).collect())
}

/// What came out.
pub(super) fn outcome(conn: &mut DbConnection, id: AllocationId) -> Result<Outcome, AppError> {
    serde_json::from_str(&text(conn, id, AllocationDocument::Result)?).map_err(unwritable)
}

/// Both documents.
pub(super) fn file(conn: &mut DbConnection, id: AllocationId) -> Result<AllocationFile, AppError> {
    let mut read = |kind| serde_json::from_str(&text(conn, id, kind)?).map_err(unwritable);
    Ok(AllocationFile {
        input: read(AllocationDocument::Input)?,
        result: read(AllocationDocument::Result)?,
    })
}
