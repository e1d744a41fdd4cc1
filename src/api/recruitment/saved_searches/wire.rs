//! A saved search on the wire.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        recruitment::{
            matches::{
                filter::{digits, with_match_filter},
                weights::{WeightsBody, weights},
            },
            vacancies::wire::VacancyInput,
        },
        resource::{
            head::Head,
            viewed::{Viewed, Wire},
        },
        wire::values::{Errors, nested},
    },
    app::{App, recruitment::matches::Weights, resource::visible::Visible},
    domain::{
        FieldError,
        recruitment::{
            match_filter::MatchFilter,
            saved_search::{Rhythm, SavedQuestion, SavedSearchBody, SavedSearchStatus},
            vacancy::VacancyBody,
        },
        resource::{Record, id::Id},
        values::{clean::is_readable, text::ExternalRef},
    },
};

with_match_filter! {
    /// What an organisation asks of whatever appears or changes: with one of `vacancy_id`, `vacancy` and `candidate_id`.
    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate, ToSchema)]
    #[serde(deny_unknown_fields)]
    SavedSearchInput {
        /// The owner's own reference, unique among its saved searches.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub external_ref: Option<ExternalRef>,
        /// What the owner calls it.
        #[validate(length(min = 1, max = 200))]
        #[schema(min_length = 1, max_length = 200, example = "Bricklayers for the spring")]
        pub name: String,
        /// A vacancy of the employer: who fits it, as it is when somebody changes, while it is published?
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub vacancy_id: Option<Uuid>,
        /// A vacancy that is not stored as one: who would fit it? It asks for at least one skill that candidates must have.
        #[validate(nested)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub vacancy: Option<VacancyInput>,
        /// A candidate of the agency: what fits this one, as the profile is when a vacancy changes, while it is available?
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub candidate_id: Option<Uuid>,
        /// How much each part of the score counts; the balanced profile, if it is left out.
        #[validate(nested)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub weights: Option<WeightsBody>,
    } {
        /// How often the owner is told.
        #[serde(default = "usual_rhythm")]
        pub rhythm: Rhythm,
        /// The hour in Moscow from which a digest is told.
        #[validate(range(min = 0, max = 23))]
        #[schema(minimum = 0, maximum = 23, default = 9, example = 9)]
        #[serde(default = "usual_hour")]
        pub hour: u8,
    }
}

const fn usual_rhythm() -> Rhythm {
    Rhythm::AtOnce
}

const fn usual_hour() -> u8 {
    9
}

impl Exemplary for SavedSearchInput {
    const CLEANED: bool = true;

    fn example() -> Value {
        json!({
            "name": "Bricklayers for the spring", "vacancy": VacancyInput::example(), "min_score": 5000,
            "weights": WeightsBody::example(), "rhythm": "daily", "hour": 9
        })
    }
}

impl SavedSearchInput {
    fn question(&mut self, app: &App) -> Result<SavedQuestion, Vec<FieldError>> {
        match (self.vacancy_id, self.vacancy.take(), self.candidate_id) {
            (Some(id), None, None) => Ok(SavedQuestion::VacancyId(Id::new(id))),
            (None, Some(vacancy), None) => {
                let body = vacancy.accept(app).map_err(|errors| nested(errors, "/vacancy"))?;
                Ok(SavedQuestion::Vacancy(Box::new(body)))
            }
            (None, None, Some(id)) => Ok(SavedQuestion::CandidateId(Id::new(id))),
            _ => {
                let detail = "give one of vacancy_id, vacancy and candidate_id";
                Err(vec![FieldError::new("", "contradiction", detail)])
            }
        }
    }

    fn wrong(&self) -> Vec<FieldError> {
        let name = (!is_readable(&self.name)).then(|| {
            let detail =
                "expected a text that somebody can read, not only blanks, tags and invisible signs";
            FieldError::new("/name", "value", detail)
        });
        name.into_iter().chain(digits(self.isco08.as_deref(), "/isco08").err()).collect()
    }

    fn accept(mut self, app: &App) -> Result<SavedSearchBody, Vec<FieldError>> {
        let mut errors = Errors::default();
        errors.extend(self.wrong());
        let weights = errors.take(weights(None, self.weights.as_ref()));
        let question = self.question(app).map_err(|wrong| errors.extend(wrong)).ok();
        let kept = self.filter();
        errors.finish(weights.zip(question).map(|(weights, question)| SavedSearchBody {
            name: self.name,
            question,
            weights: weights.to_array(),
            kept,
            rhythm: self.rhythm,
            hour: self.hour,
            since: None,
        }))
    }
}

/// A saved search.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SavedSearchView {
    #[serde(flatten)]
    pub head: Head<SavedSearchStatus>,
    /// The employer or agency that it belongs to.
    pub owner_id: Uuid,
    #[serde(flatten)]
    pub input: SavedSearchInput,
}

impl Viewed for SavedSearchBody {
    type View = SavedSearchView;
    const PATH: &'static str = "/v1/saved-searches";

    fn view(seen: &Visible<Self>) -> SavedSearchView {
        let record = &seen.record;
        SavedSearchView { head: Head::of(seen), owner_id: record.owner, input: Self::input(record) }
    }
}

/// A vacancy within a question as it was sent.
fn sent(record: &Record<SavedSearchBody>, body: &VacancyBody) -> VacancyInput {
    let (id, at) = (Id::new(Uuid::nil()), record.created_at);
    VacancyBody::input(&Record::create(id, record.owner, None, body.clone(), at))
}

impl Wire for SavedSearchBody {
    type Input = SavedSearchInput;

    fn input(record: &Record<Self>) -> SavedSearchInput {
        let body = &record.body;
        let (mut vacancy_id, mut vacancy, mut candidate_id) = (None, None, None);
        match &body.question {
            SavedQuestion::VacancyId(id) => vacancy_id = Some(id.0),
            SavedQuestion::Vacancy(asked) => vacancy = Some(sent(record, asked)),
            SavedQuestion::CandidateId(id) => candidate_id = Some(id.0),
        }
        let MatchFilter {
            min_score,
            home_regions,
            municipalities,
            isco08,
            min_evidence,
            available_by,
        } = body.kept.clone();
        SavedSearchInput {
            external_ref: record.external_ref.clone(),
            name: body.name.clone(),
            vacancy_id,
            vacancy,
            candidate_id,
            weights: Weights::new(body.weights).ok().map(Into::into),
            min_score,
            home_regions,
            municipalities,
            isco08,
            min_evidence,
            available_by,
            rhythm: body.rhythm,
            hour: body.hour,
        }
    }

    fn accept(
        mut input: SavedSearchInput,
        app: &App,
    ) -> Result<(Option<ExternalRef>, Self), Vec<FieldError>> {
        let external_ref = input.external_ref.take();
        Ok((external_ref, input.accept(app)?))
    }
}
