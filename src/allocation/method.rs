//! Which method seats the units of an input.

use super::{
    common_order, deferred,
    input::Method,
    market::{Market, Placed},
    own_groups,
    watch::{Cancelled, Watch},
};

/// Seats everybody by the method of the input.
pub(super) fn seat(
    market: &Market<'_>,
    watch: &mut Watch<'_>,
) -> Result<Vec<Option<Placed>>, Cancelled> {
    let single = market.units.iter().all(|unit| unit.size == 1);
    match market.input.method {
        Method::CommonOrder => common_order::solve(market, watch),
        Method::OwnLists if single => deferred::solve(market, watch),
        Method::OwnLists => own_groups::solve(market, watch),
    }
}
