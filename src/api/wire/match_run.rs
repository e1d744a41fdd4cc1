//! Match runs on the wire: what is asked of one, how it stands, and what it found.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    matches::{PartsView, WeightsBody, weights},
    shared::{Errors, duplicates},
};
use crate::{
    app::{
        match_runs::{Shown, ShownMatch},
        matches::{Parts, SCORER_VERSION},
    },
    domain::{
        FieldError,
        access::{Actor, Scope},
        match_run::{Chosen, Direction, Kept, Listed, MatchRun, MatchRunBody, RunStatus},
        occupation::TradeId,
        place::{HomeRegion, Municipality},
        skill::{Evidence, SkillId},
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
    /// Part of a title, in any script.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "Каменщик")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Only what changed at this moment or later.
    #[schema(max_length = 35)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_since: Option<DateTime<Utc>>,
}

/// How the matches of each record are ranked, and which are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct RunMatchesBody {
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
    /// The least score.
    #[validate(range(min = 0, max = 10_000))]
    #[schema(minimum = 0, maximum = 10_000, example = 5000)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_score: Option<u16>,
    /// Only candidates from these home regions.
    #[validate(length(max = 14))]
    #[schema(max_items = 14)]
    #[serde(default)]
    pub home_regions: Vec<HomeRegion>,
    /// Only these municipalities: of the workplace, or among the candidate's wishes.
    #[validate(length(max = 45))]
    #[schema(max_items = 45)]
    #[serde(default)]
    pub municipalities: Vec<Municipality>,
    /// Leading digits of an ISCO-08 group.
    #[validate(length(min = 1, max = 4))]
    #[schema(min_length = 1, max_length = 4, pattern = "^[0-9]{1,4}$", example = "71")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isco08: Option<String>,
    /// The least evidence that every met requirement rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_evidence: Option<Evidence>,
    /// Only those who, or vacancies that, can begin by this day.
    #[schema(max_length = 10)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_by: Option<NaiveDate>,
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
            kept: self.matches.into(),
            scorer_version: SCORER_VERSION.to_owned(),
        });
        errors.finish(body)
    }
}

fn digits(text: Option<&str>, pointer: &str) -> Result<(), FieldError> {
    if text.is_none_or(|text| text.bytes().all(|b| b.is_ascii_digit())) {
        return Ok(());
    }
    Err(FieldError::new(pointer, "value", "expected one to four digits"))
}

impl From<RunFilterBody> for Listed {
    fn from(body: RunFilterBody) -> Self {
        let RunFilterBody { isco08, occupation, skill, municipality, home_region, .. } = body;
        let RunFilterBody { owner_id: owner, q: text, changed_since, .. } = body;
        Self { isco08, occupation, skill, municipality, home_region, owner, text, changed_since }
    }
}

impl From<Listed> for RunFilterBody {
    fn from(listed: Listed) -> Self {
        let Listed { isco08, occupation, skill, municipality, home_region, .. } = listed;
        let Listed { owner: owner_id, text: q, changed_since, .. } = listed;
        Self { isco08, occupation, skill, municipality, home_region, owner_id, q, changed_since }
    }
}

impl From<RunMatchesBody> for Kept {
    fn from(body: RunMatchesBody) -> Self {
        let RunMatchesBody { min_score, home_regions, municipalities, isco08, .. } = body;
        let RunMatchesBody { min_evidence, available_by, .. } = body;
        Self { min_score, home_regions, municipalities, isco08, min_evidence, available_by }
    }
}

impl From<&MatchRunBody> for RunMatchesBody {
    fn from(body: &MatchRunBody) -> Self {
        let [skills, occupation, region, language, experience, pay] = body.weights;
        let Kept { min_score, home_regions, municipalities, isco08, min_evidence, available_by } =
            body.kept.clone();
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

/// A match run.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MatchRunView {
    /// Its id.
    id: Uuid,
    /// Its state.
    status: RunStatus,
    /// The states that the caller may move it to.
    #[schema(max_items = 5)]
    allowed_transitions: Vec<RunStatus>,
    /// 1 when created, one more with each step.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1)]
    version: i64,
    /// When it was created.
    #[schema(max_length = 35)]
    created_at: DateTime<Utc>,
    /// When it last made a step.
    #[schema(max_length = 35)]
    updated_at: DateTime<Utc>,
    /// When a server took it up.
    #[schema(required, max_length = 35)]
    started_at: Option<DateTime<Utc>>,
    /// When it ended.
    #[schema(required, max_length = 35)]
    finished_at: Option<DateTime<Utc>>,
    /// How many records it asks for: counted when it is created, and once more when it finishes, since records that
    /// are not matched any more are passed over.
    #[schema(minimum = 0, maximum = 4_294_967_295_i64, example = 1200)]
    total: u32,
    /// How many of them are done.
    #[schema(minimum = 0, maximum = 4_294_967_295_i64, example = 256)]
    done: u32,
    /// Why it failed; left out unless it did.
    #[schema(max_length = 1000)]
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<&'static str>,
    /// Which side it asks for.
    direction: Direction,
    /// The filter that was given; a list of ids is not repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    filter: Option<RunFilterBody>,
    /// Ranking, and which matches are kept.
    matches: RunMatchesBody,
    /// Version of the scoring rules, one for the whole run.
    #[schema(max_length = 40, pattern = "^[a-z0-9.-]+$", example = "scorer-1")]
    scorer_version: String,
}

/// The states that the actor may move the run to.
fn allowed_transitions(run: &MatchRun, actor: &Actor) -> Vec<RunStatus> {
    let may = actor.require(Scope::MatchesWrite).is_ok();
    if may { run.status.next().to_vec() } else { Vec::new() }
}

impl MatchRunView {
    /// The run as the actor may see it.
    pub(in crate::api) fn of(run: &MatchRun, actor: &Actor) -> Self {
        let filter = match &run.body.chosen {
            Chosen::Listed(listed) => Some((**listed).clone().into()),
            Chosen::All | Chosen::Ids(_) => None,
        };
        Self {
            id: run.id.0,
            status: run.status,
            allowed_transitions: allowed_transitions(run, actor),
            version: run.version,
            created_at: run.created_at,
            updated_at: run.updated_at,
            started_at: run.started_at,
            finished_at: run.finished_at,
            total: run.total,
            done: run.done,
            failure: run.failure.as_ref().map(|_| FAILURE),
            direction: run.body.direction,
            filter,
            matches: (&run.body).into(),
            scorer_version: run.body.scorer_version.clone(),
        }
    }
}

/// What a client learns of a failure; the cause is in the log.
const FAILURE: &str = "the server failed, or the scoring rules changed while it ran: start a new run, and report this if it fails too";

/// The tag of a run as the actor sees it.
pub(in crate::api) fn run_etag(run: &MatchRun, actor: &Actor) -> String {
    let sees = if actor.require(Scope::MatchesWrite).is_ok() { "writer" } else { "reader" };
    format!("{}-{sees}", run.version)
}

/// A match of a run.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RunMatchView {
    /// The candidate; left out when vacancies were found.
    #[serde(skip_serializing_if = "Option::is_none")]
    candidate_id: Option<Uuid>,
    /// The vacancy; left out when candidates were found.
    #[serde(skip_serializing_if = "Option::is_none")]
    vacancy_id: Option<Uuid>,
    /// Basis points, 0 to 10,000, as the run found it.
    #[schema(minimum = 0, maximum = 10_000, example = 8735)]
    score: u16,
    /// What the score is made of; it recomputes as ⌊10 · Σ weight·part / Σ weight⌋.
    parts: PartsView,
    /// Whether the pair has changed since, so that score and parts are not those of today; then there is no reason.
    changed: bool,
    /// One or two sentences for people.
    #[schema(
        max_length = 2000,
        example = "Has all 3 required skills; works as a bricklayer; Kazan is the first wish."
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// The matches of one record of a run: an item of a page, or a line.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RunAnswerView {
    /// The vacancy that was asked for; left out when candidates were.
    #[serde(skip_serializing_if = "Option::is_none")]
    vacancy_id: Option<Uuid>,
    /// The candidate that was asked for; left out when vacancies were.
    #[serde(skip_serializing_if = "Option::is_none")]
    candidate_id: Option<Uuid>,
    /// Its matches, best first; ties are ordered by id.
    #[schema(max_items = 100)]
    matches: Vec<RunMatchView>,
}

impl RunAnswerView {
    /// An answer of a run that asks in this direction.
    pub(in crate::api) fn of(answer: Shown, direction: Direction) -> Self {
        let asks_vacancies = direction == Direction::Vacancies;
        let view = |ShownMatch { found, reason }| RunMatchView {
            candidate_id: asks_vacancies.then_some(found.id),
            vacancy_id: (!asks_vacancies).then_some(found.id),
            score: found.total,
            parts: Parts::from_array(found.parts).into(),
            changed: reason.is_none(),
            reason,
        };
        Self {
            vacancy_id: asks_vacancies.then_some(answer.question),
            candidate_id: (!asks_vacancies).then_some(answer.question),
            matches: answer.matches.into_iter().map(view).collect(),
        }
    }
}

/// A page of a run's answers.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RunAnswerPage {
    /// The state of the run when the page was made.
    pub status: RunStatus,
    /// The answers, newest record first; those that may not be seen any more are left out.
    #[schema(max_items = 100)]
    pub items: Vec<RunAnswerView>,
    /// The address of the next page; `null` on the last. While the run goes on, the last page may grow.
    #[schema(required, format = "uri", max_length = 9000)]
    pub next: Option<String>,
}
