//! Merges: operators let one candidate stand for two that are one person, and undo it.

pub(crate) mod wire;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError},
        request::context::{Answer, Context},
        resource::{
            history::{ReadHistoryQuery, enter, ledger},
            page::{Page, newest_first},
        },
        route::value::{Group, Route},
        trust::merges::wire::{DoubleView, MergeInput, MergeView},
    },
    app::trust::merges::RegisteredDouble,
    domain::{
        access::scope::Scope, recruitment::candidate::CandidateBody, trust::merge::MergeEntry,
    },
};

const PATH: &str = "/v1/candidates/{id}/merges";
const DOUBLES: &str = "/v1/candidates/{id}/doubles";

/// The routes of merges.
pub(in crate::api) fn routes() -> Group {
    let candidate = "Id of the candidate";
    let doubles = Route::get(DOUBLES, Access::Scope(Scope::MergesWrite))
        .id("id", candidate)
        .says(
            "list_doubles",
            "Read under which candidates a person is registered already",
            "Each candidate for which `PUT /v1/candidates/{id}/identity` was refused with 409, with its agency. Operators \
             alone read it, and nothing of the person is in it.",
        )
        .query::<ReadHistoryQuery>()
        .page::<Page<DoubleView>>("A page, newest candidate first");
    let list = Route::get(PATH, Access::Scope(Scope::CandidatesRead))
        .id("id", candidate)
        .says(
            "list_merges",
            "Read the merges of a candidate",
            "Everything that was recorded, oldest first: the newest entry says whether another candidate stands for this \
             one. The candidate's agency reads it, and operators; another agency's candidate is not named to an agency.",
        )
        .query::<ReadHistoryQuery>()
        .page::<Page<MergeView>>("A page, oldest first");
    let record = Route::post(PATH, Access::Scope(Scope::MergesWrite))
        .id("id", candidate)
        .says(
            "record_merge",
            "Merge a candidate into another, or undo that",
            "With `state` `merged` the candidate `survivor_id` stands for both: this one is `superseded`, rests if it was \
             available, and cannot become available. What it was put forward for stays with it. `undone` gives it back \
             the state that it had, if nobody has moved it meanwhile and its agency may put it forward. No merge follows \
             on another. Nothing that was recorded is ever changed.",
        )
        .body::<MergeInput>()
        .json::<MergeView>(201, "The entry")
        .once();
    Group {
        name: "merges",
        about: "One person under two candidates",
        routes: vec![doubles.to(list_doubles), list.to(list_merges), record.to(record_merge)],
    }
}

async fn list_doubles(context: Context) -> Answer {
    let id = context.id::<CandidateBody>()?;
    let ReadHistoryQuery { limit, cursor } = context.query()?;
    let read = move |context: &Context, before, limit| {
        Ok(context.app().doubles(&context.actor, id, before, limit)?)
    };
    newest_first::<RegisteredDouble, DoubleView>(context, (limit, cursor), read, |double| {
        double.candidate
    })
    .await
}

async fn list_merges(context: Context) -> Answer {
    let id = context.id::<CandidateBody>()?;
    let read = move |context: &Context, after, limit| {
        context.app().merges(&context.actor, id, after, limit)
    };
    ledger::<MergeEntry, MergeView>(context, read, |entry| entry.n).await
}

async fn record_merge(context: Context, body: Body) -> Answer {
    enter(context, body, |context, id, input: MergeInput, key| {
        let wanted = input.accept().map_err(ApiError::Invalid)?;
        Ok(context.app().record_merge(&context.actor, id, wanted, key)?.map(MergeView::from))
    })
    .await
}
