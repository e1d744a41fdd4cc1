//! What is made of the texts on a record when it is written, and which of its ids are retired.

use std::iter::once;

use crate::{
    app::edition::Edition,
    domain::{
        concepts::{
            occupation::{Occupation, TradeId},
            skill::SkillId,
            wording::{Meaning, Replaced, TextKind, TextOutcome, Worded},
        },
        recruitment::{
            background::GRADES,
            candidate::CandidateBody,
            vacancy::{VacancyBody, Workplace},
        },
        values::text::LocalizedText,
    },
    taxonomy::{
        Concept, ConceptKind, Lifecycle, Table,
        resolve::{Outcome, said_beside},
    },
};

/// The kind of concept that a text on a record names.
pub(in crate::app) fn kind_of(kind: TextKind) -> ConceptKind {
    match kind {
        TextKind::Occupation => ConceptKind::Occupation,
        TextKind::Skill => ConceptKind::Skill,
    }
}

/// What the taxonomy makes of a text; `concept` finds what an id stands for.
fn meaning<C>(
    edition: &Edition,
    kind: ConceptKind,
    worded: &Worded<C>,
    concept: impl FnOnce(&str) -> Option<C>,
) -> Meaning<C> {
    let found = edition.resolver().resolve(&worded.text, worded.lang, kind);
    let best = found.concepts.first().filter(|_| found.outcome != Outcome::Unknown);
    let concept =
        best.filter(|_| found.outcome == Outcome::Resolved).and_then(|hit| concept(&hit.id));
    let outcome = match found.outcome {
        Outcome::Resolved if concept.is_some() => TextOutcome::Resolved,
        Outcome::Resolved | Outcome::Ambiguous => TextOutcome::Ambiguous,
        Outcome::Unknown => TextOutcome::Unknown,
    };
    let confidence = best.map_or(0, |hit| hit.confidence);
    Meaning { outcome, lang: worded.lang.or(found.language), confidence, concept }
}

fn name_skill(edition: &Edition, worded: &mut Worded<SkillId>) {
    let skill = |id: &str| edition.skill(&id.parse().ok()?).map(|skill| skill.id.clone());
    worded.meaning = meaning(edition, ConceptKind::Skill, worded, skill);
}

fn name_occupation(edition: &Edition, worded: &mut Worded<Occupation>) {
    let occupation = |id: &str| {
        let trade = edition.trade(&id.parse().ok()?)?;
        Some(Occupation { trade: Some(trade.id.clone()), isco08: trade.isco08.clone() })
    };
    worded.meaning = meaning(edition, ConceptKind::Occupation, worded, occupation);
}

/// Tells that a concept is retired, and what took its place.
fn replaced<T: Concept>(table: &Table<T>, kind: TextKind, id: &str) -> Option<Replaced> {
    let old = table.get(id).filter(|one| one.lifecycle().is_some_and(Lifecycle::is_retired))?;
    let by = table.heir(old).map(|heir| heir.id().to_owned());
    Some(Replaced { kind, id: id.to_owned(), by })
}

fn all_replaced<'a>(
    edition: &Edition,
    trades: impl Iterator<Item = &'a TradeId>,
    skills: impl Iterator<Item = &'a SkillId>,
) -> Vec<Replaced> {
    let trades =
        trades.filter_map(|trade| replaced(edition.trades(), TextKind::Occupation, trade.as_str()));
    let skills =
        skills.filter_map(|skill| replaced(edition.skills(), TextKind::Skill, skill.as_str()));
    trades.chain(skills).collect()
}

/// What a title names: the first of its languages that names an occupation says it, or else its first.
fn in_title(edition: &Edition, title: &LocalizedText) -> Option<Worded<Occupation>> {
    let mut read = title.all().iter().map(|(lang, text)| {
        let mut worded = Worded::new(text.clone(), Some(*lang));
        name_occupation(edition, &mut worded);
        worded
    });
    let first = read.next()?;
    let names = |one: &Worded<Occupation>| one.meaning.concept.is_some();
    if names(&first) { Some(first) } else { read.find(names).or(Some(first)) }
}

/// The least grade that a title tells, such as 4 of "4–6 разряда".
fn grade_in(title: &LocalizedText) -> Option<u8> {
    let told = title.all().values().flat_map(|text| said_beside(text));
    let grades = told.filter(|said| said.name == "grade").flat_map(|said| {
        said.value.split(['-', ',']).filter_map(|n| n.parse().ok()).collect::<Vec<u8>>()
    });
    grades.filter(|grade| GRADES.contains(grade)).min()
}

/// The most parts of prose that are looked at, and the length of the longest, in characters: a longer one is a sentence.
const PARTS: usize = 40;
const PART: usize = 80;
/// The most skills of a vacancy's prose.
const IN_PROSE: usize = 10;

/// The skills that the parts of a vacancy's prose name, each once: what names none, or perhaps one, is no text for anybody
/// to map.
fn in_prose(edition: &Edition, body: &VacancyBody) -> Vec<Worded<SkillId>> {
    let parts = body.prose().flat_map(|(lang, text)| {
        let parts = text.split(['\n', ',', ';', '.', '•', ':']);
        parts.map(move |part| (lang, part.trim_matches(|c: char| !c.is_alphanumeric())))
    });
    let parts = parts.filter(|(_, part)| (3..=PART).contains(&part.chars().count())).take(PARTS);
    let mut named: Vec<Worded<SkillId>> = Vec::new();
    for (lang, part) in parts {
        let mut worded = Worded::new(part.to_owned(), Some(lang));
        name_skill(edition, &mut worded);
        let concept = &worded.meaning.concept;
        let is_new = named.iter().all(|past| past.meaning.concept != *concept);
        if concept.is_some() && is_new && named.len() < IN_PROSE {
            named.push(worded);
        }
    }
    named
}

/// Reads the municipality from the address of a workplace of which nobody sent the code.
fn read_place(edition: &Edition, place: &mut Workplace) {
    if place.is_read || place.oktmo.is_none() {
        place.oktmo = place.address.as_deref().and_then(|text| edition.municipality_named(text));
        place.is_read = place.oktmo.is_some();
    }
}

/// Reads the texts of a vacancy.
pub(in crate::app) fn of_vacancy(edition: &Edition, body: &mut VacancyBody) {
    if let Some(text) = &mut body.occupation_text {
        name_occupation(edition, text);
    }
    body.occupation_in_title = match (&body.occupation, &body.occupation_text, &body.title) {
        (None, None, Some(title)) => in_title(edition, title),
        _ => None,
    };
    body.grade_in_title = match (body.background.min_grade, &body.title) {
        (None, Some(title)) => grade_in(title),
        _ => None,
    };
    for asked in &mut body.skill_texts {
        name_skill(edition, &mut asked.skill);
    }
    for place in once(&mut body.workplace).chain(&mut body.other_workplaces) {
        read_place(edition, place);
    }
    let says_skills = !body.requirements.is_empty() || !body.skill_texts.is_empty();
    body.skills_in_prose = if says_skills { Vec::new() } else { in_prose(edition, body) };
    let occupations = body.occupation.iter().chain(&body.background.other_occupations);
    let trades = occupations.filter_map(|occupation| occupation.trade.as_ref());
    let skills = body.requirements.iter().map(|asked| &asked.skill);
    body.replaced = all_replaced(edition, trades, skills);
}

/// Reads the texts of a candidate.
pub(in crate::app) fn of_candidate(edition: &Edition, body: &mut CandidateBody) {
    if let Some(text) = &mut body.occupation_text {
        name_occupation(edition, &mut text.occupation);
    }
    for held in &mut body.skill_texts {
        name_skill(edition, &mut held.skill);
    }
    let trades = body.occupations.iter().filter_map(|one| one.occupation.trade.as_ref());
    let skills = body.skills.iter().map(|held| &held.skill);
    body.replaced = all_replaced(edition, trades, skills);
}
