//! Many candidates put forward in one request: each on its own, with an answer of its own.

use actix_web::http::StatusCode;
use serde_json::Value;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, decode::decode, error::ApiError, reply::Reply},
        programme::applications::wire::ApplicationInput,
        request::context::{Answer, Context},
        resource::{
            batch_wire::{Batch, BatchItemView, BatchResultView},
            viewed::Viewed,
        },
        route::value::Route,
    },
    app::resource::visible::Visible,
    domain::{access::scope::Scope, programme::application::ApplicationBody},
};

/// The route of the batch.
pub(super) fn route() -> Route {
    Route::post(format!("{}/batch", ApplicationBody::PATH), Access::Scope(Scope::ApplicationsWrite))
        .says(
            "create_applications",
            "Put many candidates forward",
            "What `POST /v1/applications` does, for up to 500 in one request. Each is done or refused on its own, in their \
             order, and the answer says which; `external_ref` is null. It can be repeated: whoever stands in an open \
             application for the vacancy already is refused with 409, and nothing is made twice.",
        )
        .body::<Batch<ApplicationInput>>()
        .json::<BatchResultView>(207, "What became of each")
        .to(create_applications)
}

async fn create_applications(context: Context, body: Body) -> Answer {
    context
        .run(move |context| {
            let batch: Batch<ApplicationInput> = body.json()?;
            context.app().may_put_forward(&context.actor)?;
            let items = batch.items.into_iter().map(|item| match put_forward(context, item) {
                Ok(made) => BatchItemView::done(201, None, &made.record),
                Err(error) => BatchItemView::refused(None, context.problem(&error)),
            });
            Reply::json(StatusCode::MULTI_STATUS, &BatchResultView { items: items.collect() })
        })
        .await
}

fn put_forward(context: &Context, item: Value) -> Result<Visible<ApplicationBody>, ApiError> {
    let input: ApplicationInput = decode(item).map_err(ApiError::Invalid)?;
    let pair = input.pair();
    Ok(context.app().apply(&context.actor, pair, input.authorisation_code, None)?.value)
}
