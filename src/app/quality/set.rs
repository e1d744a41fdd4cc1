//! The judged set: reading it, the rule of its grades, and what the engine sees of it.

use std::path::Path;

use serde::{Deserialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    app::edition::knowledge,
    domain::{
        concepts::{
            occupation::{Occupation, PractisedOccupation},
            skill::HeldSkill,
        },
        recruitment::{
            candidate::{CandidateBody, Destinations},
            requirement::Requirement,
            vacancy::VacancyBody,
        },
        values::language::Lang,
    },
    matching::{CandidateFacts, Knowledge, VacancyFacts, Verdict, Weights, judge},
    taxonomy::{
        ConceptKind, Taxonomy,
        resolve::{Outcome, Resolver},
    },
};

/// A vacancy: its trade, and the trades near to it and of its family, by hand.
#[derive(Debug, Deserialize)]
pub(super) struct JudgedVacancy {
    pub(super) id: String,
    trade: String,
    place: String,
    requirements: String,
    near: String,
    family: String,
}

/// A candidate: what is true of them, and what they write.
#[derive(Debug, Deserialize)]
pub(super) struct JudgedCandidate {
    trade: String,
    ability: u8,
    years: u8,
    lang: String,
    occupations: String,
    skills: String,
    ranked: String,
    elsewhere: String,
}

/// Everything that was judged.
pub(super) struct JudgedSet {
    vacancies: Vec<JudgedVacancy>,
    candidates: Vec<JudgedCandidate>,
}

fn rows<T: DeserializeOwned>(file: &str) -> Vec<T> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(file);
    csv::Reader::from_path(path).unwrap().into_deserialize().collect::<Result<_, _>>().unwrap()
}

fn has(list: &str, item: &str) -> bool {
    list.split(';').any(|one| one == item)
}

impl JudgedSet {
    /// Reads the files.
    pub(super) fn read() -> Self {
        Self { vacancies: rows("judged_vacancies.csv"), candidates: rows("judged_candidates.csv") }
    }
}

/// Whom a recruiter would send: 3 at once, 2 after a short training, 1 if there is nobody else, 0 never.
///
/// Somebody of the trade is worth as much as their ability allows; of a near trade a grade less; of the family of trades
/// one at the most, and only the able. Less than a year of work costs a grade, and so does a workplace that was not wished
/// for and is only put up with.
fn grade(vacancy: &JudgedVacancy, candidate: &JudgedCandidate) -> u8 {
    let wished = has(&candidate.ranked, &vacancy.place);
    if !wished && candidate.elsewhere != "yes" {
        return 0;
    }
    let of_trade = candidate.ability.min(3);
    let fit = if candidate.trade == vacancy.trade {
        of_trade
    } else if has(&vacancy.near, &candidate.trade) {
        of_trade - 1
    } else {
        u8::from(has(&vacancy.family, &candidate.trade) && candidate.ability >= 3)
    };
    let less = u8::from(candidate.years < 1) + u8::from(!wished && fit > 1);
    fit.saturating_sub(less)
}

/// The set as the engine sees it.
pub(super) struct Pool<'a> {
    pub(super) knowledge: Knowledge,
    pub(super) vacancies: Vec<VacancyFacts>,
    pub(super) candidates: Vec<CandidateFacts>,
    pub(super) asked: Vec<VacancyBody>,
    pub(super) offered: Vec<CandidateBody>,
    set: &'a JudgedSet,
}

impl<'a> Pool<'a> {
    /// Resolves the texts of the candidates; what does not resolve is lost.
    pub(super) fn of(set: &'a JudgedSet) -> Self {
        let knowledge = knowledge::of(Taxonomy::embedded());
        let resolver = Resolver::new(Taxonomy::embedded());
        let asked: Vec<_> = set.vacancies.iter().map(vacancy).collect();
        let offered: Vec<_> = set.candidates.iter().map(|one| candidate(&resolver, one)).collect();
        let ids = || (1_u128..).map(Uuid::from_u128);
        Self {
            vacancies: (asked.iter().zip(ids()))
                .map(|(body, id)| VacancyFacts::of(&knowledge, id, body, true))
                .collect(),
            candidates: (offered.iter().zip(ids()))
                .map(|(body, id)| CandidateFacts::of(&knowledge, id, body, true))
                .collect(),
            knowledge,
            asked,
            offered,
            set,
        }
    }

    /// Whether a vacancy is of the half that weights are tuned on: by the parity of a hash of its id.
    pub(super) fn is_tune(&self, vacancy: usize) -> bool {
        Sha256::digest(self.set.vacancies[vacancy].id.as_bytes())[0].is_multiple_of(2)
    }

    /// The grade of a pair.
    pub(super) fn grade(&self, vacancy: usize, candidate: usize) -> u8 {
        grade(&self.set.vacancies[vacancy], &self.set.candidates[candidate])
    }

    /// Whether a pair passes the rules.
    pub(super) fn is_eligible(&self, vacancy: usize, candidate: usize) -> bool {
        let (v, c) = (&self.vacancies[vacancy], &self.candidates[candidate]);
        judge(&self.knowledge, &Weights::default(), v, c) != Verdict::Ineligible
    }

    /// How many vacancies and candidates there are, and how much of what they write resolved.
    pub(super) fn summary(&self) -> String {
        let written = |list: fn(&JudgedCandidate) -> &str| -> usize {
            self.set.candidates.iter().map(|one| items(list(one)).count()).sum()
        };
        let occupations: usize = self.offered.iter().map(|one| one.occupations.len()).sum();
        let skills: usize = self.offered.iter().map(|one| one.skills.len()).sum();
        format!(
            "{} vacancies, {} candidates; resolved {occupations} of {} occupations, {skills} of {} skills",
            self.vacancies.len(),
            self.candidates.len(),
            written(|one| &one.occupations),
            written(|one| &one.skills)
        )
    }
}

/// The items of a list, each in its cells.
fn items(list: &str) -> impl Iterator<Item = Vec<&str>> {
    list.split('|').filter(|item| !item.is_empty()).map(|item| item.split('@').collect())
}

fn vacancy(judged: &JudgedVacancy) -> VacancyBody {
    let requirement = |cells: Vec<&str>| Requirement {
        skill: cells[0].parse().unwrap(),
        kind: cells[1].parse().unwrap(),
        min_level: cells[2].parse().unwrap(),
        min_years: 0,
        weight: 1,
    };
    let mut body = crate::matching::samples::vacancy();
    body.occupation = Some(occupation(&judged.trade));
    body.requirements = items(&judged.requirements).map(requirement).collect();
    body.workplace.oktmo = Some(judged.place.parse().unwrap());
    body
}

fn candidate(resolver: &Resolver, judged: &JudgedCandidate) -> CandidateBody {
    let lang: Lang = judged.lang.parse().unwrap();
    let concept = |text: &str, kind: ConceptKind| {
        let found = resolver.resolve(text, Some(lang), kind);
        (found.outcome == Outcome::Resolved).then(|| found.concepts[0].id.clone())
    };
    let practised = |cells: Vec<&str>| {
        let trade = concept(cells[0], ConceptKind::Occupation)?;
        Some(PractisedOccupation::new(occupation(&trade), cells[1].parse().unwrap()))
    };
    let held = |cells: Vec<&str>| {
        Some(HeldSkill {
            skill: concept(cells[0], ConceptKind::Skill)?.parse().unwrap(),
            level: cells[1].parse().unwrap(),
            years: cells[2].parse().unwrap(),
            evidence: cells[3].parse().unwrap(),
        })
    };
    let mut body = crate::matching::samples::candidate();
    body.occupations = items(&judged.occupations).filter_map(practised).collect();
    body.skills = items(&judged.skills).filter_map(held).collect();
    body.skills.dedup_by(|one, other| one.skill == other.skill);
    body.destinations = Destinations {
        ranked: judged.ranked.split(';').map(|code| code.parse().unwrap()).collect(),
        equal: false,
        never: Vec::new(),
        elsewhere: Some(judged.elsewhere == "yes"),
    };
    body
}

fn occupation(trade: &str) -> Occupation {
    let id = trade.parse().unwrap();
    let isco08 = Taxonomy::embedded().trade(&id).unwrap().isco08.clone();
    Occupation { trade: Some(id), isco08 }
}
