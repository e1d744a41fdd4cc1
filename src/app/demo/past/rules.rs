//! The rules by which the past is lived: the project's own, as both sides would have put them into force on its first day.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    app::{App, demo::recruiting::of, error::AppError},
    domain::{
        access::scope::Role,
        law::{read::OWN_TEXT, words::Side},
    },
};

/// The name of the demo's set.
const NAME: &str = "demo";

/// Puts the project's own rules into force today.
pub(super) fn enact(app: &App) -> Result<(), AppError> {
    let mut document: Value = serde_json::from_str(OWN_TEXT)
        .map_err(|error| AppError::Conflict(format!("the rules cannot be read: {error}")))?;
    document["rule_set"] = json!({"id": NAME, "recorded_at": app.today()});
    let office = |n| of(Role::Operator, Uuid::from_u128(n));
    let set = app.record_rule_set(&office(1), document.to_string())?;
    let (id, confirmed) = (set.recorded.id, set.doubtful());
    let mut sides = Side::ALL.iter().zip(1..);
    sides.try_for_each(|(side, n)| {
        app.approve_rule_set(&office(n), id, (*side, confirmed.clone())).map(drop)
    })
}
