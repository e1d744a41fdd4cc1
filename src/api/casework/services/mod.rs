//! What published centres do for people.

pub(crate) mod wire;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    api::{
        auth::access::Access,
        casework::services::wire::{ServiceView, ServicesView},
        http::{error::ApiError, paging, query, reply::Reply},
        request::context::{Answer, Context},
        route::value::Route,
    },
    app::{App, casework::services::Wanted},
    domain::{
        Invalid,
        casework::centre::ServiceKind,
        values::{place::Municipality, spoken::SpokenLanguage},
    },
};

/// What to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct FindServicesQuery {
    /// A place to be near to: latitude and longitude in degrees with a comma between, or a municipality of Tatarstan (ОКТМО).
    #[param(
        max_length = 40,
        pattern = "^(92[0-9]{6}|-?[0-9]{1,2}(\\.[0-9]{1,8})?,-?[0-9]{1,3}(\\.[0-9]{1,8})?)$",
        example = "55.7887,49.1221"
    )]
    near: Option<String>,
    /// What is to be done.
    #[param(inline, value_type = Option<ServiceKind>)]
    service: Option<String>,
    /// A language that it is to be given in (ISO 639).
    #[param(max_length = 3, pattern = "^[a-z]{2,3}$")]
    language: Option<String>,
    /// Only where it is open at this moment (RFC 3339), or where that is not known.
    #[param(max_length = 35, format = "date-time", value_type = Option<String>)]
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    open_at: Option<DateTime<Utc>>,
    /// How many.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
}

impl FindServicesQuery {
    fn wanted(&self, app: &App) -> Result<Wanted, ApiError> {
        let kind = self.service.as_deref().map(|text| query::one("service", text)).transpose()?;
        let language: Option<SpokenLanguage> =
            self.language.as_deref().map(|text| query::one("language", text)).transpose()?;
        let near = self.near.as_deref().map(|text| near(text, app)).transpose();
        let near = near.map_err(|error| ApiError::Malformed(format!("near: {error}")))?;
        Ok(Wanted { kind, language, near, open_at: self.open_at })
    }
}

/// The latitude and longitude that are meant, in degrees.
fn near(text: &str, app: &App) -> Result<(f64, f64), Invalid> {
    let Some((latitude, longitude)) = text.split_once(',') else {
        let place = text.parse::<Municipality>()?;
        let at = app.taxonomy().municipality(&place).and_then(|place| place.centre.at);
        let wanted = "a municipality of those at /v1/taxonomy/municipalities";
        return at.ok_or_else(|| Invalid::expected(wanted));
    };
    let within = |text: &str, most: f64| {
        let degrees = text.parse::<f64>().ok();
        degrees.filter(|degrees| degrees.abs() <= most)
    };
    let wanted = "latitude and longitude in degrees such as 55.7887,49.1221, or an OKTMO code such as 92701000";
    let point = within(latitude, 90.0).zip(within(longitude, 180.0));
    point.ok_or_else(|| Invalid::expected(wanted))
}

/// The question over services.
pub(super) fn route() -> Route {
    Route::get("/v1/services", Access::Open)
        .says(
            "find_services",
            "Find services",
            "What published centres do for people, the nearest first: how far it is, whether it is open at `open_at` or \
             else now, when it opens next. What nobody has said is `unknown`, as are hours on a day whose holidays are \
             not decreed yet.",
        )
        .query::<FindServicesQuery>()
        .json::<ServicesView>(200, "The services, the nearest first")
        .cached()
        .to(find_services)
}

async fn find_services(context: Context) -> Answer {
    context
        .run_shared(|context| {
            let asked: FindServicesQuery = context.query()?;
            let limit = paging::limit(asked.limit)?;
            let found = context.app().services(&asked.wanted(context.app())?, limit)?;
            Reply::ok(&ServicesView { items: found.into_iter().map(ServiceView::from).collect() })
        })
        .await
}
