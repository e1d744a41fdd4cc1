//! What rules say as guides put it, in the five languages. Each figure comes from the rule set.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::{
    law::{
        rule::Rule,
        rule_set::RuleSet,
        sentence::sentence,
        terms::{FeeCapAmount, Terms},
        words::TimeUnit,
    },
    values::{language::Lang, text::LocalizedText},
};

/// Hundredths of a unit of money.
const MINOR: i64 = 100;

/// What a rule says, with its days and where it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideFact {
    /// The name of the rule.
    pub rule: String,
    /// Its figure in words; `None` if it gives none.
    pub says: Option<LocalizedText>,
    /// Its first day.
    pub valid_from: Option<NaiveDate>,
    /// Its last day, if one is known.
    pub valid_to: Option<NaiveDate>,
    /// Where it was read.
    pub sources: Vec<String>,
}

impl GuideFact {
    /// Its figure in a language.
    pub fn in_language(&self, lang: Lang) -> Option<&str> {
        self.says.as_ref().map(|says| says.in_language(lang))
    }
}

/// What rules say on a day, or the place of the first that does not decide then.
pub fn facts_of(set: &RuleSet, rules: &[String], day: NaiveDate) -> Result<Vec<GuideFact>, usize> {
    let fact = |(at, name): (usize, &String)| fact_of(set, name, day).ok_or(at);
    rules.iter().enumerate().map(fact).collect()
}

fn fact_of(set: &RuleSet, name: &str, day: NaiveDate) -> Option<GuideFact> {
    let rule = set.find(name, day).filter(|rule| rule.decides())?;
    Some(GuideFact {
        rule: name.to_owned(),
        says: says(set, rule, day),
        valid_from: rule.valid_from,
        valid_to: rule.valid_to,
        sources: set.sources_of(rule).map(|source| source.title.clone()).collect(),
    })
}

fn says(set: &RuleSet, rule: &Rule, day: NaiveDate) -> Option<LocalizedText> {
    match rule.terms()? {
        Terms::Deadline(terms) => time(terms.value, terms.unit),
        Terms::Validity(terms) => match (&terms.max, terms.value.zip(terms.unit)) {
            (_, Some((value, unit))) => time(value, unit),
            (Some(most), None) => stated_time(most),
            (None, None) => None,
        },
        Terms::Stated(terms) => stated_time(terms),
        Terms::WageFloor(floor) => money(floor.amount_minor, &floor.currency),
        Terms::Amount(amount) => money(amount.amount_minor?, &amount.currency),
        Terms::FeeCap(fee) => {
            let (amount, currency) = multiple(set, &fee.cap, day)?;
            money(amount, &currency)
        }
        _ => None,
    }
}

/// A time that is written as a value and a unit.
fn stated_time(terms: &Map<String, Value>) -> Option<LocalizedText> {
    let value = u32::try_from(terms.get("value")?.as_u64()?).ok()?;
    time(value, terms.get("unit")?.as_str()?.parse().ok()?)
}

fn time(value: u32, unit: TimeUnit) -> Option<LocalizedText> {
    let (name, value) = (format!("fact.{unit}"), value.to_string());
    everywhere(|lang| sentence(&name, lang, &[("n", &value)]))
}

fn money(minor: i64, currency: &str) -> Option<LocalizedText> {
    let (whole, rest) = (minor / MINOR, minor % MINOR);
    let text = if rest == 0 {
        format!("{whole} {currency}")
    } else {
        format!("{whole}.{rest:02} {currency}")
    };
    everywhere(|_| text.clone())
}

fn everywhere(text: impl Fn(Lang) -> String) -> Option<LocalizedText> {
    let all: BTreeMap<Lang, String> = Lang::ALL.iter().map(|&lang| (lang, text(lang))).collect();
    LocalizedText::try_from(all).ok()
}

/// An amount that is a multiple of one that another rule gives.
fn multiple(set: &RuleSet, cap: &FeeCapAmount, day: NaiveDate) -> Option<(i64, String)> {
    let Some(Terms::Amount(unit)) = set.find(&cap.unit, day)?.terms() else { return None };
    Some((unit.amount_minor?.checked_mul(cap.value.into())?, unit.currency.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::law::read::OWN;

    fn said(rule: &str, lang: Lang) -> Option<String> {
        let day = "2026-12-01".parse().unwrap();
        let facts = facts_of(OWN.last().unwrap(), &[rule.to_owned()], day).unwrap();
        facts[0].in_language(lang).map(str::to_owned)
    }

    /// The figure of a rule as its file has it.
    fn written(rule: &str, member: &str) -> u64 {
        let file: Value = serde_json::from_str(include_str!("../law/data/rules.json")).unwrap();
        let rules = file["rules"].as_array().unwrap();
        rules.iter().find(|one| one["id"] == rule).unwrap()[member].as_u64().unwrap()
    }

    #[test]
    fn each_kind_of_rule_with_a_figure_says_that_of_its_file() {
        for rule in ["dl.registration", "val.exam", "stay.90", "dl.complaint.danger"] {
            let figure = written(rule, "value").to_string();
            for lang in Lang::ALL.iter().copied() {
                let text = said(rule, lang).unwrap();
                assert!(text.split(' ').any(|word| word == figure), "{rule} in {lang}: {text}");
            }
        }
        for rule in ["patent.price", "wage.floor.rt"] {
            let minor = written(rule, "amount_minor");
            let text = said(rule, Lang::Ru).unwrap();
            assert_eq!(text.replace(['.', ' '], "").replace("RUB", ""), {
                if minor.is_multiple_of(100) {
                    (minor / 100).to_string()
                } else {
                    minor.to_string()
                }
            });
        }
        assert_eq!(said("end.regional_limit", Lang::En), None);
    }

    #[test]
    fn a_rule_that_does_not_decide_on_the_day_is_named_by_its_place() {
        let rules = ["dl.registration", "share.2027"].map(str::to_owned);
        let day = "2026-12-01".parse().unwrap();
        assert_eq!(facts_of(OWN.last().unwrap(), &rules, day), Err(1));
    }
}
