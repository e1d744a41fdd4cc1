//! The change feed: page by page, waiting for what comes, or as a stream of events.

pub(crate) mod wire;

use std::time::{Duration, Instant};

use crate::{
    api::{
        auth::access::Access,
        http::{error::ApiError, lines::Piece, paging, query, reply::Reply},
        integration::changes::wire::{ChangePage, ListChangesQuery},
        request::{
            context::{Answer, Context},
            follow::EVENTS,
        },
        route::{
            headers::LAST_EVENT_ID,
            value::{Group, Route},
        },
    },
    app::integration::feed::FeedPage,
    domain::{integration::event::ToldChange, resource::RecordKind},
};

/// Changes that are sent as events at a time.
const EVENTS_AT_ONCE: usize = 100;

/// The route of the feed.
pub(in crate::api) fn routes() -> Group {
    let list = Route::get("/v1/changes", Access::Token)
        .says(
            "list_changes",
            "Follow what changes",
            "What changed among all that you may see, in the order in which it changed and without a gap, also where many \
             write at once: employers, agencies, vacancies, candidates, applications, disclosure requests, match runs, \
             compliance checks and rule sets, as far as the scopes of your token go. A change names the record and no more: \
             read it, and you see what you may see then. Of a record that was deleted, or that you could see and cannot any \
             more, the change that took it away is told, and none before it. Keep `position`; after a month, go on from \
             it, page by page, while `more` is true. With `wait` the answer comes as soon as there is something to tell. \
             With `Accept: text/event-stream` each change is an event whose id is its position: whoever comes back with \
             `Last-Event-ID` has missed nothing. A client may wait or stream eight times at once. A stream ends with its \
             token. Whoever is granted more scopes begins again at 0.",
        )
        .query::<ListChangesQuery>()
        .header(LAST_EVENT_ID)
        .page::<ChangePage>("A page, oldest first, or events")
        .also::<ToldChange>(EVENTS);
    Group {
        name: "changes",
        about: "What has changed, for those who keep a copy",
        routes: vec![list.to(list_changes)],
    }
}

async fn list_changes(context: Context) -> Answer {
    let asked: ListChangesQuery = context.query()?;
    let kinds = query::list::<RecordKind>("kind", asked.kind.as_deref())?;
    if context.accepts(EVENTS) {
        if asked.limit.is_some() || asked.wait.is_some() {
            let detail =
                "limit, wait: events have no pages; leave both out, or ask for application/json";
            return Err(ApiError::Malformed(detail.to_owned()));
        }
        let after = context.last_event()?.or(asked.after).unwrap_or(0);
        return context.events(after, move |context, after| events(context, &kinds, after)).await;
    }
    let limit = paging::limit(asked.limit)?;
    let (mut after, wait) = (asked.after.unwrap_or(0), asked.wait.unwrap_or(0));
    let _place = if wait > 0 { Some(context.take_place()?) } else { None };
    let until = Instant::now() + Duration::from_secs(wait);
    loop {
        let kinds = kinds.clone();
        let read = move |context: &Context| page(context, &kinds, after, limit);
        let page = context.clone().work(read).await?;
        let is_told = !page.changes.is_empty() || page.position < page.head;
        if is_told || !context.log_goes_on(page.position, until).await? {
            return answer(&context, page);
        }
        after = page.position;
    }
}

fn page(
    context: &Context,
    kinds: &[RecordKind],
    after: i64,
    limit: usize,
) -> Result<FeedPage, ApiError> {
    let page = context.app().feed(&context.actor, kinds, after, limit)?;
    if after > page.head {
        return Err(ApiError::Malformed(
            "after: no change has this position yet; go on from one that you were given, or begin at 0"
                .to_owned(),
        ));
    }
    Ok(page)
}

fn answer(context: &Context, page: FeedPage) -> Answer {
    let FeedPage { changes, position, head } = page;
    let next = context.address_with("after", &position.to_string());
    let body = ChangePage { items: changes, position, more: position < head, next };
    Ok(Reply::ok(&body)?.next(Some(&body.next)).header("vary", "Accept").into())
}

/// The events after a position.
fn events(context: &Context, kinds: &[RecordKind], after: i64) -> Result<Piece<i64>, ApiError> {
    let page = page(context, kinds, after, EVENTS_AT_ONCE)?;
    let mut text = String::new();
    let mut last = after;
    for change in page.changes {
        last = change.position;
        let data = serde_json::to_string(&change)
            .map_err(|error| ApiError::Internal(error.to_string()))?;
        text.extend(["id: ", &last.to_string(), "\nevent: change\ndata: ", &data, "\n\n"]);
    }
    if page.position > last {
        text.extend(["id: ", &page.position.to_string(), "\n\n"]); // goes on from there, and tells nothing
    }
    Ok(Piece { bytes: text.into_bytes(), more_after: Some(page.position) })
}
