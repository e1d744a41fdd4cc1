//! An employer on the wire.

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
            employer::{EmployerBody, EmployerStatus},
            legal_ids::{Inn, Kpp, Ogrn, Okved},
        },
        resource::Record,
        values::{place::Oktmo, text::ExternalRef},
    },
};

/// What an operator says of an employer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct EmployerInput {
    /// The operator's own reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
    /// Name by language.
    #[validate(nested)]
    pub name: Title,
    /// ИНН; with the same КПП, or without one, an employer is registered once.
    pub inn: Inn,
    /// ОГРН, or the ОГРНИП of an entrepreneur. A branch of a foreign organisation, whose ИНН begins with 9909, has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ogrn: Option<Ogrn>,
    /// КПП, which entrepreneurs lack. A branch has its own, and is an employer of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kpp: Option<Kpp>,
    /// Main class of economic activity (ОКВЭД).
    pub okved: Okved,
    /// Where it is registered (ОКТМО), in Tatarstan or elsewhere in Russia: what counts in matching is where the work is.
    pub municipality: Oktmo,
    /// Its sector, in a word that rules use: `non_budget`, `budget` or `oil_and_gas_outside_kazan`. Its pay is checked against the
    /// floor of the sector; without it, floors of sectors that the pay does not reach leave checks `unknown`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "non_budget")]
    pub sector: Option<String>,
    /// Its telephones: no worker is reached there alone.
    #[validate(length(max = 10))]
    #[schema(max_items = 10)]
    #[serde(default)]
    pub phones: Vec<PhoneNumber>,
}

impl Exemplary for EmployerInput {
    fn example() -> Value {
        json!({
            "name": {"ru": "Строительная компания «Пример»", "en": "Example Construction"},
            "inn": "7707083893",
            "ogrn": "1027700132195",
            "kpp": "165501001",
            "okved": "41.20",
            "municipality": "92701000"
        })
    }
}

/// An employer.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct EmployerView {
    #[serde(flatten)]
    pub head: Head<EmployerStatus>,
    #[serde(flatten)]
    pub input: EmployerInput,
}

impl Viewed for EmployerBody {
    type View = EmployerView;
    const PATH: &'static str = "/v1/employers";

    fn view(seen: &Visible<Self>) -> EmployerView {
        let record = &seen.record;
        EmployerView { head: Head::of(seen), input: Self::input(record) }
    }
}

impl Wire for EmployerBody {
    type Input = EmployerInput;

    fn input(record: &Record<Self>) -> EmployerInput {
        let body = &record.body;
        EmployerInput {
            external_ref: record.external_ref.clone(),
            name: (&body.name).into(),
            inn: body.inn.clone(),
            ogrn: body.ogrn.clone(),
            kpp: body.kpp.clone(),
            okved: body.okved.clone(),
            municipality: body.municipality.clone(),
            sector: body.sector.clone(),
            phones: body.phones.clone(),
        }
    }

    fn accept(
        input: EmployerInput,
        _app: &App,
    ) -> Result<(Option<ExternalRef>, Self), Vec<FieldError>> {
        let EmployerInput {
            external_ref,
            name,
            inn,
            ogrn,
            kpp,
            okved,
            municipality,
            sector,
            phones,
        } = input;
        let mut errors = Errors::default();
        let name = errors.take(name.accept("/name"));
        let body =
            name.map(|name| Self { name, inn, ogrn, kpp, okved, municipality, sector, phones });
        errors.extend(body.iter().flat_map(Self::contradictions));
        errors.finish(body.map(|body| (external_ref, body)))
    }
}
