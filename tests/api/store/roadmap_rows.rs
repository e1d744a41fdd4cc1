//! The keys and checks of the roadmap.

use koprik::store::constraint::Constraint;

use super::rows::{Case, document};

const ACTUAL: &str = "INSERT INTO indicator_actuals (indicator, month, version, value, numerator, denominator, source_title, \
     source_url, reason, frozen_at, hash) VALUES (:1, 24323, 1, 12, 12, NULL, NULL, NULL, NULL, :now, 'h')";

pub(super) fn cases_of_the_roadmap() -> Vec<Case> {
    let of = |table: &str, status: &str| {
        let row = document(table, 1, 7, "NULL", "{}");
        vec![row.replace("'draft'", &format!("'{status}'"))]
    };
    let indicator = document("indicators", 1, 7, "NULL", "{}");
    let actual = |constraint, from: &str, to: &str| {
        (constraint, vec![indicator.clone(), ACTUAL.replacen(from, to, 1)])
    };
    let typed = ACTUAL.replacen("12, 12, NULL, NULL", "12, NULL, NULL, 'a protocol'", 1);
    vec![
        (Constraint::MeasureStatus, of("measures", "draft")),
        (Constraint::MeasureDropped, of("measures", "dropped")),
        (Constraint::IndicatorStatus, of("indicators", "held")),
        (Constraint::MeetingStatus, of("meetings", "done")),
        (Constraint::ActualIndicator, vec![ACTUAL.to_owned()]),
        actual(Constraint::ActualSource, "12, 12, NULL", "12, NULL, NULL"),
        actual(Constraint::ActualReason, "NULL, :now", "'why', :now"),
        (Constraint::ActualVersion, vec![indicator.clone(), typed.clone(), typed]),
    ]
}
