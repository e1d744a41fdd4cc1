//! The SQL of the records tables, written once for all four.

use std::collections::BTreeSet;

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    FacetMatch, Filter, NewRecord, Row, Stored, Unread, Written, after_prefix, changed, contains,
    gone,
    new_record::{self, NewFacet},
    record, written,
};
use crate::{
    domain::{
        concepts::facet::Facet,
        parties::{agency::AgencyBody, employer::EmployerBody},
        recruitment::{candidate::CandidateBody, vacancy::VacancyBody},
        resource::{
            Record, Resource,
            id::Id,
            reach::{Extent, Reach},
        },
    },
    store::{
        backend::{DbConnection, DbMulti, insert_rows},
        changes::{Note, State},
        error::StoreError,
        schema,
        taxonomy::unresolved_texts,
        tx::Tx,
        types::{DbInstant, DbUuid},
    },
};

macro_rules! records_table {
    ($module:ident, $table:ident, $facets:ident, $body:ty, $state:ident) => {
        mod $module {
            use super::*;
            use schema::{$facets as facets, $table as table};

            const COLUMNS: (
                table::id,
                table::owner,
                table::external_ref,
                table::status,
                table::version,
                table::created_at,
                table::updated_at,
                table::body,
            ) = (
                table::id,
                table::owner,
                table::external_ref,
                table::status,
                table::version,
                table::created_at,
                table::updated_at,
                table::body,
            );

            type Query<'q> = table::BoxedQuery<'q, DbMulti>;

            /// Every read begins here, so none forgets the reach.
            fn within<'q>(reach: Reach<$body>) -> Query<'q> {
                let query = table::table.into_boxed::<DbMulti>();
                match reach.extent() {
                    Extent::All => query,
                    Extent::Owner(owner) => query.filter(table::owner.eq(DbUuid(owner))),
                    Extent::Public => match <$body>::PUBLIC {
                        Some(status) => query.filter(table::status.eq(status.to_string())),
                        None => query.filter(table::version.lt(0)),
                    },
                    Extent::Nothing => query.filter(table::version.lt(0)),
                }
            }

            fn filtered<'q>(mut query: Query<'q>, filter: &Filter) -> Query<'q> {
                if !filter.status.is_empty() {
                    query = query.filter(table::status.eq_any(filter.status.clone()));
                }
                if let Some(owner) = filter.owner {
                    query = query.filter(table::owner.eq(DbUuid(owner)));
                }
                if let Some(reference) = &filter.external_ref {
                    query = query.filter(table::external_ref.eq(reference.to_string()));
                }
                if let Some(since) = filter.changed_since {
                    query = query.filter(table::updated_at.ge(DbInstant(since)));
                }
                if let Some(text) = &filter.text {
                    query = query.filter(table::search.like(contains(text)).escape('\\'));
                }
                for (kind, wanted) in &filter.facets {
                    let with =
                        facets::table.filter(facets::kind.eq(kind.as_str())).select(facets::record);
                    query = match wanted {
                        FacetMatch::Is(value) => query
                            .filter(table::id.eq_any(with.filter(facets::value.eq(value.clone())))),
                        FacetMatch::BeginsWith(prefix) => query.filter(
                            table::id.eq_any(
                                with.filter(facets::value.ge(prefix.clone()))
                                    .filter(facets::value.lt(after_prefix(prefix))),
                            ),
                        ),
                    };
                }
                query
            }

            fn load(
                conn: &mut DbConnection,
                query: Query<'_>,
            ) -> Result<Vec<Record<$body>>, StoreError> {
                let rows: Vec<Row> = query.select(COLUMNS).load(conn)?;
                rows.into_iter().map(|row| record(stringify!($table), row)).collect()
            }

            /// Writes what is new among the facets of a record, and removes what is no more.
            fn change_facets(
                conn: &mut DbConnection,
                record: Uuid,
                before: &BTreeSet<Facet>,
                after: &BTreeSet<Facet>,
            ) -> Result<(), StoreError> {
                for facet in before.difference(after) {
                    let key = (facet.kind.as_str(), &facet.value, DbUuid(record));
                    diesel::delete(facets::table.find(key)).execute(conn)?;
                }
                let new: Vec<NewFacet> =
                    after.difference(before).map(|facet| NewFacet::of(record, facet)).collect();
                insert_facets(conn, &new)
            }

            /// Writes facets, sixteen with a statement: one of a fixed number of rows is prepared once.
            fn insert_facets(conn: &mut DbConnection, rows: &[NewFacet]) -> Result<(), StoreError> {
                let (many, rest) = rows.as_chunks::<16>();
                match conn {
                    DbConnection::Postgres(conn) => {
                        if !rows.is_empty() {
                            diesel::insert_into(facets::table).values(rows).execute(conn)?;
                        }
                    }
                    DbConnection::Sqlite(conn) => {
                        for rows in many {
                            diesel::insert_into(facets::table).values(rows).execute(conn)?;
                        }
                        for row in rest {
                            diesel::insert_into(facets::table).values(row).execute(conn)?;
                        }
                    }
                }
                Ok(())
            }

            impl Stored for $body {
                fn write_new(
                    conn: &mut DbConnection,
                    all: &[&NewRecord],
                ) -> Result<(), StoreError> {
                    insert_rows!(conn, table::table, new_record::rows(all));
                    insert_facets(conn, &new_record::facet_rows(all))
                }

                fn update(
                    tx: &mut Tx<'_>,
                    before: &Record<Self>,
                    after: &Record<Self>,
                    note: Note,
                ) -> Result<bool, StoreError> {
                    let Written { external_ref, status, updated_at, search, body } =
                        written(after)?;
                    let at = table::table
                        .filter(table::id.eq(DbUuid(after.id.0)))
                        .filter(table::version.eq(before.version));
                    let rows = diesel::update(at)
                        .set((
                            table::external_ref.eq(external_ref),
                            table::status.eq(status),
                            table::version.eq(after.version),
                            table::updated_at.eq(updated_at),
                            table::search.eq(search),
                            table::body.eq(body),
                        ))
                        .execute(tx.conn())?;
                    if rows == 0 {
                        return Ok(false);
                    }
                    let (old, new) = (new_record::facets(before), new_record::facets(after));
                    change_facets(tx.conn(), after.id.0, &old, &new)?;
                    unresolved_texts::keep(tx.conn(), after)?;
                    tx.log(changed(after, note));
                    Ok(true)
                }

                fn delete(
                    tx: &mut Tx<'_>,
                    record: &Record<Self>,
                    note: Note,
                ) -> Result<bool, StoreError> {
                    let id = DbUuid(record.id.0);
                    let now = table::table
                        .filter(table::id.eq(id))
                        .filter(table::version.eq(record.version));
                    if diesel::delete(now).execute(tx.conn())? == 0 {
                        return Ok(false);
                    }
                    change_facets(
                        tx.conn(),
                        record.id.0,
                        &new_record::facets(record),
                        &BTreeSet::new(),
                    )?;
                    unresolved_texts::forget(tx.conn(), record.id.0)?;
                    tx.log(gone(record, note));
                    Ok(true)
                }

                fn find(
                    conn: &mut DbConnection,
                    reach: Reach<Self>,
                    id: Id<Self>,
                ) -> Result<Option<Record<Self>>, StoreError> {
                    Ok(load(conn, within(reach).filter(table::id.eq(DbUuid(id.0))))?.pop())
                }

                fn list(
                    conn: &mut DbConnection,
                    reach: Reach<Self>,
                    filter: &Filter,
                    after: Option<Id<Self>>,
                    limit: usize,
                ) -> Result<Vec<Record<Self>>, StoreError> {
                    let mut query = filtered(within(reach), filter);
                    if let Some(after) = after {
                        query = query.filter(table::id.lt(DbUuid(after.0)));
                    }
                    load(
                        conn,
                        query
                            .order(table::id.desc())
                            .limit(i64::try_from(limit).unwrap_or(i64::MAX)),
                    )
                }

                fn count(
                    conn: &mut DbConnection,
                    reach: Reach<Self>,
                    filter: &Filter,
                ) -> Result<i64, StoreError> {
                    Ok(filtered(within(reach), filter).count().get_result(conn)?)
                }

                fn find_all(
                    conn: &mut DbConnection,
                    reach: Reach<Self>,
                    ids: &[Uuid],
                ) -> Result<Vec<Record<Self>>, StoreError> {
                    let ids: Vec<DbUuid> = ids.iter().copied().map(DbUuid).collect();
                    load(conn, within(reach).filter(table::id.eq_any(ids)))
                }

                fn scan(
                    conn: &mut DbConnection,
                    reach: Reach<Self>,
                    after: Option<Id<Self>>,
                    limit: usize,
                ) -> Result<Vec<Unread<Self>>, StoreError> {
                    let mut query = within(reach);
                    if let Some(after) = after {
                        query = query.filter(table::id.gt(DbUuid(after.0)));
                    }
                    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
                    let rows: Vec<Row> =
                        query.order(table::id.asc()).limit(limit).select(COLUMNS).load(conn)?;
                    Ok(rows.into_iter().map(|row| Unread::new(stringify!($table), row)).collect())
                }

                fn state(record: Record<Self>) -> State {
                    State::$state(Box::new(record))
                }
            }
        }
    };
}

records_table!(employers, employers, employer_facets, EmployerBody, Employer);
records_table!(agencies, agencies, agency_facets, AgencyBody, Agency);
records_table!(vacancies, vacancies, vacancy_facets, VacancyBody, Vacancy);
records_table!(candidates, candidates, candidate_facets, CandidateBody, Candidate);
