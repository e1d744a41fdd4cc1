//! Claims of benefits on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        resource::{head::Head, viewed::Viewed},
    },
    app::{
        law::benefit_claims::{NewBenefitClaim, NewBenefitDecision},
        resource::visible::Visible,
    },
    domain::{
        law::benefit::{
            BenefitClaimBody, BenefitClaimStatus, BenefitDecision, BenefitTeller, Decided, PaidOut,
        },
        resource::id::Id,
        values::money::{Amount, Currency},
    },
};

/// What is claimed.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct BenefitClaimInput {
    /// The application that it was paid for.
    application_id: Uuid,
    /// For what, in a word of the rule: such as `exam_language_or_trade`, `visa` or `ticket`.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "visa")]
    item: String,
    /// How much, with at most two decimals: no more than the rule grants.
    #[schema(value_type = f64, minimum = 0.01, maximum = 1_000_000_000, example = 900_000)]
    asked: Amount,
    /// In which currency: that of the rule.
    currency: Currency,
}

impl Exemplary for BenefitClaimInput {
    fn example() -> Value {
        json!({
            "application_id": "0198c0de-0000-7000-8000-000000000000", "item": "visa", "asked": 900_000, "currency": "UZS"
        })
    }
}

impl From<BenefitClaimInput> for NewBenefitClaim {
    fn from(input: BenefitClaimInput) -> Self {
        let BenefitClaimInput { application_id, item, asked, currency } = input;
        Self { application: Id::new(application_id), item, asked, currency }
    }
}

/// What an operator decides on a claim.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct BenefitDecisionInput {
    /// Whether it is paid.
    decision: BenefitDecision,
    /// How much is to be paid, at most what was asked; left out, it is all of that. A refusal grants nothing.
    #[schema(value_type = f64, minimum = 0.01, maximum = 1_000_000_000, example = 800_000)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    granted: Option<Amount>,
    /// Why. A refusal must say it.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "чек на меньшую сумму")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl Exemplary for BenefitDecisionInput {
    fn example() -> Value {
        json!({"decision": "approved", "granted": 800_000, "reason": "чек на меньшую сумму"})
    }
}

impl From<BenefitDecisionInput> for NewBenefitDecision {
    fn from(BenefitDecisionInput { decision, granted, reason }: BenefitDecisionInput) -> Self {
        Self { decision, granted, reason }
    }
}

/// That a claim was paid.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct BenefitPaymentInput {
    /// The day: between that of the decision and today.
    #[schema(max_length = 10, example = "2026-12-20")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    paid_on: NaiveDate,
    /// What shows it.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "платёжное поручение 318")]
    evidence: String,
}

impl Exemplary for BenefitPaymentInput {
    fn example() -> Value {
        json!({"paid_on": "2026-12-20", "evidence": "платёжное поручение 318"})
    }
}

impl From<BenefitPaymentInput> for PaidOut {
    fn from(BenefitPaymentInput { paid_on, evidence }: BenefitPaymentInput) -> Self {
        Self { on: paid_on, evidence }
    }
}

/// What was decided on a claim.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct BenefitDecisionView {
    /// How much is to be paid; left out if nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>, minimum = 0.01, maximum = 1_000_000_000, example = 800_000)]
    granted: Option<Amount>,
    /// Why; left out if nothing was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    reason: Option<String>,
    /// The organisation of the operator who decided.
    organisation_id: Uuid,
    /// When.
    #[schema(max_length = 35)]
    decided_at: DateTime<Utc>,
}

impl From<&Decided> for BenefitDecisionView {
    fn from(decided: &Decided) -> Self {
        let Decided { granted, organisation, at, .. } = *decided;
        let reason = decided.reason.clone();
        Self { granted, reason, organisation_id: organisation, decided_at: at }
    }
}

/// That a claim was paid.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct BenefitPaymentView {
    /// The day.
    #[schema(max_length = 10, example = "2026-12-20")]
    paid_on: NaiveDate,
    /// What shows it.
    #[schema(max_length = 500)]
    evidence: String,
}

/// What a worker asks of the state back, and what became of it. Employers do not read it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct BenefitClaimView {
    #[serde(flatten)]
    pub head: Head<BenefitClaimStatus>,
    /// The candidate's agency.
    pub agency_id: Uuid,
    /// The application.
    pub application_id: Uuid,
    /// The candidate.
    pub candidate_id: Uuid,
    /// For what, in a word of the rule.
    #[schema(max_length = 60, example = "visa")]
    pub item: String,
    /// How much was asked.
    #[schema(value_type = f64, minimum = 0.01, maximum = 1_000_000_000, example = 900_000)]
    pub asked: Amount,
    /// How much the rule grants at most.
    #[schema(value_type = f64, minimum = 0.01, maximum = 1_000_000_000, example = 1_000_000)]
    pub most: Amount,
    /// In which currency.
    pub currency: Currency,
    /// Whose word it is.
    pub told_by: BenefitTeller,
    /// The rule that grants it.
    #[schema(max_length = 200, example = "uz.compensation")]
    pub rule: String,
    /// The name of its set.
    #[schema(max_length = 100, example = "ru-ta-uz-2026-11")]
    pub rule_set: String,
    /// The id of its set; left out if it is the project's own, which no side has approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule_set_id: Option<Uuid>,
    /// The first day of work; `null` while the worker does not work.
    #[schema(required, max_length = 10, example = "2026-12-10")]
    pub employed_on: Option<NaiveDate>,
    /// Until when it is to be paid; `null` while the worker does not work.
    #[schema(required, max_length = 10, example = "2027-01-10")]
    pub due_on: Option<NaiveDate>,
    /// What was decided; `null` while nothing is.
    #[schema(required)]
    pub decision: Option<BenefitDecisionView>,
    /// That it was paid; `null` while it is not.
    #[schema(required)]
    pub payment: Option<BenefitPaymentView>,
}

impl Viewed for BenefitClaimBody {
    type View = BenefitClaimView;
    const PATH: &'static str = "/v1/benefit-claims";

    fn view(seen: &Visible<Self>) -> BenefitClaimView {
        let (record, body) = (&seen.record, &seen.record.body);
        let payment = |paid: &PaidOut| BenefitPaymentView {
            paid_on: paid.on,
            evidence: paid.evidence.clone(),
        };
        BenefitClaimView {
            head: Head::of(seen),
            agency_id: record.owner,
            application_id: body.application.0,
            candidate_id: body.candidate.0,
            item: body.item.clone(),
            asked: body.asked,
            most: body.grant.most,
            currency: body.grant.currency,
            told_by: body.told_by(),
            rule: body.grant.rule.clone(),
            rule_set: body.grant.rule_set_name.clone(),
            rule_set_id: body.grant.rule_set,
            employed_on: body.employed_on,
            due_on: body.due_on(),
            decision: body.decided.as_ref().map(Into::into),
            payment: body.paid.as_ref().map(payment),
        }
    }
}
