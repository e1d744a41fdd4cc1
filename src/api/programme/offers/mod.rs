//! Offers: the terms of whom an employer has chosen, and what the worker says to them.

pub(crate) mod wire;

use serde_json::json;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError},
        programme::{
            offers::wire::{JobOfferView, OfferAnswerInput, OfferInput},
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
        programme::offer::{OfferBody, OfferStatus},
    },
};

list_query!(ListOffersQuery, OfferStatus);

const WRITE: Access = Access::Scope(Scope::ApplicationsWrite);
const OWN: Access = Access::ScopeOrWorker(Scope::ApplicationsWrite);

/// The routes of offers.
pub(in crate::api) fn routes() -> Group {
    Records::<OfferBody>::new(
        "an offer",
        "The terms of whom an employer has chosen, and what the worker says to them",
    )
    .list::<ListOffersQuery>(
        "Employers see those that they made, agencies those to their candidates, operators all.",
    )
    .also(offer_route())
    .get("The employer that made it reads it, the candidate's agency, and operators.")
    .also(answer_route())
    .transition(
        "`sent → retracted` by the employer, who may then offer other terms; `accepted → retracted` needs a reason, and \
         closes the application. `accepted` and `declined` follow from the worker's answer, `expired` from time.",
        json!({"to": "retracted", "reason": "the building site is closed"}),
    )
    .history()
    .group()
}

fn offer_route() -> Route {
    Route::post(OfferBody::PATH, WRITE)
        .says(
            "create_offer",
            "Offer terms to whom was chosen",
            "An employer offers terms for a `selected` application, which is `contract_offered` by that. They are hashed \
             and told in the five languages, and never change: to offer other terms the employer takes the offer back \
             first. Terms that fall below those of the job order are refused (`worse_than_order`). One offer of an application stands at a time, and terms are offered to a candidate by one \
             application at a time.",
        )
        .body::<OfferInput>()
        .json::<JobOfferView>(201, "Created, in the state `sent`")
        .creates()
        .problems(&[404])
        .to(create_offer)
}

fn answer_route() -> Route {
    Route::post(format!("{}/{{id}}/answers", OfferBody::PATH), OWN)
        .says(
            "answer_offer",
            "Answer an offer as the worker",
            "Only the worker says yes, with the token of a session that was begun for this offer (`answer_offer`), and by a \
             contact that is confirmed: see worker sessions. Yes is yes to the terms of this hash and to no others. A no may \
             also be written down by the candidate's agency, with its proof. After a no the employer may offer other terms.",
        )
        .id("id", "Id of the offer")
        .body::<OfferAnswerInput>()
        .json::<JobOfferView>(200, "The offer as it now is")
        .with(&[ETAG])
        .once()
        .to(answer_offer)
}

async fn create_offer(context: Context, body: Body) -> Answer {
    context
        .run_write(move |context| {
            let input: OfferInput = body.json()?;
            let new = input.accept().map_err(ApiError::Invalid)?;
            let key = context.key(&body)?;
            created(&context.app().offer(&context.actor, new, key)?)
        })
        .await
}

async fn answer_offer(context: Context, body: Body) -> Answer {
    act_once(context, body, |context, id, input: OfferAnswerInput, key| {
        Ok(context.app().answer_offer(&context.actor, id, input.into(), key)?)
    })
    .await
}
