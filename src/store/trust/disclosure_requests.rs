//! Disclosure requests: typed columns, so that the database knows whom they tie together.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        resource::{
            Record,
            id::Id,
            reach::{Extent, Reach},
        },
        trust::disclosure_request::{
            DisclosureRequest, DisclosureRequestBody, DisclosureRequestId, DisclosureStatus,
        },
    },
    store::{
        backend::{DbConnection, DbMulti},
        changes::{Change, Note},
        error::StoreError,
        records::{Filter, Stored},
        schema::disclosure_requests as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = table, treat_none_as_default_value = false)]
struct Row {
    id: DbUuid,
    owner: DbUuid,
    agency: DbUuid,
    vacancy: DbUuid,
    candidate: DbUuid,
    status: String,
    version: i64,
    created_at: DbInstant,
    updated_at: DbInstant,
    purpose: String,
    approved_until: Option<DbInstant>,
}

impl Row {
    fn of(request: &DisclosureRequest) -> Self {
        let body = &request.body;
        Self {
            id: DbUuid(request.id.0),
            owner: DbUuid(request.owner),
            agency: DbUuid(body.agency),
            vacancy: DbUuid(body.vacancy.0),
            candidate: DbUuid(body.candidate.0),
            status: request.status.to_string(),
            version: request.version,
            created_at: DbInstant(request.created_at),
            updated_at: DbInstant(request.updated_at),
            purpose: body.purpose.clone(),
            approved_until: body.approved_until.map(DbInstant),
        }
    }

    fn read(self) -> Result<DisclosureRequest, StoreError> {
        let status = self.status.parse().map_err(|error: Invalid| StoreError::CorruptRow {
            table: "disclosure_requests",
            id: self.id.0,
            why: error.0,
        })?;
        Ok(Record {
            id: Id::new(self.id.0),
            owner: self.owner.0,
            external_ref: None,
            status,
            version: self.version,
            created_at: self.created_at.0,
            updated_at: self.updated_at.0,
            body: DisclosureRequestBody {
                vacancy: Id::new(self.vacancy.0),
                candidate: Id::new(self.candidate.0),
                agency: self.agency.0,
                purpose: self.purpose,
                approved_until: self.approved_until.map(|until| until.0),
            },
        })
    }
}

type Query<'q> = table::BoxedQuery<'q, DbMulti>;

/// Every read begins here, so none forgets the reach.
fn within<'q>(reach: Reach<DisclosureRequestBody>) -> Query<'q> {
    let query = table::table.into_boxed::<DbMulti>();
    match reach.extent() {
        Extent::All => query,
        Extent::Owner(owner) => query.filter(table::owner.eq(DbUuid(owner))),
        Extent::Party(agency) => query.filter(table::agency.eq(DbUuid(agency))),
        Extent::Public | Extent::Nothing => query.filter(table::version.lt(0)),
    }
}

fn filtered<'q>(mut query: Query<'q>, filter: &Filter) -> Query<'q> {
    if !filter.status.is_empty() {
        query = query.filter(table::status.eq_any(filter.status.clone()));
    }
    if let Some(owner) = filter.owner {
        query = query.filter(table::owner.eq(DbUuid(owner)));
    }
    if let Some(since) = filter.changed_since {
        query = query.filter(table::updated_at.ge(DbInstant(since)));
    }
    query
}

fn load(conn: &mut DbConnection, query: Query<'_>) -> Result<Vec<DisclosureRequest>, StoreError> {
    let rows: Vec<Row> = query.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// Stores a new request.
pub fn insert(tx: &mut Tx<'_>, request: &DisclosureRequest, note: Note) -> Result<(), StoreError> {
    diesel::insert_into(table::table).values(Row::of(request)).execute(tx.conn())?;
    tx.log(Change::of(None, request, note));
    Ok(())
}

/// The approved requests whose time was over before a moment.
pub fn approved_until_before(
    conn: &mut DbConnection,
    moment: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<DisclosureRequest>, StoreError> {
    let over = table::table
        .filter(table::status.eq(DisclosureStatus::Approved.as_str()))
        .filter(table::approved_until.lt(DbInstant(moment)))
        .into_boxed::<DbMulti>();
    load(conn, over.order(table::approved_until).limit(limit))
}

/// Every request about a candidate, oldest first.
pub fn about_candidate(
    conn: &mut DbConnection,
    candidate: Uuid,
) -> Result<Vec<DisclosureRequest>, StoreError> {
    let about = table::table.filter(table::candidate.eq(DbUuid(candidate)));
    load(conn, about.into_boxed::<DbMulti>().order(table::id))
}

/// Removes every request about a candidate, so that an erased one leaves none. Returns which.
pub fn forget_candidate(tx: &mut Tx<'_>, candidate: Uuid) -> Result<Vec<Uuid>, StoreError> {
    let about = table::table.filter(table::candidate.eq(DbUuid(candidate)));
    let gone: Vec<DbUuid> = diesel::delete(about).returning(table::id).get_results(tx.conn())?;
    Ok(gone.into_iter().map(|id| id.0).collect())
}

impl Stored for DisclosureRequestBody {
    fn update(
        tx: &mut Tx<'_>,
        before: &DisclosureRequest,
        after: &DisclosureRequest,
        note: Note,
    ) -> Result<bool, StoreError> {
        let present = table::table
            .filter(table::id.eq(DbUuid(after.id.0)))
            .filter(table::version.eq(before.version));
        let rows = diesel::update(present)
            .set((
                table::status.eq(after.status.as_str()),
                table::version.eq(after.version),
                table::updated_at.eq(DbInstant(after.updated_at)),
                table::approved_until.eq(after.body.approved_until.map(DbInstant)),
            ))
            .execute(tx.conn())?;
        if rows > 0 {
            tx.log(Change::of(Some(before.status), after, note));
        }
        Ok(rows > 0)
    }

    fn find(
        conn: &mut DbConnection,
        reach: Reach<Self>,
        id: DisclosureRequestId,
    ) -> Result<Option<DisclosureRequest>, StoreError> {
        Ok(load(conn, within(reach).filter(table::id.eq(DbUuid(id.0))))?.pop())
    }

    fn list(
        conn: &mut DbConnection,
        reach: Reach<Self>,
        filter: &Filter,
        after: Option<DisclosureRequestId>,
        limit: usize,
    ) -> Result<Vec<DisclosureRequest>, StoreError> {
        let mut query = filtered(within(reach), filter);
        if let Some(after) = after {
            query = query.filter(table::id.lt(DbUuid(after.0)));
        }
        let limit = at_most(limit);
        load(conn, query.order(table::id.desc()).limit(limit))
    }

    fn count(
        conn: &mut DbConnection,
        reach: Reach<Self>,
        filter: &Filter,
    ) -> Result<i64, StoreError> {
        Ok(filtered(within(reach), filter).count().get_result(conn)?)
    }
}
