//! Locations of HSDS as centres, as `POST /v1/centres` takes them.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    out::{OKTMO, organization},
    week::hours,
    wire::{HsdsAddress, HsdsLocation, HsdsOrganization, HsdsService},
};
use crate::{
    api::resource::viewed::Wire,
    app::App,
    domain::{
        FieldError,
        casework::centre::{CentreBody, ServiceKind},
        values::language::Lang,
    },
};

/// A centre as it is to be read, or why it cannot be one.
pub(super) type Sent = Result<Value, Vec<FieldError>>;

/// The centres of an organization, each with the id of its location for its reference.
pub(super) fn centres(app: &App, organization: &HsdsOrganization, lang: Lang) -> Vec<(Uuid, Sent)> {
    let all = locations(organization).into_iter();
    all.map(|location| (location.id, centre(app, organization, location, lang))).collect()
}

/// The locations of an organization: its own, and those that only its services name.
fn locations(organization: &HsdsOrganization) -> Vec<&HsdsLocation> {
    let mut all: Vec<&HsdsLocation> = organization.locations.iter().collect();
    let places = organization.services.iter().flat_map(|service| &service.service_at_locations);
    for location in places.filter_map(|place| place.location.as_ref()) {
        if all.iter().all(|known| known.id != location.id) {
            all.push(location);
        }
    }
    all
}

/// A centre: in full where it came from here and its other members say the same.
fn centre(app: &App, from: &HsdsOrganization, location: &HsdsLocation, lang: Lang) -> Sent {
    let Some(full) = &location.koprik else { return said(from, location, lang) };
    let wrong = |errors: Vec<FieldError>| -> Vec<FieldError> {
        errors.into_iter().map(|error| error.within("/koprik/centre")).collect()
    };
    let (_, body) = CentreBody::accept(full.centre.clone(), app).map_err(wrong)?;
    let told = organization(app, location.id, &body, full.lang);
    let as_told = told.locations.iter().map(|same| said(&told, same, lang));
    if as_told.eq([said(from, location, lang)]) {
        return Ok(with_reference(json!(full.centre), location));
    }
    let detail = "it says otherwise than the members of HSDS beside it: leave it out, and what they say is taken";
    Err(vec![FieldError::new("/koprik", "value", detail)])
}

fn with_reference(mut centre: Value, location: &HsdsLocation) -> Value {
    centre["external_ref"] = json!(location.id);
    centre
}

/// What the members of HSDS say, in this language.
fn said(organization: &HsdsOrganization, location: &HsdsLocation, lang: Lang) -> Sent {
    let text = |text: &str| (!text.trim().is_empty()).then(|| json!({lang.to_string(): text}));
    let optional = |member: &Option<String>| member.as_deref().and_then(text);
    let services: Vec<&HsdsService> =
        organization.services.iter().filter(|service| is_at(service, location)).collect();
    let name = location.name.as_deref().unwrap_or(&organization.name);
    let address = location.addresses.first();
    let country = address.map_or("", |address| &address.country);
    let hours = hours(&location.schedules, country).map_err(|n| {
        let detail = "a week that holds for some time only cannot be kept: name all days of the week, or leave out \
                      valid_from and valid_to";
        vec![FieldError::new(format!("/schedules/{n}"), "value", detail)]
    })?;
    let in_tatarstan = location.external_identifier_type.as_deref() == Some(OKTMO);
    let assured: Option<&String> =
        services.iter().filter_map(|one| one.assured_date.as_ref()).max();
    let said = json!({
        "name": text(name),
        "organization": (organization.name != name).then(|| text(&organization.name)),
        "address": address.and_then(|address| text(&line(address))),
        "municipality": location.external_identifier.as_ref().filter(|_| in_tatarstan),
        "position": location.latitude.zip(location.longitude).map(|(latitude, longitude)| {
            json!({"latitude": latitude, "longitude": longitude})
        }),
        "phones": location.phones.iter().map(|phone| number(&phone.number)).collect::<Vec<_>>(),
        "url": location.url,
        "hours": hours,
        "services": services.iter().map(|one| service(one, &text)).collect::<Vec<_>>(),
        "assured_on": assured,
        "note": optional(&location.description),
    });
    Ok(with_reference(without_nulls(said), location))
}

fn is_at(service: &HsdsService, location: &HsdsLocation) -> bool {
    service.service_at_locations.iter().any(|place| {
        let nested = place.location.as_ref().map(|location| location.id);
        place.location_id.or(nested) == Some(location.id)
    })
}

fn service(service: &HsdsService, text: &impl Fn(&str) -> Option<Value>) -> Value {
    let mut kinds = service.attributes.iter().map(|attribute| attribute.value.as_str());
    let kind = kinds.find(|word| word.parse::<ServiceKind>().is_ok());
    let name = service.name.trim().to_lowercase().replace(' ', "_");
    let documents = service.required_documents.iter().filter_map(|one| text(&one.document));
    without_nulls(json!({
        "kind": kind.unwrap_or(&name),
        "languages": service.languages.iter().map(|one| &one.code).collect::<Vec<_>>(),
        "required_documents": documents.collect::<Vec<_>>(),
        "cost": service.fees_description.as_deref().and_then(text),
    }))
}

/// An address in one line.
fn line(address: &HsdsAddress) -> String {
    let HsdsAddress { address_1, city, .. } = address;
    let is_named = city.is_empty() || address_1.to_lowercase().contains(&city.to_lowercase());
    if is_named { address_1.clone() } else { format!("{city}, {address_1}") }
}

/// A telephone number without what makes it easier to read.
fn number(number: &str) -> String {
    number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

/// Without the members that have no value.
fn without_nulls(mut value: Value) -> Value {
    if let Value::Object(members) = &mut value {
        members.retain(|_, member| !member.is_null());
    }
    value
}
