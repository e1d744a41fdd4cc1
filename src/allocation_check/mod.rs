//! Checks an allocation from its two documents alone: the frozen input and the result. It shares no code with the solver, on
//! purpose: it reads the documents by itself, works out order numbers, eligibility, limits and loads anew, looks for pairs
//! that block, and says everything that is wrong.
//!
//! What it confirms, beside the hashes: everybody who is seated is seated once, whole, where all members may sit; no limit is
//! broken; whoever has no seat fits nowhere, and is told the right reason; nobody blocks (with groups and own lists: exactly
//! those listed do, and nobody is passed over for a unit of equal or larger size and lower order). With own lists of single
//! persons it runs the rounds of asking and refusing by itself, for of several stable results only one gives each the best.

mod documents;
mod envy;
mod facts;
mod faults;
mod figures;
mod flow;
mod form;
mod one_more;
mod reasons;
mod rounds;
mod seats;

use serde::Serialize;
use serde_json::Value;

pub use self::faults::Fault;

/// The version of the checker.
pub const CHECKER_VERSION: &str = "checker-1";
/// What a checker says of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// [`CHECKER_VERSION`].
    pub checker_version: &'static str,
    /// Whether nothing is wrong.
    pub passed: bool,
    /// What is wrong, the first hundred.
    pub faults: Vec<Fault>,
}

/// Checks a result against the input that it claims to be of.
pub fn check(input: &Value, result: &Value) -> Report {
    let mut faults = faults::Faults::default();
    match (documents::input(input), documents::result(result)) {
        (Ok(given), Ok(found)) => {
            form::check(input, &given, &found, &mut faults);
            look(&given, &found, &mut faults);
        }
        (Err(why), _) => faults.add("input_unreadable", why),
        (_, Err(why)) => faults.add("result_unreadable", why),
    }
    let faults = faults.told();
    Report { checker_version: CHECKER_VERSION, passed: faults.is_empty(), faults }
}

fn look(given: &documents::Given, found: &documents::Found, faults: &mut faults::Faults) {
    let facts = match facts::Facts::of(given, &found.certificate.seed) {
        Ok(facts) => facts,
        Err(why) => return faults.add("input_contradictory", why),
    };
    let seated = seats::check(&facts, found, faults);
    if faults.any() {
        return; // of seats that do not exist nothing more can be said
    }
    figures::check(&facts, &seated, found, faults);
    envy::check(&facts, &seated, found, faults);
    rounds::check(&facts, &seated, faults);
    reasons::check(&facts, &seated, found, faults);
    one_more::check(&facts, &seated, found, faults);
}
