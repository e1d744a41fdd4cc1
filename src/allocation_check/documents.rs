//! The two documents, as the checker reads them.

use chrono::NaiveDate;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use uuid::Uuid;

/// Reads an input.
pub(super) fn input(document: &Value) -> Result<Given, String> {
    read(document)
}

/// Reads a result.
pub(super) fn result(document: &Value) -> Result<Found, String> {
    read(document)
}

fn read<T: DeserializeOwned>(document: &Value) -> Result<T, String> {
    T::deserialize(document).map_err(|error| error.to_string())
}

#[derive(Deserialize)]
pub(super) struct Given {
    pub(super) caps: Vec<GivenCap>,
    pub(super) day: NaiveDate,
    pub(super) format: String,
    pub(super) method: String,
    pub(super) order_source: String,
    pub(super) seed_commitment: String,
    pub(super) units: Vec<GivenUnit>,
    pub(super) vacancies: Vec<GivenVacancy>,
    pub(super) weights: Vec<u64>,
}

#[derive(Deserialize)]
pub(super) struct GivenCap {
    pub(super) id: String,
    pub(super) max: u64,
    pub(super) members: Vec<Uuid>,
    pub(super) source: String,
}

#[derive(Deserialize)]
pub(super) struct GivenVacancy {
    pub(super) id: Uuid,
    pub(super) municipality: String,
    pub(super) ranking: Option<Vec<Uuid>>,
    pub(super) reservations: Vec<GivenReservation>,
    pub(super) seats: u64,
    pub(super) site: String,
}

#[derive(Deserialize)]
pub(super) struct GivenReservation {
    pub(super) home_region: String,
    pub(super) release_on: NaiveDate,
    pub(super) seats: u64,
}

#[derive(Deserialize)]
pub(super) struct GivenUnit {
    pub(super) id: Uuid,
    pub(super) left_out: Option<String>,
    pub(super) members: Vec<GivenMember>,
    pub(super) together: String,
}

#[derive(Deserialize)]
pub(super) struct GivenMember {
    pub(super) candidate: Uuid,
    pub(super) home_region: Option<String>,
    pub(super) nearest: Option<GivenNearest>,
    pub(super) pairs: Vec<GivenPair>,
}

#[derive(Deserialize)]
pub(super) struct GivenNearest {
    pub(super) failed_rules: Vec<String>,
    pub(super) path: Vec<String>,
    pub(super) vacancy: Uuid,
}

#[derive(Deserialize)]
pub(super) struct GivenPair {
    pub(super) parts: Vec<u64>,
    pub(super) rank: u64,
    pub(super) vacancy: Uuid,
}

#[derive(Deserialize)]
pub(super) struct Found {
    pub(super) certificate: FoundCertificate,
    pub(super) format: String,
    pub(super) loads: Vec<FoundLoad>,
    pub(super) one_more_seat_searched: bool,
    pub(super) placed: u64,
    pub(super) placed_upper_bound: u64,
    pub(super) placements: Vec<FoundPlacement>,
    pub(super) unplaced: Vec<FoundUnplaced>,
    pub(super) vacancies: Vec<FoundVacancy>,
    pub(super) wishes_within_cap: Vec<FoundWish>,
}

#[derive(Deserialize)]
pub(super) struct FoundCertificate {
    pub(super) blocking_pairs: Vec<FoundWish>,
    pub(super) caps_broken: u64,
    pub(super) input_hash: String,
    pub(super) method: String,
    pub(super) seed: String,
    pub(super) solver_version: String,
}

#[derive(Deserialize, Debug, PartialEq, Eq, PartialOrd, Ord, Clone)]
pub(super) struct FoundWish {
    pub(super) unit: Uuid,
    pub(super) place: String,
}

#[derive(Deserialize)]
pub(super) struct FoundLoad {
    pub(super) cap: String,
    pub(super) load: u64,
    pub(super) max: u64,
}

#[derive(Deserialize)]
pub(super) struct FoundVacancy {
    pub(super) cut_off: Option<u64>,
    pub(super) filled: u64,
    pub(super) seats: u64,
    pub(super) vacancy: Uuid,
}

#[derive(Deserialize)]
pub(super) struct FoundPlacement {
    pub(super) order: u64,
    pub(super) seats: Vec<FoundSeat>,
    pub(super) unit: Uuid,
}

#[derive(Deserialize)]
pub(super) struct FoundSeat {
    pub(super) candidate: Uuid,
    pub(super) reserved_for: Option<String>,
    pub(super) vacancy: Uuid,
}

#[derive(Deserialize)]
pub(super) struct FoundUnplaced {
    pub(super) unit: Uuid,
    pub(super) one_more_seat_in: Vec<String>,
    #[serde(flatten)]
    pub(super) reason: Value,
}
