//! Reasons in plain words, in five languages, for people: why a pair matches, or what stands in the way.
//!
//! Only labels of the taxonomy and numbers enter a reason, nothing about who the person is.

mod en;
mod phrases;
mod ru;
mod tt;
mod uz_cyrl;
mod uz_latn;

use chrono::NaiveDate;

use crate::domain::{
    concepts::{occupation::TradeId, skill::SkillId},
    learning::proof::ProofKind,
    recruitment::{candidate::Education, eligibility::Rule},
    values::{
        language::Lang,
        money::PayFloor,
        place::{HomeRegion, Municipality},
        spoken::{Cefr, SpokenLanguage},
        template::fill,
    },
};

use self::phrases::Phrases;
use super::{
    explain::{Basis, Explanation, FailedRule},
    gap::Gap,
    path::Step,
    trades::VERY_NEAR,
};

/// The names of the taxonomy's concepts.
pub trait Labels {
    /// The name of a skill.
    fn skill<'a>(&'a self, id: &'a SkillId, lang: Lang) -> &'a str;
    /// The name of a trade.
    fn trade<'a>(&'a self, id: &'a TradeId, lang: Lang) -> &'a str;
    /// The name of a municipality.
    fn municipality<'a>(&'a self, id: &'a Municipality, lang: Lang) -> &'a str;
    /// The name of a home region.
    fn home_region<'a>(&'a self, id: &'a HomeRegion, lang: Lang) -> &'a str;
}

/// The sentences in a language.
const fn phrases(lang: Lang) -> &'static Phrases {
    match lang {
        Lang::Ru => &ru::PHRASES,
        Lang::UzLatn => &uz_latn::PHRASES,
        Lang::UzCyrl => &uz_cyrl::PHRASES,
        Lang::Tt => &tt::PHRASES,
        Lang::En => &en::PHRASES,
    }
}

/// How many skills or rules a reason names before it stops.
const NAMED: usize = 3;

/// Says in one or two sentences why a pair matches, or what stands in the way and what would help.
pub fn reason(explanation: &Explanation, lang: Lang, labels: &dyn Labels) -> String {
    let voice = Voice { lang, labels, phrases: phrases(lang) };
    if explanation.eligible() { voice.fits(explanation) } else { voice.does_not_fit(explanation) }
}

/// Says which rule fails, and how.
pub fn rule_text(failed: &FailedRule, lang: Lang, labels: &dyn Labels) -> String {
    Voice { lang, labels, phrases: phrases(lang) }.gap(&failed.gap)
}

/// Says which decision or test proves a skill at a level.
pub fn proof_text(
    kind: ProofKind,
    (skill, level): (&SkillId, u8),
    day: NaiveDate,
    lang: Lang,
    labels: &dyn Labels,
) -> String {
    let phrases = phrases(lang);
    let phrase = match kind {
        ProofKind::Recognition => phrases.recognised,
        ProofKind::Course => phrases.tested,
        ProofKind::Session => phrases.selected,
    };
    let (day, level) = (day.to_string(), level.to_string());
    fill(phrase, &[("date", &day), ("skill", labels.skill(skill, lang)), ("level", &level)])
}

/// Says what would have to change.
pub fn step_text(step: &Step, lang: Lang, labels: &dyn Labels) -> String {
    Voice { lang, labels, phrases: phrases(lang) }.step(step)
}

/// A sentence about a number of things, if there are any.
fn counted(phrase: &str, count: usize) -> Option<String> {
    (count > 0).then(|| fill(phrase, &[("count", &count.to_string())]))
}

/// One language with its sentences and labels.
struct Voice<'a> {
    lang: Lang,
    labels: &'a dyn Labels,
    phrases: &'static Phrases,
}

impl Voice<'_> {
    fn fits(&self, explanation: &Explanation) -> String {
        let percent = (explanation.score.total / 100).to_string();
        let mut parts = vec![fill(self.phrases.fits, &[("percent", &percent)])];
        parts.extend(self.skills(explanation));
        parts.extend(counted(self.phrases.unread, explanation.unread.into()));
        parts.extend(self.untold(explanation));
        parts.push(self.occupation(explanation).to_owned());
        parts.extend(self.pay_not_comparable(explanation));
        format!("{}. {}.", parts.join("; "), self.place(explanation))
    }

    fn does_not_fit(&self, explanation: &Explanation) -> String {
        let rules = explanation.failed.iter().map(|failed| self.gap(&failed.gap));
        let steps = explanation.path.iter().map(|step| self.step(step));
        let obstacles = fill(self.phrases.not_yet, &[("list", &some(rules))]);
        let help = fill(self.phrases.help, &[("list", &some(steps))]);
        format!("{obstacles}. {help}.")
    }

    fn skills(&self, explanation: &Explanation) -> Option<String> {
        let asked = &explanation.requirements;
        let met = asked.iter().filter(|finding| finding.met);
        let names: Vec<_> = met.clone().take(NAMED).map(|one| self.skill(&one.skill)).collect();
        let list =
            if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
        let (count, met) = (asked.len().to_string(), met.count().to_string());
        let values = [("asked", count.as_str()), ("met", &met), ("list", &list)];
        let of = |basis| asked.iter().filter(|finding| finding.basis() == basis).count();
        let implied = counted(self.phrases.implied, of(Basis::Implied)).unwrap_or_default();
        let unknown = counted(self.phrases.unknown, of(Basis::Unknown)).unwrap_or_default();
        (!asked.is_empty()).then(|| fill(self.phrases.skills, &values) + &implied + &unknown)
    }

    fn untold(&self, explanation: &Explanation) -> Option<String> {
        let name = |rule: &Rule| self.phrases.rules.get(*rule as usize).copied();
        let list = explanation.unknown.iter().filter_map(name).collect::<Vec<_>>().join(", ");
        (!list.is_empty()).then(|| fill(self.phrases.untold, &[("list", &list)]))
    }

    fn occupation(&self, explanation: &Explanation) -> &'static str {
        let [same, group, near, other, unknown] = self.phrases.occupation;
        match explanation.score.parts.occupation {
            1000.. => same,
            VERY_NEAR.. => group,
            1.. => near,
            0 if explanation.unknown.contains(&Rule::Occupation) => unknown,
            0 => other,
        }
    }

    fn pay_not_comparable(&self, explanation: &Explanation) -> Option<String> {
        let unknown = explanation.unknown.contains(&Rule::PayNotComparable);
        unknown.then(|| self.phrases.pay_not_comparable.to_owned())
    }

    fn place(&self, explanation: &Explanation) -> String {
        let place = self.municipality(explanation.municipality.as_ref());
        match explanation.wish {
            Some(_) if explanation.equal_wishes => {
                fill(self.phrases.equal_wish, &[("place", place)])
            }
            Some(rank) => fill(self.phrases.wish, &[("place", place), ("rank", &rank.to_string())]),
            None if explanation.unknown.contains(&Rule::Destination) => {
                fill(self.phrases.workplace, &[("place", place)])
            }
            None => fill(self.phrases.elsewhere, &[("place", place)]),
        }
    }

    fn gap(&self, gap: &Gap) -> String {
        let p = self.phrases;
        match gap {
            Gap::Skill { skill, needed, actual } => {
                let (needed, actual) = (self.level(Some(*needed)), self.level(*actual));
                fill(
                    p.skill,
                    &[("needed", &needed), ("actual", &actual), ("skill", self.skill(skill))],
                )
            }
            Gap::Destination { municipalities, never } => {
                let places = municipalities.iter().map(|place| self.municipality(Some(place)));
                let places = places.collect::<Vec<_>>().join(", ");
                fill(if *never { p.ruled_out } else { p.not_listed }, &[("place", &places)])
            }
            Gap::HomeRegion { accepted, actual } => {
                let list: Vec<_> =
                    accepted.iter().map(|region| self.region(Some(region))).collect();
                let region = self.region(actual.as_ref());
                fill(p.regions, &[("region", region), ("list", &list.join(", "))])
            }
            Gap::Language { language, needed, actual } => {
                let (language, actual) = (self.language(language), self.cefr(*actual));
                let values =
                    [("language", language), ("needed", needed.as_str()), ("actual", actual)];
                fill(p.language, &values)
            }
            Gap::DrivingLicence(licence) => fill(p.licence, &[("what", licence.as_str())]),
            Gap::Certificate(one) => {
                fill(p.certificate, &[("what", p.certificates[*one as usize])])
            }
            Gap::Experience { needed, actual } => fill(
                p.experience,
                &[("needed", &needed.to_string()), ("actual", &self.number(*actual))],
            ),
            Gap::Grade { needed, actual } => {
                fill(p.grade, &[("needed", &needed.to_string()), ("actual", &self.number(*actual))])
            }
            Gap::Education { needed, actual } => {
                let (needed, actual) = (p.educations[*needed as usize], self.education(*actual));
                fill(p.education, &[("needed", needed), ("actual", actual)])
            }
            Gap::Availability { latest, available_from } => {
                let (latest, from) = (latest.to_string(), available_from.to_string());
                fill(p.availability, &[("latest", &latest), ("from", &from)])
            }
            Gap::Pay(Some((offered, floor))) => {
                fill(p.pay, &[("offered", &self.pay(*offered)), ("floor", &self.pay(*floor))])
            }
            Gap::Pay(None) => p.pay_withheld.to_owned(),
            Gap::VacancyState => p.vacancy_state.to_owned(),
            Gap::CandidateState => p.candidate_state.to_owned(),
        }
    }

    fn step(&self, step: &Step) -> String {
        let p = self.phrases;
        match step {
            Step::RaiseSkill { skill, from, to } => {
                self.skill_step(p.raise_skill, skill, *from, *to)
            }
            Step::LearnSkill { skill, to } => self.skill_step(p.learn_skill, skill, 0, *to),
            Step::GainYears { skill, from, to } => self.skill_step(p.gain_years, skill, *from, *to),
            Step::RaiseLanguage { language, from, to } => {
                let (language, from) = (self.language(language), self.cefr(*from));
                fill(
                    p.raise_language,
                    &[("language", language), ("to", to.as_str()), ("from", from)],
                )
            }
            Step::ObtainLicence { licence } => {
                fill(p.obtain_licence, &[("what", licence.as_str())])
            }
            Step::ObtainCertificate { certificate } => {
                fill(p.obtain_certificate, &[("what", p.certificates[*certificate as usize])])
            }
            Step::GainExperience { from, to } => {
                fill(p.gain_experience, &[("from", &self.number(*from)), ("to", &to.to_string())])
            }
            Step::RaiseGrade { from, to } => {
                fill(p.raise_grade, &[("from", &self.number(*from)), ("to", &to.to_string())])
            }
            Step::CompleteEducation { from, to } => {
                let (from, to) = (self.education(*from), p.educations[*to as usize]);
                fill(p.complete_education, &[("from", from), ("to", to)])
            }
            Step::AcceptMunicipality { municipality } => {
                fill(p.accept_place, &[("place", self.municipality(Some(municipality)))])
            }
            Step::ArriveBy { date } => fill(p.arrive, &[("date", &date.to_string())]),
            Step::OfferMore { to: Some(to) } => fill(p.offer, &[("to", &self.pay(*to))]),
            Step::OfferMore { to: None } => p.offer_more.to_owned(),
            Step::BecomeAvailable => p.become_available.to_owned(),
            Step::NotWithinCandidatesPower { rule } => {
                fill(p.beyond, &[("rule", p.rules[*rule as usize])])
            }
        }
    }

    fn skill_step(&self, template: &str, skill: &SkillId, from: u8, to: u8) -> String {
        let (from, to) = (from.to_string(), to.to_string());
        fill(template, &[("from", &from), ("to", &to), ("skill", self.skill(skill))])
    }

    fn level(&self, level: Option<(u8, u8)>) -> String {
        let Some((level, years)) = level else { return self.phrases.nothing.to_owned() };
        let template = if years == 0 { self.phrases.level } else { self.phrases.level_years };
        fill(template, &[("level", &level.to_string()), ("years", &years.to_string())])
    }

    /// A number, unless it is withheld.
    fn number(&self, number: Option<u8>) -> String {
        number.map_or_else(|| self.phrases.too_little.to_owned(), |number| number.to_string())
    }

    fn education(&self, education: Option<Education>) -> &'static str {
        education.map_or(self.phrases.too_little, |one| self.phrases.educations[one as usize])
    }

    fn cefr(&self, level: Option<Cefr>) -> &'static str {
        level.map_or(self.phrases.nothing, Cefr::as_str)
    }

    fn pay(&self, pay: PayFloor) -> String {
        format!("{} {} / {}", pay.amount, pay.currency, self.phrases.units[pay.unit as usize])
    }

    fn language<'a>(&self, language: &'a SpokenLanguage) -> &'a str {
        let [russian, uzbek, tatar, english] = self.phrases.languages;
        match language.as_str() {
            "ru" => russian,
            "uz" => uzbek,
            "tt" => tatar,
            "en" => english,
            code => code,
        }
    }

    fn skill<'a>(&'a self, skill: &'a SkillId) -> &'a str {
        self.labels.skill(skill, self.lang)
    }

    fn municipality<'a>(&'a self, place: Option<&'a Municipality>) -> &'a str {
        place.map_or("?", |place| self.labels.municipality(place, self.lang))
    }

    fn region<'a>(&'a self, region: Option<&'a HomeRegion>) -> &'a str {
        region.map_or("?", |region| self.labels.home_region(region, self.lang))
    }
}

/// The first few texts of a list, and a mark if there are more.
fn some(texts: impl Iterator<Item = String>) -> String {
    let mut texts: Vec<_> = texts.collect();
    if texts.len() > NAMED {
        texts.truncate(NAMED);
        texts.push("…".to_owned());
    }
    texts.join("; ")
}

#[cfg(test)]
mod tests;
