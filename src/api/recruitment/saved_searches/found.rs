//! What a saved search has found on the wire.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    api::recruitment::matches::shown::{OfferView, ProfileView},
    app::recruitment::{matches::MatchSubject, saved_searches::reading::FoundMatch},
    domain::recruitment::saved_search_match::FoundRecord,
};

/// Something that a saved search has found.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SavedSearchMatchView {
    /// The candidate; left out when a vacancy was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    candidate_id: Option<Uuid>,
    /// The vacancy; left out when a candidate was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    vacancy_id: Option<Uuid>,
    /// Basis points, 0 to 10,000, as they were when it was found.
    #[schema(minimum = 0, maximum = 10_000, example = 8735)]
    score: u16,
    /// When it was found.
    #[schema(max_length = 35)]
    found_at: DateTime<Utc>,
    /// When it was told, by an event or in a digest; `null` until then.
    #[schema(required, max_length = 35)]
    told_at: Option<DateTime<Utc>>,
    /// The profile of a candidate.
    #[serde(skip_serializing_if = "Option::is_none")]
    candidate: Option<ProfileView>,
    /// A vacancy in short.
    #[serde(skip_serializing_if = "Option::is_none")]
    vacancy: Option<OfferView>,
}

impl From<FoundMatch> for SavedSearchMatchView {
    fn from(FoundMatch { kept, found }: FoundMatch) -> Self {
        let (candidate_id, vacancy_id) = match kept.found {
            FoundRecord::Candidate(id) => (Some(id), None),
            FoundRecord::Vacancy(id) => (None, Some(id)),
        };
        let (candidate, vacancy) = match found {
            MatchSubject::Candidate(profile) => (Some(ProfileView::from(*profile)), None),
            MatchSubject::Vacancy(vacancy) => (None, vacancy.as_deref().map(OfferView::from)),
        };
        let (score, found_at, told_at) = (kept.score, kept.found_at, kept.told_at);
        Self { candidate_id, vacancy_id, score, found_at, told_at, candidate, vacancy }
    }
}
