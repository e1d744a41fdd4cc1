//! Codes on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::http::decode::Exemplary,
    domain::{
        parties::legal_ids::LicenceNumber,
        trust::{
            genuineness::{
                CodeFacts, CodeResult, Genuineness, LONGEST_MESSAGE, MessageNames, complain_at,
                message, no_fee,
            },
            verification_code::{CodeKind, VerificationCode},
        },
        values::{language::Lang, place::Oktmo, text::LocalizedText},
    },
    taxonomy::{Concept, Taxonomy},
};

/// Where everybody asks what a code is worth.
pub(super) const PATH: &str = "/v1/verify";

/// In which language to answer.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct VerifyQuery {
    /// Language of the answer; by default as `Accept-Language` says.
    #[param(inline, value_type = Option<Lang>)]
    pub lang: Option<String>,
}

/// What to issue a code for.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct VerificationCodeInput {
    /// The kind of the record.
    pub kind: CodeKind,
    /// The record, which the caller may read.
    pub record_id: Uuid,
}

impl Exemplary for VerificationCodeInput {
    fn example() -> Value {
        json!({"kind": "vacancy", "record_id": "0198c0de-0000-7000-8000-000000000001"})
    }
}

/// A code to print.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct VerificationCodeView {
    /// The code.
    pub code: VerificationCode,
    /// What it is about.
    pub kind: CodeKind,
    /// The record.
    pub record_id: Uuid,
    /// When it was issued.
    #[schema(max_length = 35)]
    pub issued_at: DateTime<Utc>,
    /// Where anybody asks whether it is genuine.
    #[schema(max_length = 300, example = "https://koprik.example/v1/verify/V7K3-M9QW-X2B4-R1")]
    pub url: String,
    /// What a QR code is to hold: what the code stands for today, signed, so that a telephone without a network checks it
    /// with a key of `/.well-known/jwks.json` (a JWS in its compact form).
    #[schema(max_length = 2000, pattern = "^[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+$")]
    pub qr: String,
}

/// Whether what a code stands for is genuine. It never tells of a person.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct GenuinenessView {
    /// The code as it is printed; `null` if it is none.
    #[schema(required)]
    code: Option<VerificationCode>,
    /// Whether it is genuine.
    result: CodeResult,
    /// What the code is about, as its first letter says; `null` if it is none.
    #[schema(required)]
    kind: Option<CodeKind>,
    /// Its last day; `null` if there is none.
    #[schema(required, max_length = 10)]
    valid_to: Option<NaiveDate>,
    /// The employer's name.
    #[schema(required, max_length = 200)]
    employer: Option<String>,
    /// The agency's name.
    #[schema(required, max_length = 200)]
    agency: Option<String>,
    /// Who has decided, where it is a decision of recognition.
    #[schema(required, max_length = 200)]
    authority: Option<String>,
    /// The number of the agency's licence.
    #[schema(required)]
    licence: Option<LicenceNumber>,
    /// The work.
    #[schema(required, max_length = 200)]
    trade: Option<String>,
    /// Where the work is, or where the employer is registered.
    #[schema(required, max_length = 200)]
    municipality: Option<String>,
    /// Seats that are still open, rounded up to fives; `null` if nobody says how many there are.
    #[schema(required, minimum = 0, maximum = 10_000)]
    open_seats: Option<u32>,
    /// That nobody may ask you for a fee.
    #[schema(max_length = 200, example = "Nobody may ask you for a fee for this work.")]
    no_fee: String,
    /// Where to complain.
    #[schema(max_length = 200)]
    complain_at: String,
    /// All of it in a message for a telephone.
    #[schema(max_length = 160)]
    text: String,
}

const _: () = assert!(LONGEST_MESSAGE == 160, "the document says so");

/// The facts of a code in a language.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// The employer's name.
    pub employer: Option<String>,
    /// The agency's name.
    pub agency: Option<String>,
    /// The work.
    pub trade: Option<String>,
    /// The municipality.
    pub municipality: Option<String>,
}

impl Named {
    /// The names among these facts.
    pub(super) fn of(facts: &CodeFacts, taxonomy: &Taxonomy, lang: Lang) -> Self {
        let unit = || {
            let code = facts.isco08.as_ref()?;
            let known = taxonomy.isco(code.as_str());
            Some(known.map_or(code.as_str(), |unit| unit.label(lang)).to_owned())
        };
        let text = |text: &LocalizedText| text.in_language(lang).to_owned();
        let place = |code: &Oktmo| {
            let known = code.in_tatarstan();
            let known = known.as_ref().and_then(|place| taxonomy.municipality(place));
            known.map_or(code.as_str(), |place| place.label(lang)).to_owned()
        };
        Self {
            employer: facts.employer.as_ref().map(text),
            agency: facts.agency.as_ref().map(text),
            trade: facts.trade.as_ref().map(text).or_else(unit),
            municipality: facts.municipality.as_ref().map(place),
        }
    }
}

impl GenuinenessView {
    /// What is told in a language.
    pub(super) fn of(told: Genuineness, taxonomy: &Taxonomy, lang: Lang) -> Self {
        let Named { employer, agency, trade, municipality } =
            Named::of(&told.facts, taxonomy, lang);
        let of = |name: &Option<String>| name.clone().unwrap_or_default();
        let (trade_name, place) = (of(&trade), of(&municipality));
        let text = message(&told, MessageNames { trade: &trade_name, place: &place }, lang);
        Self {
            kind: told.kind(),
            result: told.result,
            valid_to: told.facts.valid_to,
            employer,
            agency,
            authority: told.facts.authority,
            licence: told.facts.licence,
            trade,
            municipality,
            open_seats: told.facts.open_seats,
            no_fee: no_fee(lang),
            complain_at: complain_at(lang),
            text,
            code: told.code,
        }
    }

    /// The message for a telephone.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}
