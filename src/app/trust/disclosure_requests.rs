//! Disclosure requests: a verified employer asks about a match, and the candidate's agency decides.

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        resource::{
            checked::{By, note},
            idempotent::Idempotent,
            rules::ResourceRules,
            transition::ended,
            visible::Visible,
        },
    },
    domain::{
        access::actor::{Actor, Denied},
        access::scope::Role,
        recruitment::{candidate::CandidateId, vacancy::VacancyId},
        resource::{Record, Resource, id::Id},
        trust::disclosure_request::{DisclosureRequest, DisclosureRequestBody, DisclosureStatus},
    },
    store::{idempotency::Key, trust::disclosure_requests},
};

/// Requests that one sweep ends at most.
const SWEPT: i64 = 1_000;

impl ResourceRules for DisclosureRequestBody {}

/// What an employer asks.
#[derive(Debug, Clone)]
pub struct NewDisclosureRequest {
    /// The employer's published vacancy.
    pub vacancy: VacancyId,
    /// A candidate who matches it.
    pub candidate: CandidateId,
    /// What the employer needs it for.
    pub purpose: String,
}

impl App {
    /// Opens a request about a match, or returns what an earlier request with the same key opened.
    pub fn request_disclosure(
        &self,
        actor: &Actor,
        new: NewDisclosureRequest,
        key: Option<Key>,
    ) -> Result<Idempotent<Visible<DisclosureRequestBody>>, AppError> {
        actor.require(DisclosureRequestBody::WRITE)?;
        let client = actor.client().filter(|client| client.role == Role::Employer);
        let owner = client.ok_or(Denied::Role)?.organisation;
        let agency = self.matching_pair(actor, new.vacancy, new.candidate)?.candidate.owner;
        let NewDisclosureRequest { vacancy, candidate, purpose } = new;
        let body =
            DisclosureRequestBody { vacancy, candidate, agency, purpose, approved_until: None };
        let request = Record::create(Id::new(Uuid::now_v7()), owner, None, body, self.now());
        let note = note(actor, "create", None, request.created_at);
        let made = self.once(key, move |tx| {
            disclosure_requests::insert(tx, &request, note)?;
            Ok::<(Uuid, DisclosureRequest), AppError>((request.id.0, request))
        })?;
        self.seen_once(actor, made)
    }

    /// Ends the approvals whose time is over. Returns how many.
    pub(in crate::app) fn expire_disclosures(&self) -> Result<usize, AppError> {
        let now = self.now();
        let over =
            self.store.read(|conn| disclosure_requests::approved_until_before(conn, now, SWEPT))?;
        self.writer.run(move |tx| {
            ended(tx, &over, DisclosureStatus::Expired, &By::system("its time is over", now))
        })
    }
}
