//! Documents of workers.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        law::duties::{held, meet},
        resource::{
            checked::{note, touched},
            idempotent::Idempotent,
        },
    },
    domain::{
        access::{actor::Actor, relation::Relation},
        concepts::occupation::IscoUnit,
        law::{
            document::{DocumentKind, WorkerDocument, plain_address, plain_number},
            duty::{DutyEnd, Ending},
        },
        recruitment::candidate::{CandidateBody, CandidateId},
    },
    store::{
        changes::Note, idempotency::Key, law::documents::WorkerDocuments, ledger::Ledger,
        records::Document,
    },
};

/// A document as somebody has seen it.
#[derive(Debug, Clone)]
pub struct SeenDocument {
    /// Its kind.
    pub kind: DocumentKind,
    /// The day on which it was issued.
    pub issued_on: NaiveDate,
    /// Its last day, if it has one.
    pub valid_until: Option<NaiveDate>,
    /// Who issued it.
    pub authority: String,
    /// Its number, which is hashed at once and kept nowhere.
    pub number: Option<String>,
    /// The address where it registers the worker, which is hashed at once and kept nowhere.
    pub address: Option<String>,
    /// The region that it holds for, if it names one.
    pub region: Option<String>,
    /// The occupation that it holds for, if it names one.
    pub occupation: Option<String>,
    /// The occupation that it holds for, as a code, if it names one.
    pub bound_isco08: Option<IscoUnit>,
    /// The employer that it holds for, if it names one.
    pub bound_employer: Option<Uuid>,
}

impl App {
    /// Records a document of a candidate of the actor's agency, once for each key. It ends the deadline that it shows to be kept.
    pub fn record_document(
        &self,
        actor: &Actor,
        id: CandidateId,
        seen: SeenDocument,
        key: Option<Key>,
    ) -> Result<Idempotent<WorkerDocument>, AppError> {
        self.must_keep(actor, id, &[Relation::Owner])?;
        let hash = |number: String| {
            let kind = seen.kind;
            self.keyed_hash(&format!("document {kind} {}", plain_number(&number)))
        };
        let number_hash = seen.number.map(hash).transpose()?;
        let place =
            |address: String| self.keyed_hash(&format!("address {}", plain_address(&address)));
        let address_hash = seen.address.map(place).transpose()?;
        let note = note(actor, "document", None, self.now());
        let document = WorkerDocument {
            n: 0,
            candidate: id.0,
            kind: seen.kind,
            issued_on: seen.issued_on,
            valid_until: seen.valid_until,
            authority: seen.authority,
            number_hash,
            address_hash,
            region: seen.region,
            occupation: seen.occupation,
            bound_isco08: seen.bound_isco08,
            bound_employer: seen.bound_employer,
            recorded_at: note.at,
            client: note.actor,
        };
        let wrong = document.contradictions(self.today());
        if !wrong.is_empty() {
            return Err(AppError::Invalid(wrong));
        }
        self.once(key, move |tx| {
            CandidateBody::claim(tx.conn(), id)?; // a deadline ends once
            let candidate = held(tx, id)?;
            WorkerDocuments::append(tx, document.clone())?;
            if let Some(rule) = document.kind.fulfils() {
                let evidence = format!("the {} that was recorded", document.kind);
                let done = Ending { how: DutyEnd::Met, on: document.issued_on, evidence };
                let met = Note { action: "deadline_met".to_owned(), ..note.clone() };
                meet(tx, &candidate, (rule, &done), &met)?;
            }
            tx.log(touched(&candidate, note));
            Ok((id.0, document))
        })
    }

    /// The documents of a candidate after number `after`, oldest first.
    pub fn documents(
        &self,
        actor: &Actor,
        id: CandidateId,
        after: i64,
        limit: usize,
    ) -> Result<Vec<WorkerDocument>, AppError> {
        let candidate = self.find_record::<CandidateBody>(actor, id)?.id.0;
        Ok(self.store.read(|conn| WorkerDocuments::list(conn, candidate, after, limit))?)
    }
}
