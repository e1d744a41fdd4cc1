//! Guides: what workers should know of a topic, by language. A figure of the law never stands in one: where it belongs, the
//! text names the rule in braces, and what the rule says is put in. When a rule changes, the guide is outdated until somebody
//! has read it again.

use std::{collections::BTreeMap, fmt};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    FieldError,
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    casework::{guide_fact::GuideFact, topic::SupportTopic},
    concepts::facet::{Facet, FacetKind},
    resource::{Record, RecordKind, Resource, format::Format, id::Id, lifecycle::Move},
    values::{
        language::Lang,
        template::{fill, names},
        text::LocalizedText,
        words::words,
    },
};

words! {
    /// The state of a guide.
    GuideStatus {
        /// Being written; only operators see it.
        Draft = "draft",
        /// Everybody can read it.
        Published = "published",
        /// A rule that it stands on has changed since it was reviewed; only operators see it.
        Outdated = "outdated",
        /// It is not to be read any more.
        Withdrawn = "withdrawn",
    }
}

/// A guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideBody {
    /// What it is about.
    pub topic: SupportTopic,
    /// Its title by language.
    pub title: LocalizedText,
    /// The article by language, with names of rules in braces.
    pub article: LocalizedText,
    /// The names of the rules that it stands on.
    pub rules: Vec<String>,
    /// The day on which somebody last read it against the rules.
    pub reviewed_on: NaiveDate,
    /// What the rules said when it last changed.
    pub facts: Vec<GuideFact>,
}

/// A stored guide.
pub type Guide = Record<GuideBody>;
/// The id of a guide.
pub type GuideId = Id<GuideBody>;

type GuideMove = Move<GuideStatus, GuideBody>;

const OPERATOR: &[Relation] = &[Relation::Operator];
const PUBLISHED: GuideMove = Move::by(OPERATOR, GuideStatus::Published);
const WITHDRAWN: GuideMove = Move::by(OPERATOR, GuideStatus::Withdrawn);
const OUTDATED: GuideMove = Move::by(&[Relation::System], GuideStatus::Outdated);

impl GuideBody {
    /// The article as it is read, by language.
    pub fn text(&self) -> BTreeMap<Lang, String> {
        let read = |(lang, article): (&Lang, &String)| {
            let said: Vec<(&str, &str)> = self
                .facts
                .iter()
                .filter_map(|fact| Some((fact.rule.as_str(), fact.in_language(*lang)?)))
                .collect();
            (*lang, fill(article, &said))
        };
        self.article.all().iter().map(read).collect()
    }

    /// The names in braces that are none of its rules, where they stand.
    pub fn contradictions(&self) -> Vec<FieldError> {
        let wrong = self.article.all().iter().flat_map(|(lang, article)| {
            let unknown = names(article).into_iter().filter(|name| !self.is_of(name));
            unknown.map(move |_| {
                let why = "a name in braces is none of its rules: name it in rules, or leave the braces out";
                FieldError::new(format!("/article/{lang}"), "unknown_rule", why)
            })
        });
        wrong.collect()
    }

    fn is_of(&self, name: &str) -> bool {
        self.rules.iter().any(|rule| rule == name)
    }

    /// The names in braces whose rules give no figure, where they stand.
    pub fn without_figure(&self) -> Vec<FieldError> {
        let says_nothing = |name: &&str| {
            let fact = self.facts.iter().find(|fact| fact.rule == *name);
            fact.is_some_and(|fact| fact.says.is_none())
        };
        let wrong = self.article.all().iter().flat_map(|(lang, article)| {
            names(article).into_iter().filter(says_nothing).map(move |_| {
                let why =
                    "a rule that is named in braces gives no figure to put in: say it in words";
                FieldError::new(format!("/article/{lang}"), "no_figure", why)
            })
        });
        wrong.collect()
    }
}

impl Format for GuideBody {}

impl Resource for GuideBody {
    type Status = GuideStatus;
    const KIND: RecordKind = RecordKind::Guide;
    const OWNER: Role = Role::Operator;
    const WRITERS: &'static [Relation] = OPERATOR;
    const READ: Scope = Scope::CentresRead;
    const WRITE: Scope = Scope::CentresWrite;
    const STATES: &'static [GuideStatus] = GuideStatus::ALL;
    const INITIAL: GuideStatus = GuideStatus::Draft;
    const PUBLIC: Option<GuideStatus> = Some(GuideStatus::Published);

    fn moves(from: GuideStatus) -> &'static [GuideMove] {
        match from {
            GuideStatus::Draft | GuideStatus::Withdrawn => &[PUBLISHED],
            GuideStatus::Published => &[WITHDRAWN, OUTDATED],
            GuideStatus::Outdated => &[PUBLISHED, WITHDRAWN],
        }
    }

    fn is_editable(_status: GuideStatus) -> bool {
        true
    }

    fn is_deletable(status: GuideStatus) -> bool {
        status == GuideStatus::Draft
    }

    fn facets(&self) -> Vec<Facet> {
        let facet = |kind, value: &dyn fmt::Display| Facet::new(kind, value);
        let topic = std::iter::once(facet(FacetKind::Topic, &self.topic));
        let tongues = self.article.all().keys();
        topic.chain(tongues.map(|lang| facet(FacetKind::ServiceLanguage, lang))).collect()
    }

    fn titles(&self) -> Vec<(Lang, &str)> {
        self.title.all().iter().map(|(lang, text)| (*lang, text.as_str())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{casework::guide_fact::facts_of, law::read::OWN};

    fn guide(article: &str, rules: &[&str]) -> GuideBody {
        let day = "2026-12-01".parse().unwrap();
        let rules: Vec<String> = rules.iter().map(|rule| (*rule).to_owned()).collect();
        let text = |text: &str| {
            LocalizedText::try_from(BTreeMap::from([(Lang::En, text.to_owned())])).unwrap()
        };
        let facts = facts_of(OWN.last().unwrap(), &rules, day).unwrap();
        let (topic, title) = (SupportTopic::Registration, text("t"));
        GuideBody { topic, title, article: text(article), rules, reviewed_on: day, facts }
    }

    #[test]
    fn what_rules_say_is_put_in_where_they_are_named() {
        let one = guide("Within {dl.registration}.", &["dl.registration"]);
        let said = one.facts[0].in_language(Lang::En).unwrap();
        assert_eq!(one.text()[&Lang::En], format!("Within {said}."));
        assert!(one.contradictions().is_empty() && one.without_figure().is_empty());
    }

    #[test]
    fn what_is_none_of_its_rules_or_gives_no_figure_is_named() {
        let wrong = guide("{dl.patent} {end.regional_limit}", &["end.regional_limit"]);
        let codes = |all: Vec<FieldError>| all.into_iter().map(|one| one.code).collect::<Vec<_>>();
        assert_eq!(codes(wrong.contradictions()), ["unknown_rule"]);
        assert_eq!(codes(wrong.without_figure()), ["no_figure"]);
    }
}
