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
mod figures;
mod flow;
mod form;
mod reasons;
mod rounds;
mod seats;

use serde::Serialize;
use serde_json::Value;

/// The version of the checker.
pub const CHECKER_VERSION: &str = "checker-1";
/// Faults that are told at most.
const MOST_TOLD: usize = 100;

/// One thing that is wrong with a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// For programs.
    pub code: &'static str,
    /// For people.
    pub detail: String,
}

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
    let mut faults = Faults::default();
    match (documents::input(input), documents::result(result)) {
        (Ok(given), Ok(found)) => {
            form::check(input, &given, &found, &mut faults);
            look(&given, &found, &mut faults);
        }
        (Err(why), _) => faults.add("input_unreadable", why),
        (_, Err(why)) => faults.add("result_unreadable", why),
    }
    faults.0.truncate(MOST_TOLD);
    Report { checker_version: CHECKER_VERSION, passed: faults.0.is_empty(), faults: faults.0 }
}

fn look(given: &documents::Given, found: &documents::Found, faults: &mut Faults) {
    let facts = match facts::Facts::of(given, &found.certificate.seed) {
        Ok(facts) => facts,
        Err(why) => return faults.add("input_contradictory", why),
    };
    let seated = seats::check(&facts, found, faults);
    if !faults.0.is_empty() {
        return; // of seats that do not exist nothing more can be said
    }
    figures::check(&facts, &seated, found, faults);
    envy::check(&facts, &seated, found, faults);
    rounds::check(&facts, &seated, faults);
    reasons::check(&facts, &seated, found, faults);
}

/// What is wrong so far.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, code: &'static str, detail: impl Into<String>) {
        if self.0.len() <= MOST_TOLD {
            self.0.push(Fault { code, detail: detail.into() });
        }
    }

    /// Compares a figure with what it should be.
    fn same<T: PartialEq + std::fmt::Debug>(
        &mut self,
        code: &'static str,
        what: &str,
        told: &T,
        is: &T,
    ) {
        if told != is {
            self.add(code, format!("{what}: the result says {told:?}, it is {is:?}"));
        }
    }
}
