//! Centres from another directory of services.

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    read::{Sent, centres},
    wire::HsdsOrganization,
};
use crate::{
    api::{
        auth::access::Access,
        http::{
            body::Body,
            decode::{Exemplary, decode},
            error::ApiError,
        },
        request::context::{Answer, Context},
        resource::{
            batch::{self, Read},
            batch_wire::{BatchResultView, MOST},
        },
        route::value::Route,
    },
    domain::{
        FieldError,
        casework::centre::CentreBody,
        resource::Resource,
        values::{language::Lang, text::ExternalRef},
    },
};

/// Organizations of HSDS 3, whose locations become centres.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HsdsImport {
    /// The language of their texts, where `koprik` does not say it.
    lang: Lang,
    /// The organizations, with their locations and services. Members that a centre has no place for are passed over.
    #[validate(length(min = 1, max = MOST))]
    #[schema(min_items = 1, max_items = 500, value_type = Vec<Object>)]
    organizations: Vec<Value>,
}

impl Exemplary for HsdsImport {
    fn example() -> Value {
        json!({"lang": "ru", "organizations": [HsdsOrganization::example()]})
    }
}

impl Validate for HsdsOrganization {
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        Ok(())
    }
}

impl Exemplary for HsdsOrganization {
    fn example() -> Value {
        let location = "3a19ff88-4620-4d17-9830-ac1d859eb5d5";
        json!({
            "id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "Пример", "description": "Помощь приезжим",
            "locations": [{
                "id": location, "location_type": "physical", "name": "Центр на Примерной",
                "external_identifier": "92701000", "external_identifier_type": "OKTMO",
                "addresses": [{
                    "id": "74706e55-df26-4b84-80fe-ecc30b5befb4", "address_1": "ул. Примерная, 1", "city": "Казань",
                    "state_province": "", "postal_code": "", "country": "RU", "address_type": "physical"
                }],
                "phones": [{"id": "1554f2e2-a373-45db-a3fa-9fc48a61c15e", "number": "+7 843 200-00-00"}],
                "schedules": [{
                    "id": "48102e86-bb50-41c4-8f1e-e269368c41d1", "freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR",
                    "timezone": 3, "opens_at": "09:00", "closes_at": "18:00"
                }]
            }],
            "services": [{
                "id": "ac148810-d857-441c-9679-408f346de14b", "name": "Юридическая помощь", "status": "active",
                "assured_date": "2026-11-20",
                "attributes": [{
                    "id": "ae58cc39-8b70-4ab1-8aea-786882e5ac8e", "link_type": "service_kind", "value": "legal_advice"
                }],
                "service_at_locations": [{"id": "e94c9f38-1e8f-4564-91d4-d53501ab1765", "location_id": location}]
            }]
        })
    }
}

/// The route by which they come.
pub(super) fn route() -> Route {
    Route::post("/v1/hsds/organizations/batch", Access::Scope(CentreBody::WRITE))
        .says(
            "import_hsds_organizations",
            "Create or replace centres from HSDS 3",
            "Each location becomes a centre, with its id for the reference: a new one is a draft. The answer has an item for \
             each location, and errors point into the centre that it would be. What a service is comes from an attribute \
             whose `value` is a kind of service, or else from its name. It can be repeated.",
        )
        .body::<HsdsImport>()
        .json::<BatchResultView>(207, "What became of each location")
        .to(import)
}

async fn import(context: Context, body: Body) -> Answer {
    context
        .run(move |context| {
            let sent: HsdsImport = body.json()?;
            let mut all: Vec<(Option<Uuid>, Sent)> = Vec::new();
            for organization in sent.organizations {
                match decode::<HsdsOrganization>(organization) {
                    Ok(read) => {
                        let read = centres(context.app(), &read, sent.lang).into_iter();
                        all.extend(read.map(|(id, centre)| (Some(id), centre)));
                    }
                    Err(errors) => all.push((None, Err(errors))),
                }
            }
            few_enough(all.len())?;
            let mut seen = HashSet::new();
            let read = all.into_iter().map(|(id, centre)| read(context, id, centre, &mut seen));
            batch::answer(context, read.collect())
        })
        .await
}

fn few_enough(locations: usize) -> Result<(), ApiError> {
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    if locations <= most {
        return Ok(());
    }
    let detail = format!("they have {locations} locations: send at most {most} in one request");
    Err(ApiError::Invalid(vec![FieldError::new("/organizations", "length", detail)]))
}

fn read(
    context: &Context,
    id: Option<Uuid>,
    centre: Sent,
    seen: &mut HashSet<ExternalRef>,
) -> Read<CentreBody> {
    match centre {
        Ok(centre) => batch::read(context, centre, seen),
        Err(errors) => {
            (id.and_then(|id| id.to_string().parse().ok()), Err(ApiError::Invalid(errors)))
        }
    }
}
