//! A centre on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use validator::Validate;

use super::hours::{OpeningHoursBody, contradictions};
use crate::{
    api::{
        http::decode::Exemplary,
        resource::{
            head::Head,
            viewed::{Viewed, Wire},
        },
        wire::{
            same::same_members,
            text::{Texts, Title},
            values::{Errors, duplicates},
        },
    },
    app::{App, resource::visible::Visible},
    domain::{
        FieldError,
        casework::{
            centre::{
                CentreBody, CentreStatus, PhoneNumber, Position, Service, ServiceKind, WebAddress,
            },
            opening::fresh_until,
        },
        resource::Record,
        values::{
            place::Municipality,
            spoken::SpokenLanguage,
            text::{ExternalRef, LocalizedText},
        },
    },
};

/// A point on the earth (WGS 84).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct PositionBody {
    /// Degrees north.
    #[validate(range(min = -90.0, max = 90.0))]
    #[schema(minimum = -90, maximum = 90, example = 55.7887)]
    pub latitude: f64,
    /// Degrees east.
    #[validate(range(min = -180.0, max = 180.0))]
    #[schema(minimum = -180, maximum = 180, example = 49.1221)]
    pub longitude: f64,
}

same_members!(PositionBody, Position { latitude, longitude });

/// Something that a centre does for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ServiceBody {
    /// What.
    pub kind: ServiceKind,
    /// The languages that it is given in; none if they are not known.
    #[validate(length(max = 20))]
    #[schema(max_items = 20, example = json!(["ru", "uz"]))]
    #[serde(default)]
    pub languages: Vec<SpokenLanguage>,
    /// What to bring along.
    #[validate(length(max = 20), nested)]
    #[schema(max_items = 20)]
    #[serde(default)]
    pub required_documents: Vec<Title>,
    /// What it costs; left out, nobody has said so.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Title>,
}

/// What an operator says of a centre. What is not known is left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct CentreInput {
    /// The owner's own reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
    /// Name by language.
    #[validate(nested)]
    pub name: Title,
    /// Who runs it.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<Title>,
    /// Its address.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Title>,
    /// The municipality of Tatarstan that it lies in, if it lies there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality: Option<Municipality>,
    /// Where it lies.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<PositionBody>,
    /// Its telephones.
    #[validate(length(max = 10))]
    #[schema(max_items = 10)]
    #[serde(default)]
    pub phones: Vec<PhoneNumber>,
    /// Its page on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<WebAddress>,
    /// When it is open; left out, that is not known.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<OpeningHoursBody>,
    /// What it does for people.
    #[validate(length(max = 20), nested)]
    #[schema(max_items = 20)]
    #[serde(default)]
    pub services: Vec<ServiceBody>,
    /// The last day on which somebody assured that all this is so.
    #[schema(max_length = 10, example = "2026-11-29")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub assured_on: NaiveDate,
    /// Where it was read, and how sure that is.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Texts>,
}

impl Exemplary for CentreInput {
    fn example() -> Value {
        json!({
            "name": {"ru": "Центр адаптации мигрантов", "uz-Latn": "Muhojirlarni moslashtirish markazi", "en": "Adaptation centre"},
            "address": {"ru": "Казань, ул. Хади Такташа, 124"},
            "municipality": "92701000",
            "position": {"latitude": 55.7707, "longitude": 49.1393},
            "hours": {
                "time_zone": "Europe/Moscow",
                "weekly": [{"days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "opens_at": "09:00", "closes_at": "18:00"}],
                "closed_on_holidays": "RU-TA"
            },
            "services": [{
                "kind": "legal_advice", "languages": ["ru", "uz"],
                "required_documents": [{"ru": "Паспорт"}], "cost": {"ru": "Бесплатно"}
            }],
            "assured_on": "2026-11-29"
        })
    }
}

/// A centre where workers are received and advised.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CentreView {
    #[serde(flatten)]
    pub head: Head<CentreStatus>,
    /// The last day on which what was assured counts as fresh; after it, call before you send somebody there.
    #[schema(max_length = 10, example = "2027-05-28")]
    pub fresh_until: NaiveDate,
    #[serde(flatten)]
    pub input: CentreInput,
}

impl Viewed for CentreBody {
    type View = CentreView;
    const PATH: &'static str = "/v1/centres";

    fn view(seen: &Visible<Self>) -> CentreView {
        let record = &seen.record;
        let mut input = Self::input(record);
        input.external_ref = input.external_ref.filter(|_| seen.relation.sees_all());
        CentreView { head: Head::of(seen), fresh_until: fresh_until(record.body.assured_on), input }
    }
}

impl From<&Service> for ServiceBody {
    fn from(service: &Service) -> Self {
        Self {
            kind: service.kind,
            languages: service.languages.clone(),
            required_documents: service.required_documents.iter().map(Into::into).collect(),
            cost: service.cost.as_ref().map(Into::into),
        }
    }
}

impl ServiceBody {
    /// The service, with errors that begin with this pointer.
    fn accept(self, pointer: &str, errors: &mut Errors) -> Service {
        errors.extend(duplicates(&self.languages, |at| format!("{pointer}/languages/{at}")));
        let documents = self.required_documents.into_iter().enumerate();
        let documents = documents.filter_map(|(at, text)| {
            errors.take(text.accept(&format!("{pointer}/required_documents/{at}")))
        });
        let required_documents = documents.collect();
        let cost = optional(self.cost, &format!("{pointer}/cost"), errors);
        Service { kind: self.kind, languages: self.languages, required_documents, cost }
    }
}

impl From<&CentreBody> for CentreInput {
    fn from(body: &CentreBody) -> Self {
        Self {
            external_ref: None,
            name: (&body.name).into(),
            organization: body.organization.as_ref().map(Into::into),
            address: body.address.as_ref().map(Into::into),
            municipality: body.municipality.clone(),
            position: body.position.as_ref().map(Into::into),
            phones: body.phones.clone(),
            url: body.url.clone(),
            hours: body.hours.as_ref().map(Into::into),
            services: body.services.iter().map(Into::into).collect(),
            assured_on: body.assured_on,
            note: body.note.as_ref().map(Into::into),
        }
    }
}

impl Wire for CentreBody {
    type Input = CentreInput;

    fn input(record: &Record<Self>) -> CentreInput {
        CentreInput { external_ref: record.external_ref.clone(), ..(&record.body).into() }
    }

    fn accept(
        input: CentreInput,
        _app: &App,
    ) -> Result<(Option<ExternalRef>, Self), Vec<FieldError>> {
        let mut errors = Errors::default();
        let name = errors.take(input.name.accept("/name"));
        let organization = optional(input.organization, "/organization", &mut errors);
        let address = optional(input.address, "/address", &mut errors);
        let note = input.note.and_then(|note| errors.take(note.accept("/note")));
        errors.extend(duplicates(&input.phones, |at| format!("/phones/{at}")));
        let hours = input.hours.map(Into::into);
        errors.extend(hours.iter().flat_map(contradictions));
        let services = input.services.into_iter().enumerate();
        let services = services
            .map(|(at, service)| service.accept(&format!("/services/{at}"), &mut errors))
            .collect();
        let body = name.map(|name| Self {
            name,
            organization,
            address,
            municipality: input.municipality,
            position: input.position.map(Into::into),
            phones: input.phones,
            url: input.url,
            hours,
            services,
            assured_on: input.assured_on,
            note,
        });
        errors.finish(body.map(|body| (input.external_ref, body)))
    }
}

fn optional(text: Option<Title>, pointer: &str, errors: &mut Errors) -> Option<LocalizedText> {
    text.and_then(|text| errors.take(text.accept(pointer)))
}
