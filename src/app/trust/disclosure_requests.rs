//! Disclosure requests: a verified employer asks about a match, and the candidate's agency decides.

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        resource::{
            checked::note, idempotent::Idempotent, rules::ResourceRules, transition::may_move,
            visible::Visible,
        },
    },
    domain::{
        access::actor::{Actor, Denied},
        access::scope::Role,
        recruitment::{
            candidate::{CandidateBody, CandidateId},
            vacancy::{VacancyBody, VacancyId},
        },
        resource::{Record, RecordKind, Resource, id::Id},
        trust::disclosure_request::{DisclosureRequest, DisclosureRequestBody, DisclosureStatus},
        values::language::Lang,
    },
    matching::Weights,
    store::{idempotency::Key, records::Stored, trust::disclosure_requests},
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
        let agency = self.agency_of_match(actor, owner, &new)?;
        let NewDisclosureRequest { vacancy, candidate, purpose } = new;
        let body =
            DisclosureRequestBody { vacancy, candidate, agency, purpose, approved_until: None };
        let request = Record::create(Id::new(Uuid::now_v7()), owner, None, body, self.now());
        let note = note(actor, "create", None, request.created_at);
        let made = self.once(key, move |tx| {
            disclosure_requests::insert(tx, &request, note)?;
            Ok::<(Uuid, DisclosureRequest), AppError>((request.id.0, request))
        })?;
        let replayed = made.replayed;
        Ok(Idempotent { value: self.seen(actor, made.value)?, replayed })
    }

    /// The agency of a candidate who matches a vacancy of this verified employer.
    fn agency_of_match(
        &self,
        actor: &Actor,
        employer: Uuid,
        new: &NewDisclosureRequest,
    ) -> Result<Uuid, AppError> {
        let explained =
            self.explain_pair(actor, new.vacancy, new.candidate, Weights::default(), Lang::En)?;
        let today = self.today();
        let (candidate, standing) = self.store.read(|conn| {
            let candidate = CandidateBody::find(conn, Actor::System.reach(), new.candidate)?;
            Ok::<_, AppError>((candidate, VacancyBody::owner_standing(conn, employer, today)?))
        })?;
        standing.map_err(AppError::Conflict)?;
        if !explained.matched.explanation.eligible() {
            let detail =
                "the candidate does not match this vacancy now: ask about one of its matches";
            return Err(AppError::Conflict(detail.to_owned()));
        }
        Ok(candidate.ok_or(AppError::NoSuch(RecordKind::Candidate))?.owner)
    }

    /// Ends the approvals whose time is over. Returns how many.
    pub(in crate::app) fn expire_disclosures(&self) -> Result<usize, AppError> {
        let now = self.now();
        let over =
            self.store.read(|conn| disclosure_requests::approved_until_before(conn, now, SWEPT))?;
        self.writer.run(move |tx| {
            let (to, mut ended) = (DisclosureStatus::Expired, 0);
            for request in over {
                may_move(tx.conn(), &Actor::System, &request, (to, now))?;
                let note =
                    note(&Actor::System, to.as_str(), Some("its time is over".to_owned()), now);
                let later = request.clone().with_status(to, now);
                ended += usize::from(DisclosureRequestBody::update(tx, &request, &later, note)?);
            }
            Ok(ended)
        })
    }
}
