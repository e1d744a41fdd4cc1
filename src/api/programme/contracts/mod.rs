//! Contracts: what was signed, compared with what the worker had accepted. One that breaks a promise is held.

pub(crate) mod wire;

use serde_json::json;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, reply::Reply},
        programme::{
            contracts::wire::{
                AgreementInput, ArrivalConfirmationInput, ArrivalConfirmationView, ContractInput,
                ContractView,
            },
            under_application::list_query,
        },
        request::context::{Answer, Context},
        resource::{
            acts::act_once,
            routes::Records,
            viewed::{Viewed, created},
        },
        route::{
            headers::ETAG,
            value::{Group, Route},
        },
    },
    domain::{
        access::scope::Scope,
        programme::contract::{ContractBody, ContractStatus},
    },
};

list_query!(ListContractsQuery, ContractStatus);

const WRITE: Access = Access::Scope(Scope::ApplicationsWrite);
const OWN: Access = Access::ScopeOrWorker(Scope::ApplicationsWrite);

/// The routes of contracts.
pub(in crate::api) fn routes() -> Group {
    Records::<ContractBody>::new(
        "a contract",
        "What was signed, compared with what the worker had accepted: what breaks a promise is held",
    )
    .list::<ListContractsQuery>(
        "Employers see those that they recorded, agencies those of their candidates, operators all.",
    )
    .also(contract_route())
    .get("The employer that recorded it reads it, the candidate's agency, and operators.")
    .also(agreement_route())
    .also(confirmation_route())
    .transition(
        "`ended` by the employer, or by the agency for the worker: that closes the application. `held → signed` follows \
         from what the worker agrees to, `held → replaced` from another contract.",
        json!({"to": "ended", "reason": "the worker stays at home"}),
    )
    .history()
    .group()
}

fn contract_route() -> Route {
    Route::post(ContractBody::PATH, WRITE)
        .says(
            "create_contract",
            "Record a contract that was signed",
            "The employer records the terms of the paper, its day and its SHA-256. Each term is compared with the offer that \
             the worker has accepted: if all is kept or better the contract is `signed`, and so is the application \
             (`contract_signed`), and what the rules ask for after a `contract_signed` on that day is due for the worker; what \
             is `worse`, `missing` or `not_comparable` holds it. A corrected paper is another contract, which takes the place \
             of the one that is held.",
        )
        .body::<ContractInput>()
        .json::<ContractView>(201, "Created, in the state `signed` or `held`")
        .creates()
        .problems(&[404])
        .to(create_contract)
}

fn agreement_route() -> Route {
    Route::post(format!("{}/{{id}}/agreements", ContractBody::PATH), OWN)
        .says(
            "agree_to_contract",
            "Agree to a contract that is held, as the worker",
            "Only the worker can agree to a changed term, advised by a centre, and never to a worse one of pay, hours, \
             housing or the passport: with the token of a session that was begun for this contract (`agree_to_contract`), \
             and by a contact that is confirmed. Every term that is not as promised is named; the contract is `signed` by \
             that.",
        )
        .id("id", "Id of the contract")
        .body::<AgreementInput>()
        .json::<ContractView>(200, "The contract as it now is")
        .with(&[ETAG])
        .once()
        .to(agree_to_contract)
}

fn confirmation_route() -> Route {
    Route::post(format!("{}/{{id}}/confirmations", ContractBody::PATH), OWN)
        .says(
            "confirm_contract",
            "Say on arrival whether each term is as it was signed",
            "The worker says it once, with the token of a session that was begun for this contract (`confirm_contract`). What \
             is not as signed is named, and opens a case of the topic `substitution` at once; its code and PIN are told with \
             the answer.",
        )
        .id("id", "Id of the contract")
        .body::<ArrivalConfirmationInput>()
        .json::<ArrivalConfirmationView>(200, "The contract as it now is, and the case")
        .once()
        .to(confirm_contract)
}

async fn confirm_contract(context: Context, body: Body) -> Answer {
    let id = context.id::<ContractBody>()?;
    context
        .run_write(move |context| {
            let input: ArrivalConfirmationInput = body.json()?;
            let new = input.accept().map_err(ApiError::Invalid)?;
            let key = context.key(&body)?;
            let done = context.app().confirm_contract(&context.actor, id, new, key)?;
            let view = ArrivalConfirmationView::of(done.value);
            Ok(Reply::ok(&view)?.replayed(done.replayed))
        })
        .await
}

async fn create_contract(context: Context, body: Body) -> Answer {
    context
        .run_write(move |context| {
            let input: ContractInput = body.json()?;
            let new = input.accept().map_err(ApiError::Invalid)?;
            let key = context.key(&body)?;
            created(&context.app().record_contract(&context.actor, new, key)?)
        })
        .await
}

async fn agree_to_contract(context: Context, body: Body) -> Answer {
    act_once(context, body, |context, id, input: AgreementInput, key| {
        let input = input.accept().map_err(ApiError::Invalid)?;
        Ok(context.app().agree_to_contract(&context.actor, id, input, key)?)
    })
    .await
}
