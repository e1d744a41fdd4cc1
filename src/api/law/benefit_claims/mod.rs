//! Claims of benefits: what workers ask of the state back, and what became of it.

pub(crate) mod wire;

use crate::{
    api::{
        auth::access::Access,
        http::body::Body,
        law::benefit_claims::wire::{
            BenefitClaimInput, BenefitClaimView, BenefitDecisionInput, BenefitPaymentInput,
        },
        request::context::{Answer, Context},
        resource::{
            acts::act_once,
            case_list::case_list_query,
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
        law::benefit::{BenefitClaimBody, BenefitClaimStatus},
    },
};

case_list_query!(
    ListBenefitClaimsQuery,
    BenefitClaimStatus,
    /// Of this application.
    application_id: application
);

const WRITE: Access = Access::Scope(Scope::ApplicationsWrite);

/// The routes of claims.
pub(in crate::api) fn routes() -> Group {
    Records::<BenefitClaimBody>::new(
        "a benefit claim",
        "What workers ask of the state back for a recruitment, and what became of it",
    )
    .list::<ListBenefitClaimsQuery>(
        "Agencies see those of their candidates, workers in the own channel their own, operators all.",
    )
    .also(claim_route())
    .get("The candidate's agency reads it, the worker in the own channel, and operators.")
    .also(decide_route())
    .also(pay_route())
    .history()
    .group()
}

fn claim_route() -> Route {
    Route::post(BenefitClaimBody::PATH, Access::ScopeOrWorker(Scope::ApplicationsWrite))
        .says(
            "create_benefit_claim",
            "Claim a benefit",
            "The agency claims for its candidate; the worker claims with the token of a session that was begun for the \
             application (`claim_benefit`). A rule of kind `benefit` that holds today says which items are paid back and how \
             much at most; more is refused, and so is every claim while no rule holds. An item is claimed once for an \
             application, unless it was refused. It is due from the first day of work on, as the rule says.",
        )
        .body::<BenefitClaimInput>()
        .json::<BenefitClaimView>(201, "Created, in the state `filed`")
        .creates()
        .problems(&[404])
        .to(create_benefit_claim)
}

fn decide_route() -> Route {
    Route::post(format!("{}/{{id}}/decisions", BenefitClaimBody::PATH), WRITE)
        .says(
            "decide_on_benefit_claim",
            "Decide on a claim",
            "An operator approves or refuses a claim that is `filed`. A refusal says why; the item can be claimed again.",
        )
        .id("id", "Id of the claim")
        .body::<BenefitDecisionInput>()
        .json::<BenefitClaimView>(200, "The claim as it now is")
        .with(&[ETAG])
        .once()
        .problems(&[409])
        .to(decide_on_benefit_claim)
}

fn pay_route() -> Route {
    Route::post(format!("{}/{{id}}/payments", BenefitClaimBody::PATH), WRITE)
        .says(
            "pay_benefit_claim",
            "Tell that a claim was paid",
            "An operator tells of it for a claim that is `approved`, with what shows it.",
        )
        .id("id", "Id of the claim")
        .body::<BenefitPaymentInput>()
        .json::<BenefitClaimView>(200, "The claim as it now is")
        .with(&[ETAG])
        .once()
        .problems(&[409])
        .to(pay_benefit_claim)
}

async fn create_benefit_claim(context: Context, body: Body) -> Answer {
    context
        .run_write(move |context| {
            let (input, key): (BenefitClaimInput, _) = (body.json()?, context.key(&body)?);
            created(&context.app().claim_benefit(&context.actor, input.into(), key)?)
        })
        .await
}

async fn decide_on_benefit_claim(context: Context, body: Body) -> Answer {
    act_once(context, body, |context, id, input: BenefitDecisionInput, key| {
        Ok(context.app().decide_on_benefit(&context.actor, id, input.into(), key)?)
    })
    .await
}

async fn pay_benefit_claim(context: Context, body: Body) -> Answer {
    act_once(context, body, |context, id, input: BenefitPaymentInput, key| {
        Ok(context.app().pay_benefit(&context.actor, id, input.into(), key)?)
    })
    .await
}
