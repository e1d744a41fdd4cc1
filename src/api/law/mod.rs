//! Law as dated data over HTTP.

mod deadlines;
mod rule_sets;
mod source;

use crate::api::route::value::Group;

/// The routes of law.
pub(in crate::api) fn routes() -> Group {
    Group {
        name: "law",
        about: "Rule sets with their sources, and the days that they ask for",
        routes: [rule_sets::routes(), deadlines::routes()].into_iter().flatten().collect(),
    }
}
