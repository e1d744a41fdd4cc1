//! What a vacancy or a candidate does not say yet, and what that keeps it from.

use crate::domain::{
    recruitment::{
        candidate::CandidateBody,
        vacancy::{USUAL_DAYS, VacancyBody},
    },
    values::words::words,
};

words! {
    /// What a missing value is needed for.
    NeededFor {
        /// Without it the vacancy cannot be published.
        Publish = "publish",
        /// Without it there is no match, or a worse one.
        Match = "match",
    }
}

/// A value that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// JSON pointer to where it belongs.
    pub pointer: &'static str,
    /// What it is needed for.
    pub needed_for: NeededFor,
    /// What its absence means, and how to mend it.
    pub why: String,
}

/// Everything that is missing, in the order of the document; first what keeps it from being published.
pub fn missing(body: &VacancyBody) -> Vec<Missing> {
    let mut all: Vec<Missing> = to_publish(body).into_iter().flatten().collect();
    all.extend(to_match(body).into_iter().flatten());
    all
}

fn to_publish(body: &VacancyBody) -> [Option<Missing>; 2] {
    let place = match &body.workplace.oktmo {
        None => Some("send the municipality of the work (ОКТМО)"),
        Some(oktmo) if oktmo.in_tatarstan().is_none() => {
            Some("the work is outside Tatarstan: it is kept, and neither published nor matched")
        }
        Some(_) => None,
    };
    let of = |pointer, why: &str| Missing {
        pointer,
        needed_for: NeededFor::Publish,
        why: why.to_owned(),
    };
    [
        body.title.is_none().then(|| of("/title", "send a title in at least one language")),
        place.map(|why| of("/workplace/oktmo", why)),
    ]
}

fn to_match(body: &VacancyBody) -> [Option<Missing>; 9] {
    let of = |lacks: bool, pointer, why: &str| {
        lacks.then(|| Missing { pointer, needed_for: NeededFor::Match, why: why.to_owned() })
    };
    let unnamed = body.known_occupation().is_none();
    let pay = body.base_salary.as_ref();
    let amounts = pay.is_some_and(|pay| !pay.is_by_agreement());
    let last_day = format!("without a last day it stands for {USUAL_DAYS} days from publication");
    [
        of(
            unnamed,
            "/occupation",
            "neither occupation_text nor the title names a known occupation: the vacancy is matched by skills and words alone",
        ),
        of(
            body.skills_asked().is_empty(),
            "/requirements",
            "no known skill is asked for: the vacancy is matched by its occupation alone",
        ),
        of(
            !amounts,
            "/base_salary",
            "no amount is named: pay counts as by agreement, and is compared with no floor",
        ),
        of(
            amounts && pay.is_some_and(|pay| pay.currency.is_none()),
            "/base_salary/currency",
            "nobody says the currency of the pay: it is compared with no floor",
        ),
        of(
            amounts && pay.is_some_and(|pay| pay.unit.is_none()),
            "/base_salary/unit",
            "nobody says what the pay is for: it is compared with no floor",
        ),
        of(
            amounts && pay.is_some_and(|pay| pay.gross.is_none()),
            "/base_salary/gross",
            "nobody says whether taxes are in it: a floor just above it is not refused",
        ),
        of(
            body.openings.total.is_none(),
            "/total_job_openings",
            "the number of seats is not known: at least one is taken to be open",
        ),
        of(body.job_start_date.is_none(), "/job_start_date", "work is taken to begin at once"),
        of(body.valid_through.is_none(), "/valid_through", &last_day),
    ]
}

/// Everything that is missing of a candidate, in the order of the document.
pub fn missing_of_candidate(body: &CandidateBody) -> Vec<Missing> {
    let of = |lacks: bool, pointer, why: &str| {
        lacks.then(|| Missing { pointer, needed_for: NeededFor::Match, why: why.to_owned() })
    };
    let all = [
        of(
            body.home_region.is_none(),
            "/home_region",
            "a vacancy that accepts some home regions only is not refused, and whether it takes the candidate is not known",
        ),
        of(!body.of_age, "/of_age", "the agency has to check it before the candidate is available"),
        of(
            body.known_occupations().is_empty(),
            "/occupations",
            "no known occupation: the candidate is matched by skills alone",
        ),
        of(
            body.skills_held().is_empty(),
            "/skills",
            "no known skill: the candidate is matched by what the occupation implies",
        ),
        of(
            body.education.is_none(),
            "/education",
            "a vacancy that asks for an education is not refused, and whether it is reached is not known",
        ),
        of(
            body.destinations.ranked.is_empty() && body.destinations.elsewhere.is_none(),
            "/destinations",
            "nobody knows where the candidate would work: every place is possible, and none counts as wished",
        ),
        of(
            body.available_from.is_none(),
            "/available_from",
            "no start is refused, and whether the candidate can be there in time is not known",
        ),
        of(body.readiness.is_none(), "/readiness", "counts as only thinking about it"),
        of(
            body.matching_consent.is_none(),
            "/matching_consent",
            "without consent the candidate is kept, and not matched",
        ),
    ];
    all.into_iter().flatten().collect()
}
