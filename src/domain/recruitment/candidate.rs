//! Candidates: pseudonymous profiles. No name, birth date, passport or contact exists here; the person behind a
//! profile is known to the agency alone.

use std::{borrow::Cow, collections::BTreeMap};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::{
    Invalid,
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::{
        facet::{Facet, FacetKind},
        occupation::{PractisedOccupation, PractisedText},
        skill::{HeldSkill, HeldSkillText},
        wording::{Replaced, Text},
    },
    learning::proof::{Proof, with_proofs},
    recruitment::requirement::{Certificate, DrivingLicence},
    resource::{
        Record, RecordKind, Resource,
        format::Format,
        id::Id,
        lifecycle::{Move, Need},
    },
    trust::consent::Agreement,
    values::{
        money::PayFloor,
        place::{District, HomeRegion, Municipality},
        spoken::SpokenSkill,
        words::words,
    },
};

words! {
    /// The state of a candidate.
    CandidateStatus {
        /// Being entered; not matched.
        Draft = "draft",
        /// Looking for work; matched, given consent.
        Available = "available",
        /// Not looking for now.
        Paused = "paused",
        /// Has found work.
        Placed = "placed",
        /// Has left the programme.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// Highest education.
    Education {
        /// None or primary.
        Basic = "basic",
        /// Secondary school.
        Secondary = "secondary",
        /// Vocational school or college.
        Vocational = "vocational",
        /// University.
        Higher = "higher",
    }
}

words! {
    /// How soon the candidate could travel.
    Readiness {
        /// Only thinking about it.
        Exploring = "exploring",
        /// Collecting papers.
        Preparing = "preparing",
        /// Every paper is there.
        Ready = "ready",
    }
}

/// Where in Tatarstan the candidate would work.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destinations {
    /// Wanted municipalities, best first unless they are equal; at most 45.
    pub ranked: Vec<Municipality>,
    /// Whether each of the wanted is as good as the first, so that their order says nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub equal: bool,
    /// Municipalities never to be offered.
    pub never: Vec<Municipality>,
    /// Whether any other municipality is acceptable, if it is known.
    pub elsewhere: Option<bool>,
}

/// A candidate's profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidateBody {
    /// Home region, if it is known.
    #[serde(default)]
    pub home_region: Option<HomeRegion>,
    /// Home district, if given.
    pub home_district: Option<District>,
    /// Whether the agency has checked that the person is of age (18).
    pub of_age: bool,
    /// Occupations with years, best known first, as they were sent.
    pub occupations: Vec<PractisedOccupation>,
    /// An occupation in words.
    #[serde(default)]
    pub occupation_text: Option<PractisedText>,
    /// Skills, as they were sent.
    pub skills: Vec<HeldSkill>,
    /// Skills in words.
    #[serde(default)]
    pub skill_texts: Vec<HeldSkillText>,
    /// The retired concepts among those that were sent.
    #[serde(default)]
    pub replaced: Vec<Replaced>,
    /// Languages.
    pub languages: Vec<SpokenSkill>,
    /// Highest education, if it is known.
    #[serde(default)]
    pub education: Option<Education>,
    /// Licence categories held.
    pub driving_licences: Vec<DrivingLicence>,
    /// Certificates held.
    pub certificates: Vec<Certificate>,
    /// Where in Tatarstan.
    #[serde(default)]
    pub destinations: Destinations,
    /// Least pay accepted, if there is one.
    pub pay_floor: Option<PayFloor>,
    /// First day on which work could begin, if it is known.
    #[serde(default)]
    pub available_from: Option<NaiveDate>,
    /// How soon the candidate could travel, if it is known.
    #[serde(default)]
    pub readiness: Option<Readiness>,
    /// Consent to be matched: what the newest entry of the ledger of consents says.
    pub matching_consent: Option<Agreement>,
    /// What is proven of the skills now: what the decisions on recognitions and the tests of courses say.
    #[serde(default)]
    pub proofs: Vec<Proof>,
    /// Whether another candidate stands for this person now: what the newest entry of the ledger of merges says.
    #[serde(default)]
    pub superseded: bool,
}

/// A stored candidate.
pub type Candidate = Record<CandidateBody>;
/// The id of a candidate.
pub type CandidateId = Id<CandidateBody>;

impl CandidateBody {
    /// Whether consent to matching stands.
    pub fn consents_to_matching(&self) -> bool {
        self.matching_consent.as_ref().is_some_and(Agreement::stands)
    }

    /// The occupations: those that were sent, and the one that a text names unless it was sent.
    pub fn known_occupations(&self) -> Cow<'_, [PractisedOccupation]> {
        let mut all = Cow::Borrowed(&self.occupations[..]);
        if let Some(named) = self.occupation_text.as_ref().and_then(PractisedText::practised)
            && all.iter().all(|one| one.occupation != named.occupation)
        {
            all.to_mut().push(named);
        }
        all
    }

    /// The skills: those that are stated, with what is proven of them. One of which less is proven than is stated is there
    /// twice.
    pub fn skills_held(&self) -> Cow<'_, [HeldSkill]> {
        with_proofs(self.skills_stated(), &self.proofs)
    }

    /// The skills that were sent, and those that texts name and that were not sent. Of several texts for one skill the best
    /// counts, in whatever order they stand.
    pub fn skills_stated(&self) -> Cow<'_, [HeldSkill]> {
        let mut in_words = BTreeMap::new();
        for held in self.skill_texts.iter().filter_map(HeldSkillText::held) {
            let best = in_words.entry(held.skill.clone()).or_insert_with(|| held.clone());
            if held.worth() > best.worth() {
                *best = held;
            }
        }
        in_words.retain(|skill, _| self.skills.iter().all(|sent| sent.skill != *skill));
        let mut all = Cow::Borrowed(&self.skills[..]);
        if !in_words.is_empty() {
            all.to_mut().extend(in_words.into_values());
        }
        all
    }
}

type CandidateMove = Move<CandidateStatus, CandidateBody>;

const OWNER: &[Relation] = &[Relation::Owner];
const AVAILABLE: CandidateMove = Move {
    to: CandidateStatus::Available,
    by: OWNER,
    needs: &[Need::OwnerInGoodStanding, Need::Body(of_age_missing), Need::Body(stood_for)],
};
const PAUSED: CandidateMove =
    Move::by(&[Relation::Owner, Relation::System], CandidateStatus::Paused);
const PLACED: CandidateMove = Move::by(OWNER, CandidateStatus::Placed);
const WITHDRAWN: CandidateMove = Move::by(OWNER, CandidateStatus::Withdrawn);

fn of_age_missing(body: &CandidateBody) -> Option<String> {
    (!body.of_age).then(|| {
        "the agency has not confirmed that the person is 18 or older: set of_age first".to_owned()
    })
}

fn stood_for(body: &CandidateBody) -> Option<String> {
    body.superseded.then(|| {
        "another candidate stands for this person: an operator undoes the merge if that is wrong"
            .to_owned()
    })
}

/// Format 2: whatever nobody has said is unknown, also years in an occupation. The text of an occupation had 0 of them where nobody said how many.
impl Format for CandidateBody {
    const NUMBER: u32 = 2;

    fn upgrade(document: &mut Map<String, Value>, _from: u32) -> Result<(), Invalid> {
        let text = document.get_mut("occupation_text").and_then(Value::as_object_mut);
        if let Some(years) =
            text.and_then(|text| text.get_mut("years")).filter(|years| **years == 0)
        {
            *years = Value::Null;
        }
        Ok(())
    }
}

impl Resource for CandidateBody {
    type Status = CandidateStatus;
    const KIND: RecordKind = RecordKind::Candidate;
    const OWNER: Role = Role::Agency;
    const WRITERS: &'static [Relation] = &[Relation::Owner];
    const READ: Scope = Scope::CandidatesRead;
    const WRITE: Scope = Scope::CandidatesWrite;
    const STATES: &'static [CandidateStatus] = CandidateStatus::ALL;
    const INITIAL: CandidateStatus = CandidateStatus::Draft;
    const PUBLIC: Option<CandidateStatus> = None;

    fn moves(from: CandidateStatus) -> &'static [Move<CandidateStatus, Self>] {
        match from {
            CandidateStatus::Available => &[PAUSED, PLACED, WITHDRAWN],
            CandidateStatus::Draft | CandidateStatus::Paused | CandidateStatus::Placed => {
                &[AVAILABLE, WITHDRAWN]
            }
            CandidateStatus::Withdrawn => &[],
        }
    }

    fn is_editable(status: CandidateStatus) -> bool {
        status != CandidateStatus::Withdrawn
    }

    /// Nobody proves anything of their own candidate, or undoes a merge.
    fn keep(&mut self, before: &Self) {
        self.proofs.clone_from(&before.proofs);
        self.superseded = before.superseded;
    }

    fn is_deletable(_status: CandidateStatus) -> bool {
        true
    }

    fn facets(&self) -> Vec<Facet> {
        let region = self.home_region.iter();
        let mut facets: Vec<_> =
            region.map(|region| Facet::new(FacetKind::HomeRegion, region)).collect();
        for practised in self.known_occupations().iter() {
            facets.extend(practised.occupation.facets());
        }
        let held = self.skills_held();
        facets.extend(held.iter().map(|held| Facet::new(FacetKind::Skill, &held.skill)));
        facets.extend(self.replaced.iter().filter_map(Facet::of_heir));
        facets.extend(
            self.destinations.ranked.iter().map(|place| Facet::new(FacetKind::Municipality, place)),
        );
        facets.sort();
        facets.dedup();
        facets
    }

    fn agreement(&self) -> Option<&Agreement> {
        self.matching_consent.as_ref()
    }

    fn texts(&self) -> Vec<Text<'_>> {
        let occupation = self.occupation_text.iter().map(|text| text.occupation.shown_occupation());
        occupation.chain(self.skill_texts.iter().map(|held| held.skill.shown_skill())).collect()
    }
}
