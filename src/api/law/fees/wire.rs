//! The fee ledger on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::http::decode::Exemplary,
    app::law::fees::{FeeWithCase, Payment, Refund},
    domain::{
        law::{
            fee::{
                Fee, FeeCase, FeeCaseState, FeeDecision, FeeEntry, FeeKind, FeePayer, FeeReporter,
                FeeVerdict,
            },
            words::Side,
        },
        resource::id::Id,
        values::money::{Amount, Currency},
    },
};

/// A payment for a recruitment.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct FeeInput {
    /// The application that it was paid for.
    application_id: Uuid,
    /// What was paid for.
    kind: FeeKind,
    /// Who paid. An employer tells of what it paid itself.
    payer: FeePayer,
    /// Who got it.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "учебный центр")]
    payee: String,
    /// How much, with at most two decimals.
    #[schema(value_type = f64, minimum = 0.01, maximum = 1_000_000_000, example = 1_500_000)]
    amount: Amount,
    /// In which currency.
    currency: Currency,
    /// The day on which it was paid.
    #[schema(max_length = 10, example = "2026-11-20")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    paid_on: NaiveDate,
    /// What shows it, such as the number of a receipt. A worker needs none.
    #[serde(default)]
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "квитанция 17")]
    evidence: Option<String>,
    /// Whether it is the worker's word, which operators take: the employer and the agency do not read it.
    #[serde(default)]
    told_by_worker: bool,
}

impl Exemplary for FeeInput {
    fn example() -> Value {
        json!({
            "application_id": "0198c0de-0000-7000-8000-000000000000", "kind": "training", "payer": "worker",
            "payee": "учебный центр", "amount": 1_500_000, "currency": "UZS", "paid_on": "2026-11-20"
        })
    }
}

impl From<FeeInput> for Payment {
    fn from(input: FeeInput) -> Self {
        let FeeInput { kind, payer, payee, amount, currency, paid_on, evidence, .. } = input;
        let (application, told_by_worker) = (Id::new(input.application_id), input.told_by_worker);
        Self {
            application,
            kind,
            payer,
            payee,
            amount,
            currency,
            paid_on,
            evidence,
            told_by_worker,
        }
    }
}

/// Money that came back to the worker, in the currency of the payment.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct RefundInput {
    /// Who paid it back.
    payer: FeePayer,
    /// How much, with at most two decimals.
    #[schema(value_type = f64, minimum = 0.01, maximum = 1_000_000_000, example = 1_000_000)]
    amount: Amount,
    /// The day on which it was paid back.
    #[schema(max_length = 10, example = "2026-11-23")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    paid_on: NaiveDate,
    /// What shows it.
    #[serde(default)]
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "платёжное поручение 240")]
    evidence: Option<String>,
}

impl Exemplary for RefundInput {
    fn example() -> Value {
        json!({"payer": "agency", "amount": 1_000_000, "paid_on": "2026-11-23", "evidence": "платёжное поручение 240"})
    }
}

impl From<RefundInput> for Refund {
    fn from(RefundInput { payer, amount, paid_on, evidence }: RefundInput) -> Self {
        Self { payer, amount, paid_on, evidence }
    }
}

/// Why an entry was wrong.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ReversalInput {
    /// Why.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "записано дважды")]
    pub reason: String,
}

impl Exemplary for ReversalInput {
    fn example() -> Value {
        json!({"reason": "записано дважды"})
    }
}

/// What a side decides about a case.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct FeeDecisionInput {
    /// The side.
    pub side: Side,
    /// Why the case is over, though not everything came back.
    #[validate(length(min = 1, max = 500))]
    #[schema(
        min_length = 1,
        max_length = 500,
        example = "работник получил остаток от государства"
    )]
    pub reason: String,
}

impl Exemplary for FeeDecisionInput {
    fn example() -> Value {
        json!({"side": "tt", "reason": "работник получил остаток от государства"})
    }
}

/// An entry of the fee ledger. None is ever changed.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FeeView {
    /// Its id.
    id: Uuid,
    /// The application that it was paid for.
    application_id: Uuid,
    /// The worker.
    candidate_id: Uuid,
    /// What was paid for.
    kind: FeeKind,
    /// Who paid.
    payer: FeePayer,
    /// Who got it.
    #[schema(max_length = 200)]
    payee: String,
    /// How much.
    #[schema(value_type = f64, minimum = 0.01, maximum = 1_000_000_000, example = 1_500_000)]
    amount: Amount,
    /// In which currency.
    currency: Currency,
    /// The day on which it was paid.
    #[schema(max_length = 10, example = "2026-11-20")]
    paid_on: NaiveDate,
    /// Whose word it is.
    reported_by: FeeReporter,
    /// What shows it, or why an entry was wrong; left out if nothing was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    evidence: Option<String>,
    /// The payment that this came back for; left out of other entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    refunds: Option<Uuid>,
    /// The entry that was wrong; left out of other entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    reverses: Option<Uuid>,
    /// What the rules say to a payment; left out of what undoes one.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<FeeVerdict>,
    /// The rule that says it; left out if none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "fee.worker.placement")]
    rule: Option<String>,
    /// The name of the rule set; left out if none was known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100, example = "ru-ta-uz-2026-11")]
    rule_set: Option<String>,
    /// The id of the rule set; left out if it is the project's own, which no side has approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_set_id: Option<Uuid>,
    /// The case that a violation is; left out of everything else.
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<FeeCaseView>,
    /// When it was recorded.
    #[schema(max_length = 35)]
    recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `null` is Koprik itself.
    #[schema(required)]
    client_id: Option<Uuid>,
}

/// The case that a violation is: it is open until the worker has got back everything, or both sides have decided.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FeeCase)]
pub(in crate::api) struct FeeCaseView {
    /// Whether it is open.
    state: FeeCaseState,
    /// What came back; left out if nothing did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>, minimum = 0.01, maximum = 1_000_000_000, example = 1_000_000)]
    refunded: Option<Amount>,
    /// What has still to come back; left out if nothing has.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>, minimum = 0.01, maximum = 1_000_000_000, example = 500_000)]
    outstanding: Option<Amount>,
    /// What the sides decided.
    #[schema(max_items = 2)]
    decisions: Vec<FeeDecisionView>,
}

/// What a side decided about a case.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FeeDecision)]
pub(in crate::api) struct FeeDecisionView {
    /// The side.
    side: Side,
    /// The organisation that decided for it.
    organisation_id: Uuid,
    /// Why.
    #[schema(max_length = 500)]
    reason: String,
    /// When.
    #[schema(max_length = 35)]
    decided_at: DateTime<Utc>,
}

impl From<FeeDecision> for FeeDecisionView {
    fn from(FeeDecision { side, organisation, reason, at }: FeeDecision) -> Self {
        Self { side, organisation_id: organisation, reason, decided_at: at }
    }
}

impl From<FeeCase> for FeeCaseView {
    fn from(case: FeeCase) -> Self {
        Self {
            state: case.state(),
            refunded: Amount::of_sum(case.refunded),
            outstanding: Amount::of_sum(case.outstanding()),
            decisions: case.decisions.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<FeeWithCase> for FeeView {
    fn from((fee, case): FeeWithCase) -> Self {
        let (refunds, reverses) = match fee.entry {
            FeeEntry::Charge => (None, None),
            FeeEntry::Refund(of) => (Some(of), None),
            FeeEntry::Reversal(of) => (None, Some(of)),
        };
        let Fee { id, kind, payer, payee, amount, currency, paid_on, evidence, .. } = fee;
        let ruling = fee.ruling.as_ref();
        Self {
            id,
            application_id: fee.application.0,
            candidate_id: fee.candidate,
            kind,
            payer,
            payee,
            amount,
            currency,
            paid_on,
            reported_by: fee.reported_by,
            evidence,
            refunds,
            reverses,
            verdict: ruling.map(|ruling| ruling.verdict),
            rule: ruling.and_then(|ruling| ruling.rule.clone()),
            rule_set: ruling.and_then(|ruling| ruling.rule_set_name.clone()),
            rule_set_id: ruling.and_then(|ruling| ruling.rule_set),
            case: case.map(Into::into),
            recorded_at: fee.recorded_at,
            client_id: fee.client,
        }
    }
}
