//! Rule sets on the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::http::decode::Exemplary,
    app::law::rule_sets::{Approval, RuleSetEntry},
    domain::law::words::{RuleSetState, Side},
};

/// A rule set to record.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct RuleSetInput {
    /// The file, as it is: JSON of the format `koprik-rules-1`. Faults name its lines.
    #[validate(length(min = 1, max = 60000))]
    #[schema(min_length = 1, max_length = 60000)]
    pub text: String,
}

impl Exemplary for RuleSetInput {
    fn example() -> Value {
        let file = json!({
            "format": "koprik-rules-1",
            "rule_set": {"id": "example-2026-12", "recorded_at": "2026-12-01"},
            "sources": {"ilo": {"title": "ILO definition of recruitment fees", "url": "https://www.ilo.org", "how": "excerpt"}},
            "rules": [{
                "id": "fee.worker", "kind": "fee_ban", "authority": "KOPRIK", "payer": "worker", "kinds": ["medical"],
                "valid_from": "2026-01-01", "status": "policy", "source": ["ilo"], "confidence": "high"
            }],
            "calendars": []
        });
        json!({"text": file.to_string()})
    }
}

/// For which side an operator approves a rule set.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct RuleSetApprovalInput {
    /// The side.
    pub side: Side,
    /// The rules in `to_confirm` of the set, each of which was looked up again.
    #[serde(default)]
    #[validate(length(max = 500))]
    #[schema(max_items = 500, example = json!(["dl.patent.paid"]))]
    pub confirmed: Vec<String>,
}

impl Exemplary for RuleSetApprovalInput {
    fn example() -> Value {
        json!({"side": "tt"})
    }
}

/// That a side has approved a rule set.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RuleSetApprovalView {
    /// The side.
    side: Side,
    /// When.
    #[schema(max_length = 35)]
    approved_at: DateTime<Utc>,
    /// The rules that it confirmed by name.
    #[schema(max_items = 500)]
    confirmed: Vec<String>,
}

impl From<&Approval> for RuleSetApprovalView {
    fn from(approval: &Approval) -> Self {
        let confirmed = approval.confirmed.clone();
        Self { side: approval.side, approved_at: approval.at, confirmed }
    }
}

/// A rule set in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ListedRuleSet {
    /// Its id.
    id: Uuid,
    /// Its name, as in its file.
    #[schema(max_length = 100, example = "ru-ta-uz-2026-11")]
    name: String,
    /// Its state.
    state: RuleSetState,
    /// When it was recorded.
    #[schema(max_length = 35)]
    recorded_at: DateTime<Utc>,
    /// Who has approved it.
    #[schema(max_items = 2)]
    approvals: Vec<RuleSetApprovalView>,
}

/// A rule set.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RuleSetView {
    #[serde(flatten)]
    listed: ListedRuleSet,
    /// Its file, as it was sent.
    #[schema(max_length = 60000)]
    text: String,
    /// The rules that decide although they rest on memory or a draft. Whoever approves confirms each by name.
    #[schema(max_items = 500)]
    to_confirm: Vec<String>,
}

impl From<RuleSetEntry> for ListedRuleSet {
    fn from(RuleSetEntry { recorded, state }: RuleSetEntry) -> Self {
        let approvals = recorded.approvals.iter().map(Into::into).collect();
        let recorded_at = recorded.recorded_at;
        Self { id: recorded.id, name: recorded.name, state, recorded_at, approvals }
    }
}

impl From<RuleSetEntry> for RuleSetView {
    fn from(mut entry: RuleSetEntry) -> Self {
        let to_confirm = entry.doubtful();
        let text = std::mem::take(&mut entry.recorded.text);
        Self { listed: entry.into(), text, to_confirm }
    }
}
