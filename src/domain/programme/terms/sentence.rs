//! Terms as a worker reads them: one line a term, in each of the five languages, made of the terms alone.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use crate::domain::{
    programme::terms::{
        compare::Term,
        document::{Deduction, Terms},
    },
    values::{hex::hex, language::Lang, phrases::Phrases, words::words},
};

const TABLE: &str = include_str!("labels.json");

static LABELS: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(TABLE));

static VERSION: LazyLock<String> = LazyLock::new(|| hex(&Sha256::digest(TABLE.as_bytes())));

/// What tells these texts from all others: a letter that changes in any language changes it.
pub fn version() -> &'static str {
    &VERSION
}

fn label(name: &str, lang: Lang) -> &'static str {
    LABELS.say(name, lang)
}

/// What a term is called.
pub(super) fn name(term: Term, lang: Lang) -> &'static str {
    label(term.as_str(), lang)
}

words! {
    /// Whether something is so.
    Answer {
        /// It is.
        Yes = "yes",
        /// It is not.
        No = "no",
    }
}

/// The terms in a language: a line for each that is there.
pub fn lines(terms: &Terms, lang: Lang) -> Vec<String> {
    let told = |term: &Term| {
        let value = value(terms, *term, lang)?;
        Some(format!("{}: {value}", name(*term, lang)))
    };
    Term::ALL.iter().filter_map(told).collect()
}

/// An amount in whole units and hundredths.
fn money(minor: i64) -> String {
    match minor % 100 {
        0 => (minor / 100).to_string(),
        rest => format!("{}.{rest:02}", minor / 100),
    }
}

fn answer(is_so: bool, lang: Lang) -> String {
    let word = if is_so { Answer::Yes } else { Answer::No };
    label(word.as_str(), lang).to_owned()
}

fn deduction(one: &Deduction, lang: Lang) -> String {
    let kind = label(&format!("deduction.{}", one.kind), lang);
    let period = label(&format!("period.{}", one.period), lang);
    format!("{kind} {} ({period})", money(one.amount_minor))
}

/// What a term says; `None` where it says nothing.
pub(super) fn value(terms: &Terms, term: Term, lang: Lang) -> Option<String> {
    let word = |name: &str| Some(label(name, lang).to_owned());
    let so = |is_so| Some(answer(is_so, lang));
    match term {
        Term::EmployerId => Some(terms.employer_id.to_string()),
        Term::Municipality => Some(terms.municipality.to_string()),
        Term::Address => Some(terms.address.clone()),
        Term::Isco08 => Some(terms.isco08.to_string()),
        Term::Duties => Some(terms.duties.clone()),
        Term::StartDay => Some(terms.start_day.to_string()),
        Term::EndDay => Some(terms.end_day.to_string()),
        Term::TrialMonths => Some(terms.trial_months.to_string()),
        Term::Currency => Some(terms.currency.to_string()),
        Term::MonthlyMinimum => Some(money(terms.monthly_minimum)),
        Term::PayDays => Some(terms.pay_days.to_string()),
        Term::HourlyRate => terms.hourly_rate.map(money),
        Term::PieceRate => terms.piece_rate.map(money),
        Term::MonthlyBonus => terms.monthly_bonus.map(money),
        Term::Deductions if terms.deductions.is_empty() => so(false),
        Term::Deductions => {
            let each: Vec<String> =
                terms.deductions.iter().map(|one| deduction(one, lang)).collect();
            Some(each.join(", "))
        }
        Term::WeeklyHours => Some(terms.weekly_hours.to_string()),
        Term::Schedule => word(terms.schedule.as_str()),
        Term::OvertimePercent => Some(terms.overtime_percent.to_string()),
        Term::NightWork => so(terms.night_work),
        Term::LeaveDays => Some(terms.leave_days.to_string()),
        Term::Housing => word(&format!("housing.{}", terms.housing)),
        Term::HousingCost => Some(money(terms.housing_cost)),
        Term::PeoplePerRoom => terms.people_per_room.map(|people| people.to_string()),
        Term::Meals => word(&format!("meals.{}", terms.meals)),
        Term::MealsPerDay => Some(terms.meals_per_day.to_string()),
        Term::OutboundTravel => word(terms.outbound_travel.as_str()),
        Term::HomewardTravel => word(terms.homeward_travel.as_str()),
        Term::MedicalInsurance => so(terms.medical_insurance),
        Term::AccidentInsurance => so(terms.accident_insurance),
        Term::Insurer => terms.insurer.clone(),
        Term::Policy => terms.policy.clone(),
        Term::MedicalCare => so(terms.medical_care),
        Term::ProtectiveClothing => so(terms.protective_clothing),
        Term::NoticeDays => Some(terms.notice_days.to_string()),
        Term::PassportHolder => word(terms.passport_holder.as_str()),
        Term::ComplaintContact => Some(terms.complaint_contact.clone()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::{
        programme::terms::document::{
            DeductionKind, DeductionPeriod, PassportHolder, tests::bricklayer,
        },
        recruitment::{
            conditions::{HousingKind, MealsKind, TravelPayer},
            work_time::Schedule,
        },
    };

    #[test]
    fn every_term_and_word_has_a_label_and_none_is_the_same_in_two_languages() {
        let prefixed = |prefix: &str, words: Vec<&'static str>| -> Vec<String> {
            words.into_iter().map(|word| format!("{prefix}{word}")).collect()
        };
        let mut expected: BTreeSet<String> = BTreeSet::new();
        macro_rules! all {
            ($prefix:literal: $words:ty) => {
                expected.extend(prefixed(
                    $prefix,
                    <$words>::ALL.iter().map(|one| one.as_str()).collect(),
                ))
            };
        }
        all!("": Term);
        all!("": Answer);
        all!("": Schedule);
        all!("": TravelPayer);
        all!("": PassportHolder);
        all!("housing.": HousingKind);
        all!("meals.": MealsKind);
        all!("deduction.": DeductionKind);
        all!("period.": DeductionPeriod);
        LABELS.check(expected);
    }

    #[test]
    fn terms_are_told_in_each_language() {
        let mut terms = bricklayer();
        terms.monthly_minimum = 9_000_050;
        let told = |lang| lines(&terms, lang).join("\n");
        let uzbek = told(Lang::UzLatn);
        assert!(uzbek.contains("Oyiga kafolatlangan ish haqi, soliqlargacha: 90000.50"), "{uzbek}");
        assert!(uzbek.contains("Ish haqidan ushlanmalar: ovqat uchun 3000 (har oy)"), "{uzbek}");
        assert!(!uzbek.contains("Polis"), "there is no policy yet: {uzbek}");
        assert!(told(Lang::En).contains("The passport is kept by: the worker"));
        let all: BTreeSet<String> = Lang::ALL.iter().map(|lang| told(*lang)).collect();
        assert_eq!(all.len(), Lang::ALL.len());
    }
}
