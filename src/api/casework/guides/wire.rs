//! A guide on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        resource::{
            head::Head,
            viewed::{Viewed, Wire},
        },
        wire::{
            text::{ReadText, Texts, Title},
            values::{Errors, duplicates},
        },
    },
    app::{App, resource::visible::Visible},
    domain::{
        FieldError,
        casework::{
            guide::{GuideBody, GuideStatus},
            guide_fact::GuideFact,
            topic::SupportTopic,
        },
        resource::Record,
        values::text::{ExternalRef, LocalizedText},
    },
};

/// What an operator writes of a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct GuideInput {
    /// The owner's own reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
    /// What it is about.
    pub topic: SupportTopic,
    /// Its title by language.
    #[validate(nested)]
    pub title: Title,
    /// The article by language. What a rule says is put in where the rule is named in braces.
    #[validate(nested)]
    pub article: Texts,
    /// The names of the rules that it stands on, of which each must be in force.
    #[validate(length(max = 20))]
    #[schema(max_items = 20, example = json!(["dl.registration"]))]
    #[serde(default)]
    pub rules: Vec<String>,
    /// The day on which somebody last read it against the rules; not after today.
    #[schema(max_length = 10, example = "2026-11-24")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub reviewed_on: NaiveDate,
}

impl Exemplary for GuideInput {
    fn example() -> Value {
        json!({
            "topic": "registration",
            "title": {"en": "Registration at the place of stay", "ru": "Постановка на учёт"},
            "article": {
                "en": "Whoever takes you in registers you.", "ru": "На учёт вас ставит принимающая сторона."
            },
            "rules": [],
            "reviewed_on": "2026-11-24"
        })
    }
}

/// What a rule says that a guide stands on.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct GuideFactView {
    /// The name of the rule.
    #[schema(max_length = 100, example = "dl.registration")]
    pub rule: String,
    /// Its figure; left out if it gives none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<Title>,
    /// Its first day.
    #[schema(max_length = 10, example = "2022-06-04")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// Its last day, if one is known.
    #[schema(max_length = 10, example = "2026-12-31")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// Where it was read.
    #[schema(max_items = 20)]
    pub sources: Vec<String>,
}

impl From<&GuideFact> for GuideFactView {
    fn from(fact: &GuideFact) -> Self {
        Self {
            rule: fact.rule.clone(),
            says: fact.says.as_ref().map(Into::into),
            valid_from: fact.valid_from,
            valid_to: fact.valid_to,
            sources: fact.sources.clone(),
        }
    }
}

/// A guide.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct GuideView {
    #[serde(flatten)]
    pub head: Head<GuideStatus>,
    /// The article as it is read, with what the rules say put in.
    pub text: ReadText,
    /// What the rules say that it stands on.
    #[schema(max_items = 20)]
    pub facts: Vec<GuideFactView>,
    #[serde(flatten)]
    pub input: GuideInput,
}

impl Viewed for GuideBody {
    type View = GuideView;
    const PATH: &'static str = "/v1/guides";

    fn view(seen: &Visible<Self>) -> GuideView {
        let body = &seen.record.body;
        let mut input = Self::input(&seen.record);
        input.external_ref = input.external_ref.filter(|_| seen.relation.sees_all());
        let text = LocalizedText::try_from(body.text());
        GuideView {
            head: Head::of(seen),
            text: text.as_ref().unwrap_or(&body.article).into(),
            facts: body.facts.iter().map(Into::into).collect(),
            input,
        }
    }
}

impl Wire for GuideBody {
    type Input = GuideInput;

    fn input(record: &Record<Self>) -> GuideInput {
        let body = &record.body;
        GuideInput {
            external_ref: record.external_ref.clone(),
            topic: body.topic,
            title: (&body.title).into(),
            article: (&body.article).into(),
            rules: body.rules.clone(),
            reviewed_on: body.reviewed_on,
        }
    }

    fn accept(
        input: GuideInput,
        app: &App,
    ) -> Result<(Option<ExternalRef>, Self), Vec<FieldError>> {
        let mut errors = Errors::default();
        errors.extend(duplicates(&input.rules, |at| format!("/rules/{at}")));
        if input.reviewed_on > app.today() {
            errors.extend([FieldError::new("/reviewed_on", "future", "this day has not come yet")]);
        }
        let title = errors.take(input.title.accept("/title"));
        let article = errors.take(input.article.accept("/article"));
        let body = title.zip(article).map(|(title, article)| Self {
            topic: input.topic,
            title,
            article,
            rules: input.rules,
            reviewed_on: input.reviewed_on,
            facts: Vec::new(),
        });
        errors.finish(body.map(|body| (input.external_ref, body)))
    }
}
