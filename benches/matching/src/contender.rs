//! Who answers: the engine and a full scan with the plain definition. SQL and tantivy have files of their own.

use koprik::{
    domain::recruitment::match_filter::MatchFilter,
    matching::{CandidateFacts, Engine, Page, VacancyFacts, Verdict, Weights, judge},
};

use crate::{
    people::{Job, number},
    world::World,
};

/// How many hits are asked for.
pub const TOP: usize = 20;

/// A vacancy, in both forms.
pub struct Question {
    pub job: Job,
    pub facts: VacancyFacts,
}

/// Total and number of each hit, best first.
pub type Answer = Vec<(u16, u32)>;

/// Whoever can find the best candidates for a vacancy.
pub trait Contender {
    fn name(&self) -> &'static str;
    fn ask(&mut self, question: &Question) -> anyhow::Result<Answer>;
}

/// The first page.
pub const FIRST: Page = Page { after: None, limit: TOP };

/// The index.
pub struct Index<'a>(pub &'a Engine);

impl Contender for Index<'_> {
    fn name(&self) -> &'static str {
        "index"
    }

    fn ask(&mut self, question: &Question) -> anyhow::Result<Answer> {
        let found = self.0.candidates_for(
            &question.facts,
            &Weights::default(),
            &MatchFilter::default(),
            FIRST,
        );
        Ok(found.hits.iter().map(|hit| (hit.score.total, number(hit.id))).collect())
    }
}

/// A full scan with `judge`.
pub struct Scan<'a> {
    pub world: &'a World,
    pub candidates: &'a [CandidateFacts],
}

impl Contender for Scan<'_> {
    fn name(&self) -> &'static str {
        "full scan"
    }

    fn ask(&mut self, question: &Question) -> anyhow::Result<Answer> {
        let (knowledge, weights) = (&self.world.knowledge, Weights::default());
        let mut best = Best::default();
        for one in self.candidates {
            if let Verdict::Eligible(score) = judge(knowledge, &weights, &question.facts, one) {
                best.offer(score.total, number(one.id));
            }
        }
        Ok(best.into_answer())
    }
}

/// The best so far.
#[derive(Default)]
pub struct Best(Vec<(std::cmp::Reverse<u16>, u32)>);

impl Best {
    /// Takes a hit if it is among the best.
    pub fn offer(&mut self, total: u16, number: u32) {
        let hit = (std::cmp::Reverse(total), number);
        if self.0.len() == TOP && self.0.last().is_some_and(|last| *last < hit) {
            return;
        }
        let at = self.0.partition_point(|one| *one < hit);
        self.0.insert(at, hit);
        self.0.truncate(TOP);
    }

    /// The total under which an offer is in vain.
    pub fn least(&self) -> u16 {
        self.0.get(TOP - 1).map_or(0, |last| last.0.0)
    }

    pub fn into_answer(self) -> Answer {
        self.0.into_iter().map(|(total, number)| (total.0, number)).collect()
    }
}
