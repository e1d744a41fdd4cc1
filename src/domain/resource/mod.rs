//! What every stored thing has in common: an id, an owner, a state, a version, and a body of its own.

pub mod format;
pub mod id;
pub mod lifecycle;
pub mod reach;

use std::{collections::BTreeSet, fmt, hash::Hash, str::FromStr};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::domain::{
    FieldError, Invalid,
    access::{
        actor::Actor,
        relation::{Parties, Relation},
        scope::{Role, Scope},
    },
    concepts::{facet::Facet, wording::Text},
    resource::{format::Format, id::Id, lifecycle::Move},
    trust::consent::Agreement,
    values::{language::Lang, text::ExternalRef, words::words},
};

words! {
    /// The kinds of records. The word names the kind in the change log.
    RecordKind {
        /// An employer of Tatarstan.
        Employer = "employer",
        /// A recruitment agency of Uzbekistan.
        Agency = "agency",
        /// A vacancy of an employer.
        Vacancy = "vacancy",
        /// A candidate of an agency.
        Candidate = "candidate",
        /// A centre where workers are received and advised.
        Centre = "centre",
        /// Somebody who asks for advice.
        AdvisoryCase = "advisory_case",
        /// What workers should know of a topic.
        Guide = "guide",
        /// An API client of an organisation.
        Client = "client",
        /// An access token that was revoked.
        Token = "token",
        /// An employer's wish to know who a candidate is.
        DisclosureRequest = "disclosure_request",
        /// Somebody put forward for a vacancy.
        Application = "application",
        /// Terms that an employer offers to whom it has chosen.
        Offer = "offer",
        /// What was signed.
        Contract = "contract",
        /// People who are placed together, or not at all.
        Group = "group",
        /// A meeting where people are tested for real openings.
        SelectionSession = "selection_session",
        /// A trip of those who set out.
        Trip = "trip",
        /// Demand of an employer that both sides decide on.
        JobOrder = "job_order",
        /// An act that ties a region of Uzbekistan to a place of Tatarstan.
        RegionPartnership = "region_partnership",
        /// What both sides have agreed to do.
        Measure = "measure",
        /// By what a measure is judged.
        Indicator = "indicator",
        /// A meeting of the working group.
        Meeting = "meeting",
        /// Many people put on many seats at once.
        Allocation = "allocation",
        /// A run that works an allocation out.
        AllocationRun = "allocation_run",
        /// A run that matches many vacancies or candidates.
        MatchRun = "match_run",
        /// A question about matches that is asked again of what changes.
        SavedSearch = "saved_search",
        /// An import of vacancies or candidates.
        Import = "import",
        /// An amendment of the taxonomy.
        Taxonomy = "taxonomy",
        /// A set of rules of law.
        RuleSet = "rule_set",
        /// A check of an offer of work.
        ComplianceCheck = "compliance_check",
        /// A payment for a recruitment.
        Fee = "fee",
        /// What a worker asks of the state back.
        BenefitClaim = "benefit_claim",
        /// Something that somebody complains of.
        Complaint = "complaint",
        /// A foreign qualification that shall count.
        Recognition = "recognition",
        /// What a qualification of one country counts as in the other.
        Equivalence = "equivalence",
        /// Where skills are taught.
        Course = "course",
        /// Somebody in a course.
        Enrolment = "enrolment",
        /// Where an API client is told of changes.
        WebhookEndpoint = "webhook_endpoint",
    }
}

/// A kind of record: its body, its states and the rules between them.
pub trait Resource: Clone + fmt::Debug + Format + Send + Sync + PartialEq + 'static {
    /// The states of a record.
    type Status: Copy
        + fmt::Debug
        + fmt::Display
        + FromStr<Err = Invalid>
        + Eq
        + Hash
        + Serialize
        + DeserializeOwned
        + Send
        + Sync;
    /// Which kind it is.
    const KIND: RecordKind;
    /// The role of the organisations that own such records.
    const OWNER: Role;
    /// The roles of the organisations that own such records, where there are several.
    const OWNERS: &'static [Role] = &[Self::OWNER];
    /// The roles of the other organisations that take part in such records.
    const PARTIES: &'static [Role] = &[];
    /// Whether it is about a person, and is deleted with what is kept of them.
    const ABOUT_SOMEBODY: bool = !Self::PARTIES.is_empty();
    /// Whether it is about a candidate who speaks for themselves, in the own channel.
    const IS_WORKERS: bool = false;
    /// Who may create such a record, change its body and delete it.
    const WRITERS: &'static [Relation];
    /// The scope that reading needs, unless the record is public.
    const READ: Scope;
    /// The scope that writing needs.
    const WRITE: Scope;
    /// Every state.
    const STATES: &'static [Self::Status];
    /// The state of a new record.
    const INITIAL: Self::Status;
    /// The state in which everybody may read it, if there is one.
    const PUBLIC: Option<Self::Status>;

    /// The changes of state that can be made from `from`.
    fn moves(from: Self::Status) -> &'static [Move<Self::Status, Self>];
    /// Whether the body may change while in `status`.
    fn is_editable(status: Self::Status) -> bool;
    /// The state that a record in `status` has once its body is `after`, or why its body may not change.
    fn revised(
        status: Self::Status,
        _before: &Self,
        _after: &Self,
        _today: NaiveDate,
    ) -> Result<Self::Status, String> {
        let refusal = || format!("a {} that is {status} cannot be changed", Self::KIND);
        Self::is_editable(status).then_some(status).ok_or_else(refusal)
    }
    /// What a body that is sent keeps of the one before it, because others than its author write it.
    fn keep(&mut self, _before: &Self) {}
    /// Whether a record in `status` may be deleted.
    fn is_deletable(status: Self::Status) -> bool;
    /// The other organisations that take part in this record.
    fn parties(&self) -> Vec<Uuid> {
        Vec::new()
    }
    /// The candidate whom it is about, where such records are about one who speaks for themselves.
    fn worker(&self) -> Option<Uuid> {
        None
    }
    /// What the body notes of a state that it enters.
    fn enter(&mut self, _to: Self::Status, _at: DateTime<Utc>) {}
    /// What the body notes of why somebody moves it to a state, or why the reason will not do.
    fn explain(
        &mut self,
        _to: Self::Status,
        _by: Relation,
        _reason: Option<&str>,
    ) -> Result<(), FieldError> {
        Ok(())
    }
    /// The values that list filters look for.
    fn facets(&self) -> Vec<Facet>;
    /// The titles that text search looks through, unfolded.
    fn titles(&self) -> Vec<(Lang, &str)> {
        Vec::new()
    }
    /// The words that lists are searched for, as facets.
    fn words(&self) -> BTreeSet<Facet> {
        BTreeSet::new()
    }
    /// The consent without which it is not matched, where it is a person's; it goes into the ledger of consents as well.
    fn agreement(&self) -> Option<&Agreement> {
        None
    }
    /// The texts that name skills and occupations.
    fn texts(&self) -> Vec<Text<'_>> {
        Vec::new()
    }
}

/// A stored record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Record<R: Resource> {
    /// Its id.
    pub id: Id<R>,
    /// The organisation that owns it; an organisation owns itself.
    pub owner: Uuid,
    /// The owner's reference.
    pub external_ref: Option<ExternalRef>,
    /// Its state.
    pub status: R::Status,
    /// 1 when created, one more with each change.
    pub version: i64,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// The rest.
    pub body: R,
}

/// What is remembered of a record has the format of its body.
impl<R: Resource> Format for Record<R> {
    const NUMBER: u32 = R::NUMBER;

    fn upgrade(document: &mut Map<String, Value>, from: u32) -> Result<(), Invalid> {
        let body = document.get_mut("body").and_then(Value::as_object_mut);
        R::upgrade(body.ok_or_else(|| Invalid::expected("a body"))?, from)
    }
}

impl<R: Resource> Record<R> {
    /// Who the actor is to this record.
    pub fn relation(&self, actor: &Actor) -> Relation {
        let others = self.body.parties();
        let worker = self.body.worker();
        let parties =
            Parties { owner_roles: R::OWNERS, owner: self.owner, others: &others, worker };
        Relation::of(actor, parties)
    }

    /// A new record in its initial state.
    pub fn create(
        id: Id<R>,
        owner: Uuid,
        external_ref: Option<ExternalRef>,
        body: R,
        at: DateTime<Utc>,
    ) -> Self {
        Self {
            id,
            owner,
            external_ref,
            status: R::INITIAL,
            version: 1,
            created_at: at,
            updated_at: at,
            body,
        }
    }

    /// The same record one version later, with another body.
    #[must_use]
    pub fn with_body(
        mut self,
        body: R,
        external_ref: Option<ExternalRef>,
        at: DateTime<Utc>,
    ) -> Self {
        (self.body, self.external_ref) = (body, external_ref);
        self.later(at)
    }

    /// The same record one version later, in another state.
    #[must_use]
    pub fn with_status(self, to: R::Status, at: DateTime<Utc>) -> Self {
        self.entered(to, at).later(at)
    }

    /// The same version of the record in a state that follows from its new body.
    #[must_use]
    pub fn entered(mut self, to: R::Status, at: DateTime<Utc>) -> Self {
        self.status = to;
        self.body.enter(to, at);
        self
    }

    fn later(mut self, at: DateTime<Utc>) -> Self {
        (self.version, self.updated_at) = (self.version + 1, at);
        self
    }
}
