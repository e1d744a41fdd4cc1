//! The ledger of consents: the newest entry of a purpose says how a consent stands.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        resource::{Record, Resource},
        trust::consent::{Agreement, Consent, ConsentEntry, ConsentPurpose},
    },
    store::{
        backend::{DbConnection, DbMulti, insert_rows},
        changes::Note,
        error::StoreError,
        ledger::{Ledger, reads_of_candidates},
        schema::consents as table,
        trust::disclosures,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

/// The ledger of consents.
#[derive(Debug)]
pub struct Consents;

/// A consent to be recorded.
#[derive(Debug, Clone)]
pub struct NewConsent {
    /// The candidate.
    pub candidate: Uuid,
    /// The consent.
    pub consent: Consent,
    /// When it is recorded.
    pub at: DateTime<Utc>,
    /// The API client that records it; `None` is Koprik itself.
    pub client: Option<Uuid>,
}

/// What is written of a consent.
#[derive(Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = table, treat_none_as_default_value = false)]
pub(in crate::store) struct NewRow {
    candidate: DbUuid,
    purpose: String,
    text_version: String,
    language: String,
    given_at: DbInstant,
    withdrawn_at: Option<DbInstant>,
    covers: String,
    evidence: Option<String>,
    evidence_ref: Option<String>,
    recorded_at: DbInstant,
    recorded_by: Option<DbUuid>,
}

impl NewRow {
    fn of(new: NewConsent) -> Self {
        let NewConsent { candidate, consent, at, client } = new;
        let Agreement { text_version, language, given_at, withdrawn_at } = consent.agreement;
        Self {
            candidate: DbUuid(candidate),
            purpose: consent.purpose.to_string(),
            text_version,
            language: language.to_string(),
            given_at: DbInstant(given_at),
            withdrawn_at: withdrawn_at.map(DbInstant),
            covers: disclosures::written(&consent.covers),
            evidence: consent.evidence.map(|evidence| evidence.to_string()),
            evidence_ref: consent.evidence_ref.map(|place| place.to_string()),
            recorded_at: DbInstant(at),
            recorded_by: client.map(DbUuid),
        }
    }

    /// That a record says this of consent to matching.
    fn of_matching(record: Uuid, agreement: Agreement, note: &Note) -> Self {
        let consent = Consent {
            purpose: ConsentPurpose::Matching,
            agreement,
            covers: Vec::new(),
            evidence: None,
            evidence_ref: None,
        };
        Self::of(NewConsent { candidate: record, consent, at: note.at, client: note.actor })
    }

    /// What a new record says of consent to matching.
    pub(in crate::store) fn of_record<R: Resource>(
        record: &Record<R>,
        note: &Note,
    ) -> Option<Self> {
        let agreement = record.body.agreement()?.clone();
        Some(Self::of_matching(record.id.0, agreement, note))
    }

    fn read(self, n: i64) -> Result<ConsentEntry, StoreError> {
        let id = self.candidate.0;
        let corrupt =
            |error: Invalid| StoreError::CorruptRow { table: "consents", id, why: error.0 };
        let consent = Consent {
            purpose: self.purpose.parse().map_err(corrupt)?,
            agreement: Agreement {
                text_version: self.text_version,
                language: self.language.parse().map_err(corrupt)?,
                given_at: self.given_at.0,
                withdrawn_at: self.withdrawn_at.map(|at| at.0),
            },
            covers: disclosures::read(&self.covers).map_err(corrupt)?,
            evidence: self.evidence.map(|text| text.parse()).transpose().map_err(corrupt)?,
            evidence_ref: self
                .evidence_ref
                .map(|text| text.parse())
                .transpose()
                .map_err(corrupt)?,
        };
        let (recorded_at, client) = (self.recorded_at.0, self.recorded_by.map(|client| client.0));
        Ok(ConsentEntry { n, candidate: id, consent, recorded_at, client })
    }
}

/// Writes entries that come with new records.
pub(in crate::store) fn insert_all(
    conn: &mut DbConnection,
    rows: &[&NewRow],
) -> Result<(), StoreError> {
    insert_rows!(conn, table::table, rows);
    Ok(())
}

/// Enters what a changed record says of consent to matching, unless the newest entry says the same.
pub(in crate::store) fn keep<R: Resource>(
    conn: &mut DbConnection,
    (before, after): (&Record<R>, &Record<R>),
    note: &Note,
) -> Result<(), StoreError> {
    let (before, now) = (before.body.agreement(), after.body.agreement());
    if before == now {
        return Ok(());
    }
    let withdrawn = || before.map(|before| before.clone().withdrawn(note.at));
    let Some(agreement) = now.cloned().or_else(withdrawn) else { return Ok(()) };
    let newest = newest(conn, after.id.0, ConsentPurpose::Matching)?;
    if newest.is_some_and(|newest| newest.consent.agreement.says_the_same(&agreement)) {
        return Ok(());
    }
    insert_all(conn, &[&NewRow::of_matching(after.id.0, agreement, note)])
}

type Query<'q> = table::BoxedQuery<'q, DbMulti>;

fn load(conn: &mut DbConnection, query: Query<'_>) -> Result<Vec<ConsentEntry>, StoreError> {
    let rows: Vec<(i64, NewRow)> = query.select((table::n, NewRow::as_select())).load(conn)?;
    rows.into_iter().map(|(n, row)| row.read(n)).collect()
}

/// The newest entry of a purpose.
pub fn newest(
    conn: &mut DbConnection,
    candidate: Uuid,
    purpose: ConsentPurpose,
) -> Result<Option<ConsentEntry>, StoreError> {
    let of_purpose = table::table
        .filter(table::candidate.eq(DbUuid(candidate)))
        .filter(table::purpose.eq(purpose.as_str()))
        .into_boxed::<DbMulti>();
    Ok(load(conn, of_purpose.order(table::n.desc()).limit(1))?.pop())
}

impl Ledger for Consents {
    type New = NewConsent;
    type Entry = ConsentEntry;
    type Subject = Uuid;

    fn append(tx: &mut Tx<'_>, new: NewConsent) -> Result<(), StoreError> {
        insert_all(tx.conn(), &[&NewRow::of(new)])
    }

    reads_of_candidates!(ConsentEntry);
}
