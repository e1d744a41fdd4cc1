//! The tables of documents and their SQL, written once for all kinds.

#![expect(clippy::ref_option_ref, reason = "Diesel's derive of Insertable makes such references")]

use std::collections::BTreeSet;

use diesel::{
    dsl::{count_star, sql},
    prelude::*,
    sql_types::{Bool, Text},
};
use uuid::Uuid;

use crate::{
    domain::{
        concepts::facet::{Facet, FacetKind},
        resource::{
            Record, Resource,
            id::Id,
            reach::{Extent, Reach},
        },
        values::place::Municipality,
    },
    store::{
        backend::{DbConnection, DbMulti, insert_rows},
        changes::{Change, Note},
        error::StoreError,
        records::{
            among::Among,
            filter::{FacetMatch, Filter, Meaning, after_prefix, contains},
            ranking::{Order, Rank, Ranking, nearest_key},
            row::{self, Changing, NewRow, Row, Unread},
            schema::document_schema,
            stored::{Document, Stored},
            tombstones,
        },
        registry::documents,
        taxonomy::unresolved_texts,
        trust::consents,
        tx::Tx,
        types::{DbInstant, DbJson, DbUuid, at_most},
    },
};

/// Declares the two tables of each kind of document, and how it is stored.
macro_rules! document_tables {
    ($($table:ident, $facets:ident: $body:ty;)+) => { $(document_table!($table, $facets, $body);)+ };
}

macro_rules! document_table {
    ($table:ident, $facets:ident, $body:ty) => {
        mod $table {
            use super::*;

            document_schema!($table, $facets);
            use schema::{$facets as facets, $table as table};

            #[derive(Clone, Copy, Insertable)]
            #[diesel(table_name = table, treat_none_as_default_value = false)]
            struct NewValues<'r> {
                id: DbUuid,
                owner: DbUuid,
                external_ref: Option<&'r str>,
                status: &'r str,
                version: i64,
                created_at: DbInstant,
                updated_at: DbInstant,
                search: &'r str,
                body: &'r DbJson,
            }

            impl<'r> NewValues<'r> {
                fn of(row: &'r NewRow) -> Self {
                    let Changing { external_ref, status, updated_at, search, body } = &row.changing;
                    Self {
                        id: row.id,
                        owner: row.owner,
                        external_ref: external_ref.as_deref(),
                        status,
                        version: row.version,
                        created_at: row.created_at,
                        updated_at: *updated_at,
                        search,
                        body,
                    }
                }
            }

            /// They are ordered as the table is, so that neighbours are written one after another.
            #[derive(PartialEq, Eq, PartialOrd, Ord, Insertable)]
            #[diesel(table_name = facets)]
            struct NewFacet<'r> {
                kind: &'static str,
                value: &'r str,
                record: DbUuid,
            }

            impl<'r> NewFacet<'r> {
                fn of(record: DbUuid, facet: &'r Facet) -> Self {
                    Self { kind: facet.kind.as_str(), value: &facet.value, record }
                }
            }

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
            type WithWords = Box<dyn BoxableExpression<table::table, DbMulti, SqlType = Bool>>;

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
                    Extent::Party(organisation) => {
                        let party = facets::table
                            .filter(facets::kind.eq(FacetKind::Party.as_str()))
                            .filter(facets::value.eq(organisation.to_string()));
                        query.filter(table::id.eq_any(party.select(facets::record)))
                    }
                    Extent::Shared(organisation) => {
                        let party = facets::table
                            .filter(facets::kind.eq(FacetKind::Party.as_str()))
                            .filter(facets::value.eq(organisation.to_string()));
                        let own = table::owner.eq(DbUuid(organisation));
                        query.filter(own.or(table::id.eq_any(party.select(facets::record))))
                    }
                    Extent::Worker(_) | Extent::Nothing => query.filter(table::version.lt(0)),
                }
            }

            /// Whose these documents are, each with the document. Who takes part stands in no column.
            fn concerned(
                conn: &mut DbConnection,
                reach: Reach<$body>,
                ids: &[DbUuid],
            ) -> QueryResult<Option<Vec<(DbUuid, DbUuid)>>> {
                if !<$body>::PARTIES.is_empty() {
                    return Ok(None);
                }
                let these = within(reach).filter(table::id.eq_any(ids.to_vec()));
                these.select((table::owner, table::id)).load(conn).map(Some)
            }

            fn filtered<'q>(mut query: Query<'q>, filter: &Filter) -> Query<'q> {
                if !filter.status.is_empty() {
                    query = query.filter(table::status.eq_any(filter.status.clone()));
                }
                if let Some(owner) = filter.owner {
                    query = query.filter(table::owner.eq(DbUuid(owner)));
                }
                if !filter.references.is_empty() {
                    let texts: Vec<_> = filter.references.iter().map(ToString::to_string).collect();
                    query = query.filter(table::external_ref.eq_any(texts));
                }
                if let Some(since) = filter.changed_since {
                    query = query.filter(table::updated_at.ge(DbInstant(since)));
                }
                if filter.revised {
                    query = query.filter(table::version.gt(1));
                }
                if let Some(places) = &filter.within {
                    let codes: Vec<String> = places.iter().map(ToString::to_string).collect();
                    let there = facets::table
                        .filter(facets::kind.eq(FacetKind::Municipality.as_str()))
                        .filter(facets::value.eq_any(codes));
                    query = query.filter(table::id.eq_any(there.select(facets::record)));
                }
                if let Some((member, day)) = filter.ended {
                    let before = format!("body ->> '{member}' < '{day}'");
                    query = query.filter(sql::<Bool>(&before));
                }
                if let Some(text) = &filter.text {
                    query = query.filter(table::search.like(contains(text)).escape('\\'));
                }
                if filter.words.is_some() {
                    query = meaning(query, filter.meaning.clone().unwrap_or_default());
                }
                for (kind, wanted) in &filter.facets {
                    let with =
                        facets::table.filter(facets::kind.eq(kind.as_str())).select(facets::record);
                    query = match wanted {
                        FacetMatch::Is(value) => query
                            .filter(table::id.eq_any(with.filter(facets::value.eq(value.clone())))),
                        FacetMatch::OneOf(values) => query.filter(
                            table::id.eq_any(with.filter(facets::value.eq_any(values.clone()))),
                        ),
                        FacetMatch::AtLeast(least) => query
                            .filter(table::id.eq_any(with.filter(facets::value.ge(least.clone())))),
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

            /// Those about one of these occupations or skills, or with all of these words in titles and duties.
            fn meaning(query: Query<'_>, meaning: Meaning) -> Query<'_> {
                let is = |kind: FacetKind, ids: Vec<String>| {
                    facets::kind.eq(kind.as_str()).and(facets::value.eq_any(ids))
                };
                let about = facets::table
                    .filter(
                        is(FacetKind::Trade, meaning.occupations)
                            .or(is(FacetKind::Skill, meaning.skills)),
                    )
                    .select(facets::record);
                let about = table::id.eq_any(about);
                let word = |text: &String| {
                    let with = facets::table
                        .filter(facets::kind.eq(FacetKind::Word.as_str()))
                        .filter(facets::value.ge(text.clone()))
                        .filter(facets::value.lt(format!("{text}{}", char::MAX)));
                    table::id.eq_any(with.select(facets::record))
                };
                let [first, rest @ ..] = meaning.words.as_slice() else {
                    return query.filter(about);
                };
                let mut worded: WithWords = Box::new(word(first));
                for text in rest {
                    worded = Box::new(worded.and(word(text)));
                }
                query.filter(about.or(worded))
            }

            fn load(
                conn: &mut DbConnection,
                query: Query<'_>,
            ) -> Result<Vec<Record<$body>>, StoreError> {
                let rows: Vec<Row> = query.select(COLUMNS).load(conn)?;
                rows.into_iter().map(|row| Unread::new(stringify!($table), row).read()).collect()
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
                let new: Vec<NewFacet<'_>> = after
                    .difference(before)
                    .map(|facet| NewFacet::of(DbUuid(record), facet))
                    .collect();
                insert_facets(conn, &new)
            }

            /// Writes facets, sixteen with a statement: one of a fixed number of rows is prepared once.
            fn insert_facets(
                conn: &mut DbConnection,
                rows: &[NewFacet<'_>],
            ) -> Result<(), StoreError> {
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

            $crate::store::records::ranking::ranked_parts!($body);

            impl Stored for $body {
                fn update(
                    tx: &mut Tx<'_>,
                    before: &Record<Self>,
                    after: &Record<Self>,
                    note: Note,
                ) -> Result<bool, StoreError> {
                    let Changing { external_ref, status, updated_at, search, body } =
                        Changing::of(after)?;
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
                    let (old, new) = (row::facets(before), row::facets(after));
                    change_facets(tx.conn(), after.id.0, &old, &new)?;
                    unresolved_texts::keep(tx.conn(), after)?;
                    consents::keep(tx.conn(), (before, after), &note)?;
                    tombstones::moved(tx.conn(), before, after)?;
                    tx.log(Change::of(Some(before.status), after, note));
                    Ok(true)
                }

                $crate::store::records::stored_reads!();
            }

            impl Document for $body {
                fn write_new(conn: &mut DbConnection, all: &[&NewRow]) -> Result<(), StoreError> {
                    let rows: Vec<NewValues<'_>> =
                        all.iter().map(|row| NewValues::of(row)).collect();
                    insert_rows!(conn, table::table, rows);
                    let mut facets: Vec<NewFacet<'_>> = all
                        .iter()
                        .flat_map(|row| row.facets.iter().map(|facet| NewFacet::of(row.id, facet)))
                        .collect();
                    facets.sort_unstable();
                    insert_facets(conn, &facets)
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
                    change_facets(tx.conn(), record.id.0, &row::facets(record), &BTreeSet::new())?;
                    tombstones::deleted(tx.conn(), record, note.at)?;
                    tx.log(Change::deletion(record, note));
                    Ok(true)
                }

                fn hold(conn: &mut DbConnection, id: Id<Self>) -> Result<(), StoreError> {
                    // Whoever writes to SQLite is alone.
                    if let DbConnection::Postgres(conn) = conn {
                        let row = table::table.find(DbUuid(id.0)).select(table::id).for_share();
                        row.first::<DbUuid>(conn).optional()?;
                    }
                    Ok(())
                }

                fn claim(conn: &mut DbConnection, id: Id<Self>) -> Result<(), StoreError> {
                    // Whoever writes to SQLite is alone.
                    if let DbConnection::Postgres(conn) = conn {
                        let row = table::table.find(DbUuid(id.0)).select(table::id);
                        row.for_no_key_update().first::<DbUuid>(conn).optional()?;
                    }
                    Ok(())
                }

                $crate::store::records::ranking::ranked_reads!();

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
                    let limit = at_most(limit);
                    let rows = query.order(table::id.asc()).limit(limit).select(COLUMNS).load(conn);
                    let at = after.map(|after| after.0);
                    let rows: Vec<Row> = rows
                        .map_err(|error| StoreError::from(error).of_rows(stringify!($table), at))?;
                    Ok(rows.into_iter().map(|row| Unread::new(stringify!($table), row)).collect())
                }
            }
        }
    };
}

documents!(document_tables);
