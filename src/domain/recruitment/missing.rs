//! What a vacancy or a candidate does not say yet, and what that keeps it from.

use chrono::NaiveDate;

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

/// That a last day has passed: it cannot be published until another is sent.
pub fn last_day_past(body: &VacancyBody, today: NaiveDate) -> Option<Missing> {
    let why = "valid_through has passed: set a later day first".to_owned();
    let past = body.valid_through.filter(|last| *last < today);
    past.map(|_| Missing { pointer: "/valid_through", needed_for: NeededFor::Publish, why })
}

fn to_publish(body: &VacancyBody) -> [Option<Missing>; 3] {
    let place = match &body.workplace.oktmo {
        None => Some("send the municipality of the work (ОКТМО), or an address that names it"),
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
        pay_is_begun(body).then(|| {
            of(
                "/base_salary",
                "the pay is begun and says no amount: send min or max, or by_agreement: true",
            )
        }),
    ]
}

/// Whether somebody began to say the pay and did not end: a statement about it is still wanted.
fn pay_is_begun(body: &VacancyBody) -> bool {
    body.base_salary.as_ref().is_some_and(|pay| !pay.is_silent() && !pay.is_statement())
}

fn to_match(body: &VacancyBody) -> [Option<Missing>; 9] {
    let of = |lacks: bool, pointer, why: &str| {
        lacks.then(|| Missing { pointer, needed_for: NeededFor::Match, why: why.to_owned() })
    };
    let (unnamed, unskilled) = (body.known_occupation().is_none(), body.skills_asked().is_empty());
    let pay = body.base_salary.as_ref();
    let amounts = pay.is_some_and(|pay| !pay.is_by_agreement());
    let last_day = format!("without a last day it stands for {USUAL_DAYS} days from publication");
    [
        of(
            unnamed,
            "/occupation",
            if unskilled {
                "no known occupation and no known skill is named: the vacancy is matched by its place and terms alone"
            } else {
                "no known occupation is named: the vacancy is matched by its skills, place and terms"
            },
        ),
        of(
            unskilled,
            "/requirements",
            if unnamed {
                "no known skill is asked for, and no known occupation says which the work takes"
            } else {
                "no known skill is asked for: the vacancy is matched by its occupation, place and terms"
            },
        ),
        of(
            !amounts && !pay_is_begun(body),
            "/base_salary",
            if pay.is_some_and(|pay| !pay.is_silent()) {
                "no amount is named: the pay is compared with no floor"
            } else {
                "nobody says anything of pay: publishing sets it to by_agreement: true, which is compared with no floor; \
                 send min or max to have it compared"
            },
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
    let unnamed = body.known_occupations().is_empty();
    let unskilled = body.skills_held().is_empty();
    let all = [
        of(
            body.home_region.is_none(),
            "/home_region",
            "a vacancy that accepts some home regions only is not refused, and whether it takes the candidate is not known",
        ),
        of(!body.of_age, "/of_age", "the agency has to check it before the candidate is available"),
        of(
            unnamed,
            "/occupations",
            if unskilled {
                "no known occupation and no known skill: a vacancy that asks for either is not reached"
            } else {
                "no known occupation: the candidate is matched by skills"
            },
        ),
        of(
            unskilled,
            "/skills",
            if unnamed {
                "no known skill, and no known occupation that would imply one"
            } else {
                "no known skill: the candidate is matched by what the occupation implies"
            },
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::values::money::{Amount, Currency, OfferedPay};

    fn paid(pay: Option<OfferedPay>) -> VacancyBody {
        VacancyBody { base_salary: pay, ..VacancyBody::default() }
    }

    /// What is said of the pay as a whole.
    fn said_of_pay(body: &VacancyBody) -> Vec<NeededFor> {
        let of_pay = missing(body).into_iter().filter(|one| one.pointer == "/base_salary");
        of_pay.map(|one| one.needed_for).collect()
    }

    #[test]
    fn a_pay_that_is_begun_is_ended_before_it_is_published() {
        let begun = OfferedPay { currency: Some(Currency::Rub), ..OfferedPay::default() };
        let from = OfferedPay { min: Some(Amount::whole(9)), ..begun.clone() };
        for (pay, expected) in [
            (None, vec![NeededFor::Match]),
            (Some(OfferedPay::default()), vec![NeededFor::Match]),
            (Some(OfferedPay::agreed_later()), vec![NeededFor::Match]),
            (Some(begun), vec![NeededFor::Publish]),
            (Some(from), vec![]),
        ] {
            assert_eq!(said_of_pay(&paid(pay.clone())), expected, "{pay:?}");
        }
    }

    #[test]
    fn each_lack_is_told_once_and_none_says_what_another_denies() {
        let silent = VacancyBody::default();
        let mut pointers: Vec<_> = missing(&silent).iter().map(|one| one.pointer).collect();
        pointers.sort_unstable();
        let told = pointers.len();
        pointers.dedup();
        assert_eq!(pointers.len(), told, "{pointers:?}");
        let why = |pointer| {
            let all = missing(&silent);
            all.into_iter().find(|one| one.pointer == pointer).unwrap().why
        };
        assert!(!why("/occupation").contains("skills, place"), "there are none");
        assert!(!why("/requirements").contains("by its occupation"), "there is none");
        assert!(missing(&silent).iter().all(|one| one.why.len() <= 300));
    }
}
