//! Law as dated data over HTTP.

mod bans;
pub(in crate::api) mod benefit_claims;
mod compliance_checks;
mod costs;
mod deadlines;
pub(in crate::api) mod documents;
mod due;
pub(in crate::api) mod duties;
pub(in crate::api) mod fees;
mod rule_sets;
pub(in crate::api) mod signals;
mod source;
mod workforce_reports;

use crate::api::route::value::Group;

/// The routes of law.
pub(in crate::api) fn routes() -> Group {
    Group {
        name: "law",
        about: "Rule sets with their sources, what they say to offers of work, and the days that they ask for",
        routes: [
            rule_sets::routes(),
            compliance_checks::routes(),
            bans::routes(),
            workforce_reports::routes(),
            deadlines::routes(),
            duties::routes(),
            due::routes(),
            documents::routes(),
            signals::routes(),
            fees::routes(),
            costs::routes(),
        ]
        .into_iter()
        .flatten()
        .collect(),
    }
}
