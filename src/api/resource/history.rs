//! The history of a record: who changed it, when, from which state to which, and why.

use actix_web::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    api::{
        http::{body::Body, decode::Exemplary, error::ApiError, paging, reply::Reply},
        request::context::{Answer, Context},
        resource::{page::page, viewed::Viewed},
    },
    app::{AppError, IdempotencyKey, history::Entry, resource::idempotent::Idempotent},
    domain::{access::scope::Role, resource::id::Id},
};

/// Which part of the history to read.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ReadHistoryQuery {
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub(in crate::api) limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    pub(in crate::api) cursor: Option<String>,
}

/// Something that happened to a record.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct HistoryEntryView {
    /// When.
    #[schema(max_length = 35)]
    at: DateTime<Utc>,
    /// What: `create`, `replace`, `delete`, or the state that was entered.
    #[schema(max_length = 40, pattern = "^[a-z_]+$", example = "published")]
    action: String,
    /// The state before; `null` for a new record.
    #[schema(required, max_length = 40, pattern = "^[a-z_]+$", example = "draft")]
    from: Option<String>,
    /// The state after; `null` for a deleted record.
    #[schema(required, max_length = 40, pattern = "^[a-z_]+$", example = "published")]
    to: Option<String>,
    /// The version after it.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 2)]
    version: i64,
    /// The API client that did it; `null` is Koprik itself.
    #[schema(required)]
    client_id: Option<Uuid>,
    /// The role of the client's organisation, while the client is known.
    #[schema(required)]
    role: Option<Role>,
    /// The reason that was given.
    #[schema(required, max_length = 500)]
    reason: Option<String>,
}

impl From<Entry> for HistoryEntryView {
    fn from(entry: Entry) -> Self {
        let Entry { at, client, role, action, from, to, version, reason, .. } = entry;
        Self { at, action, from, to, version, client_id: client, role, reason }
    }
}

/// Answers with a page of a ledger, oldest first; `read` reads so many entries after a number, and `n` is that of one.
pub(in crate::api) async fn ledger<T: 'static, V: From<T> + Serialize>(
    context: Context,
    read: impl FnOnce(&Context, i64, usize) -> Result<Vec<T>, AppError> + Send + 'static,
    n: fn(&T) -> i64,
) -> Answer {
    let ReadHistoryQuery { limit, cursor } = context.query()?;
    numbered::<T, V>(context, (limit, cursor), read, n).await
}

/// As [`ledger`], where the part that is asked for, a limit and a cursor, was read already.
pub(in crate::api) async fn numbered<T: 'static, V: From<T> + Serialize>(
    context: Context,
    (limit, cursor): (Option<usize>, Option<String>),
    read: impl FnOnce(&Context, i64, usize) -> Result<Vec<T>, AppError> + Send + 'static,
    n: fn(&T) -> i64,
) -> Answer {
    let limit = paging::limit(limit)?;
    let place = context.place(cursor.as_deref())?;
    let after = place.map(|place| paging::number_place(&place)).transpose()?.unwrap_or(0);
    context
        .run(move |context| {
            let found = read(context, after, limit + 1)?;
            page::<T, V>(context, found, limit, |last| Ok(n(last).to_be_bytes().to_vec()))
        })
        .await
}

/// Enters something in a book about a record, once for each key of the caller, and answers with what was entered.
pub(in crate::api) async fn enter<R: Viewed, I: Exemplary, V: Serialize>(
    context: Context,
    body: Body,
    enter: impl FnOnce(&Context, Id<R>, I, Option<IdempotencyKey>) -> Result<Idempotent<V>, ApiError>
    + Send
    + 'static,
) -> Answer {
    let id = context.id::<R>()?;
    context
        .run_write(move |context| {
            let (input, key) = (body.json()?, context.key(&body)?);
            let made = enter(context, id, input, key)?;
            Ok::<_, ApiError>(
                Reply::json(StatusCode::CREATED, &made.value)?.replayed(made.replayed),
            )
        })
        .await
}

/// Answers with a page of the history of a record, oldest first.
pub(in crate::api) async fn history<R: Viewed>(context: Context) -> Answer {
    let id = context.id::<R>()?;
    let read = move |context: &Context, after, limit| {
        context.app().history::<R>(&context.actor, id, after, limit)
    };
    ledger::<Entry, HistoryEntryView>(context, read, |entry| entry.n).await
}
