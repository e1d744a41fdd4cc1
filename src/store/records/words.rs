//! The words of vacancies that were stored before lists were searched by words.

use diesel::prelude::*;

use crate::{
    domain::{
        access::actor::Actor,
        concepts::facet::FacetKind,
        recruitment::vacancy::VacancyBody,
        resource::{Record, Resource},
    },
    store::{
        backend::{DbConnection, insert_rows},
        error::StoreError,
        records::{Filter, Stored, document_schema},
        types::DbUuid,
    },
};

document_schema!(vacancies, vacancy_facets);
use schema::vacancy_facets;

/// How many vacancies are read at once.
const AT_ONCE: usize = 200;

#[derive(Clone, Copy, Insertable)]
#[diesel(table_name = vacancy_facets)]
struct NewWord<'r> {
    kind: &'static str,
    value: &'r str,
    record: DbUuid,
}

/// Writes the words of all vacancies, if not even one has any; all or none of them.
#[expect(clippy::disallowed_methods, reason = "as migrations do, before anything else writes")]
pub(in crate::store) fn fill(conn: &mut DbConnection) -> Result<(), StoreError> {
    let words = vacancy_facets::table.filter(vacancy_facets::kind.eq(FacetKind::Word.as_str()));
    let known: Option<DbUuid> = words.select(vacancy_facets::record).first(conn).optional()?;
    if known.is_some() {
        return Ok(());
    }
    conn.transaction(|conn| {
        let mut after = None;
        loop {
            let (reach, filter) = (Actor::System.reach(), Filter::default());
            let page = VacancyBody::list(conn, reach, &filter, after, AT_ONCE)?;
            page.iter().try_for_each(|vacancy| write(conn, vacancy))?;
            match page.last() {
                Some(last) if page.len() == AT_ONCE => after = Some(last.id),
                _ => return Ok(()),
            }
        }
    })
}

fn write(conn: &mut DbConnection, vacancy: &Record<VacancyBody>) -> Result<(), StoreError> {
    let (words, record) = (vacancy.body.words(), DbUuid(vacancy.id.0));
    let rows: Vec<NewWord<'_>> = words
        .iter()
        .map(|word| NewWord { kind: word.kind.as_str(), value: &word.value, record })
        .collect();
    insert_rows!(conn, vacancy_facets::table, rows);
    Ok(())
}
