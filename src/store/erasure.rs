//! What goes with a record that is deleted, so that an erased person leaves nothing. A test asks the schema whether a
//! table is missing here.

use uuid::Uuid;

use crate::store::{
    error::StoreError,
    history, idempotency,
    jobs::results,
    taxonomy::unresolved_texts,
    trust::{disclosure_requests, seen_profiles, vault},
    tx::Tx,
};

/// A table that may hold something of a person, and how that is taken out of it.
#[derive(Debug)]
pub struct Eraser {
    /// The table.
    pub table: &'static str,
    erase: fn(&mut Tx<'_>, Uuid) -> Result<(), StoreError>,
}

/// The erasers of rows that point to the record: they go before it.
pub const POINTING: &[Eraser] =
    &[Eraser { table: "disclosure_requests", erase: erase_disclosure_requests }];

/// The erasers of what was copied from the record, or said of it.
pub const COPIES: &[Eraser] = &[
    Eraser { table: "job_results", erase: results::forget_item },
    Eraser { table: "subject_keys", erase: vault::destroy_key },
    Eraser { table: "seen_profiles", erase: seen_profiles::forget_candidate },
    Eraser { table: "unmapped_texts", erase: unresolved_texts::forget },
    Eraser { table: "idempotency_keys", erase: idempotency::forget_record },
    Eraser { table: "changes", erase: history::forget_reasons },
];

/// The tables of candidates themselves: the database takes their rows out with the candidate.
pub const OWN: &[&str] =
    &["candidates", "candidate_facets", "consents", "disclosures", "identities", "identity_marks"];

/// The tables that hold nothing of a person, and why.
pub const IMPERSONAL: &[(&str, &str)] = &[
    ("employers", "legal entities"),
    ("employer_facets", "codes of legal entities"),
    ("agencies", "legal entities"),
    ("agency_facets", "codes of legal entities"),
    ("vacancies", "offers of legal entities"),
    ("vacancy_facets", "codes of offers"),
    ("clients", "programs of organisations, with a label that an operator of the server gives"),
    ("revoked_tokens", "ids of tokens of programs"),
    ("jobs", "what an organisation asked, as ids and codes; what was found is in job_results"),
    ("amendments", "names of skills and occupations, which an operator chose for everybody"),
    ("rule_sets", "law, which is public"),
    ("rule_set_approvals", "sides, organisations and moments"),
    ("servers", "programs that run now"),
    ("signing_keys", "ids of keys"),
    ("tombstones", "ids, owners and moments of records that are gone, as in the change log"),
    ("head", "the number of the newest change"),
    ("reaction_positions", "numbers of changes"),
    ("__diesel_schema_migrations", "names of migrations"),
];

/// Removes what points to a record, before it is deleted.
pub fn release(tx: &mut Tx<'_>, record: Uuid) -> Result<(), StoreError> {
    POINTING.iter().try_for_each(|eraser| (eraser.erase)(tx, record))
}

/// Removes every copy of a deleted record and whatever was said of it.
pub fn erase(tx: &mut Tx<'_>, record: Uuid) -> Result<(), StoreError> {
    COPIES.iter().try_for_each(|eraser| (eraser.erase)(tx, record))
}

fn erase_disclosure_requests(tx: &mut Tx<'_>, candidate: Uuid) -> Result<(), StoreError> {
    for request in disclosure_requests::forget_candidate(tx, candidate)? {
        erase(tx, request)?;
    }
    Ok(())
}
