//! What is done to a record beside its transitions: answers, decisions, payments. Each answers with the record as it then
//! is.

use actix_web::http::StatusCode;

use crate::{
    api::{
        http::{body::Body, decode::Exemplary, error::ApiError},
        request::context::{Answer, Context},
        resource::viewed::{Viewed, changed, rendered},
    },
    app::{
        IdempotencyKey,
        resource::{idempotent::Idempotent, visible::Visible},
    },
    domain::resource::id::Id,
};

/// Does something as a body says, once for each key of the caller.
pub(in crate::api) async fn act_once<R: Viewed, I: Exemplary>(
    context: Context,
    body: Body,
    act: impl FnOnce(
        &Context,
        Id<R>,
        I,
        Option<IdempotencyKey>,
    ) -> Result<Idempotent<Visible<R>>, ApiError>
    + Send
    + 'static,
) -> Answer {
    let id = context.id::<R>()?;
    context
        .run_write(move |context| {
            let (input, key) = (body.json()?, context.key(&body)?);
            changed(&act(context, id, input, key)?)
        })
        .await
}

/// Does something to the version that a body names.
pub(in crate::api) async fn act_on_version<R: Viewed, I: Exemplary>(
    context: Context,
    body: Body,
    act: impl FnOnce(&Context, Id<R>, I) -> Result<Visible<R>, ApiError> + Send + 'static,
) -> Answer {
    let id = context.id::<R>()?;
    context
        .run_write(move |context| rendered(StatusCode::OK, &act(context, id, body.json()?)?))
        .await
}
