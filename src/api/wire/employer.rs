//! What everybody may know of an employer.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    api::wire::text::Title,
    app::{edition::Edition, parties::profiles::EmployerProfile},
    domain::values::language::Lang,
    taxonomy::Concept,
};

/// An employer as everybody may see it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EmployerProfile)]
pub(in crate::api) struct EmployerProfileView {
    /// Its id.
    id: Uuid,
    /// Its name by language.
    name: Title,
    /// The main town of where it is registered, in the language of the answer.
    #[schema(max_length = 200, example = "Kazan")]
    city: String,
    /// Main class of economic activity (ОКВЭД).
    #[schema(max_length = 8, example = "41.20")]
    industry: String,
    /// Since when it has been verified; `null` while it is not.
    #[schema(required, max_length = 35)]
    verified_since: Option<DateTime<Utc>>,
}

impl EmployerProfileView {
    /// The profile, with its place named in a language.
    pub(in crate::api) fn of(profile: &EmployerProfile, edition: &Edition, lang: Lang) -> Self {
        let EmployerProfile { id, body, verified_since } = profile;
        let place = body.municipality.in_tatarstan();
        let place = place.as_ref().and_then(|place| edition.municipality(place));
        let town = place.map(|place| match place.centre.labels.get(lang) {
            "" => place.label(lang),
            town => town,
        });
        Self {
            id: *id,
            name: (&body.name).into(),
            city: town.unwrap_or_else(|| body.municipality.as_str()).to_owned(),
            industry: body.okved.to_string(),
            verified_since: *verified_since,
        }
    }
}
