//! Recruitment agencies of Uzbekistan: licensed, and only while the licence is valid.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    access::scope::{Role, Scope},
    concepts::facet::{Facet, FacetKind},
    parties::legal_ids::{LicenceNumber, Stir},
    resource::{Record, RecordKind, Resource, id::Id},
    values::{place::HomeRegion, text::LocalizedText, words::words},
};

words! {
    /// The state of an agency.
    AgencyStatus {
        /// Entered, not looked at.
        Registered = "registered",
        /// Licence checked; its candidates may be matched.
        Licensed = "licensed",
        /// Its candidates may not be put forward for now.
        Suspended = "suspended",
        /// The licence was withdrawn or ran out for good.
        Revoked = "revoked",
    }
}

/// An agency: a licensed recruiter in Uzbekistan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyBody {
    /// Its name by language.
    pub name: LocalizedText,
    /// СТИР.
    pub stir: Stir,
    /// Number of its licence.
    pub licence_number: LicenceNumber,
    /// Last day of the licence.
    pub licence_valid_until: NaiveDate,
    /// The region where it has its seat.
    pub home_region: HomeRegion,
}

/// A stored agency.
pub type Agency = Record<AgencyBody>;
/// The id of an agency.
pub type AgencyId = Id<AgencyBody>;

impl Resource for AgencyBody {
    type Status = AgencyStatus;
    const KIND: RecordKind = RecordKind::Agency;
    const WRITER: Role = Role::Operator;
    const READ: Scope = Scope::OrganisationsRead;
    const WRITE: Scope = Scope::OrganisationsWrite;
    const INITIAL: AgencyStatus = AgencyStatus::Registered;
    const PUBLIC: Option<AgencyStatus> = None;

    fn next(from: AgencyStatus) -> &'static [AgencyStatus] {
        use AgencyStatus::{Licensed, Registered, Revoked, Suspended};
        match from {
            Licensed => &[Suspended, Revoked],
            Registered | Suspended => &[Licensed, Revoked],
            Revoked => &[],
        }
    }

    fn is_editable(status: AgencyStatus) -> bool {
        status != AgencyStatus::Revoked
    }

    fn is_deletable(_status: AgencyStatus) -> bool {
        false
    }

    fn transition_blocker(&self, _to: AgencyStatus) -> Option<String> {
        None
    }

    fn facets(&self) -> Vec<Facet> {
        vec![Facet::new(FacetKind::HomeRegion, &self.home_region)]
    }

    fn titles(&self) -> Vec<(crate::domain::values::language::Lang, &str)> {
        self.name.all().iter().map(|(lang, text)| (*lang, text.as_str())).collect()
    }
}
