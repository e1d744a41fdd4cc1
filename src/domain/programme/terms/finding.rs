//! What a contract breaks of what was promised, term by term, as a worker reads it.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::{Deserialize, Serialize};

use crate::domain::{
    programme::terms::{
        compare::{Comparison, Term, broken},
        document::Terms,
        sentence,
    },
    values::{language::Lang, phrases::Phrases},
};

static LABELS: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("findings.json")));

/// A term of a contract that breaks what was promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The term.
    pub term: Term,
    /// How it stands to what was promised.
    pub comparison: Comparison,
    /// A sentence in each language, kept as it was said.
    pub texts: BTreeMap<Lang, String>,
}

/// All that a contract breaks of what was promised.
pub fn findings(promised: &Terms, contract: &Terms) -> Vec<Finding> {
    let found = |(term, comparison)| {
        let say = |lang: &Lang| (*lang, sentence((term, comparison), (promised, contract), *lang));
        Finding { term, comparison, texts: Lang::ALL.iter().map(say).collect() }
    };
    broken(&[promised], contract).into_iter().map(found).collect()
}

fn sentence(
    (term, comparison): (Term, Comparison),
    (promised, contract): (&Terms, &Terms),
    lang: Lang,
) -> String {
    let say = |name: &str| LABELS.say(name, lang);
    let value =
        |terms| sentence::value(terms, term, lang).unwrap_or_else(|| say("nothing").to_owned());
    format!(
        "{}: {}: {}; {}: {} ({})",
        sentence::name(term, lang),
        say("promised"),
        value(promised),
        say("contract"),
        value(contract),
        say(comparison.as_str()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::programme::terms::document::tests::bricklayer;

    #[test]
    fn every_breach_has_words_in_each_language() {
        let breaches = Comparison::ALL.iter().filter(|one| !one.keeps()).map(|one| one.as_str());
        LABELS
            .check(["promised", "contract", "nothing"].into_iter().chain(breaches).map(Into::into));
    }

    #[test]
    fn a_breach_says_what_was_promised_and_what_is_there() {
        let promised = bricklayer();
        let contract = Terms { monthly_minimum: 8_000_000, insurer: None, ..promised.clone() };
        let found = findings(&promised, &contract);
        let terms: Vec<Term> = found.iter().map(|one| one.term).collect();
        assert_eq!(terms, [Term::MonthlyMinimum, Term::Insurer]);
        assert_eq!(
            found[0].texts[&Lang::En],
            "Guaranteed pay of a month before tax: promised: 90000; in the contract: 80000 (worse than promised)"
        );
        assert!(found[1].texts[&Lang::UzLatn].ends_with("hech narsa (vaʼda qilingani yoʻq)"));
        assert_eq!(findings(&promised, &promised), []);
    }

    #[test]
    fn pay_hours_housing_and_the_passport_are_never_agreed_worse() {
        let fixed: Vec<&str> = Term::ALL
            .iter()
            .filter(|term| !term.may_be_agreed())
            .map(|term| term.as_str())
            .collect();
        assert_eq!(
            fixed,
            [
                "currency",
                "monthly_minimum",
                "pay_days",
                "hourly_rate",
                "piece_rate",
                "monthly_bonus",
                "deductions",
                "weekly_hours",
                "schedule",
                "overtime_percent",
                "night_work",
                "housing",
                "housing_cost",
                "people_per_room",
                "passport_holder"
            ]
        );
    }
}
