//! The taxonomy: the occupations, skills and places that every record is described with. Public.

pub(crate) mod wire;

use actix_web::{http::StatusCode, web::Path};
use serde::{Deserialize, Serialize};
use utoipa::{
    IntoParams,
    openapi::{ObjectBuilder, schema::Type},
};

use crate::{
    api::{
        auth::access::Access,
        http::{error::ApiError, paging, reply::Reply},
        request::context::{Answer, Context},
        resource::page::Page,
        route::value::{Draft, Route},
        taxonomy::concepts::wire::{MunicipalityView, OccupationView, RegionView, SkillView},
    },
    domain::values::language::Lang,
    taxonomy::Taxonomy,
};

/// The routes of occupations, skills and places.
pub(in crate::api) fn routes() -> Vec<Route> {
    let listed = "A page, in the order of the taxonomy";
    vec![
        list_of("occupations")
            .says(
                "list_occupations",
                "List occupations",
                "Trades with their names in five languages, ISCO-08 groups, ОКПДТР and ESCO links, and \
                 skills.",
            )
            .page::<Page<OccupationView>>(listed)
            .cached()
            .to(list_occupations),
        one_of("occupations", "Id of the trade")
            .says(
                "get_occupation",
                "Read an occupation",
                "A trade with its names in five languages, ISCO-08 groups, links and skills.",
            )
            .json::<OccupationView>(200, "The trade")
            .cached()
            .to(get_occupation),
        list_of("skills")
            .says(
                "list_skills",
                "List skills",
                "Skills with their names in five languages, broader, narrower and related skills, and \
                 ESCO links.",
            )
            .page::<Page<SkillView>>(listed)
            .cached()
            .to(list_skills),
        one_of("skills", "Id of the skill")
            .says(
                "get_skill",
                "Read a skill",
                "A skill with its names in five languages and its neighbours.",
            )
            .json::<SkillView>(200, "The skill")
            .cached()
            .to(get_skill),
        list_of("regions")
            .says(
                "list_regions",
                "List regions of Uzbekistan",
                "Home regions (ISO 3166-2) with their districts (СОАТО).",
            )
            .page::<Page<RegionView>>(listed)
            .cached()
            .to(list_regions),
        list_of("municipalities")
            .says(
                "list_municipalities",
                "List municipalities of Tatarstan",
                "Workplaces (ОКТМО) with their main towns.",
            )
            .page::<Page<MunicipalityView>>(listed)
            .cached()
            .to(list_municipalities),
    ]
}

fn list_of(concepts: &str) -> Draft {
    let path = format!("/v1/taxonomy/{concepts}");
    Route::get(path, Access::Open).query::<ListConceptsQuery>().localized()
}

fn one_of(concepts: &str, id: &str) -> Draft {
    let text = ObjectBuilder::new()
        .schema_type(Type::String)
        .max_length(Some(64))
        .pattern(Some("^[a-z0-9._-]+$"));
    Route::get(format!("/v1/taxonomy/{concepts}/{{id}}"), Access::Open)
        .path("id", id, text)
        .problems(&[404])
        .query::<GetConceptQuery>()
        .localized()
}

/// What to list of the taxonomy.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListConceptsQuery {
    /// Part of a label or synonym, in any script; if none has it, its words in any form.
    #[param(max_length = 100)]
    q: Option<String>,
    /// Language of `label`: `ru`, `uz-Latn`, `uz-Cyrl`, `tt` or `en`; by default as `Accept-Language` says.
    #[param(inline, value_type = Option<Lang>)]
    lang: Option<String>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

/// In which language to show one concept.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct GetConceptQuery {
    /// Language of `label`: `ru`, `uz-Latn`, `uz-Cyrl`, `tt` or `en`; by default as `Accept-Language` says.
    #[param(inline, value_type = Option<Lang>)]
    lang: Option<String>,
}

/// The list's order is the order of the files, and a cursor is a place in it for one version of the taxonomy.
async fn list<V: Serialize + 'static>(
    context: Context,
    select: impl FnOnce(&Taxonomy, &str, Lang) -> Vec<V> + Send + 'static,
) -> Answer {
    let ListConceptsQuery { q, lang, limit, cursor } = context.query()?;
    let (limit, lang) = (paging::limit(limit)?, context.language(lang.as_deref())?);
    context
        .run(move |context| {
            let taxonomy = context.app().taxonomy();
            let version = taxonomy.version();
            let tag = format!("{version}-{lang}");
            if context.preconditions()?.unchanged(&tag) {
                return Ok(Reply::empty(StatusCode::NOT_MODIFIED).etag(&tag).public());
            }
            let from = context
                .place(cursor.as_deref())?
                .map_or(Ok(0), |place| position(&place, version))?;
            let mut items: Vec<V> = select(&taxonomy, q.as_deref().unwrap_or_default(), lang);
            let end = (from + limit).min(items.len());
            let next = context.next((end < items.len()).then(|| place(end, version)));
            items.truncate(end);
            let items: Vec<V> = items.into_iter().skip(from).collect();
            Ok(Reply::ok(&Page { items, next: next.clone(), total: None })?
                .next(next.as_ref())
                .etag(&tag)
                .public())
        })
        .await
}

fn place(position: usize, version: &str) -> Vec<u8> {
    format!("{position} {version}").into_bytes()
}

fn position(place: &[u8], version: &str) -> Result<usize, ApiError> {
    let text = std::str::from_utf8(place).ok().and_then(|text| text.split_once(' '));
    let position =
        text.filter(|(_, of)| *of == version).and_then(|(position, _)| position.parse().ok());
    position.ok_or_else(|| {
        ApiError::Malformed("cursor: the taxonomy has changed, begin again".to_owned())
    })
}

async fn one<V: Serialize + 'static>(
    context: Context,
    find: impl FnOnce(&Taxonomy, Lang) -> Option<V> + Send + 'static,
) -> Answer {
    let GetConceptQuery { lang } = context.query()?;
    let lang = context.language(lang.as_deref())?;
    context
        .run(move |context| {
            let taxonomy = context.app().taxonomy();
            let tag = format!("{}-{lang}", taxonomy.version());
            if context.preconditions()?.unchanged(&tag) {
                return Ok(Reply::empty(StatusCode::NOT_MODIFIED).etag(&tag).public());
            }
            let view = find(&taxonomy, lang).ok_or(ApiError::NoSuchPath)?;
            Ok(Reply::ok(&view)?.etag(&tag).public())
        })
        .await
}

async fn list_occupations(context: Context) -> Answer {
    list(context, |taxonomy, q, lang| {
        taxonomy.search_trades(q).map(|trade| OccupationView::of(trade, taxonomy, lang)).collect()
    })
    .await
}

async fn get_occupation(context: Context, id: Path<String>) -> Answer {
    one(context, move |taxonomy, lang| {
        taxonomy.trade(&id.parse().ok()?).map(|trade| OccupationView::of(trade, taxonomy, lang))
    })
    .await
}

async fn list_skills(context: Context) -> Answer {
    list(context, |taxonomy, q, lang| {
        taxonomy.search_skills(q).map(|skill| SkillView::of(skill, taxonomy, lang)).collect()
    })
    .await
}

async fn get_skill(context: Context, id: Path<String>) -> Answer {
    one(context, move |taxonomy, lang| {
        taxonomy.skill(&id.parse().ok()?).map(|skill| SkillView::of(skill, taxonomy, lang))
    })
    .await
}

async fn list_regions(context: Context) -> Answer {
    list(context, |taxonomy, q, lang| {
        taxonomy
            .home_regions()
            .search(q)
            .map(|region| RegionView::of(region, taxonomy, lang))
            .collect()
    })
    .await
}

async fn list_municipalities(context: Context) -> Answer {
    list(context, |taxonomy, q, lang| {
        taxonomy.municipalities().search(q).map(|place| MunicipalityView::of(place, lang)).collect()
    })
    .await
}
