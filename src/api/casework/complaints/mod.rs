//! Complaints: filed by anybody, dealt with by operators, talked about by code and PIN.

pub(crate) mod filing;
mod handling;
mod list;
mod own_channel;
mod own_wire;
mod referrals;
pub(crate) mod wire;

use serde_json::json;

use crate::{
    api::{
        casework::complaints::list::ListComplaintsQuery, resource::routes::Records,
        route::value::Group,
    },
    domain::casework::complaint::ComplaintBody,
};

/// The routes of complaints.
pub(in crate::api) fn routes() -> Group {
    let own = filing::routes().into_iter().chain(own_channel::routes()).chain(handling::routes());
    let own = own.chain(referrals::routes());
    let records = Records::<ComplaintBody>::new(
        "a complaint",
        "What workers complain of: how it is told without a name, by when it is answered, and what came of it",
    )
    .list::<ListComplaintsQuery>(
        "Operators see all; agencies and centres those that they filed, centres also those that are given to them. Who is \
         complained of sees none of them here: see `GET /v1/complaints/against-us`. What was said is told by \
         `GET /v1/complaints/{id}/file`.",
    )
    .get("For operators, who filed it, and whoever deals with it; never for who is complained of.")
    .transition(
        "By operators: `received → acknowledged → in_review → referred`, `mediated`, `resolved` or `unfounded`, then \
         `closed`, which needs the outcome of `POST /v1/complaints/{id}/outcomes`. A closed one is `reopened` within \
         the time that the policy says. `withdrawn` is for whoever complained alone: by code and PIN.",
        json!({"to": "acknowledged", "reason": "the worker was called back"}),
    )
    .history();
    own.fold(records, Records::also).group()
}
