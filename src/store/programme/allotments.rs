//! The heads of job orders that are recruited through vacancies. The database allots no more than an order has.

use std::collections::BTreeMap;

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        programme::job_order::{Allotment, JobOrderId},
        recruitment::vacancy::VacancyId,
        resource::id::Id,
    },
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        records::document_schema,
        schema::allotments as table,
        tx::Tx,
        types::{DbUuid, at_most},
    },
};

document_schema!(vacancies, vacancy_facets);
use schema::vacancies;
diesel::allow_tables_to_appear_in_same_query!(vacancies, table);

type Row = (DbUuid, DbUuid, i64);

fn load(
    conn: &mut DbConnection,
    query: table::BoxedQuery<'_, DbMulti>,
) -> Result<Vec<Allotment>, StoreError> {
    let rows: Vec<Row> = query.select(table::all_columns).load(conn)?;
    rows.into_iter().map(read).collect()
}

fn read((vacancy, order, heads): Row) -> Result<Allotment, StoreError> {
    let heads = u32::try_from(heads).map_err(|error| {
        let why = error.to_string();
        StoreError::CorruptRow { table: "allotments", id: vacancy.0, why }
    })?;
    Ok(Allotment { vacancy: Id::new(vacancy.0), order: Id::new(order.0), heads })
}

/// The heads that a vacancy has, if it stands under an order.
pub fn of_vacancy(
    conn: &mut DbConnection,
    vacancy: VacancyId,
) -> Result<Option<Allotment>, StoreError> {
    let of = table::table.filter(table::vacancy.eq(DbUuid(vacancy.0)));
    Ok(load(conn, of.into_boxed::<DbMulti>())?.pop())
}

/// The heads that these vacancies have, in no order.
pub fn of_vacancies(
    conn: &mut DbConnection,
    vacancies: &[Uuid],
) -> Result<Vec<Allotment>, StoreError> {
    let mut found = Vec::new();
    for some in vacancies.chunks(500) {
        let ids: Vec<DbUuid> = some.iter().copied().map(DbUuid).collect();
        let of = table::table.filter(table::vacancy.eq_any(ids));
        found.extend(load(conn, of.into_boxed::<DbMulti>())?);
    }
    Ok(found)
}

/// What an order has allotted, by the ids of the vacancies from the newest, before one of them.
pub fn of_order(
    conn: &mut DbConnection,
    order: JobOrderId,
    before: Option<Uuid>,
    limit: usize,
) -> Result<Vec<Allotment>, StoreError> {
    let mut of = table::table.filter(table::job_order.eq(DbUuid(order.0))).into_boxed::<DbMulti>();
    if let Some(before) = before {
        of = of.filter(table::vacancy.lt(DbUuid(before)));
    }
    load(conn, of.order(table::vacancy.desc()).limit(at_most(limit)))
}

/// How many heads of an order each employer has allotted to its vacancies.
pub fn by_employer(
    conn: &mut DbConnection,
    order: JobOrderId,
) -> Result<BTreeMap<Uuid, u32>, StoreError> {
    let of = table::table
        .inner_join(vacancies::table.on(vacancies::id.eq(table::vacancy)))
        .filter(table::job_order.eq(DbUuid(order.0)));
    let rows: Vec<(DbUuid, i64)> = of.select((vacancies::owner, table::heads)).load(conn)?;
    let mut heads = BTreeMap::new();
    for (owner, allotted) in rows {
        *heads.entry(owner.0).or_insert(0) += u32::try_from(allotted).unwrap_or(u32::MAX);
    }
    Ok(heads)
}

/// Sets how many heads a vacancy has; the order must count them in the same transaction.
pub fn set(tx: &mut Tx<'_>, allotment: &Allotment) -> Result<(), StoreError> {
    remove(tx, allotment.vacancy)?;
    let row = (
        table::vacancy.eq(DbUuid(allotment.vacancy.0)),
        table::job_order.eq(DbUuid(allotment.order.0)),
        table::heads.eq(i64::from(allotment.heads)),
    );
    diesel::insert_into(table::table).values(row).execute(tx.conn())?;
    Ok(())
}

/// Takes a vacancy out of its order; the order must count that in the same transaction.
pub fn remove(tx: &mut Tx<'_>, vacancy: VacancyId) -> Result<(), StoreError> {
    diesel::delete(table::table.find(DbUuid(vacancy.0))).execute(tx.conn())?;
    Ok(())
}
