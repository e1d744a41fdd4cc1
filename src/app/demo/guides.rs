//! Guides: what workers should know, with what the project's own rules say on the day.

use serde::Deserialize;

use super::{
    rng::{Stream, id},
    world::{World, code},
};
use crate::domain::{
    casework::{
        guide::{Guide, GuideBody, GuideStatus},
        guide_fact::facts_of,
        topic::SupportTopic,
    },
    law::{read::OWN, rule_set::known_at},
    values::text::LocalizedText,
};

/// The articles, in five languages.
const GUIDES: &str = include_str!("guides.json");

/// An article as the file has it.
#[derive(Deserialize)]
struct Written {
    topic: SupportTopic,
    title: LocalizedText,
    article: LocalizedText,
    rules: Vec<String>,
}

/// The guides, which the demo's operator keeps. One whose rules do not decide on the day is outdated.
pub(super) fn guides(world: &World) -> Vec<Guide> {
    let articles: Vec<Written> =
        serde_json::from_str(GUIDES).expect("a test reads the demo's guides");
    let owner = id(world.seed, Stream::Offices, 0);
    let guide = |(n, article): (usize, Written)| {
        let ids = (id(world.seed, Stream::Guides, n), owner);
        let (status, body) = written(world, article);
        world.record(ids, Some(code(&format!("DEMO-G-{}", n + 1))), status, body)
    };
    articles.into_iter().enumerate().map(guide).collect()
}

fn written(world: &World, article: Written) -> (GuideStatus, GuideBody) {
    let set = known_at(&OWN, world.today);
    let facts = set.and_then(|set| facts_of(set, &article.rules, world.today).ok());
    let status = if facts.is_some() { GuideStatus::Published } else { GuideStatus::Outdated };
    let Written { topic, title, article, rules } = article;
    let facts = facts.unwrap_or_default();
    (status, GuideBody { topic, title, article, rules, reviewed_on: world.today, facts })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::values::language::Lang, taxonomy::Taxonomy};

    #[test]
    fn every_article_stands_in_five_languages_and_leaves_nothing_open() {
        let world = World::new(Taxonomy::embedded(), 1, "2026-12-01".parse().unwrap());
        let guides = guides(&world);
        assert_eq!(guides.len(), 9);
        for guide in guides {
            let body = &guide.body;
            assert_eq!(guide.status, GuideStatus::Published, "{}", body.topic);
            assert!(
                body.contradictions().is_empty() && body.without_figure().is_empty(),
                "{}",
                body.topic
            );
            let text = body.text();
            assert_eq!(text.len(), Lang::ALL.len(), "{}", body.topic);
            assert!(text.values().all(|text| !text.contains('{')), "{}", body.topic);
            let is_bare = |text: &String| !text.contains(|sign: char| sign.is_ascii_digit());
            assert!(body.article.all().values().all(is_bare), "{}: a figure is typed", body.topic);
        }
    }
}
