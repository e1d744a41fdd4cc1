//! What the routes of every kind of job do: one way to start, list, read, cancel and delete jobs, and to read what they
//! found.

use actix_web::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use crate::{
    api::{
        http::{body::Body, error::ApiError, lines::Piece, paging, query, reply::Reply},
        request::context::{Answer, Context},
        resource::{
            handlers::TransitionInput,
            job_view::{JobView, job_etag},
            job_wire::JobWire,
            page::Page,
            shown::{Shown, ShownQuery},
        },
        wire::beside::Include,
    },
    app::{
        AppError,
        jobs::results::ResultPage,
        resource::{idempotent::Idempotent, transition::Transition},
    },
    domain::{
        FieldError,
        job::{Job, JobStatus},
        resource::id::Id,
        values::language::Lang,
    },
};

/// Lines that are made at a time.
const LINES: usize = 50;
/// The media type of lines.
pub(in crate::api) const NDJSON: &str = "application/x-ndjson";

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListJobsQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<JobStatus>>)]
    status: Option<String>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

/// How to read the results.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ReadResultsQuery {
    /// Language of the reasons: `ru`, `uz-Latn`, `uz-Cyrl`, `tt` or `en`; by default as `Accept-Language` says.
    #[param(inline, value_type = Option<Lang>)]
    lang: Option<String>,
    /// What to show beside each: `labels`, of the record that was asked for and of vacancies that were found.
    #[param(max_length = 6, pattern = "^labels$")]
    include: Option<String>,
    /// Items on a page; lines have no pages.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

impl ReadResultsQuery {
    /// Refuses what makes sense of pages only.
    pub(in crate::api) fn only_whole(&self) -> Result<(), ApiError> {
        if self.limit.is_some() || self.cursor.is_some() {
            let detail =
                "limit, cursor: lines have no pages; leave both out, or ask for application/json";
            return Err(ApiError::Malformed(detail.to_owned()));
        }
        Ok(())
    }
}

fn id<J: JobWire>(context: &Context) -> Result<Id<J>, ApiError> {
    context.id_of(J::KIND).map(Id::new)
}

fn rendered<J: JobWire>(
    status: StatusCode,
    job: &Job<J>,
    context: &Context,
) -> Result<Reply, ApiError> {
    let view = JobView::of(job, &context.actor);
    Ok(Reply::json(status, &view)?.etag(&job_etag(job, &context.actor)))
}

pub(in crate::api) async fn start<J: JobWire>(context: Context, body: Body) -> Answer {
    context
        .run_write(move |context| {
            let asked = J::accept(body.json()?).map_err(ApiError::Invalid)?;
            let key = context.key(&body)?;
            let made = context.app().start_job(&context.actor, asked, key)?;
            started(&made, context)
        })
        .await
}

/// The answer to whoever has started a job.
pub(in crate::api) fn started<J: JobWire>(
    made: &Idempotent<Job<J>>,
    context: &Context,
) -> Result<Reply, ApiError> {
    let reply = rendered(StatusCode::ACCEPTED, &made.value, context)?;
    Ok(reply.location(format!("{}/{}", J::PATH, made.value.id)).replayed(made.replayed))
}

pub(in crate::api) async fn list<J: JobWire>(context: Context) -> Answer {
    let asked = context.query::<ListJobsQuery>()?;
    let limit = paging::limit(asked.limit)?;
    let status = query::list::<JobStatus>("status", asked.status.as_deref())?;
    let place = context.place(asked.cursor.as_deref())?;
    let after = place.map(|place| paging::id_place(&place)).transpose()?.map(Id::<J>::new);
    context
        .run(move |context| {
            let actor = &context.actor;
            let mut jobs = context.app().jobs(actor, &status, after, limit + 1)?;
            let more = jobs.len() > limit;
            jobs.truncate(limit);
            let last = jobs.last().filter(|_| more).map(|job| job.id.0.as_bytes().to_vec());
            let next = context.next(last);
            let items = jobs.iter().map(|job| JobView::of(job, actor)).collect();
            Ok(Reply::ok(&Page { items, next: next.clone(), total: None })?.next(next.as_ref()))
        })
        .await
}

pub(in crate::api) async fn get<J: JobWire>(context: Context) -> Answer {
    let id = id::<J>(&context)?;
    context
        .run(move |context| {
            let job = context.app().job(&context.actor, id)?;
            let etag = job_etag(&job, &context.actor);
            if context.preconditions()?.unchanged(&etag) {
                return Ok(Reply::empty(StatusCode::NOT_MODIFIED).etag(&etag));
            }
            rendered(StatusCode::OK, &job, context)
        })
        .await
}

pub(in crate::api) async fn transition<J: JobWire>(context: Context, body: Body) -> Answer {
    let id = id::<J>(&context)?;
    context
        .run_write(move |context| {
            let job = context.app().job_to_write(&context.actor, id)?;
            let preconditions = context.preconditions()?;
            preconditions.allow(Some(&job_etag(&job, &context.actor)))?;
            let input: TransitionInput = body.json()?;
            let to = input
                .to
                .parse()
                .map_err(|error| ApiError::Invalid(vec![FieldError::new("/to", "value", error)]))?;
            let seen = preconditions.has_if_match().then_some(job.version);
            let wanted = Transition { to, reason: input.reason, seen };
            let key = context.key(&body)?;
            let done = context.app().move_job(&context.actor, id, wanted, key)?;
            Ok(rendered(StatusCode::OK, &done.value, context)?.replayed(done.replayed))
        })
        .await
}

pub(in crate::api) async fn delete<J: JobWire>(context: Context) -> Answer {
    let id = id::<J>(&context)?;
    context
        .run_write(move |context| {
            let job = context.app().job_to_write(&context.actor, id)?;
            context.preconditions()?.require(&job_etag(&job, &context.actor))?;
            context.app().delete_job(&context.actor, job)?;
            Ok(Reply::empty(StatusCode::NO_CONTENT))
        })
        .await
}

pub(in crate::api) async fn results<J: JobWire>(context: Context) -> Answer {
    let id = id::<J>(&context)?;
    let asked = context.query::<ReadResultsQuery>()?;
    let shown =
        ShownQuery { include: asked.include.clone(), fields: None, lang: asked.lang.clone() };
    let shown = shown.read::<J::ResultView>(&context, &[Include::Labels])?;
    if context.accepts(NDJSON) {
        asked.only_whole()?;
        return context
            .lines(NDJSON, move |context, after| lines(context, id, after, &shown))
            .await;
    }
    let limit = paging::limit(asked.limit)?;
    let place = context.place(asked.cursor.as_deref())?;
    let after = place.map(|place| paging::number_place(&place)).transpose()?;
    context
        .run(move |context| {
            let found = context.app().job_results(&context.actor, id, after, limit)?;
            let (status, more_after) = (found.job.status, found.more_after);
            let next = context.next(more_after.map(|n| n.to_be_bytes().to_vec()));
            let page = J::page(status, visible(context, found, &shown)?, next.clone());
            Ok(Reply::ok(&page)?.next(next.as_ref()).header("vary", "Accept, Accept-Language"))
        })
        .await
}

/// The lines after a number.
fn lines<J: JobWire>(
    context: &Context,
    id: Id<J>,
    after: Option<i64>,
    shown: &Shown,
) -> Result<Piece<i64>, ApiError> {
    let found = context.app().job_results(&context.actor, id, after, LINES)?;
    let more_after = found.more_after;
    let mut bytes = Vec::new();
    for result in visible(context, found, shown)? {
        bytes.extend(line(&result).map_err(|error| ApiError::Internal(error.to_string()))?);
    }
    Ok(Piece { bytes, more_after })
}

fn visible<J: JobWire>(
    context: &Context,
    found: ResultPage<J>,
    shown: &Shown,
) -> Result<Vec<J::ResultView>, AppError> {
    let ResultPage { job, items, .. } = found;
    let view = |result| job.body.result(context, result, shown).transpose();
    items.into_iter().filter_map(view).collect()
}

/// A result as a line of NDJSON, with its end.
pub(in crate::api) fn line(result: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let mut line = serde_json::to_vec(result)?;
    line.push(b'\n');
    Ok(line)
}
