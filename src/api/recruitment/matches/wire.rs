//! Matches on the wire: score, parts, findings, and the reason.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    api::{
        recruitment::matches::{
            learned::{OpeningCourseView, ProofFindingView},
            shown::{OfferView, ProfileView, facets, owner},
            weights::WeightsBody,
        },
        resource::shown::LookedUp,
        wire::{beside::Beside, employer::EmployerProfileView, labels::LabelsView},
    },
    app::{
        edition::Edition,
        learning::findings::{ProofFinding, is_about},
        recruitment::matches::{
            Explained, FailedRule, MatchSubject, Matched, Parts, RequirementFinding, Rule,
            SCORER_VERSION, Step, WEIGHTS_VERSION, Weights, rule_text, step_text,
        },
    },
    domain::{
        concepts::{
            occupation::TradeId,
            skill::{Evidence, SkillId},
        },
        recruitment::requirement::RequirementKind,
        values::language::Lang,
    },
};

/// What a match is made of: each part 0 to 1000.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(in crate::api) struct PartsView {
    /// The skills that are there, by weight, rarity, level and evidence.
    #[schema(minimum = 0, maximum = 1000, example = 870)]
    skills: u16,
    /// How near the candidate's occupations are.
    #[schema(minimum = 0, maximum = 1000, example = 1000)]
    occupation: u16,
    /// How high the workplace stands in the candidate's wishes, and how ready they are to go.
    #[schema(minimum = 0, maximum = 1000, example = 900)]
    region: u16,
    /// Languages.
    #[schema(minimum = 0, maximum = 1000, example = 1000)]
    language: u16,
    /// Years in the occupation, or in one that is near.
    #[schema(minimum = 0, maximum = 1000, example = 600)]
    experience: u16,
    /// Full where the vacancy says its pay so that it can be compared: what a candidate accepts is no part of a score.
    #[schema(minimum = 0, maximum = 1000, example = 400)]
    pay: u16,
}

impl From<Parts> for PartsView {
    fn from(parts: Parts) -> Self {
        let [skills, occupation, region, language, experience, pay] = parts.to_array();
        Self { skills, occupation, region, language, experience, pay }
    }
}

/// What answers an asked skill.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FoundView<'a> {
    /// The skill that is there.
    skill: &'a SkillId,
    /// Its level.
    #[schema(minimum = 1, maximum = 5, example = 4)]
    level: u8,
    /// Years of practice.
    #[schema(minimum = 0, maximum = 60, example = 6)]
    years: u8,
    /// On whose word.
    evidence: Evidence,
    /// `exact`, `narrower`, `related` (a quarter of the credit), or `neighbour` (often beside it: 30 % at the most).
    #[schema(max_length = 10, pattern = "^(exact|narrower|related|neighbour)$", example = "exact")]
    relation: &'static str,
}

/// An asked skill, and what answers it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RequirementView<'a> {
    /// The asked skill.
    skill: &'a SkillId,
    /// Its name in the language of the answer.
    #[schema(max_length = 200, example = "lay bricks")]
    label: &'a str,
    /// How binding it is.
    kind: RequirementKind,
    /// The least level.
    #[schema(minimum = 1, maximum = 5, example = 3)]
    min_level: u8,
    /// The least years.
    #[schema(minimum = 0, maximum = 60, example = 1)]
    min_years: u8,
    /// Whether what is there reaches both.
    met: bool,
    /// How much of it counts, 0 to 1000.
    #[schema(minimum = 0, maximum = 1000, example = 850)]
    credit: u16,
    /// What the credit rests on: the skill or a narrower one is `stated`; a trade of the candidate implies it, unproven
    /// (`implied`); a skill beside it is stated (`related`); or nothing is known (`unknown`).
    #[schema(max_length = 10, pattern = "^(stated|implied|related|unknown)$", example = "stated")]
    basis: &'static str,
    /// The stated skill that answers it best; left out if none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<FoundView<'a>>,
    /// The trade that implies it, where neither it nor a narrower skill is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    implied_by: Option<&'a TradeId>,
    /// What decisions on recognitions and tests of courses say of it, the latest first; left out if there are none. Employers
    /// see only what applies and speaks for the candidate.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 100)]
    proofs: Vec<ProofFindingView<'a>>,
}

impl<'a> RequirementView<'a> {
    fn of(
        finding: &'a RequirementFinding,
        proofs: &'a [ProofFinding],
        (edition, lang): (&'a Edition, Lang),
    ) -> Self {
        let about = proofs.iter().filter(|proof| is_about(finding, &proof.skill));
        let RequirementFinding { skill, kind, min_level, min_years, met, credit, .. } = finding;
        let found = finding.found.as_ref().map(|found| FoundView {
            skill: &found.skill,
            level: found.level,
            years: found.years,
            evidence: found.evidence,
            relation: found.relation.as_str(),
        });
        Self {
            skill,
            label: edition.skill_label(skill, lang),
            kind: *kind,
            min_level: *min_level,
            min_years: *min_years,
            met: *met,
            credit: *credit,
            basis: finding.basis().as_str(),
            found,
            implied_by: finding.implied_by.as_ref(),
            proofs: about.map(Into::into).collect(),
        }
    }
}

/// A rule that the pair fails.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FailedRuleView<'a> {
    /// The rule.
    rule: Rule,
    /// The skill, for a rule about a skill.
    #[serde(skip_serializing_if = "Option::is_none")]
    skill: Option<&'a SkillId>,
    /// What it needs.
    #[schema(max_length = 300, example = "con.lay_bricks at level 3")]
    needed: &'a str,
    /// What is there.
    #[schema(max_length = 300, example = "level 2")]
    actual: &'a str,
    /// The same for people.
    #[schema(max_length = 1000)]
    text: String,
}

/// One thing that would have to change for the pair to be eligible.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct StepView {
    /// What kind of step.
    #[schema(max_length = 40, pattern = "^[a-z_]+$", example = "raise_skill")]
    step: &'static str,
    /// The same for people.
    #[schema(max_length = 1000, example = "Raise lay bricks from level 2 to level 3")]
    text: String,
}

fn step_name(step: &Step) -> &'static str {
    match step {
        Step::RaiseSkill { .. } => "raise_skill",
        Step::LearnSkill { .. } => "learn_skill",
        Step::GainYears { .. } => "gain_years",
        Step::RaiseLanguage { .. } => "raise_language",
        Step::ObtainLicence { .. } => "obtain_licence",
        Step::ObtainCertificate { .. } => "obtain_certificate",
        Step::GainExperience { .. } => "gain_experience",
        Step::RaiseGrade { .. } => "raise_grade",
        Step::CompleteEducation { .. } => "complete_education",
        Step::AcceptMunicipality { .. } => "accept_municipality",
        Step::ArriveBy { .. } => "arrive_by",
        Step::OfferMore { .. } => "offer_more",
        Step::BecomeAvailable => "become_available",
        Step::NotWithinCandidatesPower { .. } => "not_within_the_candidates_power",
    }
}

/// A match: an eligible pair with its score, its parts and its reason.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MatchView<'a> {
    /// The candidate; left out when candidates were not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    candidate_id: Option<Uuid>,
    /// The vacancy; left out when vacancies were not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    vacancy_id: Option<Uuid>,
    /// Basis points, 0 to 10,000.
    #[schema(minimum = 0, maximum = 10_000, example = 8735)]
    score: u16,
    /// What the score is made of; it recomputes as ⌊10 · Σ weight·part / Σ weight⌋.
    parts: PartsView,
    /// Each asked skill, and what answers it.
    #[schema(max_items = 60)]
    requirements: Vec<RequirementView<'a>>,
    /// How many skills are asked for in words that name nothing known yet. Nobody gets credit for them, and a `must` among
    /// them rules nobody out.
    #[schema(minimum = 0, maximum = 60, example = 0)]
    unread_requirements: u8,
    /// The rules for which not enough is told: they neither fail nor are known to hold. `occupation`: that of the vacancy or
    /// of the candidate is not known. `pay_not_comparable`: the pay cannot be compared with a floor; employers are told so by
    /// what the vacancy states alone, whatever the candidate accepts.
    #[schema(max_items = 15)]
    unknown: &'a [Rule],
    /// The candidate's profile, where candidates were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    candidate: Option<ProfileView>,
    /// The vacancy in short, where vacancies were asked for; left out if it was taken down this moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    vacancy: Option<OfferView>,
    /// The names of the concepts of what was found, where `include` asks for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<LabelsView>,
    /// The employer of the vacancy, where `include` asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    employer: Option<EmployerProfileView>,
    /// One or two sentences for people.
    #[schema(
        max_length = 2000,
        example = "Has all 3 required skills; works as a bricklayer; Kazan is the first wish."
    )]
    reason: &'a str,
}

/// Why a pair matches, or does not.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ExplanationView<'a> {
    /// The vacancy.
    vacancy_id: Uuid,
    /// The candidate.
    candidate_id: Uuid,
    /// Whether every rule holds.
    eligible: bool,
    /// Basis points, 0 to 10,000; of a pair that is not eligible, what it would be if it were.
    #[schema(minimum = 0, maximum = 10_000, example = 8735)]
    score: u16,
    /// What the score is made of.
    parts: PartsView,
    /// Each asked skill, and what answers it.
    #[schema(max_items = 60)]
    requirements: Vec<RequirementView<'a>>,
    /// How many skills are asked for in words that name nothing known yet. Nobody gets credit for them, and a `must` among
    /// them rules nobody out.
    #[schema(minimum = 0, maximum = 60, example = 0)]
    unread_requirements: u8,
    /// The rules for which not enough is told: they neither fail nor are known to hold. `occupation`: that of the vacancy or
    /// of the candidate is not known. `pay_not_comparable`: the pay cannot be compared with a floor; employers are told so by
    /// what the vacancy states alone, whatever the candidate accepts.
    #[schema(max_items = 15)]
    unknown: &'a [Rule],
    /// The rules that fail.
    #[schema(max_items = 90)]
    failed_rules: Vec<FailedRuleView<'a>>,
    /// The shortest path to eligibility.
    #[schema(max_items = 90)]
    path: Vec<StepView>,
    /// Of a pair that is not eligible, the courses with a free seat that would open most vacancies to the candidate, most
    /// first; employers see none.
    #[schema(max_items = 5)]
    courses: Vec<OpeningCourseView<'a>>,
    /// One or two sentences for people.
    #[schema(max_length = 2000)]
    reason: &'a str,
    /// The weights that were used.
    weights: WeightsBody,
    /// Version of the scoring rules.
    #[schema(max_length = 40, pattern = "^[a-z0-9.-]+$", example = "scorer-5")]
    scorer_version: &'static str,
    /// Version of the default weights and profiles.
    #[schema(max_length = 40, pattern = "^[a-z0-9.-]+$", example = "weights-3")]
    weights_version: &'static str,
}

/// A page of matches.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MatchPage<'a> {
    /// The matches, best first; ties are ordered by id.
    #[schema(max_items = 100)]
    pub items: Vec<MatchView<'a>>,
    /// The address of the next page; `null` on the last.
    #[schema(required, format = "uri", max_length = 9000)]
    pub next: Option<String>,
    /// The weights that were used.
    pub weights: WeightsBody,
    /// Version of the scoring rules.
    #[schema(max_length = 40, pattern = "^[a-z0-9.-]+$", example = "scorer-5")]
    pub scorer_version: &'static str,
    /// Version of the default weights and profiles.
    #[schema(max_length = 40, pattern = "^[a-z0-9.-]+$", example = "weights-3")]
    pub weights_version: &'static str,
}

impl<'a> MatchView<'a> {
    /// A match as the side that asked sees it.
    pub(in crate::api) fn of(
        matched: &'a Matched,
        found: MatchSubject,
        looked_up: &LookedUp<'a>,
    ) -> Self {
        let Matched { vacancy, candidate, explanation, reason, .. } = matched;
        let Beside { labels, employer, .. } = looked_up.beside(&facets(&found), owner(&found));
        let (profile, offer) = match found {
            MatchSubject::Candidate(profile) => (Some(ProfileView::from(*profile)), None),
            MatchSubject::Vacancy(offer) => (None, Some(offer)),
        };
        Self {
            candidate_id: profile.is_some().then_some(*candidate),
            vacancy_id: offer.is_some().then_some(*vacancy),
            score: explanation.score.total,
            parts: explanation.score.parts.into(),
            requirements: requirements(matched, looked_up.edition, looked_up.lang()),
            unread_requirements: explanation.unread,
            unknown: &explanation.unknown,
            candidate: profile,
            vacancy: offer.flatten().as_deref().map(OfferView::from),
            labels,
            employer,
            reason,
        }
    }
}

impl<'a> ExplanationView<'a> {
    /// Everything about a pair.
    pub(in crate::api) fn of(explained: &'a Explained, weights: Weights, lang: Lang) -> Self {
        let Explained { matched, courses, edition } = explained;
        let Matched { vacancy, candidate, explanation, reason, .. } = matched;
        let failed_rule = |failed: &'a FailedRule| FailedRuleView {
            rule: failed.rule,
            skill: failed.skill.as_ref(),
            needed: &failed.needed,
            actual: &failed.actual,
            text: rule_text(failed, edition, lang),
        };
        let step =
            |step: &Step| StepView { step: step_name(step), text: step_text(step, edition, lang) };
        Self {
            vacancy_id: *vacancy,
            candidate_id: *candidate,
            eligible: explanation.eligible(),
            score: explanation.score.total,
            parts: explanation.score.parts.into(),
            requirements: requirements(matched, edition, lang),
            unread_requirements: explanation.unread,
            unknown: &explanation.unknown,
            failed_rules: explanation.failed.iter().map(failed_rule).collect(),
            path: explanation.path.iter().map(step).collect(),
            courses: courses.iter().map(|one| OpeningCourseView::of(one, lang)).collect(),
            reason,
            weights: weights.into(),
            scorer_version: SCORER_VERSION,
            weights_version: WEIGHTS_VERSION,
        }
    }
}

fn requirements<'a>(
    matched: &'a Matched,
    edition: &'a Edition,
    lang: Lang,
) -> Vec<RequirementView<'a>> {
    let findings = matched.explanation.requirements.iter();
    let view = |finding| RequirementView::of(finding, &matched.proofs, (edition, lang));
    findings.map(view).collect()
}
