//! What can stand beside a record, so that its reader need not ask again.

use std::{fmt, str::FromStr};

use crate::{
    api::wire::{employer::EmployerProfileView, labels::LabelsView},
    domain::Invalid,
};

/// What can be shown beside a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::api) enum Include {
    /// The names of its occupations, skills and places.
    Labels,
    /// Its employer's public profile.
    Employer,
}

impl FromStr for Include {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        match text {
            "labels" => Ok(Self::Labels),
            "employer" => Ok(Self::Employer),
            _ => Err(Invalid::expected("labels or employer")),
        }
    }
}

impl fmt::Display for Include {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Labels => "labels",
            Self::Employer => "employer",
        })
    }
}

/// What stands beside a record.
#[derive(Debug, Default)]
pub(in crate::api) struct Beside {
    /// The names of its concepts, if they were asked for.
    pub labels: Option<LabelsView>,
    /// Its employer, if that was asked for.
    pub employer: Option<EmployerProfileView>,
    /// How far it is from the place that was named, if one was.
    pub distance_km: Option<u32>,
}
