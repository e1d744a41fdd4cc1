//! What the routes of every resource do: one way to list, create, read, replace, patch, move and delete.

use std::{fmt::Display, str::FromStr};

use actix_web::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    api::{
        http::{
            body::Body, conditional::Preconditions, decode::Exemplary, error::ApiError, paging,
            query, reply::Reply,
        },
        request::context::{Answer, Context},
        resource::page::Page,
    },
    app::{
        App, AppError,
        resource::{
            FacetMatch, Filter,
            change::Put,
            idempotent::Idempotent,
            rules::{DocumentRules, ResourceRules},
            transition::Transition,
            visible::Visible,
        },
    },
    domain::{
        FieldError, Invalid,
        access::{actor::Actor, relation::Relation},
        concepts::facet::FacetKind,
        resource::{Record, id::Id},
        values::text::ExternalRef,
    },
};

/// How a kind of record looks to its readers.
pub(in crate::api) trait Viewed: ResourceRules {
    /// What a client gets.
    type View: Serialize + ToSchema;
    /// The list's address.
    const PATH: &'static str;

    /// The record as the caller may see it.
    fn view(seen: &Visible<Self>) -> Self::View;
}

/// How a kind of document looks to those who write it.
pub(in crate::api) trait Wire: Viewed + DocumentRules {
    /// What a client sends.
    type Input: Serialize + Exemplary + ToSchema;

    /// What the owner would send to make the record as it is.
    fn input(record: &Record<Self>) -> Self::Input;
    /// What was sent, checked.
    fn accept(
        input: Self::Input,
        app: &App,
    ) -> Result<(Option<ExternalRef>, Self), Vec<FieldError>>;
}

/// A wanted change of state.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct TransitionInput {
    /// The new state: one of `allowed_transitions`.
    #[validate(length(min = 1, max = 20))]
    #[schema(min_length = 1, max_length = 20, pattern = "^[a-z_]+$", example = "published")]
    pub to: String,
    /// Why, for the record.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "the duties and pay were checked")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Exemplary for TransitionInput {
    fn example() -> Value {
        json!({"to": "published", "reason": "the duties and pay were checked"})
    }
}

/// Parameters of every list.
#[derive(Debug, Clone, Default)]
pub(in crate::api) struct PageQuery {
    pub limit: Option<usize>,
    pub cursor: Option<String>,
}

/// A filter for one value of a facet, if it was asked for.
pub(in crate::api) fn facet<T: FromStr<Err = Invalid> + Display>(
    kind: FacetKind,
    name: &str,
    asked: Option<String>,
) -> Result<Option<(FacetKind, FacetMatch)>, ApiError> {
    asked
        .map(|text| Ok((kind, FacetMatch::Is(query::one::<T>(name, &text)?.to_string()))))
        .transpose()
}

/// A filter for an ISCO-08 group of any level, if it was asked for.
pub(in crate::api) fn isco_facet(
    asked: Option<String>,
) -> Result<Option<(FacetKind, FacetMatch)>, ApiError> {
    let Some(digits) = asked else { return Ok(None) };
    if !(1..=4).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(ApiError::Malformed("isco08: expected one to four digits".to_owned()));
    }
    Ok(Some((FacetKind::Isco, FacetMatch::BeginsWith(digits))))
}

/// What a change must name: the version, and who the caller is to the record.
fn version_tag<R: Viewed>(record: &Record<R>, relation: Relation) -> String {
    format!("{}-{relation}", record.version)
}

/// The entity tag of what the caller sees. Beside the version it tells how many transitions are offered, since these
/// depend on other records too.
fn etag<R: Viewed>(seen: &Visible<R>) -> String {
    format!("{}-{}", version_tag(&seen.record, seen.relation), seen.transitions.len())
}

fn version_tag_for<R: Viewed>(record: &Record<R>, actor: &Actor) -> String {
    version_tag(record, record.relation(actor))
}

fn rendered<R: Viewed>(status: StatusCode, seen: &Visible<R>) -> Result<Reply, ApiError> {
    Ok(Reply::json(status, &R::view(seen))?.etag(&etag(seen)))
}

pub(in crate::api) async fn list<R: Viewed>(
    context: Context,
    filter: Filter,
    page: PageQuery,
) -> Answer {
    let limit = paging::limit(page.limit)?;
    let place = context.place(page.cursor.as_deref())?;
    let after = place.map(|place| paging::id_place(&place)).transpose()?.map(Id::<R>::new);
    context
        .run(move |context| {
            let mut found = context.app().list::<R>(&context.actor, &filter, after, limit + 1)?;
            let more = found.len() > limit;
            found.truncate(limit);
            let last =
                found.last().filter(|_| more).map(|seen| seen.record.id.0.as_bytes().to_vec());
            let next = context.next(last);
            let items = found.iter().map(R::view).collect();
            Ok(Reply::ok(&Page { items, next: next.clone() })?.next(next.as_ref()))
        })
        .await
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
            |_, made: Idempotent<Visible<R>>| {
                let reply = rendered(StatusCode::CREATED, &made.value)?;
                let location = format!("{}/{}", R::PATH, made.value.record.id);
                Ok(reply.location(location).replayed(made.replayed))
            },
        )
        .await
}

pub(in crate::api) async fn get<R: Viewed>(context: Context) -> Answer {
    let id = context.id::<R>()?;
    context
        .run(move |context| {
            let seen: Visible<R> = context.app().find(&context.actor, id)?;
            let etag = etag(&seen);
            if context.preconditions()?.unchanged(&etag) {
                return Ok(Reply::empty(StatusCode::NOT_MODIFIED).etag(&etag));
            }
            rendered(StatusCode::OK, &seen)
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
        .run(move |context| {
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
        .run(move |context| {
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
        .run(move |context| {
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
            let done = context.app().transition(&context.actor, id, wanted, key)?;
            Ok(rendered(StatusCode::OK, &done.value)?.replayed(done.replayed))
        })
        .await
}

pub(in crate::api) async fn put_by_ref<R: Wire>(
    context: Context,
    body: Body,
    reference: String,
) -> Answer {
    context
        .run(move |context| {
            let reference: ExternalRef = reference.parse().map_err(|error| {
                ApiError::Malformed(format!("the reference in the path: {error}"))
            })?;
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
