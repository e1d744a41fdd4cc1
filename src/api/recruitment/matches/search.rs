//! An unsaved question on the wire.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use validator::Validate;

use crate::api::{
    http::decode::Exemplary,
    recruitment::{
        candidates::wire::CandidateInput,
        matches::{filter::with_match_filter, weights::WeightsBody, wire::MatchView},
        vacancies::wire::VacancyInput,
    },
};

with_match_filter! {
    /// An unsaved question: a vacancy to find candidates for, or a candidate to find vacancies for.
    #[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
    #[serde(deny_unknown_fields)]
    MatchSearch {
        /// A vacancy; employers and operators may ask.
        #[validate(nested)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub vacancy: Option<VacancyInput>,
        /// A candidate.
        #[validate(nested)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub candidate: Option<CandidateInput>,
        /// A named set of weights: `balanced`, `skills_first` or `close_to_wishes`.
        #[validate(length(min = 1, max = 20))]
        #[schema(min_length = 1, max_length = 20, pattern = "^[a-z_]+$", example = "balanced")]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub profile: Option<String>,
        /// Weights of your own, instead of a profile.
        #[validate(nested)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub weights: Option<WeightsBody>,
    } {
        /// How many matches.
        #[validate(range(min = 1, max = 100))]
        #[schema(minimum = 1, maximum = 100, default = 20, example = 20)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u8>,
        /// Where the next page begins: taken from the answer's `cursor`.
        #[validate(length(min = 1, max = 200))]
        #[schema(min_length = 1, max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub cursor: Option<String>,
    }
}

impl Exemplary for MatchSearch {
    const CLEANED: bool = true;

    fn example() -> Value {
        json!({
            "vacancy": VacancyInput::example(),
            "candidate": CandidateInput::example(),
            "weights": WeightsBody::example(),
        })
    }

    fn left_out() -> Value {
        json!({"vacancy": VacancyInput::left_out(), "candidate": CandidateInput::left_out()})
    }
}

/// A page of the matches of an unsaved question.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SearchPage<'a> {
    /// The matches, best first; ties are ordered by id.
    #[schema(max_items = 100)]
    pub items: Vec<MatchView<'a>>,
    /// Send the question again with this `cursor` for the next page; `null` on the last.
    #[schema(required, max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    pub cursor: Option<String>,
    /// The weights that were used.
    pub weights: WeightsBody,
    /// Version of the scoring rules.
    #[schema(max_length = 40, pattern = "^[a-z0-9.-]+$", example = "scorer-5")]
    pub scorer_version: &'static str,
    /// Version of the default weights and profiles.
    #[schema(max_length = 40, pattern = "^[a-z0-9.-]+$", example = "weights-3")]
    pub weights_version: &'static str,
}
