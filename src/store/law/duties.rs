//! Deadlines that are kept for workers.

use chrono::NaiveDate;
use diesel::{
    dsl::{count, count_star},
    prelude::*,
};
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        law::duty::{Duty, EarlierDays, Ending},
        recruitment::candidate::CandidateBody,
        resource::reach::{Extent, Reach},
    },
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        records::document_schema,
        schema::deadlines as table,
        tx::Tx,
        types::{DbUuid, at_most, day},
    },
};

document_schema!(candidates, candidate_facets);
use schema::candidates;
diesel::allow_tables_to_appear_in_same_query!(candidates, table);

/// What a list of what is still to be done is asked for.
#[derive(Debug, Clone, Default)]
pub struct DueFilter {
    /// Until this day, as far as it is safe.
    pub by: Option<NaiveDate>,
    /// By whom, in a word that rules use.
    pub responsible: Option<String>,
    /// Behind the deadline of this day and number.
    pub after: Option<(NaiveDate, i64)>,
}

/// What is written of a deadline.
#[derive(Debug, Insertable, Queryable, Selectable, AsChangeset)]
#[diesel(table_name = table, treat_none_as_default_value = false, treat_none_as_null = true)]
struct Row {
    id: DbUuid,
    candidate: DbUuid,
    event: DbUuid,
    rule: String,
    rule_set: Option<DbUuid>,
    rule_set_name: String,
    event_on: String,
    told_on: String,
    legal_on: String,
    due_on: String,
    provisional: i64,
    responsible: String,
    consequence: Option<String>,
    ended: Option<String>,
    ended_on: Option<String>,
    evidence: Option<String>,
    tell_on: Option<String>,
    earlier_legal_on: Option<String>,
    earlier_due_on: Option<String>,
}

impl Row {
    fn of(duty: &Duty) -> Self {
        let ending = duty.ending.clone();
        Self {
            id: DbUuid(duty.id),
            candidate: DbUuid(duty.candidate),
            event: DbUuid(duty.event),
            rule: duty.rule.clone(),
            rule_set: duty.rule_set.map(DbUuid),
            rule_set_name: duty.rule_set_name.clone(),
            event_on: duty.event_on.to_string(),
            told_on: duty.told_on.to_string(),
            legal_on: duty.legal_on.to_string(),
            due_on: duty.due_on.to_string(),
            provisional: i64::from(duty.provisional),
            responsible: duty.responsible.clone(),
            consequence: duty.consequence.clone(),
            ended: ending.as_ref().map(|ending| ending.how.to_string()),
            ended_on: ending.as_ref().map(|ending| ending.on.to_string()),
            evidence: ending.map(|ending| ending.evidence),
            tell_on: duty.tell_on.map(|day| day.to_string()),
            earlier_legal_on: duty.earlier.map(|days| days.legal_on.to_string()),
            earlier_due_on: duty.earlier.map(|days| days.due_on.to_string()),
        }
    }

    fn read(self, n: i64) -> Result<Duty, StoreError> {
        let id = self.id.0;
        let corrupt =
            |error: Invalid| StoreError::CorruptRow { table: "deadlines", id, why: error.0 };
        let ending = match (self.ended, self.ended_on, self.evidence) {
            (Some(how), Some(on), Some(evidence)) => Some(Ending {
                how: how.parse().map_err(corrupt)?,
                on: day("deadlines", id, &on)?,
                evidence,
            }),
            _ => None,
        };
        let on = |text: Option<String>| text.map(|text| day("deadlines", id, &text)).transpose();
        let earlier = on(self.earlier_legal_on)?.zip(on(self.earlier_due_on)?);
        Ok(Duty {
            n,
            id,
            candidate: self.candidate.0,
            event: self.event.0,
            rule: self.rule,
            rule_set: self.rule_set.map(|set| set.0),
            rule_set_name: self.rule_set_name,
            event_on: day("deadlines", id, &self.event_on)?,
            told_on: day("deadlines", id, &self.told_on)?,
            legal_on: day("deadlines", id, &self.legal_on)?,
            due_on: day("deadlines", id, &self.due_on)?,
            provisional: self.provisional != 0,
            responsible: self.responsible,
            consequence: self.consequence,
            ending,
            tell_on: on(self.tell_on)?,
            earlier: earlier.map(|(legal_on, due_on)| EarlierDays { legal_on, due_on }),
        })
    }
}

type Query<'q> = table::BoxedQuery<'q, DbMulti>;

fn load(conn: &mut DbConnection, query: Query<'_>) -> Result<Vec<Duty>, StoreError> {
    let rows: Vec<(i64, Row)> = query.select((table::n, Row::as_select())).load(conn)?;
    rows.into_iter().map(|(n, row)| row.read(n)).collect()
}

fn of_candidate(candidate: Uuid) -> Query<'static> {
    table::table.filter(table::candidate.eq(DbUuid(candidate))).order(table::n).into_boxed()
}

/// The deadlines of a candidate after number `after`.
pub fn list(
    conn: &mut DbConnection,
    candidate: Uuid,
    after: i64,
    limit: usize,
) -> Result<Vec<Duty>, StoreError> {
    load(conn, of_candidate(candidate).filter(table::n.gt(after)).limit(at_most(limit)))
}

/// The deadlines of a candidate after number `after` that some must see to, of events from one day until another.
pub fn list_of(
    conn: &mut DbConnection,
    candidate: Uuid,
    (responsible, (since, until)): (&[&str], (NaiveDate, NaiveDate)),
    (after, limit): (i64, usize),
) -> Result<Vec<Duty>, StoreError> {
    let theirs = of_candidate(candidate)
        .filter(table::responsible.eq_any(responsible.to_vec()))
        .filter(table::event_on.between(since.to_string(), until.to_string()));
    load(conn, theirs.filter(table::n.gt(after)).limit(at_most(limit)))
}

/// The deadlines that an event of a candidate brought about.
pub fn of_event(
    conn: &mut DbConnection,
    candidate: Uuid,
    event: Uuid,
) -> Result<Vec<Duty>, StoreError> {
    load(conn, of_candidate(candidate).filter(table::event.eq(DbUuid(event))))
}

/// A deadline of a candidate by its id.
pub fn find(
    conn: &mut DbConnection,
    candidate: Uuid,
    id: Uuid,
) -> Result<Option<Duty>, StoreError> {
    Ok(load(conn, of_candidate(candidate).filter(table::id.eq(DbUuid(id))))?.pop())
}

/// What is still to be done for the candidates in reach, the most urgent first.
pub fn open(
    conn: &mut DbConnection,
    reach: Reach<CandidateBody>,
    filter: &DueFilter,
    limit: usize,
) -> Result<Vec<Duty>, StoreError> {
    let mut query = table::table.filter(table::ended.is_null()).into_boxed::<DbMulti>();
    match reach.extent() {
        Extent::All => {}
        Extent::Owner(owner) | Extent::Shared(owner) => {
            let own = candidates::table.filter(candidates::owner.eq(DbUuid(owner)));
            query = query.filter(table::candidate.eq_any(own.select(candidates::id)));
        }
        Extent::Party(_) | Extent::Worker(_) | Extent::Public | Extent::Nothing => {
            return Ok(Vec::new());
        }
    }
    if let Some(by) = filter.by {
        query = query.filter(table::due_on.le(by.to_string()));
    }
    if let Some(responsible) = &filter.responsible {
        query = query.filter(table::responsible.eq(responsible.clone()));
    }
    if let Some((day, n)) = filter.after {
        let same = table::due_on.eq(day.to_string()).and(table::n.gt(n));
        query = query.filter(table::due_on.gt(day.to_string()).or(same));
    }
    load(conn, query.order((table::due_on, table::n)).limit(at_most(limit)))
}

/// The deadlines of which there is something to tell until a day, the longest untold first.
pub fn to_tell(
    conn: &mut DbConnection,
    until: NaiveDate,
    limit: usize,
) -> Result<Vec<Duty>, StoreError> {
    let untold = table::table.filter(table::tell_on.le(until.to_string())).into_boxed::<DbMulti>();
    load(conn, untold.order((table::tell_on, table::n)).limit(at_most(limit)))
}

/// How many deadlines were missed by a day, and of how many candidates.
pub fn missed(conn: &mut DbConnection, today: NaiveDate) -> Result<(i64, i64), StoreError> {
    let passed = table::ended.is_null().and(table::legal_on.lt(today.to_string()));
    let late = table::ended.eq("met").and(table::ended_on.gt(table::legal_on.nullable()));
    let missed = table::table.filter(passed).or_filter(late);
    Ok(missed.select((count_star(), count(table::candidate).aggregate_distinct())).first(conn)?)
}

/// Keeps a new deadline. Its number is not read.
pub fn insert(tx: &mut Tx<'_>, duty: &Duty) -> Result<(), StoreError> {
    diesel::insert_into(table::table).values(Row::of(duty)).execute(tx.conn())?;
    Ok(())
}

/// Keeps when there is something to tell of a deadline next. `false` if somebody else has told what there was on `told_of`.
pub fn tell(tx: &mut Tx<'_>, duty: &Duty, told_of: Option<NaiveDate>) -> Result<bool, StoreError> {
    let untold = table::table
        .filter(table::n.eq(duty.n))
        .filter(table::tell_on.eq(told_of.map(|day| day.to_string())));
    let next = table::tell_on.eq(duty.tell_on.map(|day| day.to_string()));
    Ok(diesel::update(untold).set(next).execute(tx.conn())? > 0)
}

/// Keeps what became of a deadline.
pub fn update(tx: &mut Tx<'_>, duty: &Duty) -> Result<(), StoreError> {
    diesel::update(table::table.filter(table::n.eq(duty.n)))
        .set(Row::of(duty))
        .execute(tx.conn())?;
    Ok(())
}
