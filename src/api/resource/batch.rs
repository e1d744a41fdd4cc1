//! Many documents in one request: each is created or replaced by its reference, with an answer of its own.

use std::collections::HashSet;

use actix_web::http::StatusCode;
use serde_json::Value;

use crate::{
    api::{
        auth::access::Access,
        http::{
            body::Body,
            decode::{Exemplary, decode},
            error::ApiError,
            reply::Reply,
        },
        request::context::{Answer, Context},
        resource::{
            batch_wire::{Batch, BatchItemView, BatchResultView},
            routes::Records,
            viewed::Wire,
        },
        route::value::Route,
    },
    app::resource::batch::{Stands, Wanted},
    domain::{FieldError, values::text::ExternalRef},
};

impl<R: Wire> Records<R>
where
    R::Input: Exemplary,
{
    /// Creates or replaces many by their references.
    pub(in crate::api) fn batch(self) -> Self {
        let plural = Self::plural();
        let says = "What `PUT` by reference does, for up to 500 in one request of up to 5 MiB, each with an \
             `external_ref` of its own. That is 10 KiB for each of \
             500: where texts are longer, send fewer at a time; more bytes are 413, and nothing of them is done. Each is \
             done or refused on its own, and the answer says which. It can be repeated: what already is as it is sent \
             stays as it is.";
        let draft = Route::post(format!("{}/batch", R::PATH), Access::Scope(R::WRITE))
            .says(format!("put_{plural}"), format!("Create or replace many {plural}"), says)
            .body::<Batch<R::Input>>()
            .json::<BatchResultView>(207, "What became of each");
        self.also(draft.to(put_all::<R>))
    }
}

/// What was sent, with its reference if it has one: right, or why not.
pub(in crate::api) type Read<R> = (Option<ExternalRef>, Result<R, ApiError>);

async fn put_all<R: Wire>(context: Context, body: Body) -> Answer {
    context
        .run(move |context| {
            let batch: Batch<R::Input> = body.json()?;
            let mut seen = HashSet::new();
            let items = batch.items.into_iter();
            answer::<R>(context, items.map(|item| read(context, item, &mut seen)).collect())
        })
        .await
}

/// Creates or replaces those that are right, and says of each what became of it.
pub(in crate::api) fn answer<R: Wire>(
    context: &Context,
    read: Vec<Read<R>>,
) -> Result<Reply, ApiError> {
    let wanted: Vec<_> = read.iter().filter_map(wanted).collect();
    let mut outcomes = context.app().put_all(&context.actor, &wanted)?.into_iter();
    let items = read
        .into_iter()
        .map(|(reference, body)| {
            let outcome = body.and_then(|_| {
                let written = outcomes.next();
                let none = || ApiError::Internal("a document has no outcome".to_owned());
                written.ok_or_else(none)?.map_err(ApiError::from)
            });
            view::<R>(context, reference, outcome)
        })
        .collect();
    Reply::json(StatusCode::MULTI_STATUS, &BatchResultView { items })
}

/// Reads one document, whose reference none before it may have.
pub(in crate::api) fn read<R: Wire>(
    context: &Context,
    item: Value,
    seen: &mut HashSet<ExternalRef>,
) -> Read<R>
where
    R::Input: Exemplary,
{
    let sent = item.get("external_ref").and_then(Value::as_str);
    let reference: Option<ExternalRef> = sent.and_then(|text| text.parse().ok());
    let accepted = decode::<R::Input>(item).and_then(|input| R::accept(input, context.app()));
    let body = accepted.and_then(|(reference, body)| {
        let wrong = |code, detail: &str| vec![FieldError::new("/external_ref", code, detail)];
        match &reference {
            None => Err(wrong("required", "this member is required")),
            Some(one) if !seen.insert(one.clone()) => {
                Err(wrong("duplicate", "another document of this request has this reference"))
            }
            Some(_) => Ok(body),
        }
    });
    (reference, body.map_err(ApiError::Invalid))
}

fn wanted<R: Wire>((reference, body): &Read<R>) -> Option<Wanted<R>> {
    let (reference, body) = (reference.clone()?, body.as_ref().ok()?.clone());
    Some(Wanted { reference, body })
}

fn view<R: Wire>(
    context: &Context,
    reference: Option<ExternalRef>,
    outcome: Result<Stands<R>, ApiError>,
) -> BatchItemView {
    let external_ref = reference.map(|reference| reference.to_string());
    match outcome {
        Ok((record, is_new)) => {
            BatchItemView::done(if is_new { 201 } else { 200 }, external_ref, &record)
        }
        Err(error) => BatchItemView::refused(external_ref, context.problem(&error)),
    }
}
