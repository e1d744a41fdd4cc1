//! Enrolments: typed columns, so that the database knows how many sit in a course.

use diesel::prelude::*;
use serde_json::json;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        learning::{
            course::CourseId,
            enrolment::{Enrolment, EnrolmentBody, EnrolmentStatus},
        },
        resource::{
            Record,
            id::Id,
            reach::{Extent, Reach},
        },
    },
    store::{
        backend::{DbConnection, DbMulti},
        changes::{Change, Note},
        error::StoreError,
        records::{Filter, Stored, stored_candidate_case},
        schema::enrolments as table,
        tx::Tx,
        types::{DbInstant, DbJson, DbUuid, at_most, parsed},
    },
};

stored_candidate_case! {
    "enrolments": EnrolmentBody,
    party provider,
    narrowed { course: course },
    columns { course: DbUuid, provider: DbUuid, word: DbJson, result: Option<DbJson> }
    write |body| (
        DbUuid(body.course.0),
        DbUuid(body.provider),
        DbJson(json!(body.word).to_string()),
        body.result.as_ref().map(|result| DbJson(json!(result).to_string())),
    );
    read |candidate, (course, provider, word, result)| {
        Ok(EnrolmentBody {
            course: Id::new(course.0),
            provider: provider.0,
            candidate,
            word: parsed(&word)?,
            result: result.as_ref().map(parsed).transpose()?,
        })
    };
}

/// How many seats of a course somebody has or had to the end.
pub fn seats_taken(conn: &mut DbConnection, course: CourseId) -> Result<i64, StoreError> {
    let with_seat = EnrolmentStatus::ALL.iter().filter(|status| status.has_seat());
    let states: Vec<&str> = with_seat.map(|status| status.as_str()).collect();
    let taken = table::table
        .filter(table::course.eq(DbUuid(course.0)))
        .filter(table::status.eq_any(states));
    Ok(taken.count().get_result(conn)?)
}

/// Those who wait for a seat of a course, the first first.
pub fn waiting(
    conn: &mut DbConnection,
    course: CourseId,
    limit: i64,
) -> Result<Vec<Enrolment>, StoreError> {
    let waiting = table::table
        .filter(table::course.eq(DbUuid(course.0)))
        .filter(table::status.eq(EnrolmentStatus::Applied.as_str()))
        .into_boxed::<DbMulti>();
    load(conn, waiting.order((table::created_at, table::id)).limit(limit))
}

/// The courses for a seat of which somebody waits.
pub fn waited_for(conn: &mut DbConnection) -> Result<Vec<Uuid>, StoreError> {
    let waiting = table::table.filter(table::status.eq(EnrolmentStatus::Applied.as_str()));
    let courses: Vec<DbUuid> = waiting.select(table::course).distinct().load(conn)?;
    Ok(courses.into_iter().map(|id| id.0).collect())
}

/// Those of some candidates that ended with a result, in no order.
pub fn ended_about(
    conn: &mut DbConnection,
    candidates: &[Uuid],
) -> Result<Vec<Enrolment>, StoreError> {
    let ids: Vec<DbUuid> = candidates.iter().copied().map(DbUuid).collect();
    let about = table::table
        .filter(table::candidate.eq_any(ids))
        .filter(table::status.eq(EnrolmentStatus::Completed.as_str()));
    load(conn, about.into_boxed::<DbMulti>())
}
