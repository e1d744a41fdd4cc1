//! Recruitment agencies of Uzbekistan: licensed, and only while the licence is valid.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    casework::centre::PhoneNumber,
    concepts::facet::{Facet, FacetKind},
    parties::legal_ids::{LicenceNumber, Stir},
    resource::{
        Record, RecordKind, Resource,
        format::Format,
        id::Id,
        lifecycle::{Move, Need},
    },
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
    /// Its telephones, none of which is a worker's own.
    #[serde(default)]
    pub phones: Vec<PhoneNumber>,
}

/// A stored agency.
pub type Agency = Record<AgencyBody>;
/// The id of an agency.
pub type AgencyId = Id<AgencyBody>;

type AgencyMove = Move<AgencyStatus, AgencyBody>;

const OPERATOR: &[Relation] = &[Relation::Operator];
const LICENSED: AgencyMove = Move {
    to: AgencyStatus::Licensed,
    by: OPERATOR,
    needs: &[Need::Day(AgencyBody::licence_ended)],
};
const SUSPENDED: AgencyMove =
    Move::by(&[Relation::Operator, Relation::System], AgencyStatus::Suspended);
const REVOKED: AgencyMove = Move::by(OPERATOR, AgencyStatus::Revoked);

impl AgencyStatus {
    /// Whether an agency in this state may put candidates forward.
    pub fn may_put_forward(self) -> bool {
        self == Self::Licensed
    }
}

impl AgencyBody {
    /// That the licence has ended by this day, and what to do, if it has.
    pub fn licence_ended(&self, today: NaiveDate) -> Option<String> {
        (self.licence_valid_until < today).then(|| {
            "the licence has ended: set the licence_valid_until of a new one first".to_owned()
        })
    }
}

impl Format for AgencyBody {}

impl Resource for AgencyBody {
    type Status = AgencyStatus;
    const KIND: RecordKind = RecordKind::Agency;
    const OWNER: Role = Role::Agency;
    const WRITERS: &'static [Relation] = &[Relation::Operator];
    const READ: Scope = Scope::OrganisationsRead;
    const WRITE: Scope = Scope::OrganisationsWrite;
    const STATES: &'static [AgencyStatus] = AgencyStatus::ALL;
    const INITIAL: AgencyStatus = AgencyStatus::Registered;
    const PUBLIC: Option<AgencyStatus> = None;

    fn moves(from: AgencyStatus) -> &'static [Move<AgencyStatus, Self>] {
        match from {
            AgencyStatus::Licensed => &[SUSPENDED, REVOKED],
            AgencyStatus::Registered | AgencyStatus::Suspended => &[LICENSED, REVOKED],
            AgencyStatus::Revoked => &[],
        }
    }

    fn is_editable(status: AgencyStatus) -> bool {
        status != AgencyStatus::Revoked
    }

    /// Whose licence turns out to have ended puts nobody forward from that moment.
    fn revised(
        status: AgencyStatus,
        _before: &Self,
        after: &Self,
        today: NaiveDate,
    ) -> Result<AgencyStatus, String> {
        match status {
            AgencyStatus::Revoked => Err("an agency that is revoked cannot be changed".to_owned()),
            AgencyStatus::Licensed if after.licence_ended(today).is_some() => {
                Ok(AgencyStatus::Suspended)
            }
            AgencyStatus::Registered | AgencyStatus::Licensed | AgencyStatus::Suspended => {
                Ok(status)
            }
        }
    }

    fn is_deletable(_status: AgencyStatus) -> bool {
        false
    }

    fn facets(&self) -> Vec<Facet> {
        let phones = self.phones.iter().map(|phone| Facet::new(FacetKind::Phone, phone));
        let mut facets: Vec<Facet> =
            phones.chain([Facet::new(FacetKind::HomeRegion, &self.home_region)]).collect();
        facets.sort();
        facets.dedup();
        facets
    }

    fn titles(&self) -> Vec<(crate::domain::values::language::Lang, &str)> {
        self.name.all().iter().map(|(lang, text)| (*lang, text.as_str())).collect()
    }
}
