//! When applications first came into each state, with what figures are told apart by.

use std::ops::Range;

use chrono::{DateTime, Utc};
use diesel::{dsl::count_star, prelude::*};
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        programme::{
            application::ApplicationStatus,
            closing::ClosingReason,
            statistics::{cube::Fact, month::Month},
        },
    },
    store::{
        backend::{DbConnection, each_backend},
        error::StoreError,
        schema::application_stages as table,
        tx::Tx,
        types::{DbInstant, DbUuid},
    },
};

/// What the figures of an application are told under, from the day on which it was put forward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks {
    /// The month in which it was put forward.
    pub cohort: Month,
    /// The employer.
    pub employer: Uuid,
    /// The values, in the order of the dimensions.
    pub values: [String; 3],
}

/// That an application came into a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// The application.
    pub application: Uuid,
    /// The state.
    pub stage: ApplicationStatus,
    /// When.
    pub at: DateTime<Utc>,
    /// Why, if it is closed.
    pub reason: Option<ClosingReason>,
}

type MarksRow = (i64, DbUuid, String, String, String);

/// What an application is told under; `None` if it was never put forward.
pub fn marks(conn: &mut DbConnection, application: Uuid) -> Result<Option<Marks>, StoreError> {
    use table::{cohort, employer, municipality, origin, trade};
    let row: Option<MarksRow> = table::table
        .filter(table::application.eq(DbUuid(application)))
        .filter(table::stage.eq(ApplicationStatus::Submitted.as_str()))
        .select((cohort, employer, origin, municipality, trade))
        .first(conn)
        .optional()?;
    Ok(row.map(read_marks))
}

fn read_marks((cohort, employer, origin, municipality, trade): MarksRow) -> Marks {
    let values = [origin, municipality, trade];
    Marks { cohort: Month(cohort), employer: employer.0, values }
}

/// Notes that an application came into a state, the first time that it did.
pub fn insert(tx: &mut Tx<'_>, entered: &Entered, marks: &Marks) -> Result<(), StoreError> {
    let [origin, municipality, trade] = &marks.values;
    let row = (
        table::application.eq(DbUuid(entered.application)),
        table::stage.eq(entered.stage.as_str()),
        table::at.eq(DbInstant(entered.at)),
        table::month.eq(Month::of(entered.at).0),
        table::cohort.eq(marks.cohort.0),
        table::employer.eq(DbUuid(marks.employer)),
        table::origin.eq(origin.as_str()),
        table::municipality.eq(municipality.as_str()),
        table::trade.eq(trade.as_str()),
        table::reason.eq(entered.reason.map(ClosingReason::as_str)),
    );
    each_backend!(tx.conn(), conn => diesel::insert_into(table::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(())
}

/// Forgets that an application was closed, once it begins again.
pub fn forget_closing(tx: &mut Tx<'_>, application: Uuid) -> Result<(), StoreError> {
    let closed = table::table
        .filter(table::application.eq(DbUuid(application)))
        .filter(table::stage.eq(ApplicationStatus::Closed.as_str()));
    diesel::delete(closed).execute(tx.conn())?;
    Ok(())
}

type Group = (i64, String, String, String, DbUuid, i64);

/// How many came into a state in each month from one to before another, by all that tells them apart.
pub fn counted(
    conn: &mut DbConnection,
    stage: ApplicationStatus,
    months: Range<Month>,
) -> Result<Vec<Fact>, StoreError> {
    use table::{employer, month, municipality, origin, trade};
    let groups: Vec<Group> = table::table
        .filter(table::stage.eq(stage.as_str()))
        .filter(month.ge(months.start.0).and(month.lt(months.end.0)))
        .group_by((month, origin, municipality, trade, employer))
        .select((month, origin, municipality, trade, employer, count_star()))
        .load(conn)?;
    groups.into_iter().map(|group| read_fact(months.start, group)).collect()
}

fn read_fact(first: Month, (month, a, b, c, employer, count): Group) -> Result<Fact, StoreError> {
    let corrupt = |error: std::num::TryFromIntError| {
        let (table, why) = ("application_stages", error.to_string());
        StoreError::CorruptRow { table, id: employer.0, why }
    };
    Ok(Fact {
        month: usize::try_from(month - first.0).map_err(corrupt)?,
        values: [a, b, c],
        employer: employer.0,
        count: u64::try_from(count).map_err(corrupt)?,
    })
}

type Row = (DbUuid, String, DbInstant, Option<String>);

/// The states that the applications of a cohort came into, each application's together, in no order.
pub fn of_cohort(
    conn: &mut DbConnection,
    months: Range<Month>,
) -> Result<Vec<Entered>, StoreError> {
    let rows: Vec<Row> = table::table
        .filter(table::cohort.ge(months.start.0).and(table::cohort.lt(months.end.0)))
        .order(table::application)
        .select((table::application, table::stage, table::at, table::reason))
        .load(conn)?;
    rows.into_iter().map(entered).collect()
}

fn entered((id, stage, at, reason): Row) -> Result<Entered, StoreError> {
    let corrupt = |error: Invalid| StoreError::CorruptRow {
        table: "application_stages",
        id: id.0,
        why: error.0,
    };
    let stage = stage.parse().map_err(corrupt)?;
    let reason = reason.map(|reason| reason.parse()).transpose().map_err(corrupt)?;
    Ok(Entered { application: id.0, stage, at: at.0, reason })
}
