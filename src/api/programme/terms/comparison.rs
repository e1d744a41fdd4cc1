//! What is asked about terms, and what is answered.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    api::{http::decode::Exemplary, programme::terms::wire::TermsBody},
    domain::{
        programme::terms::{
            compare::{Comparison, Term, compare},
            document::Terms,
            hash::terms_hash,
            sentence,
        },
        values::language::Lang,
    },
};

/// Terms, and what was promised before.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ComparisonInput {
    /// What was promised: by the order, by an offer.
    #[validate(nested, length(min = 1, max = 10))]
    #[schema(min_items = 1, max_items = 10)]
    pub promised: Vec<TermsBody>,
    /// What is offered now, or what the contract says.
    #[validate(nested)]
    pub offered: TermsBody,
}

impl Exemplary for ComparisonInput {
    fn example() -> Value {
        json!({"promised": [TermsBody::sample()], "offered": TermsBody::sample()})
    }
}

/// How a term stands to what was promised.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ComparedTermView {
    /// The term.
    term: Term,
    /// How it stands to the best promise.
    comparison: Comparison,
}

/// How terms stand to what was promised.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ComparisonView {
    /// Whether every promise is kept.
    kept: bool,
    /// SHA-256 of what is offered, in its canonical form.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    terms_hash: String,
    /// Every term.
    #[schema(max_items = 50)]
    terms: Vec<ComparedTermView>,
}

impl ComparisonView {
    pub(super) fn of(promised: &[Terms], offered: &Terms) -> Self {
        let compared = compare(&promised.iter().collect::<Vec<_>>(), offered);
        Self {
            kept: compared.iter().all(|(_, comparison)| comparison.keeps()),
            terms_hash: terms_hash(offered),
            terms: compared
                .into_iter()
                .map(|(term, comparison)| ComparedTermView { term, comparison })
                .collect(),
        }
    }
}

/// Terms, and the language to tell them in.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct TermsTextInput {
    /// The terms.
    #[validate(nested)]
    pub terms: TermsBody,
    /// The language.
    pub language: Lang,
}

impl Exemplary for TermsTextInput {
    fn example() -> Value {
        json!({"terms": TermsBody::sample(), "language": "uz-Latn"})
    }
}

/// Terms as a worker reads them.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct TermsTextView {
    /// SHA-256 of the terms, their format and the texts.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    terms_hash: String,
    /// The language.
    language: Lang,
    /// A line for each term that is there.
    #[schema(max_items = 50)]
    lines: Vec<String>,
}

impl TermsTextView {
    pub(super) fn of(terms: &Terms, language: Lang) -> Self {
        let lines = sentence::lines(terms, language);
        Self { terms_hash: terms_hash(terms), language, lines }
    }
}
