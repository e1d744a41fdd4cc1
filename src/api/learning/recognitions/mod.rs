//! Recognitions: a foreign qualification is made to count.

pub(crate) mod wire;

use serde_json::json;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError},
        learning::recognitions::wire::{
            RecognitionDecisionInput, RecognitionInput, RecognitionView,
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
        learning::recognition::{RecognitionBody, RecognitionStatus},
    },
};

case_list_query!(ListRecognitionsQuery, RecognitionStatus);

const WRITE: Access = Access::Scope(Scope::LearningWrite);

/// The routes of recognitions.
pub(in crate::api) fn routes() -> Group {
    Records::<RecognitionBody>::new(
        "a recognition",
        "A foreign qualification is made to count, and matching is told so",
    )
    .list::<ListRecognitionsQuery>("Agencies see those of their candidates, operators all.")
    .also(file_route())
    .get("The candidate's agency reads it, and operators.")
    .also(decision_route())
    .transition(
        "`applied → documents_checked → assessed` by an operator, `withdrawn` by the agency until something is decided. \
         `partly_recognised` and `refused` can be `appealed` by the agency, and what was recognised `revoked` by an operator, \
         each with a reason. The rest follows from decisions and from time.",
        json!({"to": "documents_checked"}),
    )
    .history()
    .group()
}

fn file_route() -> Route {
    Route::post(RecognitionBody::PATH, WRITE)
        .says(
            "file_recognition",
            "File an application to have a qualification recognised",
            "The candidate's agency says which skills shall count, for what, and who decides. The document stays with the \
             authority: its number is sent as SHA-256, and never in words. While workers have no channel of their own, the \
             agency writes down the worker's word and keeps the proof.",
        )
        .body::<RecognitionInput>()
        .json::<RecognitionView>(201, "Created, in the state `applied`")
        .creates()
        .problems(&[404])
        .to(file_recognition)
}

fn decision_route() -> Route {
    Route::post(format!("{}/{{id}}/decisions", RecognitionBody::PATH), WRITE)
        .says(
            "decide_on_recognition",
            "Write down what an authority has decided",
            "An operator writes it down for an `assessed` recognition, and once more for an `appealed` one (`decided`). What \
             counts for work is `recognised` evidence of the candidate's skills from the day of the decision: the same \
             vacancy ranks the candidate higher, and its reason names the decision. Of two decisions on one skill the later \
             applies. A refusal says what is missing, and names a course.",
        )
        .id("id", "Id of the recognition")
        .body::<RecognitionDecisionInput>()
        .json::<RecognitionView>(200, "The recognition as it now is")
        .with(&[ETAG])
        .once()
        .to(decide_on_recognition)
}

async fn file_recognition(context: Context, body: Body) -> Answer {
    context
        .run_write(move |context| {
            let input: RecognitionInput = body.json()?;
            let new = input.accept().map_err(ApiError::Invalid)?;
            let key = context.key(&body)?;
            created(&context.app().file_recognition(&context.actor, new, key)?)
        })
        .await
}

async fn decide_on_recognition(context: Context, body: Body) -> Answer {
    act_once(context, body, |context, id, input: RecognitionDecisionInput, key| {
        let input = input.accept(context.app().now()).map_err(ApiError::Invalid)?;
        Ok(context.app().decide_on_recognition(&context.actor, id, input, key)?)
    })
    .await
}
