//! Employers of Tatarstan: who may publish vacancies, and when.

use serde::{Deserialize, Serialize};

use crate::domain::{
    access::scope::{Role, Scope},
    concepts::facet::{Facet, FacetKind},
    parties::legal_ids::{Inn, Kpp, Ogrn, Okved},
    resource::{Record, RecordKind, Resource, id::Id},
    values::{place::Municipality, text::LocalizedText, words::words},
};

words! {
    /// The state of an employer.
    EmployerStatus {
        /// Entered, not looked at.
        Registered = "registered",
        /// Being checked.
        Verifying = "verifying",
        /// Checked; may publish vacancies.
        Verified = "verified",
        /// May not publish for now.
        Suspended = "suspended",
        /// May never publish again.
        Blacklisted = "blacklisted",
    }
}

/// An employer: a legal entity of Tatarstan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerBody {
    /// Its name by language.
    pub name: LocalizedText,
    /// ИНН.
    pub inn: Inn,
    /// ОГРН.
    pub ogrn: Ogrn,
    /// КПП, which organisations have and entrepreneurs lack.
    pub kpp: Option<Kpp>,
    /// Main class of economic activity.
    pub okved: Okved,
    /// Where it is registered, which need not be where the work is.
    pub municipality: Municipality,
}

/// A stored employer.
pub type Employer = Record<EmployerBody>;
/// The id of an employer.
pub type EmployerId = Id<EmployerBody>;

impl Resource for EmployerBody {
    type Status = EmployerStatus;
    const KIND: RecordKind = RecordKind::Employer;
    const WRITER: Role = Role::Operator;
    const READ: Scope = Scope::OrganisationsRead;
    const WRITE: Scope = Scope::OrganisationsWrite;
    const INITIAL: EmployerStatus = EmployerStatus::Registered;
    const PUBLIC: Option<EmployerStatus> = None;

    fn next(from: EmployerStatus) -> &'static [EmployerStatus] {
        use EmployerStatus::{Blacklisted, Registered, Suspended, Verified, Verifying};
        match from {
            Registered => &[Verifying],
            Verifying => &[Verified, Registered, Blacklisted],
            Verified => &[Suspended, Blacklisted],
            Suspended => &[Verified, Verifying, Blacklisted],
            Blacklisted => &[],
        }
    }

    fn is_editable(status: EmployerStatus) -> bool {
        status != EmployerStatus::Blacklisted
    }

    fn is_deletable(_status: EmployerStatus) -> bool {
        false
    }

    fn transition_blocker(&self, _to: EmployerStatus) -> Option<String> {
        None
    }

    fn facets(&self) -> Vec<Facet> {
        vec![Facet::new(FacetKind::Municipality, &self.municipality)]
    }

    fn titles(&self) -> Vec<(crate::domain::values::language::Lang, &str)> {
        self.name.all().iter().map(|(lang, text)| (*lang, text.as_str())).collect()
    }
}
