//! A recruitment agency on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        resource::{
            head::Head,
            viewed::{Viewed, Wire},
        },
        wire::{text::Title, values::Errors},
    },
    app::{App, resource::visible::Visible},
    domain::{
        FieldError,
        casework::centre::PhoneNumber,
        parties::{
            agency::{AgencyBody, AgencyStatus},
            legal_ids::{LicenceNumber, Stir},
        },
        resource::Record,
        values::{place::HomeRegion, text::ExternalRef},
    },
};

/// What an operator says of an agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct AgencyInput {
    /// The operator's own reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
    /// Name by language.
    #[validate(nested)]
    pub name: Title,
    /// СТИР; an agency is registered once.
    pub stir: Stir,
    /// Number of the licence.
    pub licence_number: LicenceNumber,
    /// Last day of the licence.
    #[schema(max_length = 10, example = "2028-12-31")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub licence_valid_until: NaiveDate,
    /// Region where the agency has its seat.
    pub home_region: HomeRegion,
    /// Its telephones: no worker is reached there alone.
    #[validate(length(max = 10))]
    #[schema(max_items = 10)]
    #[serde(default)]
    pub phones: Vec<PhoneNumber>,
}

impl Exemplary for AgencyInput {
    fn example() -> Value {
        json!({
            "name": {"uz-Latn": "Namuna bandlik agentligi", "en": "Example Recruitment Agency"},
            "stir": "301234567",
            "licence_number": "T-0017/24",
            "licence_valid_until": "2028-12-31",
            "home_region": "UZ-SA"
        })
    }
}

/// A recruitment agency of Uzbekistan.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AgencyView {
    #[serde(flatten)]
    pub head: Head<AgencyStatus>,
    #[serde(flatten)]
    pub input: AgencyInput,
}

impl Viewed for AgencyBody {
    type View = AgencyView;
    const PATH: &'static str = "/v1/agencies";

    fn view(seen: &Visible<Self>) -> AgencyView {
        let record = &seen.record;
        AgencyView { head: Head::of(seen), input: Self::input(record) }
    }
}

impl Wire for AgencyBody {
    type Input = AgencyInput;

    fn input(record: &Record<Self>) -> AgencyInput {
        let body = &record.body;
        AgencyInput {
            external_ref: record.external_ref.clone(),
            name: (&body.name).into(),
            stir: body.stir.clone(),
            licence_number: body.licence_number.clone(),
            licence_valid_until: body.licence_valid_until,
            home_region: body.home_region.clone(),
            phones: body.phones.clone(),
        }
    }

    fn accept(
        input: AgencyInput,
        _app: &App,
    ) -> Result<(Option<ExternalRef>, Self), Vec<FieldError>> {
        let AgencyInput {
            external_ref,
            name,
            stir,
            licence_number,
            licence_valid_until,
            home_region,
            phones,
        } = input;
        let mut errors = Errors::default();
        let name = errors.take(name.accept("/name"));
        errors.finish(name.map(|name| {
            (
                external_ref,
                Self { name, stir, licence_number, licence_valid_until, home_region, phones },
            )
        }))
    }
}
