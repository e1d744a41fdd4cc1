//! Offers on the wire.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        programme::terms::wire::TermsBody,
        resource::{head::Head, viewed::Viewed},
    },
    app::{
        programme::offers::{NewAnswer, NewOffer},
        resource::visible::Visible,
    },
    domain::{
        FieldError,
        access::relation::Relation,
        programme::{
            offer::{OfferAnswer, OfferBody, OfferStatus, WorkerChannel, WorkerWord},
            terms::document::Terms,
        },
        resource::id::Id,
        values::{hex::Sha256Hex, language::Lang},
    },
};

/// Terms for whom the employer has chosen.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct OfferInput {
    /// A `selected` application.
    pub application_id: Uuid,
    /// The terms: employer, occupation and municipality are those of the vacancy.
    #[validate(nested)]
    pub terms: TermsBody,
    /// Until when the worker can answer: 3 to 30 days on.
    #[schema(max_length = 35, example = "2026-12-01T12:00:00Z")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub expires_at: DateTime<Utc>,
}

impl Exemplary for OfferInput {
    fn example() -> Value {
        json!({
            "application_id": "0198c0de-0000-7000-8000-000000000006", "terms": TermsBody::sample(),
            "expires_at": "2026-12-01T12:00:00Z"
        })
    }
}

impl OfferInput {
    /// The offer, if its terms do not contradict themselves.
    pub(super) fn accept(self) -> Result<NewOffer, Vec<FieldError>> {
        let terms = Terms::from(self.terms).coherent("/terms")?;
        Ok(NewOffer {
            application: Id::new(self.application_id),
            terms,
            expires_at: self.expires_at,
        })
    }
}

/// What the worker says to an offer.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct OfferAnswerInput {
    /// Yes or no.
    pub answer: OfferAnswer,
    /// The `terms_hash` of the offer that the worker has read: yes is yes to these terms alone.
    pub terms_hash: Sha256Hex,
    /// The language in which the worker has read them.
    pub language: Lang,
    /// How the answer can be proved, such as where a recording or a signed paper is kept. Not a name, and not a document's
    /// number. An agency that writes down a no must say it; in the own channel the code is the proof.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "recording 2026-11-24/17")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
}

impl Exemplary for OfferAnswerInput {
    fn example() -> Value {
        json!({
            "answer": "declined", "terms_hash": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
            "language": "uz-Latn", "evidence": "recording 2026-11-24/17"
        })
    }
}

impl From<OfferAnswerInput> for NewAnswer {
    fn from(input: OfferAnswerInput) -> Self {
        let OfferAnswerInput { answer, terms_hash, language, evidence } = input;
        Self { answer, terms_hash, language, evidence }
    }
}

/// What a worker has said.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct WorkerWordView {
    /// The language in which the worker has read what it is about.
    language: Lang,
    /// How the worker has spoken.
    channel: WorkerChannel,
    /// How that can be proved; employers do not see it.
    #[schema(max_length = 500)]
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<String>,
    /// When it was written down.
    #[schema(max_length = 35)]
    at: DateTime<Utc>,
    /// The session in the own channel whose code the worker showed; left out where the agency wrote the word down.
    #[serde(skip_serializing_if = "Option::is_none")]
    code_id: Option<Uuid>,
    /// The seconds between showing the code and the word: the worker had so long to read.
    #[schema(minimum = 0, maximum = 1800, example = 240)]
    #[serde(skip_serializing_if = "Option::is_none")]
    read_seconds: Option<i64>,
}

impl WorkerWordView {
    /// As somebody sees it.
    pub(in crate::api) fn of(word: &WorkerWord, relation: Relation) -> Self {
        let whole = Self::whole(word);
        if relation == Relation::Owner { whole.without_evidence() } else { whole }
    }

    /// All of it.
    pub(in crate::api) fn whole(word: &WorkerWord) -> Self {
        Self {
            language: word.language,
            channel: word.channel,
            evidence: word.evidence.clone(),
            at: word.at,
            code_id: word.session,
            read_seconds: word.read_seconds,
        }
    }

    /// The same without where the proof is kept.
    pub(in crate::api) fn without_evidence(self) -> Self {
        Self { evidence: None, ..self }
    }
}

/// Terms as a worker reads them in a language.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct OfferTextView {
    /// The language.
    language: Lang,
    /// A line for each term that is there.
    #[schema(max_items = 50)]
    lines: Vec<String>,
}

fn texts(all: &BTreeMap<Lang, Vec<String>>) -> Vec<OfferTextView> {
    all.iter()
        .map(|(lang, lines)| OfferTextView { language: *lang, lines: lines.clone() })
        .collect()
}

/// An offer. The employer sees no agency: that would tell more of the candidate than was agreed.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct JobOfferView {
    #[serde(flatten)]
    pub head: Head<OfferStatus>,
    /// The employer.
    pub employer_id: Uuid,
    /// The candidate's agency; employers do not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency_id: Option<Uuid>,
    /// The application.
    pub application_id: Uuid,
    /// The vacancy.
    pub vacancy_id: Uuid,
    /// The candidate.
    pub candidate_id: Uuid,
    /// The terms. They never change: other terms are another offer.
    pub terms: TermsBody,
    /// SHA-256 of the terms in their canonical form (RFC 8785), with the format and the version of the texts.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub terms_hash: String,
    /// The terms as the worker reads them, in each of the five languages, kept as they were told.
    #[schema(max_items = 5)]
    pub texts: Vec<OfferTextView>,
    /// Until when the worker can answer.
    #[schema(max_length = 35)]
    pub expires_at: DateTime<Utc>,
    /// What the worker has said; `null` while there is no answer.
    #[schema(required)]
    pub answer: Option<WorkerWordView>,
}

impl Viewed for OfferBody {
    type View = JobOfferView;
    const PATH: &'static str = "/v1/offers";

    fn view(seen: &Visible<Self>) -> JobOfferView {
        let record = &seen.record;
        let body = &record.body;
        JobOfferView {
            head: Head::of(seen),
            employer_id: record.owner,
            agency_id: (seen.relation != Relation::Owner).then_some(body.agency),
            application_id: body.application.0,
            vacancy_id: body.vacancy.0,
            candidate_id: body.candidate.0,
            terms: (&body.sealed.terms).into(),
            terms_hash: body.sealed.hash.clone(),
            texts: texts(&body.texts),
            expires_at: body.expires_at,
            answer: body.word.as_ref().map(|word| WorkerWordView::of(word, seen.relation)),
        }
    }
}
