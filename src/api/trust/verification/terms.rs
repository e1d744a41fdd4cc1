//! The terms of a contract by its code and the worker's PIN. Both stand in a body, so that no address holds them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, decode::Exemplary, reply::Reply},
        programme::terms::wire::TermsBody,
        request::context::{Answer, Context},
        route::value::Route,
        trust::verification::wire::{PATH, VerifyQuery},
    },
    app::trust::contract_terms::{GivenPin, OpenedContract},
    domain::{
        access::scope::Scope,
        casework::case_code::CasePin,
        programme::contract::ContractBody,
        trust::{
            genuineness::{CodeResult, complain_at, no_fee},
            verification_code::VerificationCode,
        },
        values::language::Lang,
    },
};

/// The code of a contract and a PIN.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ContractPinView {
    /// The code, which may be printed for everybody.
    code: VerificationCode,
    /// The PIN, told once. It is the worker's to show, or to keep.
    pin: CasePin,
    /// Where anybody asks whether the contract is genuine, without its terms.
    #[schema(max_length = 300, example = "https://koprik.example/v1/verify/C7K3-M9QW-X2B4-R1")]
    url: String,
}

/// Which contract.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ContractTermsInput {
    /// The code of the contract.
    pub code: VerificationCode,
    /// The worker's PIN.
    pub pin: CasePin,
}

impl Exemplary for ContractTermsInput {
    fn example() -> Value {
        json!({"code": "V7K3-M9QW-X2B4-R1", "pin": "402817"})
    }
}

/// The terms of a contract. It never tells of a person.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ContractTermsView {
    /// The code of the contract.
    code: VerificationCode,
    /// Whether the contract is in force.
    result: CodeResult,
    /// The employer's name; `null` if the contract is not in force.
    #[schema(required, max_length = 200)]
    employer: Option<String>,
    /// The day of the signatures.
    #[schema(max_length = 10, example = "2026-11-24")]
    signed_on: NaiveDate,
    /// The terms.
    terms: TermsBody,
    /// SHA-256 of the terms in their canonical form (RFC 8785), with the format and the version of the texts.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    terms_hash: String,
    /// That nobody may ask you for a fee.
    #[schema(max_length = 200)]
    no_fee: String,
    /// Where to complain.
    #[schema(max_length = 200)]
    complain_at: String,
}

impl ContractTermsView {
    fn of(opened: OpenedContract, code: VerificationCode, lang: Lang) -> Self {
        let OpenedContract { contract, told } = opened;
        let body = contract.body;
        Self {
            code,
            result: told.result,
            employer: told.facts.employer.map(|name| name.in_language(lang).to_owned()),
            signed_on: body.signed_on,
            terms: (&body.sealed.terms).into(),
            terms_hash: body.sealed.hash,
            no_fee: no_fee(lang),
            complain_at: complain_at(lang),
        }
    }
}

/// The routes of terms.
pub(super) fn routes() -> Vec<Route> {
    let give = Route::post("/v1/contracts/{id}/pins", Access::ScopeOrWorker(Scope::ApplicationsRead))
        .id("id", "Id of the contract")
        .says(
            "give_contract_pin",
            "Take a PIN for the own contract, as the worker",
            "For the worker of a contract in force alone, with the token of the own channel: the contract's code, and a PIN, \
             told once. Whoever the worker shows both to reads the terms, until the worker takes another PIN. An agency or \
             an employer is 403; a contract that is not in force is 409.",
        )
        .json::<ContractPinView>(200, "The code and the PIN")
        .problems(&[404, 409]);
    let read = Route::post("/v1/verification-codes/terms", Access::OpenSparingly)
        .says(
            "read_contract_terms",
            "Read the terms of a contract by its code and the worker's PIN",
            "For whoever the worker has shown both to, without an account: what was signed, and whether it is still in force, \
             also when it is over. Never with whom. A wrong code and a wrong PIN are answered alike; three wrong PINs shut it \
             for a quarter of an hour, which is 429. Nobody writes down who asked.",
        )
        .query::<VerifyQuery>()
        .localized()
        .body::<ContractTermsInput>()
        .json::<ContractTermsView>(200, "The terms")
        .problems(&[404]);
    vec![give.to(give_contract_pin), read.to(read_contract_terms)]
}

async fn give_contract_pin(context: Context) -> Answer {
    let id = context.id::<ContractBody>()?;
    context
        .run_write(move |context| {
            let GivenPin { issued, pin } = context.app().give_contract_pin(&context.actor, id)?;
            let url = format!("{}{PATH}/{}", context.server.base_url(), issued.code);
            Reply::ok(&ContractPinView { code: issued.code, pin, url })
        })
        .await
}

async fn read_contract_terms(context: Context, body: Body) -> Answer {
    let VerifyQuery { lang } = context.query()?;
    let lang = context.language(lang.as_deref())?;
    context
        .run_write(move |context| {
            let ContractTermsInput { code, pin } = body.json()?;
            let opened = context.app().open_contract(&code, &pin)?;
            Reply::ok(&ContractTermsView::of(opened, code, lang))
        })
        .await
}
