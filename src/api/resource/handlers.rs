//! What the routes of every kind of record do: one way to create, read, replace, patch, move and delete.

use std::{borrow::Cow, marker::PhantomData};

use actix_web::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, Ref, RefOr, Schema, schema::Type},
};
use validator::Validate;

use crate::{
    api::{
        http::{
            body::Body, conditional::Preconditions, decode::Exemplary, error::ApiError,
            reply::Reply,
        },
        request::context::{Answer, Context},
        resource::{
            shown::ShownQuery,
            viewed::{
                Copied, Viewed, Wire, changed, complete, created, etag, rendered, version_tag_for,
            },
        },
    },
    app::{
        AppError,
        resource::{change::Put, idempotent::Idempotent, transition::Transition, visible::Visible},
    },
    domain::{FieldError, access::actor::Actor, resource::Record, values::text::ExternalRef},
};

/// The most characters of a reason.
const REASON: u64 = 500;

/// A wanted change of state.
#[derive(Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct TransitionInput {
    /// The new state: one of `allowed_transitions`.
    pub to: String,
    /// Why, for the record.
    #[validate(length(min = 1, max = REASON))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Exemplary for TransitionInput {
    fn example() -> Value {
        json!({"to": "published", "reason": "the duties and pay were checked"})
    }
}

/// A [`TransitionInput`] of records with these states, as the document describes it.
pub(in crate::api) struct TransitionTo<S>(PhantomData<S>);

impl<S: ToSchema> PartialSchema for TransitionTo<S> {
    fn schema() -> RefOr<Schema> {
        let mut to = Ref::from_schema_name(S::name());
        "The new state: one of `allowed_transitions`.".clone_into(&mut to.description);
        let reason = ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("Why, for the record."))
            .min_length(Some(1))
            .max_length(usize::try_from(REASON).ok())
            .examples(["the duties and pay were checked"]);
        ObjectBuilder::new()
            .description(Some("A wanted change of state."))
            .property("to", to)
            .required("to")
            .property("reason", reason)
            .into()
    }
}

impl<S: ToSchema> ToSchema for TransitionTo<S> {
    fn name() -> Cow<'static, str> {
        format!("{}Transition", S::name().trim_end_matches("Status")).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((S::name().into_owned(), S::schema()));
    }
}

pub(in crate::api) async fn create<R: Wire>(context: Context, body: Body) -> Answer {
    context
        .write(
            move |context, done| {
                let input: R::Input = body.json()?;
                let (external_ref, new) =
                    R::accept(input, context.app()).map_err(ApiError::Invalid)?;
                let key = context.key(&body)?;
                Ok(context.app().begin_create(&context.actor, external_ref, new, key, done)?)
            },
            |_, made: Idempotent<Visible<R>>| created(&made),
        )
        .await
}

pub(in crate::api) async fn copy<R: Copied>(context: Context, body: Body) -> Answer {
    let id = context.id::<R>()?;
    context
        .write(
            move |context, done| {
                let original = context.app().find_to_write(&context.actor, id)?;
                let input = body.merge_into(&R::copied(&original))?;
                let (external_ref, new) =
                    R::accept(input, context.app()).map_err(ApiError::Invalid)?;
                let key = context.key(&body)?;
                Ok(context.app().begin_create(&context.actor, external_ref, new, key, done)?)
            },
            |_, made: Idempotent<Visible<R>>| created(&made),
        )
        .await
}

pub(in crate::api) async fn get<R: Viewed>(context: Context) -> Answer {
    let id = context.id::<R>()?;
    let shown = context.query::<ShownQuery>()?.read::<R::View>(&context, R::INCLUDES)?;
    context
        .run(move |context| {
            let seen: Visible<R> = context.app().find(&context.actor, id)?;
            let (etag, preconditions) = (etag(&seen), context.preconditions()?);
            if shown.is_plain() {
                if preconditions.unchanged(&etag) {
                    return Ok(Reply::empty(StatusCode::NOT_MODIFIED).etag(&etag));
                }
                return rendered(StatusCode::OK, &seen);
            }
            let edition = context.app().taxonomy();
            let looked_up = shown.look_up(context, &[seen.record.owner], &edition)?;
            let reply = shown.reply(&complete(&seen, &looked_up))?;
            let etag = format!("{etag}-{}", reply.digest());
            Ok(reply.unless_known(&etag, &preconditions))
        })
        .await
}

pub(in crate::api) async fn replace<R: Wire>(context: Context, body: Body) -> Answer {
    change::<R>(context, move |_| body.json()).await
}

pub(in crate::api) async fn update<R: Wire>(context: Context, body: Body) -> Answer {
    change::<R>(context, move |record| body.merge_into(&R::input(record))).await
}

/// The order of the checks matters: 404, 403, 428, 412, and only then the body.
async fn change<R: Wire>(
    context: Context,
    read: impl FnOnce(&Record<R>) -> Result<R::Input, ApiError> + Send + 'static,
) -> Answer {
    let id = context.id::<R>()?;
    context
        .run_write(move |context| {
            let record = context.app().find_to_write(&context.actor, id)?;
            context.preconditions()?.require(&version_tag_for(&record, &context.actor))?;
            let (external_ref, body) =
                R::accept(read(&record)?, context.app()).map_err(ApiError::Invalid)?;
            let later = context.app().replace(&context.actor, record, external_ref, body)?;
            rendered(StatusCode::OK, &later)
        })
        .await
}

pub(in crate::api) async fn delete<R: Wire>(context: Context) -> Answer {
    let id = context.id::<R>()?;
    context
        .run_write(move |context| {
            let record = context.app().find_to_write::<R>(&context.actor, id)?;
            context.preconditions()?.require(&version_tag_for(&record, &context.actor))?;
            context.app().delete(&context.actor, record)?;
            Ok(Reply::empty(StatusCode::NO_CONTENT))
        })
        .await
}

pub(in crate::api) async fn transition<R: Viewed>(context: Context, body: Body) -> Answer {
    let id = context.id::<R>()?;
    context
        .run_write(move |context| {
            let record = context.app().find_to_move::<R>(&context.actor, id)?;
            let (key, preconditions) = (context.key(&body)?, context.preconditions()?);
            if !context.app().is_repeated(key.as_ref())? {
                preconditions.allow(Some(&version_tag_for(&record, &context.actor)))?;
            }
            let input: TransitionInput = body.json()?;
            let to = input
                .to
                .parse()
                .map_err(|error| ApiError::Invalid(vec![FieldError::new("/to", "value", error)]))?;
            let seen = preconditions.has_if_match().then_some(record.version);
            let wanted = Transition { to, reason: input.reason, seen };
            changed(&context.app().transition(&context.actor, id, wanted, key)?)
        })
        .await
}

pub(in crate::api) async fn put_by_ref<R: Wire>(
    context: Context,
    body: Body,
    reference: ExternalRef,
) -> Answer {
    context
        .run_write(move |context| {
            let input: R::Input = body.json()?;
            let (sent, new) = R::accept(input, context.app()).map_err(ApiError::Invalid)?;
            if sent.is_some_and(|sent| sent != reference) {
                let detail = "must be the reference in the path, or be left out";
                return Err(ApiError::Invalid(vec![FieldError::new(
                    "/external_ref",
                    "contradiction",
                    detail,
                )]));
            }
            let allow = allowing(context.preconditions()?, &context.actor);
            let Put { seen, created } =
                context.app().put_by_ref(&context.actor, reference, new, allow)?;
            let status = if created { StatusCode::CREATED } else { StatusCode::OK };
            let reply = rendered(status, &seen)?;
            let location = || format!("{}/{}", R::PATH, seen.record.id);
            Ok(if created { reply.location(location()) } else { reply })
        })
        .await
}

/// The preconditions as the transaction asks them of the present record.
fn allowing<R: Viewed>(
    preconditions: Preconditions,
    actor: &Actor,
) -> impl FnOnce(Option<&Record<R>>) -> Result<(), AppError> + Send + 'static {
    let actor = actor.clone();
    move |present| {
        let version = present.map(|record| version_tag_for(record, &actor));
        preconditions.allow(version.as_deref()).map_err(|_| AppError::Outdated)
    }
}
