//! What came of selection sessions. The database keeps it as it is once a session is closed.

use std::collections::HashMap;

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        learning::proof::Proof,
        programme::{
            selection_session::{SelectionSessionId, SelectionSessionStatus},
            selection_slot::{SelectionResult, SkillTest},
        },
        resource::id::Id,
    },
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        records::document_schema,
        schema::{selection_results as table, selection_slots as slots, selection_tests as tests},
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

document_schema!(selection_sessions, selection_session_facets);
use schema::selection_sessions as sessions;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = table, treat_none_as_default_value = false)]
struct Row {
    session: DbUuid,
    candidate: DbUuid,
    vacancy: DbUuid,
    outcome: String,
    reason: Option<String>,
    entered_at: DbInstant,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = tests)]
struct TestRow {
    session: DbUuid,
    candidate: DbUuid,
    vacancy: DbUuid,
    skill: String,
    level: i64,
    assessor: DbUuid,
}

type Key = (Uuid, Uuid, Uuid);

fn corrupt(session: Uuid) -> impl Fn(Invalid) -> StoreError {
    move |error| StoreError::CorruptRow { table: "selection_results", id: session, why: error.0 }
}

impl TestRow {
    fn of(result: &SelectionResult, test: &SkillTest) -> Self {
        Self {
            session: DbUuid(result.session.0),
            candidate: DbUuid(result.candidate.0),
            vacancy: DbUuid(result.vacancy.0),
            skill: test.skill.to_string(),
            level: test.level.into(),
            assessor: DbUuid(test.assessor),
        }
    }

    fn key(&self) -> Key {
        (self.session.0, self.candidate.0, self.vacancy.0)
    }

    fn read(self) -> Result<SkillTest, StoreError> {
        let corrupt = corrupt(self.session.0);
        let level = u8::try_from(self.level);
        Ok(SkillTest {
            skill: self.skill.parse().map_err(&corrupt)?,
            level: level.map_err(|_| corrupt(Invalid::expected("a level from 1 to 5")))?,
            assessor: self.assessor.0,
        })
    }
}

impl Row {
    fn of(result: &SelectionResult) -> Self {
        Self {
            session: DbUuid(result.session.0),
            candidate: DbUuid(result.candidate.0),
            vacancy: DbUuid(result.vacancy.0),
            outcome: result.outcome.to_string(),
            reason: result.reason.map(|reason| reason.to_string()),
            entered_at: DbInstant(result.entered_at),
        }
    }

    fn read(self, tests: Vec<SkillTest>) -> Result<SelectionResult, StoreError> {
        let corrupt = corrupt(self.session.0);
        let reason = self.reason.map(|reason| reason.parse()).transpose();
        Ok(SelectionResult {
            session: Id::new(self.session.0),
            candidate: Id::new(self.candidate.0),
            vacancy: Id::new(self.vacancy.0),
            outcome: self.outcome.parse().map_err(&corrupt)?,
            reason: reason.map_err(&corrupt)?,
            tests,
            entered_at: self.entered_at.0,
        })
    }
}

/// Results with their tests.
fn load(
    conn: &mut DbConnection,
    query: table::BoxedQuery<'_, DbMulti>,
) -> Result<Vec<SelectionResult>, StoreError> {
    let rows: Vec<Row> = query.select(Row::as_select()).load(conn)?;
    let (mut sessions, mut people): (Vec<DbUuid>, Vec<DbUuid>) =
        rows.iter().map(|row| (row.session, row.candidate)).unzip();
    for ids in [&mut sessions, &mut people] {
        ids.sort_unstable();
        ids.dedup();
    }
    let tested: Vec<TestRow> = tests::table
        .filter(tests::session.eq_any(sessions))
        .filter(tests::candidate.eq_any(people))
        .order(tests::skill)
        .select(TestRow::as_select())
        .load(conn)?;
    let mut by_key: HashMap<Key, Vec<SkillTest>> = HashMap::new();
    for test in tested {
        by_key.entry(test.key()).or_default().push(test.read()?);
    }
    let with_tests = |row: Row| {
        let key = (row.session.0, row.candidate.0, row.vacancy.0);
        row.read(by_key.remove(&key).unwrap_or_default())
    };
    rows.into_iter().map(with_tests).collect()
}

/// The results of a session, of an agency's candidates alone if one is named, from before a candidate and a vacancy, newest
/// first.
pub fn of_session(
    conn: &mut DbConnection,
    session: SelectionSessionId,
    agency: Option<Uuid>,
    (before, limit): (Option<(Uuid, Uuid)>, usize),
) -> Result<Vec<SelectionResult>, StoreError> {
    let id = DbUuid(session.0);
    let mut query = table::table.into_boxed::<DbMulti>().filter(table::session.eq(id));
    if let Some(agency) = agency {
        let own: Vec<DbUuid> = slots::table
            .filter(slots::session.eq(id))
            .filter(slots::agency.eq(DbUuid(agency)))
            .select(slots::candidate)
            .load(conn)?;
        query = query.filter(table::candidate.eq_any(own));
    }
    if let Some((candidate, vacancy)) = before {
        let (candidate, vacancy) = (DbUuid(candidate), DbUuid(vacancy));
        let same = table::candidate.eq(candidate).and(table::vacancy.lt(vacancy));
        query = query.filter(table::candidate.lt(candidate).or(same));
    }
    let newest = (table::candidate.desc(), table::vacancy.desc());
    load(conn, query.order(newest).limit(at_most(limit)))
}

/// The results of a candidate, oldest first.
pub fn of_candidate(
    conn: &mut DbConnection,
    candidate: Uuid,
) -> Result<Vec<SelectionResult>, StoreError> {
    let query = table::table.into_boxed::<DbMulti>().filter(table::candidate.eq(DbUuid(candidate)));
    load(conn, query.order((table::entered_at, table::session, table::vacancy)))
}

/// What published sessions prove of the skills of some people, each with whose it is.
pub fn proofs_about(
    conn: &mut DbConnection,
    candidates: &[Uuid],
) -> Result<Vec<(Uuid, Proof)>, StoreError> {
    let ids: Vec<DbUuid> = candidates.iter().copied().map(DbUuid).collect();
    let query = table::table.into_boxed::<DbMulti>().filter(table::candidate.eq_any(ids));
    let results = load(conn, query.order((table::entered_at, table::session, table::vacancy)))?;
    let of: Vec<DbUuid> = results.iter().map(|result| DbUuid(result.session.0)).collect();
    let published: Vec<DbUuid> = sessions::table
        .filter(sessions::id.eq_any(of))
        .filter(sessions::status.eq(SelectionSessionStatus::Published.as_str()))
        .select(sessions::id)
        .load(conn)?;
    let is_published = |result: &&SelectionResult| published.contains(&DbUuid(result.session.0));
    let of_one = |result: &SelectionResult| {
        let candidate = result.candidate.0;
        result.proofs().map(|proof| (candidate, proof)).collect::<Vec<_>>()
    };
    Ok(results.iter().filter(is_published).flat_map(of_one).collect())
}

/// Enters what came of a session for somebody and a vacancy, in place of what was entered before.
pub fn enter(tx: &mut Tx<'_>, result: &SelectionResult) -> Result<(), StoreError> {
    let key = (
        table::session.eq(DbUuid(result.session.0)),
        table::candidate.eq(DbUuid(result.candidate.0)),
        table::vacancy.eq(DbUuid(result.vacancy.0)),
    );
    let before = table::table.filter(key.0).filter(key.1).filter(key.2);
    diesel::delete(before).execute(tx.conn())?; // its tests go along
    diesel::insert_into(table::table).values(Row::of(result)).execute(tx.conn())?;
    for test in &result.tests {
        diesel::insert_into(tests::table).values(TestRow::of(result, test)).execute(tx.conn())?;
    }
    Ok(())
}
