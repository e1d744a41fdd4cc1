//! Identities on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    api::{http::decode::Exemplary, wire::same::same_members},
    app::{App, trust::identities::KeptIdentity},
    domain::{
        FieldError,
        trust::identity::{
            Clearance, ClearanceKind, ClearanceResult, EmailAddress, FamilyContact, Identity,
            NamePart, Passport, PassportNumber, PersonName, Pinfl, Telephone,
        },
    },
};

/// A name in one script.
#[derive(Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct PersonNameBody {
    /// Family name.
    family: NamePart,
    /// Given name.
    given: NamePart,
    /// Patronymic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    patronymic: Option<NamePart>,
}

/// A passport.
#[derive(Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct PassportBody {
    /// Its number.
    number: PassportNumber,
    /// Its last day.
    #[schema(max_length = 10, example = "2031-05-14")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    expires_on: NaiveDate,
}

/// Somebody to call in need.
#[derive(Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct FamilyContactBody {
    /// The name.
    name: NamePart,
    /// The number.
    phone: Telephone,
}

/// A clearance: what came of it, and when. Why is not asked.
#[derive(Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ClearanceBody {
    /// For what.
    kind: ClearanceKind,
    /// The result.
    result: ClearanceResult,
    /// The day of the result.
    #[schema(max_length = 10, example = "2026-10-20")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    day: NaiveDate,
}

/// The person behind a candidate.
#[derive(Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct IdentityInput {
    /// The name in Latin script. One of the two names is there.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latin_name: Option<PersonNameBody>,
    /// The name in Cyrillic script.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cyrillic_name: Option<PersonNameBody>,
    /// Birth date.
    #[schema(max_length = 10, example = "1990-02-15")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub birth_date: NaiveDate,
    /// ПИНФЛ: it tells the birth date too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pinfl: Option<Pinfl>,
    /// Passport.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passport: Option<PassportBody>,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Telephone>,
    /// E-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<EmailAddress>,
    /// Name in a messenger, with the messenger.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "telegram: @karimov")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub messenger: Option<String>,
    /// Somebody to call in need.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_contact: Option<FamilyContactBody>,
    /// Clearances.
    #[validate(length(max = 20), nested)]
    #[schema(max_items = 20)]
    #[serde(default)]
    pub clearances: Vec<ClearanceBody>,
}

impl Exemplary for IdentityInput {
    fn example() -> Value {
        json!({
            "latin_name": {"family": "Karimov", "given": "Gʻayrat", "patronymic": "Anvarovich"},
            "cyrillic_name": {"family": "Каримов", "given": "Ғайрат"},
            "birth_date": "1990-02-15",
            "pinfl": "31502901234567",
            "passport": {"number": "AA1234567", "expires_on": "2031-05-14"},
            "phone": "+998901234567",
            "clearances": [{"kind": "medical", "result": "passed", "day": "2026-10-20"}]
        })
    }
}

impl IdentityInput {
    /// The identity, checked.
    pub(in crate::api) fn accept(self, app: &App) -> Result<Identity, Vec<FieldError>> {
        let identity = Identity {
            latin_name: self.latin_name.map(Into::into),
            cyrillic_name: self.cyrillic_name.map(Into::into),
            birth_date: self.birth_date,
            pinfl: self.pinfl,
            passport: self.passport.map(Into::into),
            phone: self.phone,
            email: self.email,
            messenger: self.messenger,
            family_contact: self.family_contact.map(Into::into),
            clearances: self.clearances.into_iter().map(Into::into).collect(),
        };
        let mut errors = identity.contradictions();
        let days = identity.clearances.iter().enumerate();
        let days = days.map(|(at, one)| (format!("/clearances/{at}/day"), one.day));
        let birth = std::iter::once(("/birth_date".to_owned(), identity.birth_date));
        let future = birth.chain(days).filter(|(_, day)| *day > app.today());
        errors.extend(
            future.map(|(pointer, _)| {
                FieldError::new(pointer, "contradiction", "lies in the future")
            }),
        );
        if errors.is_empty() { Ok(identity) } else { Err(errors) }
    }
}

same_members!(PersonNameBody, PersonName { family, given, patronymic });
same_members!(PassportBody, Passport { number, expires_on });
same_members!(FamilyContactBody, FamilyContact { name, phone });
same_members!(ClearanceBody, Clearance { kind, result, day });

impl From<Identity> for IdentityInput {
    fn from(identity: Identity) -> Self {
        Self {
            latin_name: identity.latin_name.as_ref().map(Into::into),
            cyrillic_name: identity.cyrillic_name.as_ref().map(Into::into),
            birth_date: identity.birth_date,
            pinfl: identity.pinfl,
            passport: identity.passport.as_ref().map(Into::into),
            phone: identity.phone,
            email: identity.email,
            messenger: identity.messenger,
            family_contact: identity.family_contact.as_ref().map(Into::into),
            clearances: identity.clearances.iter().map(Into::into).collect(),
        }
    }
}

/// The person behind a candidate, as it is kept.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct IdentityView {
    /// 1 when it was first written, one more with each change.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1)]
    version: i64,
    /// When it was last written.
    #[schema(max_length = 35)]
    updated_at: DateTime<Utc>,
    #[serde(flatten)]
    identity: IdentityInput,
}

impl From<KeptIdentity> for IdentityView {
    fn from(KeptIdentity { identity, version, updated_at }: KeptIdentity) -> Self {
        Self { version, updated_at, identity: identity.into() }
    }
}
