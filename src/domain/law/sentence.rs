//! Findings and reminders as sentences in the five languages. They stand in a table; a test holds it complete.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::domain::{
    law::{
        decide::{Grounds, Weight},
        duty::Duty,
        finding::{CheckFinding, CheckTopic},
        offer::OfferFacts,
    },
    values::{language::Lang, template::fill},
};

/// Hundredths of a unit of money.
const MINOR: i64 = 100;

type Sentences = BTreeMap<String, BTreeMap<Lang, String>>;

static SENTENCES: LazyLock<Sentences> = LazyLock::new(|| {
    let table = serde_json::from_str(include_str!("data/sentences.json"));
    table.expect("a test reads the table of sentences")
});

/// The sentence of this name with its values put in; the name itself if there is none.
pub fn sentence(name: &str, lang: Lang, values: &[(&str, &str)]) -> String {
    let template = SENTENCES.get(name).and_then(|languages| languages.get(&lang));
    template.map_or_else(|| name.to_owned(), |template| fill(template, values))
}

/// A finding about an offer in a sentence. Its day is the one that the check is about.
pub fn of_finding(found: &CheckFinding, facts: &OfferFacts, day: &str, lang: Lang) -> String {
    let Grounds { needed, actual, room, open } = &found.grounds;
    let figure = |figure: &Option<i64>| match (figure, found.topic) {
        (None, _) => "?".to_owned(),
        (Some(amount), CheckTopic::Pay) => (amount / MINOR).to_string(),
        (Some(figure), _) => figure.to_string(),
    };
    let ended = found.rule.as_ref().and_then(|rule| rule.valid_to);
    let reported = facts.workforce.as_ref().map_or_else(String::new, |one| one.as_of.to_string());
    let words: Vec<String> = open.iter().map(|word| one_word(word, lang)).collect();
    let text = sentence(
        found.reason.as_str(),
        lang,
        &[
            ("okved", facts.okved.as_str()),
            ("wanted", &facts.wanted.unwrap_or(1).to_string()),
            ("needed", &figure(needed)),
            ("actual", &figure(actual)),
            ("room", &figure(room)),
            ("list", &words.join(", ")),
            ("reported", &reported),
            ("day", day),
        ],
    );
    let ended = ended.map_or_else(String::new, |day| day.to_string());
    match found.weight {
        Weight::Decides => text,
        Weight::Warns if found.rule.is_none() => text,
        weight => sentence(weight.as_str(), lang, &[("text", &text), ("day", &ended)]),
    }
}

/// A reminder of what is due. It says nothing of who the worker is.
pub fn reminder(duty: &Duty, lang: Lang) -> String {
    let own = format!("duty.{}", duty.rule);
    let name = if SENTENCES.contains_key(&own) { &own } else { "duty" };
    let what = sentence(name, lang, &[("rule", &duty.rule)]);
    let (due, legal) = (duty.due_on.to_string(), duty.legal_on.to_string());
    sentence("reminder", lang, &[("what", &what), ("due", &due), ("legal", &legal)])
}

/// A reminder of what the law's last day has passed for. It says nothing of who the worker is.
pub fn missed_reminder(duty: &Duty, lang: Lang) -> String {
    let own = format!("duty.{}", duty.rule);
    let name = if SENTENCES.contains_key(&own) { &own } else { "duty" };
    let what = sentence(name, lang, &[("rule", &duty.rule)]);
    sentence("reminder_missed", lang, &[("what", &what), ("legal", &duty.legal_on.to_string())])
}

/// A word of rules in a language, as it is where the table does not have it.
fn one_word(word: &str, lang: Lang) -> String {
    let known = SENTENCES.get(&format!("term.{word}")).and_then(|languages| languages.get(&lang));
    known.map_or_else(|| word.to_owned(), Clone::clone)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::law::finding::CheckReason;

    fn names(template: &str) -> BTreeSet<&str> {
        template.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    #[test]
    fn every_sentence_stands_in_five_languages_with_the_same_names() {
        for (name, languages) in SENTENCES.iter() {
            let all: Vec<Lang> = languages.keys().copied().collect();
            assert_eq!(all, Lang::ALL, "{name}");
            let expected = names(&languages[&Lang::En]);
            for (lang, template) in languages {
                assert_eq!(names(template), expected, "{name} in {lang}");
            }
            let distinct: BTreeSet<&String> = languages.values().collect();
            assert_eq!(distinct.len(), Lang::ALL.len(), "{name} is the same in two languages");
        }
    }

    #[test]
    fn every_reason_and_weight_has_a_sentence() {
        let weights = Weight::ALL.iter().filter(|weight| **weight != Weight::Decides);
        let reasons = CheckReason::ALL.iter().map(|reason| reason.as_str());
        for name in reasons.chain(weights.map(|weight| weight.as_str())) {
            assert!(SENTENCES.contains_key(name), "{name}");
        }
    }
}
