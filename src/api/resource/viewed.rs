//! How a kind of record looks on the wire, and its entity tags.

use actix_web::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    api::{
        http::{decode::Exemplary, error::ApiError, reply::Reply},
        resource::shown::LookedUp,
        wire::beside::{Beside, Include},
    },
    app::{
        App,
        resource::{
            idempotent::Idempotent,
            rules::{DocumentRules, ResourceRules},
            visible::Visible,
        },
    },
    domain::{
        FieldError,
        access::{actor::Actor, relation::Relation},
        resource::{Record, Resource},
        values::text::ExternalRef,
    },
};

/// How a kind of record looks to its readers.
pub(in crate::api) trait Viewed: ResourceRules + Resource<Status: ToSchema> {
    /// What a client gets.
    type View: Serialize + ToSchema;
    /// The list's address.
    const PATH: &'static str;
    /// What can stand beside one.
    const INCLUDES: &'static [Include] = &[];

    /// The record as the caller may see it.
    fn view(seen: &Visible<Self>) -> Self::View;

    /// Puts beside a record what was asked for.
    fn put_beside(_view: &mut Self::View, _beside: Beside) {}
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

/// A kind of document of which copies are made.
pub(in crate::api) trait Copied: Wire {
    /// What the owner would send to begin again with what the record says.
    fn copied(record: &Record<Self>) -> Self::Input;
}

/// What a change must name: the version, and who the caller is to the record.
fn version_tag<R: Viewed>(record: &Record<R>, relation: Relation) -> String {
    format!("{}-{relation}", record.version)
}

/// The entity tag of what the caller sees. Beside the version it tells how many transitions are offered and what others
/// wait for, since these depend on other records too.
pub(in crate::api) fn etag<R: Viewed>(seen: &Visible<R>) -> String {
    let needs = seen.waiting.iter().flat_map(|one| one.needs.iter().copied());
    let waits: String = needs.flat_map(|need| ["-", need]).collect();
    format!("{}-{}{waits}", version_tag(&seen.record, seen.relation), seen.transitions.len())
}

/// What a change by this caller must name.
pub(in crate::api) fn version_tag_for<R: Viewed>(record: &Record<R>, actor: &Actor) -> String {
    version_tag(record, record.relation(actor))
}

/// The record as the caller sees it, with its entity tag.
pub(in crate::api) fn rendered<R: Viewed>(
    status: StatusCode,
    seen: &Visible<R>,
) -> Result<Reply, ApiError> {
    Ok(Reply::json(status, &R::view(seen))?.etag(&etag(seen)))
}

/// The record as the caller sees it, with what stands beside it.
pub(in crate::api) fn complete<R: Viewed>(seen: &Visible<R>, looked_up: &LookedUp<'_>) -> R::View {
    let mut view = R::view(seen);
    if !R::INCLUDES.is_empty() {
        let record = &seen.record;
        R::put_beside(&mut view, looked_up.beside(&record.body.facets(), record.owner));
    }
    view
}

/// A record that was just created, and where it is.
pub(in crate::api) fn created<R: Viewed>(made: &Idempotent<Visible<R>>) -> Result<Reply, ApiError> {
    let location = format!("{}/{}", R::PATH, made.value.record.id);
    Ok(rendered(StatusCode::CREATED, &made.value)?.location(location).replayed(made.replayed))
}

/// Answers that something was done to a record: as it now is.
pub(in crate::api) fn changed<R: Viewed>(done: &Idempotent<Visible<R>>) -> Result<Reply, ApiError> {
    Ok(rendered(StatusCode::OK, &done.value)?.replayed(done.replayed))
}
