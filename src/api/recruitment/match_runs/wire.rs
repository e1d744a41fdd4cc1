//! Match runs on the wire: what is asked of one. How it stands and what it found is in `view`.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        recruitment::matches::{
            filter::{digits, with_match_filter},
            weights::{WeightsBody, weights},
        },
        wire::values::{Errors, duplicates},
    },
    app::recruitment::matches::SCORER_VERSION,
    domain::{
        FieldError,
        concepts::{occupation::TradeId, skill::SkillId},
        recruitment::{
            match_filter::MatchFilter,
            match_run::{Chosen, Direction, MatchRunBody, RecordFilter},
        },
        values::place::{HomeRegion, Municipality},
    },
};

/// Matches of each record where `limit` is not given.
const USUAL_LIMIT: u8 = 20;

/// Which records take part, as lists are filtered; what is left out does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct RunFilterBody {
    /// Leading digits of an ISCO-08 group.
    #[validate(length(min = 1, max = 4))]
    #[schema(min_length = 1, max_length = 4, pattern = "^[0-9]{1,4}$", example = "71")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isco08: Option<String>,
    /// Id of a trade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupation: Option<TradeId>,
    /// Id of a skill.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skill: Option<SkillId>,
    /// Where the work is, or one of the candidate's wishes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality: Option<Municipality>,
    /// A home region that the vacancy names, or the candidate's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home_region: Option<HomeRegion>,
    /// Id of the employer or agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<Uuid>,
    /// Words of titles and duties, in any script and form.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "Каменщик")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Only what changed at this moment or later.
    #[schema(max_length = 35)]
    #[serde(
        default,
        deserialize_with = "crate::api::wire::day::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub changed_since: Option<DateTime<Utc>>,
}

with_match_filter! {
    /// How the matches of each record are ranked, and which are kept.
    #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
    #[serde(deny_unknown_fields)]
    RunMatchesBody {
        /// Matches of each record at most.
        #[validate(range(min = 1, max = 100))]
        #[schema(minimum = 1, maximum = 100, default = 20, example = 20)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u8>,
        /// A named set of weights: `balanced`, `skills_first` or `close_to_wishes`.
        #[validate(length(min = 1, max = 20))]
        #[schema(min_length = 1, max_length = 20, pattern = "^[a-z_]+$", example = "balanced")]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub profile: Option<String>,
        /// Weights of your own, instead of a profile.
        #[validate(nested)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub weights: Option<WeightsBody>,
    } {}
}

/// What a client asks of a match run. Without `ids` and `filter` it is every record that is matched and in reach.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct MatchRunInput {
    /// `vacancies` asks who fits each vacancy, `candidates` what fits each candidate.
    pub direction: Direction,
    /// Only these vacancies or candidates.
    #[validate(length(min = 1, max = 1_000))]
    #[schema(min_items = 1, max_items = 1_000)]
    #[serde(default)]
    pub ids: Option<Vec<Uuid>>,
    /// Only those that pass this filter.
    #[validate(nested)]
    #[serde(default)]
    pub filter: Option<RunFilterBody>,
    /// Ranking, and which matches are kept.
    #[validate(nested)]
    #[serde(default)]
    pub matches: RunMatchesBody,
}

impl Exemplary for MatchRunInput {
    fn example() -> Value {
        json!({
            "direction": "vacancies",
            "ids": ["0198c0de-0000-7000-8000-000000000000"],
            "filter": {
                "isco08": "71", "occupation": "bricklayer", "skill": "con.lay_bricks", "municipality": "92701000",
                "home_region": "UZ-SA", "owner_id": "0198c0de-0000-7000-8000-000000000000", "q": "Каменщик",
                "changed_since": "2026-11-02T09:30:00Z"
            },
            "matches": {
                "limit": 10, "profile": "balanced", "weights": WeightsBody::example(), "min_score": 5000, "home_regions": ["UZ-SA"],
                "municipalities": ["92701000"], "isco08": "71", "min_evidence": "assessed", "available_by": "2027-03-01"
            }
        })
    }
}

impl MatchRunInput {
    /// The body of the run, checked; whether the ids are in reach is checked where it is started.
    pub(in crate::api) fn accept(self) -> Result<MatchRunBody, Vec<FieldError>> {
        let mut errors = Errors::default();
        if self.ids.is_some() && self.filter.is_some() {
            let detail = "give ids or filter, not both";
            errors.extend([FieldError::new("/filter", "contradiction", detail)]);
        }
        let filter_isco = self.filter.as_ref().and_then(|filter| filter.isco08.as_deref());
        errors.take(digits(filter_isco, "/filter/isco08"));
        errors.take(digits(self.matches.isco08.as_deref(), "/matches/isco08"));
        errors
            .extend(duplicates(self.ids.as_deref().unwrap_or_default(), |at| format!("/ids/{at}")));
        let weights = weights(self.matches.profile.as_deref(), self.matches.weights.as_ref());
        let weights = errors.take(weights.map_err(|error| FieldError {
            pointer: format!("/matches{}", error.pointer),
            ..error
        }));
        let chosen = match (self.ids, self.filter) {
            (Some(ids), _) => Chosen::Ids(ids),
            (None, Some(filter)) => Chosen::Listed(Box::new(filter.into())),
            (None, None) => Chosen::All,
        };
        let body = weights.map(|weights| MatchRunBody {
            direction: self.direction,
            chosen,
            limit: self.matches.limit.unwrap_or(USUAL_LIMIT),
            weights: weights.to_array(),
            kept: self.matches.filter(),
            scorer_version: SCORER_VERSION.to_owned(),
        });
        errors.finish(body)
    }
}

impl From<RunFilterBody> for RecordFilter {
    fn from(body: RunFilterBody) -> Self {
        let RunFilterBody { isco08, occupation, skill, municipality, home_region, .. } = body;
        let RunFilterBody { owner_id: owner, q: text, changed_since, .. } = body;
        Self { isco08, occupation, skill, municipality, home_region, owner, text, changed_since }
    }
}

impl From<RecordFilter> for RunFilterBody {
    fn from(listed: RecordFilter) -> Self {
        let RecordFilter { isco08, occupation, skill, municipality, home_region, .. } = listed;
        let RecordFilter { owner: owner_id, text: q, changed_since, .. } = listed;
        Self { isco08, occupation, skill, municipality, home_region, owner_id, q, changed_since }
    }
}

impl From<&MatchRunBody> for RunMatchesBody {
    fn from(body: &MatchRunBody) -> Self {
        let [skills, occupation, region, language, experience, pay] = body.weights;
        let MatchFilter {
            min_score,
            home_regions,
            municipalities,
            isco08,
            min_evidence,
            available_by,
        } = body.kept.clone();
        Self {
            limit: Some(body.limit),
            profile: None,
            weights: Some(WeightsBody { skills, occupation, region, language, experience, pay }),
            min_score,
            home_regions,
            municipalities,
            isco08,
            min_evidence,
            available_by,
        }
    }
}
