//! Contracts on the wire.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        casework::complaints::filing::ComplaintReceiptView,
        http::decode::Exemplary,
        programme::{offers::wire::WorkerWordView, terms::wire::TermsBody},
        resource::{head::Head, viewed::Viewed},
        wire::values::duplicates,
    },
    app::{
        programme::{
            contract_confirmations::{Confirmed, NewConfirmation},
            contracts::{NewAgreement, NewContract},
        },
        resource::visible::Visible,
    },
    domain::{
        FieldError,
        access::relation::Relation,
        programme::{
            contract::{Agreement, ContractBody, ContractEnd, ContractStatus},
            terms::{
                compare::{Comparison, Term},
                document::Terms,
                finding::Finding,
            },
        },
        resource::id::Id,
        values::{hex::Sha256Hex, language::Lang},
    },
};

/// What was signed.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ContractInput {
    /// An application whose offer the worker has accepted.
    pub application_id: Uuid,
    /// The terms of the paper, as they are there.
    #[validate(nested)]
    pub terms: TermsBody,
    /// The day of the signatures: between the worker's yes to the offer and today.
    #[schema(max_length = 10, example = "2026-11-24")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub signed_on: NaiveDate,
    /// SHA-256 of the signed paper, in hexadecimal. The paper itself stays with the sides.
    pub paper_sha256: Sha256Hex,
}

impl Exemplary for ContractInput {
    fn example() -> Value {
        json!({
            "application_id": "0198c0de-0000-7000-8000-000000000006", "terms": TermsBody::sample(), "signed_on": "2026-11-24",
            "paper_sha256": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
        })
    }
}

impl ContractInput {
    /// The contract, if its terms do not contradict themselves.
    pub(super) fn accept(self) -> Result<NewContract, Vec<FieldError>> {
        let Self { application_id, terms, signed_on, paper_sha256 } = self;
        let terms = Terms::from(terms).coherent("/terms")?;
        Ok(NewContract {
            application: Id::new(application_id),
            terms,
            signed_on,
            paper_hash: paper_sha256,
        })
    }
}

/// What the worker agrees to, though it is not as promised.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct AgreementInput {
    /// The `terms_hash` of the contract that the worker has read.
    pub terms_hash: Sha256Hex,
    /// Every term that the contract breaks. None of pay, hours, housing or the passport can be agreed worse.
    #[validate(length(min = 1, max = 50))]
    #[schema(min_items = 1, max_items = 50)]
    pub terms: Vec<Term>,
    /// The centre that advised the worker.
    pub centre_id: Uuid,
    /// How the centre calls the case.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "2026/0042")]
    pub case_reference: String,
    /// The language in which the worker has read it.
    pub language: Lang,
    /// Where the centre keeps a proof of its own, if it has one beside the code. Not a name, and not a document's number.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "recording 2026-11-24/18")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
}

impl Exemplary for AgreementInput {
    fn example() -> Value {
        json!({
            "terms_hash": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", "terms": ["start_day"],
            "centre_id": "0198c0de-0000-7000-8000-000000000005", "case_reference": "2026/0042", "language": "uz-Latn",
            "evidence": "recording 2026-11-24/18"
        })
    }
}

impl AgreementInput {
    /// The agreement, if it names no term twice.
    pub(super) fn accept(self) -> Result<NewAgreement, Vec<FieldError>> {
        let twice = duplicates(&self.terms, |at| format!("/terms/{at}"));
        if !twice.is_empty() {
            return Err(twice);
        }
        let Self { terms_hash, terms, centre_id, case_reference, language, evidence } = self;
        let centre = Id::new(centre_id);
        Ok(NewAgreement { terms_hash, terms, centre, case_reference, language, evidence })
    }
}

/// A sentence in a language.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FindingTextView {
    /// The language.
    language: Lang,
    /// The sentence.
    #[schema(max_length = 5_000)]
    text: String,
}

/// A term of a contract that breaks what was promised.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ContractFindingView {
    /// The term.
    term: Term,
    /// How it stands to what was promised.
    comparison: Comparison,
    /// Whether the worker may agree to it.
    may_be_agreed: bool,
    /// What was promised and what is there, in each of the five languages.
    #[schema(max_items = 5)]
    texts: Vec<FindingTextView>,
}

fn texts(all: &BTreeMap<Lang, String>) -> Vec<FindingTextView> {
    all.iter().map(|(lang, text)| FindingTextView { language: *lang, text: text.clone() }).collect()
}

impl From<&Finding> for ContractFindingView {
    fn from(finding: &Finding) -> Self {
        let Finding { term, comparison, .. } = *finding;
        Self { term, comparison, may_be_agreed: term.may_be_agreed(), texts: texts(&finding.texts) }
    }
}

/// That a worker agrees to terms that are not those that were promised.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AgreementView {
    /// The terms.
    #[schema(max_items = 50)]
    terms: Vec<Term>,
    /// The centre that advised the worker.
    centre_id: Uuid,
    /// How the centre calls the case; employers do not see it.
    #[schema(max_length = 100)]
    #[serde(skip_serializing_if = "Option::is_none")]
    case_reference: Option<String>,
    /// What the worker has said.
    word: WorkerWordView,
}

impl AgreementView {
    fn of(agreement: &Agreement, relation: Relation) -> Self {
        Self {
            terms: agreement.terms.clone(),
            centre_id: agreement.centre.0,
            case_reference: (relation != Relation::Owner).then(|| agreement.case_reference.clone()),
            word: WorkerWordView::of(&agreement.word, relation),
        }
    }
}

/// A contract. The employer sees no agency: that would tell more of the candidate than was agreed.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ContractView {
    #[serde(flatten)]
    pub head: Head<ContractStatus>,
    /// The employer.
    pub employer_id: Uuid,
    /// The candidate's agency; employers do not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency_id: Option<Uuid>,
    /// The application.
    pub application_id: Uuid,
    /// The offer that the worker has accepted.
    pub offer_id: Uuid,
    /// The vacancy.
    pub vacancy_id: Uuid,
    /// The candidate.
    pub candidate_id: Uuid,
    /// The terms. They never change: a corrected paper is another contract.
    pub terms: TermsBody,
    /// SHA-256 of the terms in their canonical form (RFC 8785), with the format and the version of the texts.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub terms_hash: String,
    /// That of the terms that the worker has accepted.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub accepted_terms_hash: String,
    /// The day of the signatures.
    #[schema(max_length = 10, example = "2026-11-24")]
    pub signed_on: NaiveDate,
    /// SHA-256 of the signed paper.
    pub paper_sha256: Sha256Hex,
    /// What it breaks of what was promised.
    #[schema(max_items = 50)]
    pub findings: Vec<ContractFindingView>,
    /// That the worker agrees to it all the same; `null` while that is not so.
    #[schema(required)]
    pub agreement: Option<AgreementView>,
    /// By what it has ended; `null` while it has not.
    #[schema(required)]
    pub ended_by: Option<ContractEnd>,
    /// What the worker said of it on arrival; `null` while nothing was said, and for the employer and the agency.
    #[schema(required)]
    pub arrival: Option<ArrivalWordView>,
}

/// What the worker says on arrival.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ArrivalConfirmationInput {
    /// The `terms_hash` of the contract that the worker has read.
    pub terms_hash: Sha256Hex,
    /// The terms that are not as signed; none where all are.
    #[validate(length(max = 50))]
    #[schema(max_items = 50)]
    pub broken_terms: Vec<Term>,
    /// The language in which the worker has read it.
    pub language: Lang,
}

impl Exemplary for ArrivalConfirmationInput {
    fn example() -> Value {
        json!({
            "terms_hash": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
            "broken_terms": ["people_per_room"], "language": "uz-Latn"
        })
    }
}

impl ArrivalConfirmationInput {
    /// What is said, if it names no term twice.
    pub(super) fn accept(self) -> Result<NewConfirmation, Vec<FieldError>> {
        let twice = duplicates(&self.broken_terms, |at| format!("/broken_terms/{at}"));
        if !twice.is_empty() {
            return Err(twice);
        }
        let Self { terms_hash, broken_terms: broken, language } = self;
        Ok(NewConfirmation { terms_hash, broken, language })
    }
}

/// What the worker said on arrival.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ArrivalWordView {
    /// The terms that are not as signed.
    #[schema(max_items = 50)]
    broken_terms: Vec<Term>,
    /// What the worker has said.
    word: WorkerWordView,
}

/// A contract of which the worker has spoken, and the case that this opened.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ArrivalConfirmationView {
    /// The contract as it now is.
    contract: ContractView,
    /// The case, with a code and a PIN to come back to it, told once; left out where all is as signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<ComplaintReceiptView>,
}

impl ArrivalConfirmationView {
    /// What was said.
    pub(super) fn of(confirmed: Confirmed) -> Self {
        let contract = ContractBody::view(&confirmed.contract);
        Self { contract, case: confirmed.case.map(Into::into) }
    }
}

impl Viewed for ContractBody {
    type View = ContractView;
    const PATH: &'static str = "/v1/contracts";

    fn view(seen: &Visible<Self>) -> ContractView {
        let (record, body) = (&seen.record, &seen.record.body);
        let agreement = body.agreement.as_ref();
        let tells_arrival = matches!(seen.relation, Relation::Worker | Relation::Operator);
        ContractView {
            head: Head::of(seen),
            employer_id: record.owner,
            agency_id: (seen.relation != Relation::Owner).then_some(body.agency),
            application_id: body.application.0,
            offer_id: body.offer.0,
            vacancy_id: body.vacancy.0,
            candidate_id: body.candidate.0,
            terms: (&body.sealed.terms).into(),
            terms_hash: body.sealed.hash.clone(),
            accepted_terms_hash: body.accepted_hash.clone(),
            signed_on: body.signed_on,
            paper_sha256: body.paper_hash.clone(),
            findings: body.findings.iter().map(Into::into).collect(),
            agreement: agreement.map(|agreement| AgreementView::of(agreement, seen.relation)),
            ended_by: body.end,
            arrival: body.arrival.as_ref().filter(|_| tells_arrival).map(|arrival| {
                ArrivalWordView {
                    broken_terms: arrival.broken.clone(),
                    word: WorkerWordView::of(&arrival.word, seen.relation),
                }
            }),
        }
    }
}
