//! Consent: who agreed to what, in which words and language, and until when.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    resource::format::Format,
    values::{language::Lang, text::ExternalRef, words::words},
};

words! {
    /// What somebody consents to.
    ConsentPurpose {
        /// To be matched with vacancies.
        Matching = "matching",
        /// That employers whom the agency approves learn who the candidate is.
        DisclosureToEmployer = "disclosure_to_employer",
        /// That personal data goes from Uzbekistan to Russia.
        CrossBorderTransfer = "cross_border_transfer",
    }
}

words! {
    /// How a consent can be proved.
    ConsentEvidence {
        /// A paper with the person's signature, kept by the agency.
        SignedPaper = "signed_paper",
        /// An electronic signature.
        ElectronicSignature = "electronic_signature",
        /// A recorded conversation.
        Recording = "recording",
    }
}

words! {
    /// A part of an identity that is disclosed or not.
    IdentityPart {
        /// Names.
        Names = "names",
        /// Birth date.
        BirthDate = "birth_date",
        /// Telephone, e-mail and messenger.
        Contacts = "contacts",
        /// ПИНФЛ and passport.
        Documents = "documents",
        /// Results of clearances.
        Clearances = "clearances",
    }
}

/// A text that somebody agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Version of the text that was agreed to, 1 to 32 characters.
    pub text_version: String,
    /// Language in which it was read.
    pub language: Lang,
    /// When it was given.
    pub given_at: DateTime<Utc>,
    /// When it was withdrawn, if it was.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// What somebody consents to, and how that can be proved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// To what.
    pub purpose: ConsentPurpose,
    /// What was agreed to, and when.
    pub agreement: Agreement,
    /// What may be disclosed; nothing for other purposes.
    pub covers: Vec<IdentityPart>,
    /// How it can be proved, where somebody said so.
    pub evidence: Option<ConsentEvidence>,
    /// Where the agency keeps the proof.
    pub evidence_ref: Option<ExternalRef>,
}

/// An entry in the ledger of consents: how a consent stood when it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentEntry {
    /// Its number in the ledger.
    pub n: i64,
    /// The candidate.
    pub candidate: Uuid,
    /// The consent.
    pub consent: Consent,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `None` is Koprik itself.
    pub client: Option<Uuid>,
}

impl Format for ConsentEntry {}

impl Agreement {
    /// Whether it stands.
    pub fn stands(&self) -> bool {
        self.withdrawn_at.is_none()
    }

    /// The same, withdrawn at a moment unless it was before.
    #[must_use]
    pub fn withdrawn(mut self, at: DateTime<Utc>) -> Self {
        self.withdrawn_at = Some(self.withdrawn_at.unwrap_or(at.max(self.given_at)));
        self
    }

    /// Whether both say the same, to the microsecond that databases keep.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let moments = |one: &Self| {
            (one.given_at.timestamp_micros(), one.withdrawn_at.map(|at| at.timestamp_micros()))
        };
        (&self.text_version, self.language) == (&other.text_version, other.language)
            && moments(self) == moments(other)
    }

    /// The member that cannot be right at this moment, and why: nobody consents tomorrow, or takes back before.
    pub fn contradiction(&self, now: DateTime<Utc>) -> Option<(&'static str, &'static str)> {
        if self.given_at > now {
            Some(("given_at", "lies in the future: consent is recorded once it was given"))
        } else if self.withdrawn_at.is_some_and(|at| at < self.given_at) {
            Some(("withdrawn_at", "lies before given_at"))
        } else if self.withdrawn_at.is_some_and(|at| at > now) {
            Some(("withdrawn_at", "lies in the future: what is withdrawn is withdrawn now"))
        } else {
            None
        }
    }
}
