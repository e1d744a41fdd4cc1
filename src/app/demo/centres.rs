//! Centres: one that does not exist, so that the demo has one that is open, and those of Kazan that newspapers tell of,
//! with the day and the source of what is known.

use super::{
    rng::{Stream, id},
    world::{World, code},
};
use crate::domain::casework::centre::{Centre, CentreBody, CentreStatus};

/// The bodies, as they are stored.
const CENTRES: &str = include_str!("centres.json");

/// The centres, which the demo's operator keeps.
pub(super) fn centres(world: &World) -> Vec<Centre> {
    let bodies: Vec<CentreBody> =
        serde_json::from_str(CENTRES).expect("a test reads the demo's centres");
    let owner = id(world.seed, Stream::Offices, 0);
    let numbered = bodies.into_iter().enumerate();
    let centre = |(n, body)| {
        let ids = (id(world.seed, Stream::Centres, n), owner);
        world.record(ids, Some(code(&format!("DEMO-Z-{}", n + 1))), CentreStatus::Published, body)
    };
    numbered.map(centre).collect()
}
