//! What makes a saved search a document: who may save which question, and how many.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        edition::Edition,
        error::AppError,
        resource::rules::{DocumentRules, ResourceRules},
        trust::profiles::{lacks_substance, may_see_candidates},
    },
    domain::{
        FieldError,
        access::actor::{Actor, Denied},
        parties::{agency::AgencyBody, employer::EmployerBody},
        recruitment::{
            candidate::CandidateBody,
            saved_search::{SavedQuestion, SavedSearch, SavedSearchBody, SavedSearchStatus},
            vacancy::VacancyBody,
        },
        resource::{Resource, id::Id},
    },
    store::{
        backend::DbConnection,
        changes,
        records::{Document, Filter, Stored},
        tx::Tx,
    },
    taxonomy::Taxonomy,
};

/// Saved searches of one organisation at most.
const MOST: i64 = 100;

impl ResourceRules for SavedSearchBody {
    /// An employer asks as it may ask otherwise, an agency with its own candidates, and neither has more than so many.
    fn ask_law(tx: &mut Tx<'_>, later: &SavedSearch, _now: DateTime<Utc>) -> Result<(), AppError> {
        if later.version == 1 {
            hold_owner(tx.conn(), later)?;
            has_room(tx.conn(), later.owner)?;
        }
        if later.status == SavedSearchStatus::Paused {
            return Ok(());
        }
        let (conn, owner) = (tx.conn(), later.owner);
        match &later.body.question {
            SavedQuestion::VacancyId(id) => {
                employer_may_ask(conn, owner)?;
                is_own::<VacancyBody>(conn, *id, (owner, "/vacancy_id"))
            }
            SavedQuestion::Vacancy(body) => {
                employer_may_ask(conn, owner)?;
                lacks_substance(body).map_or(Ok(()), |error| Err(AppError::Invalid(vec![error])))
            }
            SavedQuestion::CandidateId(id) => {
                let asks = AgencyBody::find(conn, Actor::System.reach(), Id::new(owner))?;
                asks.ok_or(Denied::Role)?;
                is_own::<CandidateBody>(conn, *id, (owner, "/candidate_id"))
            }
        }
    }
}

impl DocumentRules for SavedSearchBody {
    const IS_ASKED_WHEN_NEW: bool = true;

    /// A new question is asked of what changes from now on.
    fn settle(tx: &mut Tx<'_>, body: &mut Self, _now: DateTime<Utc>) -> Result<(), AppError> {
        if body.since.is_none() {
            body.since = Some(changes::position(tx.conn())?);
        }
        Ok(())
    }

    fn read_texts(&mut self, edition: &Edition) {
        if let SavedQuestion::Vacancy(body) = &mut self.question {
            body.read_texts(edition);
        }
    }

    fn unknown_codes(&self, taxonomy: &Taxonomy) -> Vec<FieldError> {
        let SavedQuestion::Vacancy(body) = &self.question else { return Vec::new() };
        let within = |error: FieldError| FieldError {
            pointer: format!("/vacancy{}", error.pointer),
            ..error
        };
        body.unknown_codes(taxonomy).into_iter().map(within).collect()
    }
}

/// Lets the organisation save one search at a time, so that they can be counted.
fn hold_owner(conn: &mut DbConnection, search: &SavedSearch) -> Result<(), AppError> {
    match search.body.question {
        SavedQuestion::CandidateId(_) => AgencyBody::claim(conn, Id::new(search.owner))?,
        SavedQuestion::VacancyId(_) | SavedQuestion::Vacancy(_) => {
            EmployerBody::claim(conn, Id::new(search.owner))?;
        }
    }
    Ok(())
}

fn has_room(conn: &mut DbConnection, owner: Uuid) -> Result<(), AppError> {
    let of_owner = Filter { owner: Some(owner), ..Filter::default() };
    if SavedSearchBody::count(conn, Actor::System.reach(), &of_owner)? < MOST {
        return Ok(());
    }
    let detail = format!("an organisation has {MOST} saved searches at most: delete one first");
    Err(AppError::Conflict(detail))
}

/// Only a verified employer asks for candidates.
fn employer_may_ask(conn: &mut DbConnection, owner: Uuid) -> Result<(), AppError> {
    let employer = EmployerBody::find(conn, Actor::System.reach(), Id::new(owner))?;
    may_see_candidates(employer.ok_or(Denied::Role)?.status)
}

/// The record is of the organisation that asks with it.
fn is_own<R: Stored + Resource>(
    conn: &mut DbConnection,
    id: Id<R>,
    (owner, pointer): (Uuid, &str),
) -> Result<(), AppError> {
    let found = R::find(conn, Actor::System.reach(), id)?;
    if found.is_some_and(|record| record.owner == owner) {
        return Ok(());
    }
    let detail = format!("there is no such {}, or it is not yours: name one of your own", R::KIND);
    Err(AppError::Invalid(vec![FieldError::new(pointer, "unknown_id", detail)]))
}
