//! What can go wrong in a use case.

use uuid::Uuid;

use crate::{
    app::trust::vault::error::VaultError,
    domain::{
        FieldError,
        access::actor::Denied,
        law::compliance::ComplianceCheck,
        resource::{RecordKind, lifecycle::Lack},
    },
    store::{StoreError, constraint::Constraint},
};

/// An error of a use case.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is no such record, or none that the actor may know of.
    #[error("there is no such {0}")]
    NoSuch(RecordKind),
    /// Nobody has written who the candidate is.
    #[error("the identity of this candidate is not there")]
    NoIdentity,
    /// Nothing has this code and this PIN.
    #[error("nothing has this code and this PIN")]
    NoCase,
    /// The PIN of a case, or of a contract, was wrong too often.
    #[error("the PIN was wrong too often: try again in {seconds} seconds")]
    CaseLocked {
        /// Seconds until a PIN is looked at again.
        seconds: u64,
    },
    /// There is no ban of this name that has not ended.
    #[error("no ban of this name binds")]
    NoBan,
    /// There is no such suspension, or none that the actor may know of.
    #[error("there is no such suspension")]
    NoSuspension,
    /// No session of a worker waits for this code.
    #[error(
        "no session waits for this code: it is wrong, was used, or its time is over; begin another session"
    )]
    NoSession,
    /// Too many sessions of a worker began of late.
    #[error("too many codes were sent for this candidate: begin another session later")]
    SessionsUsed {
        /// Seconds until another may begin.
        seconds: u64,
    },
    /// A contact of a worker is not the worker's alone.
    #[error(
        "the contact is not the worker's own, {0}: change it in the identity, or begin the session in person"
    )]
    ContactNotPersonal(&'static str),
    /// Nothing shows yet that a contact is the worker's own.
    #[error(
        "nothing shows yet that the contact is the worker's own: staff of a centre confirm it, or a second code a day later"
    )]
    ContactNotConfirmed,
    /// The complaint has no such referral.
    #[error("this referral of the complaint is not there")]
    NoReferral,
    /// Nothing of this id is due for the candidate.
    #[error("this deadline of the candidate is not there")]
    NoDeadline,
    /// No signal has this id.
    #[error("this signal is not there")]
    NoSignal,
    /// The actor may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Somebody changed the record first.
    #[error("the record has changed since it was read: read it again, and repeat the change")]
    Outdated,
    /// The state does not follow the present one.
    #[error("a record that is {from} cannot become {to}; it can become: {allowed}")]
    NoTransition {
        /// The present state.
        from: String,
        /// The wanted state.
        to: String,
        /// The states that may follow, with commas between, or `nothing`.
        allowed: String,
    },
    /// The record's state, or another record's, forbids this.
    #[error("{0}")]
    Conflict(String),
    /// A check found that this breaks a rule that is in force.
    #[error(
        "the compliance check {} failed: see errors, and mend what they point to",
        .0.id
    )]
    Unlawful(Box<ComplianceCheck>),
    /// Other records do not say what a change of state needs.
    #[error("{}", lacking(.0))]
    Lacking(Vec<Lack>),
    /// The owner's reference, or a registration number, is taken.
    #[error("{0}")]
    Taken(&'static str),
    /// Values that are well formed, but mean nothing or contradict each other.
    #[error("{}", wrong_values(.0.len()))]
    Invalid(Vec<FieldError>),
    /// A file that cannot be read at all.
    #[error("the file cannot be read: {0}")]
    Unreadable(String),
    /// The idempotency key came with another body before.
    #[error("this Idempotency-Key was used with another body: use a new key for a new request")]
    KeyReused,
    /// The first request with this idempotency key still runs.
    #[error("the first request with this Idempotency-Key still runs: repeat it in a second")]
    KeyInUse,
    /// The index is not loaded, so matches cannot be answered.
    #[error("the index is being loaded: repeat the request in a few seconds")]
    NotReady,
    /// An employer would see more profiles than it may on a day.
    #[error("this employer may see {left} more profiles today: ask for fewer, or go on tomorrow")]
    ProfilesUsed {
        /// How many it may still see.
        left: u64,
        /// Seconds until tomorrow.
        seconds: u64,
    },
    /// An employer would ask about a vacancy with more pays than it may on a day.
    #[error(
        "the matches of this vacancy were asked for under {quota} different pays today: ask again under one of them, or \
         go on tomorrow; the vacancy itself can be changed at any time"
    )]
    PaysUsed {
        /// With how many it may.
        quota: u32,
        /// Seconds until tomorrow in Moscow.
        seconds: u64,
    },
    /// An employer would read of more candidates than it may on a day who they are.
    #[error("this employer has read today of as many candidates as it may: go on tomorrow")]
    DisclosuresUsed {
        /// Seconds until tomorrow.
        seconds: u64,
    },
    /// A client's id or secret is wrong, or it was revoked.
    #[error("the client is unknown, its secret is wrong, or it was revoked")]
    WrongClient,
    /// The operating system refused a thread.
    #[error("a thread could not be started: {0}")]
    Thread(#[from] std::io::Error),
    /// The stored snapshot of an idempotent request cannot be read.
    #[error("the stored answer of {0} is corrupt")]
    CorruptSnapshot(Uuid),
    /// The database cannot answer now.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// The database went away while it committed.
    #[error("whether it was written is not known")]
    OutcomeUnknown,
    /// The vault failed.
    #[error(transparent)]
    Vault(VaultError),
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
}

/// How many values are wrong.
pub fn wrong_values(count: usize) -> String {
    if count == 1 { "1 value is wrong".to_owned() } else { format!("{count} values are wrong") }
}

fn lacking(lacks: &[Lack]) -> String {
    lacks.iter().map(|lack| lack.why.as_str()).collect::<Vec<_>>().join("; ")
}

impl AppError {
    /// Whether it stays until somebody mends the database, so that trying again is in vain.
    pub fn lasts(&self) -> bool {
        matches!(self, Self::Store(error) if error.lasts())
    }
}

impl From<VaultError> for AppError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Service(why) => Self::Unavailable(why),
            other => Self::Vault(other),
        }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken(Constraint::ExternalRef) => {
                Self::Taken("another record of this owner has this external_ref")
            }
            StoreError::Taken(Constraint::EmployerInn) => {
                Self::Taken("an employer with this inn and kpp exists")
            }
            StoreError::Taken(Constraint::AgencyStir) => {
                Self::Taken("an agency with this stir exists")
            }
            StoreError::Taken(Constraint::OpenDisclosureRequest) => {
                Self::Taken("a disclosure request for this vacancy and candidate is open already")
            }
            StoreError::Taken(Constraint::LiveApplication) => {
                Self::Taken("this candidate has an application for this vacancy already")
            }
            StoreError::Taken(Constraint::TripSeat | Constraint::LiveTripSeat) => {
                Self::Taken("a seat is kept for this application already")
            }
            StoreError::Taken(Constraint::ArrivalCorrectedOnce) => {
                Self::Taken("this entry was corrected already: correct the later one")
            }
            StoreError::Taken(Constraint::LiveOffer) => {
                Self::Taken("an offer for this application stands already")
            }
            StoreError::Taken(Constraint::LiveContract) => {
                Self::Taken("this candidate has a contract that is not over")
            }
            StoreError::Taken(Constraint::OpenRecognition) => Self::Taken(
                "this authority is asked to recognise this document of the candidate already: wait for what it decides",
            ),
            StoreError::Taken(Constraint::LiveEnrolment) => {
                Self::Taken("this candidate sits, waits or has sat in this course already")
            }
            StoreError::Taken(Constraint::LiveBenefitClaim) => Self::Taken(
                "this item is claimed for this application already: only what was refused is claimed again",
            ),
            StoreError::Taken(Constraint::LiveGroupMember) => Self::Taken(
                "one of them is in a group already: that one is dissolved first, or left in the own channel",
            ),
            StoreError::Taken(Constraint::OfferedApplication) => Self::Taken(
                "terms are offered to this candidate already: by this application or by another",
            ),
            StoreError::Taken(Constraint::IdentityDocument) => {
                Self::Taken("this person is registered already: ask an operator")
            }
            StoreError::Taken(
                Constraint::AmendmentNumber
                | Constraint::SubjectKey
                | Constraint::Identity
                | Constraint::ActualVersion,
            ) => Self::Outdated,
            StoreError::Taken(Constraint::WebhookEndpointUrl) => {
                Self::Taken("this client has a webhook endpoint with this url already")
            }
            StoreError::Taken(Constraint::RuleSetName) => Self::Taken(
                "a rule set with this name is recorded, and none is ever changed: give the new one another name",
            ),
            StoreError::Taken(Constraint::CodeOfRecord | Constraint::VerificationCode) => {
                Self::Taken("another request issues this code at this moment: repeat it")
            }
            StoreError::Taken(Constraint::DeadlineOfEvent) => Self::Taken(
                "what is due after this event on this day is kept already: correct the event if the day is wrong",
            ),
            StoreError::Taken(Constraint::CorrectedOnce) => {
                Self::Taken("this event was corrected already: correct the later one")
            }
            StoreError::Taken(Constraint::RuleSetSide) => {
                Self::Taken("this side has approved the rule set already")
            }
            StoreError::Taken(Constraint::RuleSetApprover) => {
                Self::Taken("an organisation approves a rule set for one side only")
            }
            StoreError::Taken(Constraint::IdempotencyKey) => Self::KeyInUse,
            StoreError::Unfit(Constraint::EmployerOgrn) => Self::Taken(
                "an employer with this inn has another ogrn: branches share both, so check which of them is wrong",
            ),
            StoreError::Unfit(Constraint::PartnershipsApart) => Self::Taken(
                "a partnership ties these two places at the same time: end it first, or choose other days",
            ),
            StoreError::Unavailable(why) => Self::Unavailable(why),
            StoreError::NotWritten => Self::Unavailable(StoreError::NotWritten.to_string()),
            StoreError::OutcomeUnknown => Self::OutcomeUnknown,
            other => Self::Store(other),
        }
    }
}
