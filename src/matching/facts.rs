//! Vacancies and candidates as the engine sees them: small integers, nothing about the person that is not scored.
//!
//! Age and district are left behind here, so no later step could use them; education serves a rule and no score.

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use crate::domain::{
    concepts::skill::{Evidence, HeldSkill, SkillId},
    recruitment::{
        candidate::{CandidateBody, Destinations, Education, Readiness},
        implied::implied,
        pay::PayReach,
        requirement::{LanguageRequirement, Requirement, RequirementKind, RequirementText},
        vacancy::VacancyBody,
    },
    values::money::OfferedPay,
};

use super::{
    knowledge::Knowledge,
    numbers::{PayTerms, PlaceNo, PlaceSet, RegionNo, RegionSet, SkillNo, Tongue, UnitNo, rung},
    past::Past,
    relation::{Accepts, ImpliedBy},
    trades::OccupationFacts,
};

/// The rarity of a skill of which nothing is known.
const MIDDLING_RARITY: u16 = 500;

/// A skill that a vacancy asks for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Wanted {
    /// The skill, or its place in [`VacancyFacts::retired`] if the knowledge has no such skill.
    pub(super) skill: Result<SkillNo, usize>,
    pub(super) kind: RequirementKind,
    pub(super) min_level: u8,
    pub(super) min_years: u8,
    /// Weight × rarity, twice for a `must`.
    pub(super) weight: u32,
    /// The skills that answer it, by number; none for a retired skill.
    pub(super) accepts: Accepts,
    /// The trades that imply it, by number; none for a retired skill.
    pub(super) implied_by: ImpliedBy,
}

/// A language that a vacancy asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct WantedTongue {
    pub(super) tongue: Tongue,
    pub(super) rung: u8,
    pub(super) kind: RequirementKind,
}

/// A vacancy as the engine sees it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VacancyFacts {
    /// The id of the vacancy.
    pub id: Uuid,
    pub(super) matchable: bool,
    pub(super) wanted: Vec<Wanted>,
    pub(super) retired: Vec<SkillId>,
    /// How many skills are asked for in words that name nothing known.
    pub(super) unread: u8,
    /// What these weigh beside the wanted: nobody is known to have them.
    pub(super) unread_weight: u32,
    pub(super) tongues: Vec<WantedTongue>,
    pub(super) licences: u32,
    pub(super) certificates: u32,
    pub(super) past: Past,
    /// Where the work is, without the municipalities that the knowledge does not have: nobody accepts those.
    pub(super) places: Vec<PlaceNo>,
    /// The only home regions accepted; `None` accepts all.
    pub(super) regions: Option<RegionSet>,
    pub(super) preferred_regions: RegionSet,
    /// Those that would do; none where what is asked for names nothing known.
    pub(super) occupations: Vec<OccupationFacts>,
    pub(super) pay: PayReach,
    /// At once, if it is not said.
    pub(super) start: NaiveDate,
    /// The last day on which a candidate may arrive.
    pub(super) latest: NaiveDate,
}

/// A skill that a candidate has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Held {
    pub(super) skill: SkillNo,
    pub(super) level: u8,
    pub(super) years: u8,
    pub(super) evidence: Evidence,
}

/// An occupation that a candidate has practised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Practised {
    pub(super) occupation: OccupationFacts,
    /// 0 to 60, if they are known.
    pub(super) years: Option<u8>,
    /// 1 to 8, if it is known.
    pub(super) grade: Option<u8>,
}

/// A candidate as the engine sees one. Skills that the knowledge does not have are left out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CandidateFacts {
    /// The id of the candidate.
    pub id: Uuid,
    pub(super) matchable: bool,
    /// By number of the skill.
    pub(super) skills: Vec<Held>,
    /// In order.
    pub(super) occupations: Vec<Practised>,
    /// Languages with their rung, 1 to 6, in order.
    pub(super) tongues: Vec<(Tongue, u8)>,
    pub(super) licences: u32,
    pub(super) certificates: u32,
    /// Highest education, if it is known.
    pub(super) education: Option<Education>,
    pub(super) region: Option<RegionNo>,
    /// Best first; by number, if they are equal.
    pub(super) ranked: Vec<PlaceNo>,
    /// Whether each of those listed is as good as the first.
    pub(super) equal: bool,
    pub(super) never: PlaceSet,
    /// Whether they would go to other places too, if it is known.
    pub(super) elsewhere: Option<bool>,
    pub(super) readiness: Option<Readiness>,
    pub(super) floor: Option<(PayTerms, u32)>,
    pub(super) available_from: Option<NaiveDate>,
}

impl VacancyFacts {
    /// The same under another id.
    #[must_use]
    pub fn under(self, id: Uuid) -> Self {
        Self { id, ..self }
    }

    /// Whether the vacancy takes part in matching (rule 8).
    pub fn is_matchable(&self) -> bool {
        self.matchable
    }

    /// What stands for all that a candidate's floor can be compared with.
    pub fn pay_fingerprint(&self) -> String {
        self.pay.fingerprint()
    }

    /// Reads a vacancy. `matchable` says that it is published and has open seats.
    pub fn of(knowledge: &Knowledge, id: Uuid, body: &VacancyBody, matchable: bool) -> Self {
        let regions = |list: &[_]| list.iter().filter_map(|id| knowledge.region_no(id)).collect();
        let mut retired = Vec::new();
        let unread = || body.skill_texts.iter().filter(|text| text.requirement().is_none());
        let grace = Days::new(u64::from(body.start_grace_days));
        Self {
            id,
            matchable,
            wanted: body
                .skills_asked()
                .iter()
                .map(|one| wanted(knowledge, one, &mut retired))
                .collect(),
            retired,
            unread: u8::try_from(unread().count()).unwrap_or(u8::MAX),
            unread_weight: unread().map(unread_weight).sum(),
            tongues: body.languages.iter().map(WantedTongue::from).collect(),
            licences: body.driving_licences.iter().fold(0, |set, one| set | 1 << *one as u32),
            certificates: body.certificates.iter().fold(0, |set, one| set | 1 << *one as u32),
            past: Past::of(&body.background, body.grade_in_title),
            places: places(knowledge, body),
            regions: (!body.home_regions.is_empty()).then(|| regions(&body.home_regions)),
            preferred_regions: regions(&body.preferred_home_regions),
            occupations: body
                .occupations_asked()
                .map(|one| OccupationFacts::of(knowledge, one))
                .collect(),
            pay: pay(body),
            start: body.job_start_date.unwrap_or(NaiveDate::MIN),
            latest: body
                .job_start_date
                .and_then(|first| first.checked_add_days(grace))
                .unwrap_or(NaiveDate::MAX),
        }
    }

    /// The id of an asked skill.
    pub(super) fn skill_id<'a>(&'a self, knowledge: &'a Knowledge, wanted: &Wanted) -> &'a SkillId {
        match wanted.skill {
            Ok(skill) => knowledge.skill_id(skill),
            Err(place) => &self.retired[place],
        }
    }
}

impl CandidateFacts {
    /// The same under another id.
    #[must_use]
    pub fn under(self, id: Uuid) -> Self {
        Self { id, ..self }
    }

    /// Whether the candidate takes part in matching (rule 8).
    pub fn is_matchable(&self) -> bool {
        self.matchable
    }

    /// Reads a candidate. `matchable` says that the candidate is available, has consented to matching, and that the
    /// agency may act.
    pub fn of(knowledge: &Knowledge, id: Uuid, body: &CandidateBody, matchable: bool) -> Self {
        let mut occupations: Vec<_> =
            body.known_occupations().iter().map(|one| Practised::of(knowledge, one)).collect();
        occupations.sort_unstable();
        let mut skills: Vec<_> =
            body.skills_held().iter().filter_map(|held| Held::of(knowledge, held)).collect();
        if !body.proofs.is_empty() {
            practise_unstated(knowledge, body, &mut skills, &occupations);
        }
        skills.sort_unstable();
        let mut tongues: Vec<_> = body
            .languages
            .iter()
            .map(|one| (Tongue::from(&one.language), rung(one.level)))
            .collect();
        tongues.sort_unstable();
        let place = |id| knowledge.place_no(id);
        Self {
            id,
            matchable,
            skills,
            occupations,
            tongues,
            licences: implied(&body.driving_licences).fold(0, |set, one| set | 1 << one as u32),
            certificates: implied(&body.certificates).fold(0, |set, one| set | 1 << one as u32),
            education: body.education,
            region: body.home_region.as_ref().and_then(|region| knowledge.region_no(region)),
            ranked: ranked(knowledge, &body.destinations),
            equal: body.destinations.equal,
            never: body.destinations.never.iter().filter_map(place).collect(),
            elsewhere: body.destinations.elsewhere,
            readiness: body.readiness,
            floor: body.pay_floor.map(|pay| (PayTerms::new(pay.currency, pay.unit), pay.amount)),
            available_from: body.available_from,
        }
    }

    /// The rung that the candidate has reached in a language; 0 is none.
    pub(super) fn rung(&self, tongue: Tongue) -> u8 {
        let reached = self.tongues.iter().filter(|(one, _)| *one == tongue).map(|(_, rung)| *rung);
        reached.max().unwrap_or(0)
    }
}

impl OccupationFacts {
    fn of(knowledge: &Knowledge, body: &crate::domain::concepts::occupation::Occupation) -> Self {
        match body.trade.as_ref().and_then(|id| knowledge.trade(id)) {
            Some((trade, unit)) => Self { trade: Some(trade), unit },
            None => Self { trade: None, unit: UnitNo::from(&body.isco08) },
        }
    }

    /// Whether it names a trade or a group that is known.
    pub(super) fn is_known(self) -> bool {
        self.trade.is_some() || self.unit.is_known()
    }
}

impl Practised {
    fn of(
        knowledge: &Knowledge,
        body: &crate::domain::concepts::occupation::PractisedOccupation,
    ) -> Self {
        let occupation = OccupationFacts::of(knowledge, &body.occupation);
        let grade = body.grade.map(|grade| grade.clamp(1, 8));
        Self { occupation, years: body.years.map(|years| years.min(60)), grade }
    }

    /// The years that give credit: none, as long as they are not known.
    pub(super) fn long(self) -> u8 {
        self.years.unwrap_or(0)
    }
}

impl Held {
    fn of(knowledge: &Knowledge, held: &HeldSkill) -> Option<Self> {
        let skill = knowledge.skill_no(&held.skill)?;
        let (level, years) = (held.level.clamp(1, 5), held.years.min(60));
        Some(Self { skill, level, years, evidence: held.evidence })
    }
}

impl From<&LanguageRequirement> for WantedTongue {
    fn from(one: &LanguageRequirement) -> Self {
        Self { tongue: Tongue::from(&one.language), rung: rung(one.level), kind: one.kind }
    }
}

/// A skill that is proven and not stated was practised as long as a trade that implies it: nobody becomes less by a proof.
fn practise_unstated(
    knowledge: &Knowledge,
    body: &CandidateBody,
    skills: &mut [Held],
    occupations: &[Practised],
) {
    let stated = body.skills_stated();
    let is_stated =
        |held: &Held| stated.iter().any(|one| knowledge.skill_no(&one.skill) == Some(held.skill));
    for held in skills.iter_mut().filter(|held| !is_stated(held)) {
        let implying = knowledge.implied_by(held.skill);
        let implies = |one: &&Practised| {
            one.occupation.trade.is_some_and(|trade| implying.binary_search(&trade).is_ok())
        };
        let years = occupations.iter().filter(implies).map(|one| one.long());
        held.years = years.max().unwrap_or(held.years);
    }
}

/// The wished places, the best first; in the order of their numbers, if each is as good as the first.
fn ranked(knowledge: &Knowledge, wishes: &Destinations) -> Vec<PlaceNo> {
    let known = wishes.ranked.iter().filter_map(|id| knowledge.place_no(id));
    let mut ranked: Vec<_> = known.take(PlaceSet::MOST).collect();
    if wishes.equal {
        ranked.sort_unstable();
    }
    ranked
}

/// The places of the work, each once, that of the workplace first.
fn places(knowledge: &Knowledge, body: &VacancyBody) -> Vec<PlaceNo> {
    let mut places = Vec::new();
    for place in body.municipalities().filter_map(|place| knowledge.place_no(&place)) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

/// How far the pay reaches, by the taxes of the first day of work.
fn pay(body: &VacancyBody) -> PayReach {
    let on = body.job_start_date.or(body.valid_through).unwrap_or(NaiveDate::MAX);
    let unsaid = OfferedPay::default();
    PayReach::of(body.base_salary.as_ref().unwrap_or(&unsaid), &body.work_hours, on)
}

fn wanted(knowledge: &Knowledge, one: &Requirement, retired: &mut Vec<SkillId>) -> Wanted {
    let skill = knowledge.skill_no(&one.skill).ok_or(retired.len());
    if skill.is_err() {
        retired.push(one.skill.clone());
    }
    let rarity = skill.map_or(1000, |skill| knowledge.rarity(skill));
    Wanted {
        skill,
        kind: one.kind,
        min_level: one.min_level.clamp(1, 5),
        min_years: one.min_years.min(60),
        weight: weight(one.weight, one.kind, rarity),
        accepts: skill
            .map_or_else(|_| Accepts::default(), |skill| knowledge.accepts(skill).clone()),
        implied_by: skill
            .map_or_else(|_| ImpliedBy::default(), |skill| knowledge.implied_by(skill).clone()),
    }
}

/// Weight × rarity, twice for a `must`.
fn weight(weight: u8, kind: RequirementKind, rarity: u16) -> u32 {
    let times = if kind == RequirementKind::Must { 2 } else { 1 };
    u32::from(weight.max(1)) * u32::from(rarity) * times
}

/// What a text that names nothing known weighs: as much as a skill of middling rarity.
fn unread_weight(text: &RequirementText) -> u32 {
    weight(text.weight, text.kind, MIDDLING_RARITY)
}
