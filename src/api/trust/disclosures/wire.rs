//! Disclosures on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    api::trust::identities::wire::{ClearanceBody, PassportBody, PersonNameBody},
    domain::trust::{
        consent::IdentityPart,
        disclosure::{DisclosedIdentity, Disclosure},
        identity::{EmailAddress, Pinfl, Telephone},
    },
};

/// What is disclosed of who a candidate is. What is not covered, or not known, is left out.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct DisclosedIdentityView {
    /// What the candidate's consent covers.
    #[schema(max_items = 5)]
    covers: Vec<IdentityPart>,
    /// The name in Latin script.
    #[serde(skip_serializing_if = "Option::is_none")]
    latin_name: Option<PersonNameBody>,
    /// The name in Cyrillic script.
    #[serde(skip_serializing_if = "Option::is_none")]
    cyrillic_name: Option<PersonNameBody>,
    /// Birth date.
    #[schema(max_length = 10, example = "1990-02-15")]
    #[serde(skip_serializing_if = "Option::is_none")]
    birth_date: Option<NaiveDate>,
    /// ПИНФЛ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pinfl: Option<Pinfl>,
    /// Passport.
    #[serde(skip_serializing_if = "Option::is_none")]
    passport: Option<PassportBody>,
    /// Telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<Telephone>,
    /// E-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<EmailAddress>,
    /// Name in a messenger, with the messenger.
    #[schema(max_length = 100)]
    #[serde(skip_serializing_if = "Option::is_none")]
    messenger: Option<String>,
    /// Clearances.
    #[schema(max_items = 20)]
    #[serde(skip_serializing_if = "Option::is_none")]
    clearances: Option<Vec<ClearanceBody>>,
}

impl From<DisclosedIdentity> for DisclosedIdentityView {
    fn from(shown: DisclosedIdentity) -> Self {
        Self {
            covers: shown.parts,
            latin_name: shown.latin_name.as_ref().map(Into::into),
            cyrillic_name: shown.cyrillic_name.as_ref().map(Into::into),
            birth_date: shown.birth_date,
            pinfl: shown.pinfl,
            passport: shown.passport.as_ref().map(Into::into),
            phone: shown.phone,
            email: shown.email,
            messenger: shown.messenger,
            clearances: shown.clearances.map(|all| all.iter().map(Into::into).collect()),
        }
    }
}

/// A reading of who a candidate is.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct DisclosureView {
    /// When.
    #[schema(max_length = 35)]
    at: DateTime<Utc>,
    /// The employer that read.
    employer_id: Uuid,
    /// The request that the agency approved.
    disclosure_request_id: Uuid,
    /// What was read.
    #[schema(max_items = 5)]
    parts: Vec<IdentityPart>,
}

impl From<Disclosure> for DisclosureView {
    fn from(Disclosure { at, employer, request, parts, .. }: Disclosure) -> Self {
        Self { at, employer_id: employer, disclosure_request_id: request, parts }
    }
}
