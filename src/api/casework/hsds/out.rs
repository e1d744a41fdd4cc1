//! Published centres as organizations of HSDS.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{
    ids::made_id,
    week::schedules,
    wire::{
        HsdsAddress, HsdsAttribute, HsdsCentre, HsdsDocument, HsdsLanguage, HsdsLocation,
        HsdsOrganization, HsdsPhone, HsdsService, HsdsServiceAtLocation,
    },
};
use crate::{
    app::App,
    domain::{
        casework::{
            centre::{Centre, CentreBody, Service},
            hours::TimeZone,
        },
        values::language::Lang,
    },
};

/// What the only kind of place is called.
const PHYSICAL: &str = "physical";
/// The scheme of municipalities.
pub(super) const OKTMO: &str = "OKTMO";
/// What an attribute tells that says what a service is.
const SERVICE_KIND: &str = "service_kind";

/// The organizations that run these centres, by their names.
pub(super) fn organizations(app: &App, centres: &[Centre], lang: Lang) -> Vec<HsdsOrganization> {
    let mut all: BTreeMap<String, HsdsOrganization> = BTreeMap::new();
    for centre in centres {
        let told = organization(app, centre.id.0, &centre.body, lang);
        match all.get_mut(&told.name) {
            Some(known) => {
                known.locations.extend(told.locations);
                known.services.extend(told.services);
            }
            None => _ = all.insert(told.name.clone(), told),
        }
    }
    all.into_values().collect()
}

/// Who runs the centre with this id, with nothing but that centre. One of which nobody said who runs it is its own.
pub(super) fn organization(app: &App, id: Uuid, body: &CentreBody, lang: Lang) -> HsdsOrganization {
    let name = body.organization.as_ref().unwrap_or(&body.name).in_language(lang).to_owned();
    let services = body.services.iter().enumerate();
    let services = services.map(|(n, one)| HsdsService {
        assured_date: Some(body.assured_on.to_string()),
        service_at_locations: vec![HsdsServiceAtLocation {
            id: made_id(id, &format!("service {n} at its location")),
            location_id: Some(id),
            location: Some(brief(id, body, lang)),
        }],
        ..service(one, made_id(id, &format!("service {n}")), lang)
    });
    HsdsOrganization {
        id: made_id(Uuid::nil(), &name),
        description: name.clone(),
        name,
        locations: vec![location(app, id, body, lang)],
        services: services.collect(),
    }
}

/// A centre as a location.
fn location(app: &App, id: Uuid, body: &CentreBody, lang: Lang) -> HsdsLocation {
    let phones = body.phones.iter().map(|number| HsdsPhone {
        id: made_id(id, &format!("phone {number}")),
        number: number.to_string(),
    });
    HsdsLocation {
        description: body.note.as_ref().map(|note| note.in_language(lang).to_owned()),
        url: body.url.as_ref().map(ToString::to_string),
        latitude: body.position.map(|position| position.latitude),
        longitude: body.position.map(|position| position.longitude),
        external_identifier: body.municipality.as_ref().map(ToString::to_string),
        external_identifier_type: body.municipality.as_ref().map(|_| OKTMO.to_owned()),
        addresses: address(app, id, body, lang).into_iter().collect(),
        phones: phones.collect(),
        schedules: body.hours.iter().flat_map(|hours| schedules(hours, id)).collect(),
        koprik: Some(HsdsCentre { lang, centre: body.into() }),
        ..brief(id, body, lang)
    }
}

/// What tells one location from another.
fn brief(id: Uuid, body: &CentreBody, lang: Lang) -> HsdsLocation {
    HsdsLocation {
        id,
        location_type: PHYSICAL.to_owned(),
        name: Some(body.name.in_language(lang).to_owned()),
        ..HsdsLocation::default()
    }
}

fn address(app: &App, id: Uuid, body: &CentreBody, lang: Lang) -> Option<HsdsAddress> {
    let taxonomy = app.taxonomy();
    let place = body.municipality.as_ref().and_then(|code| taxonomy.municipality(code));
    let city = place.map(|place| place.centre.labels.get(lang).to_owned());
    Some(HsdsAddress {
        id: made_id(id, "address"),
        address_1: body.address.as_ref()?.in_language(lang).to_owned(),
        city: city.unwrap_or_default(),
        country: country(body).unwrap_or_default().to_owned(),
        address_type: PHYSICAL.to_owned(),
        ..HsdsAddress::default()
    })
}

/// The country of a centre, as far as its municipality or its clock says it.
fn country(body: &CentreBody) -> Option<&'static str> {
    match body.hours.as_ref().map(|hours| hours.time_zone) {
        _ if body.municipality.is_some() => Some("RU"),
        Some(TimeZone::Samarkand | TimeZone::Tashkent) => Some("UZ"),
        Some(TimeZone::Moscow | TimeZone::Samara | TimeZone::Yekaterinburg) => Some("RU"),
        None => None,
    }
}

/// A service, wherever it is.
fn service(service: &Service, id: Uuid, lang: Lang) -> HsdsService {
    let kind = service.kind.to_string();
    let languages = service.languages.iter().map(|language| HsdsLanguage {
        id: made_id(id, &format!("language {language}")),
        code: language.to_string(),
    });
    let documents = service.required_documents.iter().enumerate().map(|(n, text)| HsdsDocument {
        id: made_id(id, &format!("document {n}")),
        document: text.in_language(lang).to_owned(),
    });
    HsdsService {
        id,
        name: kind.replace('_', " "),
        status: "active".to_owned(),
        fees_description: service.cost.as_ref().map(|cost| cost.in_language(lang).to_owned()),
        languages: languages.collect(),
        required_documents: documents.collect(),
        attributes: vec![HsdsAttribute {
            id: made_id(id, SERVICE_KIND),
            link_type: SERVICE_KIND.to_owned(),
            value: kind,
        }],
        ..HsdsService::default()
    }
}
