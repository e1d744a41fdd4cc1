//! Disclosures: what an employer has read of who a candidate is.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::domain::trust::{
    consent::IdentityPart,
    identity::{Clearance, EmailAddress, Identity, Passport, PersonName, Pinfl, Telephone},
};

/// An entry in the ledger of disclosures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// Its number in the ledger.
    pub n: i64,
    /// The candidate.
    pub candidate: Uuid,
    /// The request that the agency approved.
    pub request: Uuid,
    /// The employer that read.
    pub employer: Uuid,
    /// The API client that read.
    pub client: Option<Uuid>,
    /// When.
    pub at: DateTime<Utc>,
    /// What was read.
    pub parts: Vec<IdentityPart>,
}

/// The parts of an identity that are disclosed. It does not print.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct DisclosedIdentity {
    /// Which parts.
    pub parts: Vec<IdentityPart>,
    /// The name in Latin script.
    pub latin_name: Option<PersonName>,
    /// The name in Cyrillic script.
    pub cyrillic_name: Option<PersonName>,
    /// Birth date.
    pub birth_date: Option<NaiveDate>,
    /// ПИНФЛ.
    pub pinfl: Option<Pinfl>,
    /// Passport.
    pub passport: Option<Passport>,
    /// Telephone.
    pub phone: Option<Telephone>,
    /// E-mail.
    pub email: Option<EmailAddress>,
    /// Name in a messenger, with the messenger.
    pub messenger: Option<String>,
    /// Clearances.
    pub clearances: Option<Vec<Clearance>>,
}

impl fmt::Debug for DisclosedIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DisclosedIdentity")
    }
}

impl DisclosedIdentity {
    /// These parts of an identity. Whom to call in need is never among them.
    pub fn of(identity: Identity, parts: Vec<IdentityPart>) -> Self {
        let covers = |part| parts.contains(&part);
        let mut shown = Self::default();
        if covers(IdentityPart::Names) {
            (shown.latin_name, shown.cyrillic_name) = (identity.latin_name, identity.cyrillic_name);
        }
        if covers(IdentityPart::Documents) {
            (shown.pinfl, shown.passport) = (identity.pinfl, identity.passport);
        }
        if covers(IdentityPart::Contacts) {
            (shown.phone, shown.email) = (identity.phone, identity.email);
            shown.messenger = identity.messenger;
        }
        shown.birth_date = covers(IdentityPart::BirthDate).then_some(identity.birth_date);
        shown.clearances = covers(IdentityPart::Clearances).then_some(identity.clearances);
        Self { parts, ..shown }
    }
}
