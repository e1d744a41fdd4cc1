//! Public vacancies in the forms that search engines, job sites and readers of feeds know: `JobPosting` of schema.org, a page,
//! an Atom feed, a sitemap.

mod feed;
mod json_ld;
mod page;
mod posting;
mod query;

use utoipa::openapi::{ObjectBuilder, schema::Type};

use crate::{
    api::{
        auth::access::Access,
        http::{error::ApiError, paging, reply::Reply},
        integration::postings::{
            feed::{ATOM, Feed, Sitemap, XML},
            json_ld::job_posting,
            page::HTML,
            posting::{Posting, Teller},
            query::{FeedQuery, PostingQuery, public},
        },
        request::context::{Answer, Context},
        route::value::{Draft, Group, Route},
    },
    app::resource::{Filter, visible::Visible},
    domain::{
        access::actor::Actor, recruitment::vacancy::VacancyBody, resource::id::Id,
        values::language::Lang,
    },
};

const LD_JSON: &str = "application/ld+json";
/// How many vacancies a sitemap has, the newest; those before them are in the feed.
const MAPPED: usize = 1000;

/// The routes of postings.
pub(in crate::api) fn routes() -> Group {
    let data = Route::get("/v1/vacancies/{id}/job-posting", Access::Open).says(
        "get_job_posting",
        "Read a public vacancy as JobPosting of schema.org",
        "JSON-LD for job sites and search engines. The page `/guide/postings` has the table of what becomes what, and what is \
         lost.",
    );
    let page = Route::get("/jobs/{id}", Access::Open).says(
        "read_posting",
        "Read a public vacancy as a page",
        "For people, in five languages; holds its `JobPosting` for search engines.",
    );
    let feed = Route::get("/v1/vacancies/feed", Access::Open)
        .says(
            "read_vacancy_feed",
            "Follow public vacancies by Atom",
            "The newest first, as an Atom feed (RFC 4287); the link `next` leads on (RFC 5005). Filters are combined with and.",
        )
        .query::<FeedQuery>();
    let sitemap = Route::get("/sitemap.xml", Access::Open).says(
        "read_sitemap",
        "The pages of public vacancies",
        "A sitemap of the newest thousand, for search engines; the feed has all.",
    );
    let of_one = |draft: Draft| draft.id("id", "Id of the vacancy").query::<PostingQuery>();
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let shared = |draft: Draft, what: &str, media: &str| {
        draft.answers(200, what).shaped(media, text()).cached()
    };
    let json_ld = ObjectBuilder::new().schema_type(Type::Object);
    Group {
        name: "postings",
        about: "Public vacancies for search engines, job sites and readers of feeds",
        routes: vec![
            of_one(data)
                .localized()
                .answers(200, "The posting")
                .shaped(LD_JSON, json_ld)
                .cached()
                .to(get_job_posting),
            shared(of_one(page).localized(), "The page", "text/html").to(read_posting),
            shared(feed.localized(), "A page of the feed", ATOM).to(read_vacancy_feed),
            shared(sitemap, "The sitemap", XML).to(read_sitemap),
        ],
    }
}

/// Tells of the public vacancy in the path.
async fn told(
    context: Context,
    tell: impl FnOnce(Posting<'_>) -> askama::Result<(&'static str, String)> + Send + 'static,
) -> Answer {
    let id = context.id::<VacancyBody>()?;
    let PostingQuery { lang } = context.query()?;
    let lang = context.language(lang.as_deref())?;
    context
        .run(move |context| {
            let seen = [context.app().find::<VacancyBody>(&Actor::Anonymous, id)?];
            let teller = Teller::of(context, lang, &seen)?;
            reply(context, tell(teller.posting(&seen[0].record)))
        })
        .await
}

/// An answer that shared caches may keep.
fn reply(
    context: &Context,
    told: askama::Result<(&'static str, String)>,
) -> Result<Reply, ApiError> {
    let (media, text) = told.map_err(|error| ApiError::Internal(error.to_string()))?;
    Ok(Reply::text(media, text).shared(&context.preconditions()?))
}

async fn get_job_posting(context: Context) -> Answer {
    told(context, |posting| Ok((LD_JSON, job_posting(posting)?.to_string()))).await
}

async fn read_posting(context: Context) -> Answer {
    told(context, |posting| Ok((HTML, page::page(posting)?))).await
}

async fn read_vacancy_feed(context: Context) -> Answer {
    let query: FeedQuery = context.query()?;
    let lang = context.language(query.lang.as_deref())?;
    let (filter, limit) = (query.filter()?, paging::limit(query.limit)?);
    let place = context.place(query.cursor.as_deref())?;
    let after = place.as_deref().map(paging::id_place).transpose()?.map(Id::new);
    context
        .run(move |context| {
            let mut vacancies = newest(context, &filter, after, limit + 1)?;
            let more = vacancies.len() > limit;
            vacancies.truncate(limit);
            let last = vacancies.last().filter(|_| more).map(|seen| seen.record.id.0);
            let changed = vacancies.iter().map(|seen| seen.record.updated_at).max();
            let teller = Teller::of(context, lang, &vacancies)?;
            let feed = Feed {
                first: context.address_without("cursor"),
                next: context.next(last.map(|id| id.as_bytes().to_vec())),
                updated: changed.unwrap_or_else(|| context.app().now()),
                teller: &teller,
                vacancies: &vacancies,
            };
            reply(context, askama::Template::render(&feed).map(|text| (ATOM, text)))
        })
        .await
}

async fn read_sitemap(context: Context) -> Answer {
    context
        .run(|context| {
            let vacancies = newest(context, &public(), None, MAPPED)?;
            let teller = Teller::of(context, Lang::En, &[])?;
            let map = Sitemap { teller: &teller, vacancies: &vacancies };
            reply(context, askama::Template::render(&map).map(|text| (XML, text)))
        })
        .await
}

/// Public vacancies, the newest first, whoever asks.
fn newest(
    context: &Context,
    filter: &Filter,
    after: Option<Id<VacancyBody>>,
    limit: usize,
) -> Result<Vec<Visible<VacancyBody>>, ApiError> {
    Ok(context.app().list::<VacancyBody>(&Actor::Anonymous, filter, after, limit)?)
}
