//! Work that is signed for, or done: what a new ban has to do with.

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{Invalid, programme::application::ApplicationStatus},
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        schema::applications as table,
        types::{DbUuid, at_most},
    },
};

/// The states of an application that somebody has signed for, and that has not ended.
const RUNNING: &[ApplicationStatus] = &[
    ApplicationStatus::ContractSigned,
    ApplicationStatus::PredepartureTrained,
    ApplicationStatus::Departed,
    ApplicationStatus::Arrived,
    ApplicationStatus::MigrationRegistered,
    ApplicationStatus::WorkDocumentIssued,
    ApplicationStatus::Working,
];

/// A placement that runs, as ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Running {
    /// The application.
    pub application: Uuid,
    /// The employer.
    pub employer: Uuid,
    /// The vacancy.
    pub vacancy: Uuid,
    /// The job order, if it is under one.
    pub order: Option<Uuid>,
    /// How far it is.
    pub status: ApplicationStatus,
}

type Row = (DbUuid, DbUuid, DbUuid, Option<DbUuid>, String);

fn load(
    conn: &mut DbConnection,
    query: table::BoxedQuery<'_, DbMulti>,
    limit: usize,
) -> Result<Vec<Running>, StoreError> {
    let columns = (table::id, table::owner, table::vacancy, table::job_order, table::status);
    let running = query.filter(table::status.eq_any(RUNNING.iter().map(|state| state.as_str())));
    let rows: Vec<Row> = running.select(columns).limit(at_most(limit)).load(conn)?;
    let read = |(id, employer, vacancy, order, status): Row| {
        let corrupt = |error: Invalid| StoreError::CorruptRow {
            table: "applications",
            id: id.0,
            why: error.0,
        };
        Ok(Running {
            application: id.0,
            employer: employer.0,
            vacancy: vacancy.0,
            order: order.map(|order| order.0),
            status: status.parse().map_err(corrupt)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Those before the one with this id, newest first.
pub fn before(
    conn: &mut DbConnection,
    before: Option<Uuid>,
    limit: usize,
) -> Result<Vec<Running>, StoreError> {
    let before = DbUuid(before.unwrap_or(Uuid::max()));
    let query = table::table.filter(table::id.lt(before)).into_boxed();
    load(conn, query.order(table::id.desc()), limit)
}

/// Those after the one with this id, oldest first.
pub fn after(
    conn: &mut DbConnection,
    after: Option<Uuid>,
    limit: usize,
) -> Result<Vec<Running>, StoreError> {
    let after = DbUuid(after.unwrap_or(Uuid::nil()));
    let query = table::table.filter(table::id.gt(after)).into_boxed();
    load(conn, query.order(table::id.asc()), limit)
}
