//! Checks and gates on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::http::decode::Exemplary,
    app::programme::{checks::NewCheck, gates::Gates},
    domain::{
        access::scope::Role,
        law::{
            route::{CheckName, GateKind},
            words::Side,
        },
        programme::{
            check::{CheckEntry, CheckOutcome, CheckState},
            gate::{Gate, GateCheck, GateSnapshot},
        },
    },
};

/// What somebody tells of a check. No diagnosis, and no reason of a ban.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct CheckInput {
    /// What is checked, by the name that the rules give it.
    kind: CheckName,
    /// What is told of it.
    result: CheckOutcome,
    /// The day of the result, of a check that passed or failed.
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    #[schema(max_length = 10, example = "2026-11-20")]
    result_on: Option<NaiveDate>,
    /// The last day on which it holds, of a check that passed.
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    #[schema(max_length = 10, example = "2027-11-19")]
    valid_until: Option<NaiveDate>,
    /// Who checked.
    #[serde(default)]
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "Navoi region clinic 2")]
    authority: Option<String>,
    /// Where the proof is kept. Not a name, and not a document's number.
    #[serde(default)]
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "file 2026/0042")]
    evidence_ref: Option<String>,
    /// The rule by which it is waived.
    #[serde(default)]
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "val.exam")]
    rule: Option<String>,
    /// The side that waives it.
    #[serde(default)]
    side: Option<Side>,
}

impl Exemplary for CheckInput {
    fn example() -> Value {
        json!({
            "kind": "insurance", "result": "passed", "result_on": "2026-11-20", "valid_until": "2027-11-19",
            "authority": "insurer", "evidence_ref": "file 2026/0042"
        })
    }
}

impl From<CheckInput> for NewCheck {
    fn from(input: CheckInput) -> Self {
        let CheckInput { kind, result, result_on, valid_until, .. } = input;
        let CheckInput { authority, evidence_ref, rule, side, .. } = input;
        Self { kind, result, result_on, valid_until, authority, evidence: evidence_ref, rule, side }
    }
}

/// What was told of a check.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CheckEntryView {
    /// Its id.
    id: Uuid,
    /// What is checked.
    kind: CheckName,
    /// What was told of it.
    result: CheckOutcome,
    /// The day of the result.
    #[schema(required, max_length = 10)]
    result_on: Option<NaiveDate>,
    /// The last day on which it holds; `null` if it has none.
    #[schema(required, max_length = 10)]
    valid_until: Option<NaiveDate>,
    /// Who checked.
    #[schema(required, max_length = 200)]
    authority: Option<String>,
    /// Where the proof is kept; employers do not see it.
    #[schema(max_length = 500)]
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence_ref: Option<String>,
    /// The rule by which it is waived.
    #[schema(required, max_length = 100)]
    rule: Option<String>,
    /// The side that waives it.
    #[schema(required)]
    side: Option<Side>,
    /// When it was recorded.
    #[schema(max_length = 35)]
    recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `null` is Koprik itself.
    #[schema(required)]
    client_id: Option<Uuid>,
}

impl From<(CheckEntry, Option<Role>)> for CheckEntryView {
    fn from((entry, reader): (CheckEntry, Option<Role>)) -> Self {
        Self {
            id: entry.id,
            kind: entry.kind,
            result: entry.result,
            result_on: entry.result_on,
            valid_until: entry.valid_until,
            authority: entry.authority,
            evidence_ref: entry.evidence.filter(|_| reader != Some(Role::Employer)),
            rule: entry.rule,
            side: entry.side,
            recorded_at: entry.recorded_at,
            client_id: entry.client,
        }
    }
}

/// A check that a gate asks for.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct GateCheckView {
    /// What is checked.
    kind: CheckName,
    /// How it stands.
    state: CheckState,
    /// Whether it is in order until the horizon.
    passes: bool,
    /// The day of the result.
    #[schema(required, max_length = 10)]
    result_on: Option<NaiveDate>,
    /// The last day on which it holds; `null` if it has none.
    #[schema(required, max_length = 10)]
    valid_until: Option<NaiveDate>,
    /// The rule by which it is waived.
    #[schema(required, max_length = 100)]
    rule: Option<String>,
    /// What is so and what to do; `null` if it is in order.
    #[schema(required, max_length = 300)]
    why: Option<String>,
}

impl GateCheckView {
    fn of(check: &GateCheck, horizon: NaiveDate) -> Self {
        let standing = &check.standing;
        Self {
            kind: check.kind.clone(),
            state: standing.state,
            passes: check.passes,
            result_on: standing.result_on,
            valid_until: standing.valid_until,
            rule: standing.rule.clone(),
            why: (!check.passes).then(|| check.why(horizon)),
        }
    }
}

/// A gate, and how its checks stand.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct GateView {
    /// Which.
    gate: GateKind,
    /// Whether every check is in order.
    open: bool,
    /// The day until which each check must hold.
    #[schema(max_length = 10, example = "2027-03-31")]
    horizon: NaiveDate,
    /// What it asks for, by name.
    #[schema(max_items = 100)]
    checks: Vec<GateCheckView>,
}

impl From<&Gate> for GateView {
    fn from(gate: &Gate) -> Self {
        let view = |check| GateCheckView::of(check, gate.horizon);
        Self {
            gate: gate.kind,
            open: gate.is_open(),
            horizon: gate.horizon,
            checks: gate.checks.iter().map(view).collect(),
        }
    }
}

/// The gates of an application as they stand today.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct GatesView {
    /// The name of the rule set that asks; `null` if none is known.
    #[schema(required, max_length = 100)]
    rule_set: Option<String>,
    /// Its id; `null` if it is the project's own, which no side has approved.
    #[schema(required)]
    rule_set_id: Option<Uuid>,
    /// The way to work; `null` if no set tells of one, and then no check is asked for.
    #[schema(required, max_length = 100)]
    route: Option<String>,
    /// The gates, in the order in which an application comes to them.
    #[schema(max_items = 3)]
    gates: Vec<GateView>,
}

impl From<Gates> for GatesView {
    fn from(found: Gates) -> Self {
        let Gates { rule_set, rule_set_name, route, gates } = found;
        let gates = gates.iter().map(Into::into).collect();
        Self { rule_set: rule_set_name, rule_set_id: rule_set, route, gates }
    }
}

/// A gate that an application went past, as it stood then.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct GateSnapshotView {
    /// The version that the application has since.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64)]
    application_version: i64,
    /// The gate.
    gate: GateView,
    /// The name of the rule set that asked; `null` if none was known.
    #[schema(required, max_length = 100)]
    rule_set: Option<String>,
    /// Its id; `null` if it is the project's own.
    #[schema(required)]
    rule_set_id: Option<Uuid>,
    /// The way to work.
    #[schema(required, max_length = 100)]
    route: Option<String>,
    /// When.
    #[schema(max_length = 35)]
    taken_at: DateTime<Utc>,
}

impl From<GateSnapshot> for GateSnapshotView {
    fn from(snapshot: GateSnapshot) -> Self {
        Self {
            application_version: snapshot.application_version,
            gate: (&snapshot.gate).into(),
            rule_set: snapshot.rule_set_name,
            rule_set_id: snapshot.rule_set,
            route: snapshot.route,
            taken_at: snapshot.taken_at,
        }
    }
}
