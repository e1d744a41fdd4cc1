//! Recognitions: typed columns, so that the database knows what was decided and until when; nothing of that ever changes.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde_json::json;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        learning::recognition::{Recognition, RecognitionBody, RecognitionStatus},
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
        schema::recognitions as table,
        tx::Tx,
        types::{DbInstant, DbJson, DbUuid, at_most, parsed},
    },
};

stored_candidate_case! {
    "recognitions": RecognitionBody,
    narrowed {},
    columns {
        kind: String, document_hash: String, purpose: String, authority: String, skills: DbJson, applied_on: String,
        fee_payer: String, word: DbJson, decisions: DbJson, valid_until: Option<String>,
    }
    write |body| (
        body.kind.to_string(),
        body.document_hash.to_string(),
        body.purpose.to_string(),
        body.authority.clone(),
        DbJson(json!(body.skills).to_string()),
        body.applied_on.to_string(),
        body.fee_payer.to_string(),
        DbJson(json!(body.word).to_string()),
        DbJson(json!(body.decisions).to_string()),
        body.decision().and_then(|last| last.valid_until).map(|day| day.to_string()),
    );
    read |candidate,
        (kind, document_hash, purpose, authority, skills, applied_on, fee_payer, word, decisions, _)| {
        Ok(RecognitionBody {
            candidate,
            kind: kind.parse()?,
            document_hash: document_hash.parse()?,
            purpose: purpose.parse()?,
            authority,
            skills: parsed(&skills)?,
            applied_on: applied_on.parse().map_err(|_| Invalid::expected("a day"))?,
            fee_payer: fee_payer.parse()?,
            word: parsed(&word)?,
            decisions: parsed(&decisions)?,
        })
    };
}

/// Those whose time was over before a day, and that nothing has ended yet.
pub fn valid_until_before(
    conn: &mut DbConnection,
    day: NaiveDate,
    limit: i64,
) -> Result<Vec<Recognition>, StoreError> {
    let speaking = RecognitionStatus::DECIDED.map(RecognitionStatus::as_str);
    let over = table::table
        .filter(table::status.eq_any(speaking))
        .filter(table::valid_until.lt(day.to_string()))
        .into_boxed::<DbMulti>();
    load(conn, over.order(table::valid_until).limit(limit))
}

/// Those that were taken back or decided anew, the newest first.
pub fn overruled(conn: &mut DbConnection, limit: i64) -> Result<Vec<Recognition>, StoreError> {
    let states = [RecognitionStatus::Revoked, RecognitionStatus::Decided];
    let overruled = table::table
        .filter(table::status.eq_any(states.map(RecognitionStatus::as_str)))
        .into_boxed::<DbMulti>();
    load(conn, overruled.order(table::id.desc()).limit(limit))
}

/// Those about some candidates that were decided, in no order.
pub fn decided_about(
    conn: &mut DbConnection,
    candidates: &[Uuid],
) -> Result<Vec<Recognition>, StoreError> {
    let ids: Vec<DbUuid> = candidates.iter().copied().map(DbUuid).collect();
    let speaking = RecognitionStatus::DECIDED.map(RecognitionStatus::as_str);
    let about =
        table::table.filter(table::candidate.eq_any(ids)).filter(table::status.eq_any(speaking));
    load(conn, about.into_boxed::<DbMulti>())
}
