//! Checks of offers of work, which are only added: the database refuses the rest.

use std::collections::HashSet;

use chrono::ParseError;
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        law::compliance::{CheckCause, CheckSubject, CheckedRecord, ComplianceCheck},
        recruitment::vacancy::VacancyStatus,
        resource::{
            RecordKind,
            reach::{Extent, Reach},
        },
    },
    store::{
        backend::{DbConnection, DbMulti},
        changes::{Change, Note},
        error::StoreError,
        format,
        law::promised::schema::vacancies,
        records::present,
        schema::compliance_checks as table,
        tx::Tx,
        types::{DbInstant, DbJson, DbUuid, at_most},
    },
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = table, treat_none_as_default_value = false)]
struct Row {
    id: DbUuid,
    employer: DbUuid,
    vacancy: DbUuid,
    at: String,
    cause: String,
    result: String,
    rule_set: Option<DbUuid>,
    rule_set_name: Option<String>,
    checked_at: DbInstant,
    replaces: Option<DbUuid>,
    body: DbJson,
    subject: String,
    about: Option<DbUuid>,
}

/// Which checks to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct CheckFilter {
    /// Only of this vacancy, whatever of it was checked.
    pub vacancy: Option<Uuid>,
    /// Only of this subject.
    pub subject: Option<CheckSubject>,
    /// Only of the record with this id.
    pub about: Option<Uuid>,
    /// Only what the server made by itself.
    pub unasked: bool,
}

impl CheckFilter {
    /// The checks of one record.
    pub fn of(about: CheckedRecord) -> Self {
        let (subject, about) = (Some(about.subject), Some(about.id));
        Self { vacancy: None, subject, about, unasked: false }
    }
}

fn corrupt(id: Uuid, why: &impl ToString) -> StoreError {
    StoreError::CorruptRow { table: "compliance_checks", id, why: why.to_string() }
}

impl Row {
    fn of(check: &ComplianceCheck) -> Result<Self, StoreError> {
        let body = format::write(&check.body).map_err(|error| corrupt(check.id, &error))?;
        Ok(Self {
            id: DbUuid(check.id),
            employer: DbUuid(check.employer),
            vacancy: DbUuid(check.vacancy),
            at: check.at.to_string(),
            cause: check.cause.to_string(),
            result: check.result.to_string(),
            rule_set: check.rule_set.map(DbUuid),
            rule_set_name: check.rule_set_name.clone(),
            checked_at: DbInstant(check.checked_at),
            replaces: check.replaces.map(DbUuid),
            body: DbJson(body),
            subject: check.about.subject.to_string(),
            about: Some(DbUuid(check.about.id)),
        })
    }

    fn read(self) -> Result<ComplianceCheck, StoreError> {
        let id = self.id.0;
        let about = CheckedRecord {
            subject: self.subject.parse().map_err(|error: Invalid| corrupt(id, &error))?,
            id: self.about.map_or(self.vacancy.0, |about| about.0),
        };
        Ok(ComplianceCheck {
            id,
            about,
            employer: self.employer.0,
            vacancy: self.vacancy.0,
            at: self.at.parse().map_err(|error: ParseError| corrupt(id, &error))?,
            cause: self.cause.parse().map_err(|error: Invalid| corrupt(id, &error))?,
            result: self.result.parse().map_err(|error: Invalid| corrupt(id, &error))?,
            rule_set: self.rule_set.map(|set| set.0),
            rule_set_name: self.rule_set_name,
            checked_at: self.checked_at.0,
            replaces: self.replaces.map(|check| check.0),
            body: format::read(&self.body.0).map_err(|error| corrupt(id, &error))?,
        })
    }
}

type Query<'q> = table::BoxedQuery<'q, DbMulti>;

/// Every read of somebody's checks begins here, so none forgets the reach.
fn within<'q>(reach: Reach<ComplianceCheck>) -> Query<'q> {
    let query = table::table.into_boxed::<DbMulti>();
    match reach.extent() {
        Extent::All => query,
        Extent::Owner(owner) | Extent::Shared(owner) => {
            query.filter(table::employer.eq(DbUuid(owner)))
        }
        Extent::Party(_) | Extent::Worker(_) | Extent::Public | Extent::Nothing => {
            query.filter(table::id.is_null())
        }
    }
}

fn load(conn: &mut DbConnection, query: Query<'_>) -> Result<Vec<ComplianceCheck>, StoreError> {
    let rows: Vec<Row> = query.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// Writes a check down.
pub fn insert(tx: &mut Tx<'_>, check: &ComplianceCheck, note: Note) -> Result<(), StoreError> {
    diesel::insert_into(table::table).values(Row::of(check)?).execute(tx.conn())?;
    let change = Change::new(RecordKind::ComplianceCheck, check.id, 1, note);
    tx.log(change.between(None, Some(check.result)));
    Ok(())
}

/// The published vacancies with ids after one, in the order of their ids.
pub fn public_vacancies(
    conn: &mut DbConnection,
    after: Option<Uuid>,
    limit: usize,
) -> Result<Vec<Uuid>, StoreError> {
    let ids: Vec<DbUuid> = vacancies::table
        .filter(vacancies::status.eq(VacancyStatus::Published.as_str()))
        .filter(vacancies::id.gt(DbUuid(after.unwrap_or(Uuid::nil()))))
        .order(vacancies::id)
        .limit(at_most(limit))
        .select(vacancies::id)
        .load(conn)?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

/// The check with this id, if it is in reach.
pub fn find(
    conn: &mut DbConnection,
    reach: Reach<ComplianceCheck>,
    id: Uuid,
) -> Result<Option<ComplianceCheck>, StoreError> {
    Ok(load(conn, within(reach).filter(table::id.eq(DbUuid(id))))?.pop())
}

/// Which of these checks are in reach.
pub fn present(
    conn: &mut DbConnection,
    reach: Reach<ComplianceCheck>,
    ids: &[Uuid],
) -> Result<HashSet<Uuid>, StoreError> {
    present!(conn, within(reach), table::id, ids)
}

/// The checks in reach that were made before the one with this id, newest first.
pub fn list(
    conn: &mut DbConnection,
    reach: Reach<ComplianceCheck>,
    filter: CheckFilter,
    (before, limit): (Option<Uuid>, usize),
) -> Result<Vec<ComplianceCheck>, StoreError> {
    let mut query = within(reach).filter(table::id.lt(DbUuid(before.unwrap_or(Uuid::max()))));
    if let Some(vacancy) = filter.vacancy {
        query = query.filter(table::vacancy.eq(DbUuid(vacancy)));
    }
    if let Some(subject) = filter.subject {
        query = query.filter(table::subject.eq(subject.as_str()));
    }
    if let Some(about) = filter.about {
        let before_subjects = table::about.is_null().and(table::vacancy.eq(DbUuid(about)));
        query = query.filter(table::about.eq(DbUuid(about)).or(before_subjects));
    }
    if filter.unasked {
        query = query.filter(table::cause.ne(CheckCause::Asked.as_str()));
    }
    load(conn, query.order(table::id.desc()).limit(at_most(limit)))
}
