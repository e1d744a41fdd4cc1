//! Centres: where a migrant worker is received, advised and helped with papers.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    casework::hours::OpeningHours,
    concepts::facet::{Facet, FacetKind},
    resource::{Record, RecordKind, Resource, format::Format, id::Id, lifecycle::Move},
    values::{
        language::Lang,
        place::Municipality,
        spoken::SpokenLanguage,
        text::LocalizedText,
        words::{checked_text, words},
    },
};

words! {
    /// The state of a centre.
    CentreStatus {
        /// Being written; only operators see it.
        Draft = "draft",
        /// Everybody can read it.
        Published = "published",
        /// It is there no more, or shall not be sent to for now.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// What a centre does for people.
    ServiceKind {
        /// Advice on rights and on the law.
        LegalAdvice = "legal_advice",
        /// Registration at the place of stay.
        Registration = "registration",
        /// Patents and other documents of work.
        WorkDocuments = "work_documents",
        /// Medical examination and insurance.
        Medical = "medical",
        /// Examinations of language, history and law, and the courses for them.
        Language = "language",
        /// Translation and notarial copies.
        Translation = "translation",
        /// First steps: housing, bank card, telephone, transport.
        Adaptation = "adaptation",
        /// Work, training and recognition of qualifications.
        Employment = "employment",
        /// Complaints, and help in danger.
        Protection = "protection",
        /// Passports and certificates of return by a consulate.
        Consular = "consular",
    }
}

checked_text! {
    /// A telephone number as E.164 has it.
    PhoneNumber, "a telephone number with its country, such as +78432000000", "^\\+[1-9][0-9]{6,14}$", 16, "+78432000000", |text| {
        text.strip_prefix('+').is_some_and(|digits| {
            (7..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
        })
    }
}

checked_text! {
    /// The address of a page on the web.
    WebAddress, "the address of a web page that begins with https:// or http://", "^https?://[^\\s]{3,500}$", 508, "https://example.org/centre", |text| {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        rest.is_some_and(|rest| (3..=500).contains(&rest.chars().count()) && !rest.contains(char::is_whitespace))
    }
}

/// A point on the earth, in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// From -90 (south) to 90.
    pub latitude: f64,
    /// From -180 (west) to 180.
    pub longitude: f64,
}

/// Something that a centre does for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// What.
    pub kind: ServiceKind,
    /// The languages that it is given in; none that is known.
    pub languages: Vec<SpokenLanguage>,
    /// What to bring along.
    pub required_documents: Vec<LocalizedText>,
    /// What it costs; nobody has said so if there is none.
    pub cost: Option<LocalizedText>,
}

/// A centre. What is not known of it is left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CentreBody {
    /// Its name by language.
    pub name: LocalizedText,
    /// Who runs it.
    pub organization: Option<LocalizedText>,
    /// Its address.
    pub address: Option<LocalizedText>,
    /// The municipality of Tatarstan that it lies in, if it lies there.
    pub municipality: Option<Municipality>,
    /// Where it lies.
    pub position: Option<Position>,
    /// Its telephones.
    pub phones: Vec<PhoneNumber>,
    /// Its page on the web.
    pub url: Option<WebAddress>,
    /// When it is open.
    pub hours: Option<OpeningHours>,
    /// What it does for people.
    pub services: Vec<Service>,
    /// The last day on which somebody assured that all this is so.
    pub assured_on: NaiveDate,
    /// Where it was read, and how sure that is.
    pub note: Option<LocalizedText>,
}

/// A stored centre.
pub type Centre = Record<CentreBody>;
/// The id of a centre.
pub type CentreId = Id<CentreBody>;

type CentreMove = Move<CentreStatus, CentreBody>;

const OPERATOR: &[Relation] = &[Relation::Operator];
const PUBLISHED: CentreMove = Move::by(OPERATOR, CentreStatus::Published);
const WITHDRAWN: CentreMove = Move::by(OPERATOR, CentreStatus::Withdrawn);

impl Position {
    /// As a pair of latitude and longitude.
    pub fn degrees(self) -> (f64, f64) {
        (self.latitude, self.longitude)
    }
}

impl Format for CentreBody {}

impl Resource for CentreBody {
    type Status = CentreStatus;
    const KIND: RecordKind = RecordKind::Centre;
    const OWNER: Role = Role::Operator;
    const WRITERS: &'static [Relation] = OPERATOR;
    const READ: Scope = Scope::CentresRead;
    const WRITE: Scope = Scope::CentresWrite;
    const STATES: &'static [CentreStatus] = CentreStatus::ALL;
    const INITIAL: CentreStatus = CentreStatus::Draft;
    const PUBLIC: Option<CentreStatus> = Some(CentreStatus::Published);

    fn moves(from: CentreStatus) -> &'static [CentreMove] {
        match from {
            CentreStatus::Draft | CentreStatus::Withdrawn => &[PUBLISHED],
            CentreStatus::Published => &[WITHDRAWN],
        }
    }

    fn is_editable(_status: CentreStatus) -> bool {
        true
    }

    fn is_deletable(status: CentreStatus) -> bool {
        status == CentreStatus::Draft
    }

    fn facets(&self) -> Vec<Facet> {
        let facet = |kind, value: &dyn fmt::Display| Facet::new(kind, value);
        let places = self.municipality.iter().map(|place| facet(FacetKind::Municipality, place));
        let services = self.services.iter();
        let kinds = services.clone().map(|service| facet(FacetKind::Service, &service.kind));
        let tongues = services.flat_map(|service| &service.languages);
        let tongues = tongues.map(|tongue| facet(FacetKind::ServiceLanguage, tongue));
        let phones = self.phones.iter().map(|phone| facet(FacetKind::Phone, phone));
        let mut facets: Vec<Facet> = places.chain(kinds).chain(tongues).chain(phones).collect();
        facets.sort();
        facets.dedup();
        facets
    }

    fn titles(&self) -> Vec<(Lang, &str)> {
        self.name.all().iter().map(|(lang, text)| (*lang, text.as_str())).collect()
    }
}
