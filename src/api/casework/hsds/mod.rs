//! Centres as other directories of services know them: Open Referral's HSDS 3 (docs.openreferral.org), out and in.

mod ids;
mod import;
mod out;
mod read;
mod week;
mod wire;

use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    api::{
        auth::access::Access,
        casework::hsds::wire::{HsdsOrganization, HsdsPage},
        http::reply::Reply,
        request::context::{Answer, Context},
        route::value::{Group, Route},
    },
    domain::values::language::Lang,
};

/// Organizations on a page when nothing is asked for.
const ON_A_PAGE: usize = 50;

/// Which page, and in which language.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct HsdsQuery {
    /// Which page.
    #[param(minimum = 1, maximum = 1_000_000, default = 1)]
    page: Option<usize>,
    /// Organizations on a page.
    #[param(minimum = 1, maximum = 100, default = 50)]
    per_page: Option<usize>,
    /// Language of the texts; left out, `Accept-Language` decides.
    #[param(inline, value_type = Option<Lang>)]
    lang: Option<String>,
}

/// The routes of HSDS.
pub(in crate::api) fn routes() -> Group {
    Group {
        name: "hsds",
        about: "Centres and what they do, for directories of services (Open Referral HSDS 3)",
        routes: vec![list(), import::route()],
    }
}

fn list() -> Route {
    Route::get("/v1/hsds/organizations", Access::Open)
        .says(
            "list_hsds_organizations",
            "List organizations as HSDS 3",
            "Who runs the published centres, with all locations and services, as the API of HSDS 3 pages them. Texts are in \
             one language. What HSDS cannot say (texts in five languages, a clock by its name, holidays) is in `koprik` of \
             each location.",
        )
        .query::<HsdsQuery>()
        .json::<HsdsPage>(200, "A page of organizations")
        .cached()
        .localized()
        .to(list_organizations)
}

async fn list_organizations(context: Context) -> Answer {
    context
        .run_shared(|context| {
            let asked: HsdsQuery = context.query()?;
            let lang = context.language(asked.lang.as_deref())?;
            let centres = context.app().published_centres()?;
            let all = out::organizations(context.app(), &centres, lang);
            Reply::ok(&page(all, asked.page.unwrap_or(1), asked.per_page.unwrap_or(ON_A_PAGE)))
        })
        .await
}

fn page(all: Vec<HsdsOrganization>, number: usize, size: usize) -> HsdsPage {
    let (total_items, total_pages) = (all.len(), all.len().div_ceil(size));
    let before = number.saturating_sub(1).saturating_mul(size);
    let contents: Vec<HsdsOrganization> = all.into_iter().skip(before).take(size).collect();
    HsdsPage {
        total_items,
        total_pages,
        page_number: number,
        size: contents.len(),
        first_page: number == 1,
        last_page: number >= total_pages,
        empty: contents.is_empty(),
        contents,
    }
}
