//! Occupations, skills, places, and names for texts over HTTP.

mod concepts;
mod mappings;
mod naming;

use crate::api::route::value::Group;

/// The routes of the taxonomy.
pub(in crate::api) fn routes() -> Group {
    let parts = [concepts::routes(), naming::routes(), mappings::routes()];
    Group {
        name: "taxonomy",
        about: "Occupations, skills and places in five languages",
        routes: parts.into_iter().flatten().collect(),
    }
}
