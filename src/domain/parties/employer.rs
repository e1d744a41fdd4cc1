//! Employers of Tatarstan: who may publish vacancies, and when.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::{
    FieldError, Invalid,
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    casework::centre::PhoneNumber,
    concepts::facet::{Facet, FacetKind},
    parties::legal_ids::{Inn, Kpp, Ogrn, Okved},
    resource::{Record, RecordKind, Resource, format::Format, id::Id, lifecycle::Move},
    values::{place::Oktmo, text::LocalizedText, words::words},
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

/// An employer: an organisation or an entrepreneur with work in Tatarstan. A branch with a КПП of its own is one by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerBody {
    /// Its name by language.
    pub name: LocalizedText,
    /// ИНН.
    pub inn: Inn,
    /// ОГРН, which branches of foreign organisations lack.
    #[serde(default)]
    pub ogrn: Option<Ogrn>,
    /// КПП, which organisations have and entrepreneurs lack.
    pub kpp: Option<Kpp>,
    /// Main class of economic activity.
    pub okved: Okved,
    /// Where it is registered, which need not be where the work is, nor in Tatarstan.
    pub municipality: Oktmo,
    /// Its sector in a word that rules use, such as `non_budget`, if it was told.
    #[serde(default)]
    pub sector: Option<String>,
    /// Its telephones, none of which is a worker's own.
    #[serde(default)]
    pub phones: Vec<PhoneNumber>,
}

impl EmployerBody {
    /// The numbers that no one organisation has together.
    pub fn contradictions(&self) -> Vec<FieldError> {
        let (person, foreign) = (self.inn.is_of_person(), self.inn.is_foreign());
        let wrong = |pointer, why| Some(FieldError::new(pointer, "contradiction", why));
        let ogrn = match &self.ogrn {
            None if foreign => None,
            None => Some(FieldError::new("/ogrn", "required", "this member is required")),
            Some(_) if foreign => {
                wrong("/ogrn", "a foreign organisation has no OGRN: leave it out")
            }
            Some(ogrn) if ogrn.is_of_person() != person => wrong(
                "/ogrn",
                "an INN of 10 digits goes with an OGRN of 13, one of 12 with an OGRNIP of 15",
            ),
            Some(_) => None,
        };
        let kpp = self.kpp.as_ref().filter(|_| person);
        let kpp = kpp.and_then(|_| wrong("/kpp", "an entrepreneur has no KPP: leave it out"));
        ogrn.into_iter().chain(kpp).collect()
    }
}

/// A stored employer.
pub type Employer = Record<EmployerBody>;
/// The id of an employer.
pub type EmployerId = Id<EmployerBody>;

type EmployerMove = Move<EmployerStatus, EmployerBody>;

const OPERATOR: &[Relation] = &[Relation::Operator];
const REGISTERED: EmployerMove = Move::by(OPERATOR, EmployerStatus::Registered);
const VERIFYING: EmployerMove = Move::by(OPERATOR, EmployerStatus::Verifying);
const VERIFIED: EmployerMove = Move::by(OPERATOR, EmployerStatus::Verified);
const SUSPENDED: EmployerMove = Move::by(OPERATOR, EmployerStatus::Suspended);
const BLACKLISTED: EmployerMove = Move::by(OPERATOR, EmployerStatus::Blacklisted);

impl EmployerStatus {
    /// Whether an employer in this state may publish vacancies.
    pub fn may_publish(self) -> bool {
        self == Self::Verified
    }
}

/// Format 2: `ogrn` may be missing, and `municipality` may lie outside Tatarstan.
impl Format for EmployerBody {
    const NUMBER: u32 = 2;

    fn upgrade(_document: &mut Map<String, Value>, _from: u32) -> Result<(), Invalid> {
        Ok(()) // a document of format 1 is one of format 2
    }
}

impl Resource for EmployerBody {
    type Status = EmployerStatus;
    const KIND: RecordKind = RecordKind::Employer;
    const OWNER: Role = Role::Employer;
    const WRITERS: &'static [Relation] = &[Relation::Operator];
    const READ: Scope = Scope::OrganisationsRead;
    const WRITE: Scope = Scope::OrganisationsWrite;
    const STATES: &'static [EmployerStatus] = EmployerStatus::ALL;
    const INITIAL: EmployerStatus = EmployerStatus::Registered;
    const PUBLIC: Option<EmployerStatus> = None;

    fn moves(from: EmployerStatus) -> &'static [Move<EmployerStatus, Self>] {
        match from {
            EmployerStatus::Registered => &[VERIFYING],
            EmployerStatus::Verifying => &[VERIFIED, REGISTERED, BLACKLISTED],
            EmployerStatus::Verified => &[SUSPENDED, BLACKLISTED],
            EmployerStatus::Suspended => &[VERIFIED, VERIFYING, BLACKLISTED],
            EmployerStatus::Blacklisted => &[],
        }
    }

    fn is_editable(status: EmployerStatus) -> bool {
        status != EmployerStatus::Blacklisted
    }

    fn is_deletable(_status: EmployerStatus) -> bool {
        false
    }

    fn facets(&self) -> Vec<Facet> {
        let phones = self.phones.iter().map(|phone| Facet::new(FacetKind::Phone, phone));
        let mut facets: Vec<Facet> =
            phones.chain([Facet::new(FacetKind::Municipality, &self.municipality)]).collect();
        facets.sort();
        facets.dedup();
        facets
    }

    fn titles(&self) -> Vec<(crate::domain::values::language::Lang, &str)> {
        self.name.all().iter().map(|(lang, text)| (*lang, text.as_str())).collect()
    }
}
