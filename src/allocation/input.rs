//! What is given to a run, frozen: one document whose canonical form is hashed.
//!
//! The members of each structure stand in the order of their names, and all numbers are whole, so what serde writes of a
//! sorted input *is* its canonical form (RFC 8785): it is hashed as it is written, without a copy in between.

use std::io::{self, Write};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::values::hex::hex;

/// The format of an input.
pub const INPUT_FORMAT: &str = "allocation-1";

/// How seats are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Both sides rank by the order number.
    CommonOrder,
    /// Vacancies rank by the order number, units by their own lists.
    OwnLists,
}

/// Where order numbers come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderSource {
    /// The score of the match, from the parts of each pair.
    MatchScore,
    /// The employer's own ranking of each vacancy; only with own lists.
    EmployerRank,
}

/// What a cap is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CapKind {
    /// One vacancy.
    Vacancy,
    /// One workplace.
    Site,
    /// One employer's work of one kind, of which foreign workers may be a share.
    EmployerOkved,
    /// A municipality.
    Municipality,
    /// The whole republic.
    Republic,
    /// Anything else.
    Other,
}

/// Where the members of a group are to be together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Together {
    /// On one vacancy.
    Vacancy,
    /// At one workplace.
    Site,
    /// In one municipality.
    Municipality,
}

/// Why a unit takes no part, known before the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// Somebody's consent to matching is missing.
    ConsentMissing,
    /// Somebody is not available now.
    NotAvailable,
}

/// The frozen input of a run. Nothing in it tells who somebody is: ids are pseudonyms, and age, sex, family and origin other
/// than a home region for which seats are reserved have no place in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Upper limits.
    pub caps: Vec<Cap>,
    /// The day as of which reservations count.
    pub day: NaiveDate,
    /// [`INPUT_FORMAT`].
    pub format: String,
    /// How seats are given.
    pub method: Method,
    /// Where order numbers come from.
    pub order_source: OrderSource,
    /// SHA-256 of the seed, which is revealed with the result.
    pub seed_commitment: String,
    /// Persons and groups.
    pub units: Vec<Unit>,
    /// Vacancies with their free seats.
    pub vacancies: Vec<Vacancy>,
    /// Weights of the six parts of the score: skills, occupation, region, language, experience, pay.
    pub weights: [u16; 6],
}

/// An upper limit on the people seated at some vacancies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// Its name in the result.
    pub id: String,
    /// What it is about.
    pub kind: CapKind,
    /// How many people at most.
    pub max: u32,
    /// The vacancies that it limits.
    pub members: Vec<Uuid>,
    /// The rule that it comes from.
    pub source: String,
}

/// A vacancy with its free seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vacancy {
    /// Its id.
    pub id: Uuid,
    /// ОКТМО of the workplace.
    pub municipality: String,
    /// Candidates, best first, where the employer ranks.
    #[serde(default)]
    pub ranking: Option<Vec<Uuid>>,
    /// Seats kept for home regions.
    #[serde(default)]
    pub reservations: Vec<Reservation>,
    /// Free seats, reserved ones among them.
    pub seats: u32,
    /// The workplace: equal for vacancies of one site.
    pub site: String,
}

/// Seats kept for one home region until a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reservation {
    /// ISO 3166-2 of the region.
    pub home_region: String,
    /// The day from which anybody may have them.
    pub release_on: NaiveDate,
    /// How many.
    pub seats: u32,
}

/// A person, or a group that is seated whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Its id: of a person the candidate's.
    pub id: Uuid,
    /// Why it takes no part, if it does not.
    #[serde(default)]
    pub left_out: Option<LeftOut>,
    /// One, or 2 to 30.
    pub members: Vec<Member>,
    /// Where a group is to be together.
    pub together: Together,
}

/// A person of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The candidate.
    pub candidate: Uuid,
    /// ISO 3166-2, where seats are reserved for it.
    #[serde(default)]
    pub home_region: Option<String>,
    /// Where no vacancy is acceptable: the one that misses least.
    #[serde(default)]
    pub nearest: Option<Nearest>,
    /// The acceptable vacancies.
    pub pairs: Vec<Pair>,
}

/// The vacancy that is nearest to being acceptable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nearest {
    /// The rules that fail.
    pub failed_rules: Vec<String>,
    /// The shortest path: what would have to change.
    pub path: Vec<String>,
    /// The vacancy.
    pub vacancy: Uuid,
}

/// An acceptable vacancy of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The six parts of the score, 0 to 1000 each.
    pub parts: [u16; 6],
    /// The place of the vacancy in the person's own list, from 1.
    pub rank: u32,
    /// The vacancy.
    pub vacancy: Uuid,
}

impl Input {
    /// Puts everything into its one order, so that equal inputs have equal bytes.
    pub fn sort(&mut self) {
        self.caps.sort_by(|one, other| one.id.cmp(&other.id));
        self.caps.iter_mut().for_each(|cap| cap.members.sort_unstable());
        self.vacancies.sort_by_key(|vacancy| vacancy.id);
        self.vacancies.iter_mut().for_each(|vacancy| vacancy.reservations.sort());
        self.units.sort_by_key(|unit| unit.id);
        for unit in &mut self.units {
            unit.members.sort_by_key(|member| member.candidate);
            let members = unit.members.iter_mut();
            members.for_each(|member| member.pairs.sort_unstable_by_key(|pair| pair.vacancy));
        }
    }

    /// SHA-256 of the canonical form of a sorted input, in hexadecimal.
    pub fn hash(&self) -> String {
        let mut hashing = Hashing(Sha256::new());
        match serde_json::to_writer(io::BufWriter::with_capacity(1 << 16, &mut hashing), self) {
            Ok(()) => hex(&hashing.0.finalize()),
            Err(_) => String::new(), // neither numbers nor texts can fail, and hashing cannot either
        }
    }
}

/// The commitment to a seed.
pub fn commitment(seed: &[u8]) -> String {
    hex(&Sha256::digest(seed))
}

struct Hashing(Sha256);

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
