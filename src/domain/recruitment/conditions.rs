//! What an employer offers around the pay: housing, meals, travel, insurance. Broken promises here end recruitments.

use serde::{Deserialize, Serialize};

use crate::domain::values::words::words;

words! {
    /// Where the worker lives.
    HousingKind {
        /// The worker finds housing.
        None = "none",
        /// A dormitory.
        Dormitory = "dormitory",
        /// A flat shared with other workers.
        SharedFlat = "shared_flat",
        /// A camp at the site.
        Camp = "camp",
        /// Rent is paid back.
        Compensated = "compensated",
    }
}

words! {
    /// How the worker eats.
    MealsKind {
        /// No meals.
        None = "none",
        /// A canteen at the worker's expense.
        Canteen = "canteen",
        /// Partly paid by the employer.
        Subsidised = "subsidised",
        /// Paid by the employer.
        Free = "free",
    }
}

words! {
    /// Who pays for the way to Tatarstan. A recruitment fee is never charged to a worker.
    TravelPayer {
        /// The worker.
        Worker = "worker",
        /// The employer, after arrival.
        Reimbursed = "reimbursed",
        /// The employer, in advance.
        Employer = "employer",
    }
}

words! {
    /// Who pays for a way, as far as a vacancy says.
    TravelOffer {
        /// The worker.
        Worker = "worker",
        /// The employer, after arrival.
        Reimbursed = "reimbursed",
        /// The employer, in advance.
        Employer = "employer",
        /// Nobody says.
        Unknown = "unknown",
    }
}

impl TravelOffer {
    /// What is taken for a way of which nothing is said.
    pub fn unsaid() -> Self {
        Self::Unknown
    }

    /// Who pays, if it is said.
    pub fn payer(self) -> Option<TravelPayer> {
        match self {
            Self::Worker => Some(TravelPayer::Worker),
            Self::Reimbursed => Some(TravelPayer::Reimbursed),
            Self::Employer => Some(TravelPayer::Employer),
            Self::Unknown => None,
        }
    }
}

/// Housing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Housing {
    /// What kind.
    pub kind: HousingKind,
    /// What the worker pays a month, in whole units of the pay's currency, if known; 0 is free.
    #[serde(default)]
    pub monthly_cost: Option<u32>,
    /// People in a room at most, 1 to 20, if known.
    pub people_per_room: Option<u8>,
}

/// Meals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meals {
    /// Who pays.
    pub kind: MealsKind,
    /// Meals a day, 0 to 4, if known.
    #[serde(default)]
    pub per_day: Option<u8>,
}

/// The way to Tatarstan and home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Travel {
    /// Who pays the way there.
    #[serde(default = "TravelOffer::unsaid")]
    pub outbound: TravelOffer,
    /// Who pays the way home when the contract ends.
    #[serde(default = "TravelOffer::unsaid")]
    pub homeward: TravelOffer,
    /// Whether a bus or the like brings people from housing to work, if known.
    #[serde(default)]
    pub daily_transport: Option<bool>,
}

/// Insurance that the employer pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Insurance {
    /// Voluntary medical insurance (ДМС), without which a foreign worker may not be employed.
    pub medical: bool,
    /// Accident insurance above the statutory one.
    pub accident: bool,
}

/// What the employer provides for the work.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provided {
    /// Whether the employer gives work clothes and protective equipment.
    pub work_clothes: Option<bool>,
    /// Whether the employer pays or arranges the medical examination.
    pub medical_examination: Option<bool>,
    /// Whether the employer helps with papers: registration, patent.
    pub papers: Option<bool>,
}

/// All of it, as far as the employer says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conditions {
    /// Housing.
    pub housing: Option<Housing>,
    /// Meals.
    pub meals: Option<Meals>,
    /// Travel.
    pub travel: Option<Travel>,
    /// Insurance.
    pub insurance: Option<Insurance>,
    /// What else is provided.
    #[serde(default)]
    pub provided: Provided,
}
