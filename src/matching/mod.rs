//! The matching engine: which candidates fit a vacancy, which vacancies fit a candidate, how well, and why. Pure and
//! synchronous: no clock, no database, no floating point after start-up; the same input gives the same bytes everywhere.
//!
//! # Three questions, three names
//!
//! - **Rules** ([`crate::domain::recruitment::eligibility::Rule`]): is the pair eligible? Questions of yes and no; a rule that fails is reported with what it
//!   needs, what is there, and what would change it.
//! - **Score** ([`judge`], [`Score`]): how well does it fit? A weighted mean of six parts, the same number whichever side asks.
//! - **Page** ([`Page`], [`Hits`]): what to return? The best first, of equals the smaller id; a cursor is the last hit, so
//!   a list has no depth at which it stops.
//!
//! # One example
//!
//! A vacancy in Kazan asks for a bricklayer: bricks at level 3 (`must`, weight 1, rarity 100) and plaster at level 2
//! (`preferred`, weight 1, rarity 500). It offers 90,000 roubles a month. A bricklayer of four years has bricks at
//! level 3, tested by the agency, and no plaster, wants Kazan second, and goes for 80,000 or more.
//!
//! The `must` is met, Kazan is accepted, the pay reaches the floor: the pair is eligible. Then, each division rounded down:
//!
//! | part | how | value | weight |
//! |---|---|---|---|
//! | skills | bricks counts 2·1·100 with a credit of 855 (as asked 900, assessed 95 %), plaster 1·500 with 180 (bricks, a level over that asked, are its neighbour at 20 %): 261,000 / 700 | 372 | 65 |
//! | occupation | the same trade | 1000 | 15 |
//! | region | the second wish | 900 | 5 |
//! | language | none preferred | 1000 | 5 |
//! | experience | four years | 400 | 10 |
//! | pay | reaches the floor | 1000 | 0 |
//!
//! Total: ⌊10 · (65·372 + 15·1000 + 5·900 + 5·1000 + 10·400 + 0·416) / 100⌋ = 5268 basis points. With bricks at level 2 it
//! would not be eligible; [`explain()`] would say "con.bricks at level 3" against "level 2", and the path would be one step:
//! raise bricks from 2 to 3.
//!
//! # What is not said
//!
//! Nobody writes down all that they can do, so what is not stated is not known, which is neither there nor absent. Offline
//! trials over two schemes of occupations and skills (people who state a part of what they can, grades by all of it, one
//! half to tune and one to measure) chose the numbers:
//!
//! - A trade implies its essential skills, unless the asked skill or a narrower one is stated. They rest on the years alone:
//!   24 % of the credit after one, 60 % from ten on, nothing in the first. The level is not known and counts as 3, for a
//!   `must` too. (Higher shares ranked whoever states the skills below whoever only has the trade.)
//! - A related skill counts a quarter, a neighbour from the published table ([`SkillSource::neighbours`]) 30 % at the most;
//!   neither meets a `must`. Both are taken on the side of the question: a requirement accepts more skills, and what is held
//!   of a candidate stays as it is.
//! - What a vacancy asks for in words that are not understood weighs like any other requirement, and nobody gets credit.
//! - Where it asks for no skill, the part is as good as the occupation.
//!
//! Years in the trade, grade and education refuse only who is known to fall short. What has not been told is named as
//! unknown; it is no refusal and no agreement.
//!
//! Of several answers the best counts. Adding them up gained another hundredth in trials, but then no single answer would
//! explain a credit.
//!
//! # From ids to numbers, from pairs to millions
//!
//! [`Knowledge`] numbers the concepts of the taxonomy once. [`VacancyFacts`] and [`CandidateFacts`] are bodies in these
//! numbers, without anything that is not compared: age and district do not come in, and education only for a rule. An id that the
//! knowledge does not have never matches; a `must` skill that has been retired fails its rule.
//!
//! [`judge`] is the one definition. [`Engine`] answers lists as if it judged every pair, and a property test holds the two
//! equal, but it asks `judge` only about the few that can still be on the page. Candidates lie in blocks of 64 that are
//! alike (`index::cluster`); 512 blocks form a segment with a row of bytes for each skill, occupation and place: the best
//! holder in each block (`index::row`). Sums over rows bound every block; blocks are opened by falling bound until none
//! can hold a better hit (`index::search`); inside a block each candidate gets a bound from packed lists (`index::scan`).
//! Every bound is rounded up, so nothing is lost. A change builds one block anew and swaps it in; who has another
//! occupation now moves to a block of that one, for bounds are worth only as much as a block's candidates are alike.
//!
//! Vacancies are fewer. Each lies in the list of the rarest skill that it must have, so a candidate looks only at lists of
//! skills that they hold; a head of 32 bytes answers most rules, a card of its requirements bounds the score, and those
//! of most worth are judged first (`index::vacancies`).
//!
//! An answer can be kept ([`Proof`]): the engine remembers its last changes (`recent`), and judges those that an answer
//! has not seen. It stands unless one of them is of somebody on the page, or would come before its end.
//!
//! # Choices where the rules leave room
//!
//! - Years: a `must` needs level and years; credit takes the lesser share of the two.
//! - Pay compares `min` with the floor; another currency or unit is not comparable and fails; without a floor the part is full.
//! - Language looks only at preferred levels, since a `must` is a rule; full if none is preferred.
//! - Experience counts years in every occupation as far as it is near.
//! - A known trade brings its own unit group, whatever group stands beside it.

mod background;
mod gap;
mod index;
mod numbers;
mod page;
mod past;
mod path;
mod proof;
#[cfg(test)]
mod proof_tests;
#[cfg(test)]
mod random;
mod recent;
mod rules;
#[cfg(test)]
pub(crate) mod samples;
mod searches;
#[cfg(test)]
mod searches_tests;
#[cfg(test)]
mod tests;
mod trades;
mod unknown;

pub mod engine;
pub mod explain;
pub mod facts;
pub mod filter;
pub mod knowledge;
pub mod profile;
pub mod reason;
pub mod relation;
pub mod score;
pub mod weights;

pub use self::{
    engine::{Engine, EngineSize, Fingerprint},
    explain::{Basis, Explanation, FailedRule, Found, RequirementFinding, explain},
    facts::{CandidateFacts, VacancyFacts},
    gap::Gap,
    knowledge::{Knowledge, KnowledgeSource},
    page::{Hit, Hits, Page},
    path::Step,
    profile::CandidateProfile,
    proof::{Asked, How, Proof},
    reason::{Labels, proof_text, reason, rule_text, step_text},
    recent::Change,
    relation::{Relation, SkillSource},
    score::{Parts, Score, Verdict, judge},
    searches::Searches,
    trades::TradeSource,
    weights::{Profile, SCORER_VERSION, WEIGHTS_VERSION, Weights},
};
