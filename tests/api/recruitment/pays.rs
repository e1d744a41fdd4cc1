//! An employer that changes its pay and looks again learns little of a candidate's floor.

use std::time::Duration;

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use crate::support::{
    Answer, Client, TestApp, bodies, on_both,
    world::{but, eventually},
};

const DAY: Duration = Duration::from_hours(24);
/// Different pays of a vacancy and day, unless a setting says otherwise.
const QUOTA: usize = 5;
/// What nobody should find out.
const FLOOR: u64 = 87_654;

fn scene(app: &TestApp) -> (Client, String, String) {
    let floor = json!({"pay_floor": {"currency": "RUB", "unit": "month", "amount": FLOOR}});
    let candidate = app.available(&app.agency(), &but(bodies::candidate(), &floor));
    let employer = app.employer();
    let vacancy = app.published(&employer, &bodies::vacancy());
    (employer, vacancy, candidate.rsplit('/').next().unwrap().to_owned())
}

fn pays(amount: u64) -> Value {
    json!({"base_salary": {"currency": "RUB", "unit": "month", "min": amount, "max": amount, "gross": true}})
}

/// Offers another pay, which may always be done.
fn offer(employer: &Client, vacancy: &str, amount: u64) {
    let etag = employer.get(vacancy).header("etag").to_owned();
    employer.patch(vacancy, &etag, &pays(amount)).expect(200);
}

fn refused(answer: &Answer) {
    let problem = answer.problem(429, "quota-exceeded");
    assert!(problem["detail"].as_str().unwrap().contains("different pays"), "{problem}");
    let seconds: u32 = answer.header("retry-after").parse().unwrap();
    assert!((1..=86_400).contains(&seconds), "{seconds}");
}

/// Halves what is not known of the floor as often as that is answered; what is left of it.
fn bisect(mut lookup: impl FnMut(u64) -> Option<bool>) -> (usize, u64) {
    let (mut low, mut high, mut bits) = (1, 1 << 17, 0);
    while low < high {
        let middle = u64::midpoint(low, high);
        match lookup(middle) {
            Some(true) => high = middle,
            Some(false) => low = middle + 1,
            None => break,
        }
        bits += 1;
    }
    (bits, high - low)
}

on_both! {
    fn a_bisecting_employer_learns_a_few_bits_a_day(app) {
        let (employer, vacancy, _) = scene(app);
        let owner = employer.get("/v1/me").expect(200)["organisation_id"].as_str().unwrap().parse().unwrap();
        let mut look = |pay| {
            offer(&employer, &vacancy, pay);
            let answer = employer.get(&format!("{vacancy}/matches"));
            if answer.status == 429 {
                refused(&answer);
                return None;
            }
            Some(!answer.expect(200)["items"].as_array().unwrap().is_empty())
        };
        let (bits, left) = bisect(&mut look);
        assert_eq!(bits, QUOTA);
        assert!(left >= 1 << 11, "thousands of floors remain: {left}");
        app.pass(DAY); // its token has run out meanwhile
        let employer = app.client(Role::Employer, owner, "");
        assert_eq!(employer.get("/v1/me").expect(200)["pays_today"]["used_up"], 0);
        offer(&employer, &vacancy, FLOOR);
        employer.get(&format!("{vacancy}/matches")).expect(200);
    }

    fn the_quota_binds_its_employer_and_nothing_else(app) {
        let (employer, vacancy, candidate) = scene(app);
        let list = format!("{vacancy}/matches");
        let pair = format!("{vacancy}/matches/{candidate}");
        let another = app.another();
        let elsewhere = another.anonymous().with_token(employer.token());
        for n in 0..QUOTA as u64 {
            offer(&employer, &vacancy, 80_000 + n);
            let by = if n.is_multiple_of(2) { &employer } else { &elsewhere };
            by.get(if n == 1 { &pair } else { &list }).expect(200);
        }
        let today = employer.get("/v1/me").expect(200)["pays_today"].clone();
        assert_eq!(today, json!({"quota": QUOTA, "used_up": 1, "unsaved_left": QUOTA}));
        offer(&employer, &vacancy, 99_999);
        refused(&employer.get(&list));
        refused(&employer.get(&pair));
        refused(&elsewhere.get(&pair));
        eventually("the other server hears of the change", || elsewhere.get(&list).status == 429);
        let applied = json!({
            "vacancy_id": vacancy.rsplit('/').next().unwrap(), "candidate_id": candidate,
            "purpose": "to invite the candidate to an interview"
        });
        refused(&employer.post("/v1/disclosure-requests", &applied));
        assert_eq!(app.anonymous().get(&vacancy).expect(200)["base_salary"]["min"], 99_999);
        app.operator().get(&list).expect(200);
        assert_eq!(app.operator().get("/v1/me").expect(200).get("pays_today"), None);
        offer(&employer, &vacancy, 80_002);
        employer.get(&list).expect(200);
        elsewhere.get(&pair).expect(200);
        let other = app.published(&employer, &but(bodies::vacancy(), &pays(99_999)));
        employer.get(&format!("{other}/matches")).expect(200);
    }

    fn other_words_for_a_pay_are_other_pays(app) {
        let (employer, vacancy, _) = scene(app);
        let etag = |path: &str| employer.get(path).header("etag").to_owned();
        for hours in 30..30 + QUOTA {
            let pay = json!({"base_salary": {"currency": "RUB", "unit": "hour", "min": 500, "max": 500, "gross": true}, "work_hours": {"hours_per_week": hours}});
            employer.patch(&vacancy, &etag(&vacancy), &pay).expect(200);
            employer.get(&format!("{vacancy}/matches")).expect(200);
        }
        employer.patch(&vacancy, &etag(&vacancy), &json!({"work_hours": {"hours_per_week": 60}})).expect(200);
        refused(&employer.get(&format!("{vacancy}/matches")));
    }

    fn a_run_passes_over_what_is_used_up(app) {
        let (employer, vacancy, _) = scene(app);
        let id = vacancy.rsplit('/').next().unwrap();
        let found = || {
            let started = employer.post("/v1/match-runs", &json!({"direction": "vacancies", "ids": [id]}));
            started.expect(202);
            let run = started.header("location").to_owned();
            eventually("the run is done", || employer.get(&run).expect(200)["status"] == "finished");
            employer.get(&format!("{run}/results")).expect(200)["items"].as_array().unwrap().len()
        };
        for n in 0..QUOTA as u64 {
            offer(&employer, &vacancy, 95_000 + n);
            assert_eq!(found(), 1);
        }
        offer(&employer, &vacancy, 99_999);
        assert_eq!(found(), 0);
        refused(&employer.get(&format!("{vacancy}/matches")));
    }

    fn unsaved_questions_count_together(app) {
        let (employer, ..) = scene(app);
        let ask = |n: u64| employer.post("/v1/matches/search", &json!({"vacancy": but(bodies::vacancy(), &pays(80_000 + n))}));
        for n in 0..QUOTA as u64 {
            ask(n).expect(200);
            ask(n).expect(200);
        }
        refused(&ask(1_000));
        assert_eq!(employer.get("/v1/me").expect(200)["pays_today"]["unsaved_left"], 0);
        let operator = app.operator();
        for n in 0..9 {
            operator.post("/v1/matches/search", &json!({"vacancy": but(bodies::vacancy(), &pays(80_000 + n))})).expect(200);
        }
    }

    fn of_many_at_once_no_more_are_answered_than_may_be(app) {
        let (employer, ..) = scene(app);
        let answers: Vec<u16> = std::thread::scope(|scope| {
            let ask = |n: u64| employer.post("/v1/matches/search", &json!({"vacancy": but(bodies::vacancy(), &pays(80_000 + n))})).status;
            let all: Vec<_> = (0..64).map(|n| scope.spawn(move || ask(n))).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let of = |status: u16| answers.iter().filter(|one| **one == status).count();
        assert_eq!((of(200), of(429)), (QUOTA, 64 - QUOTA), "{answers:?}");
    }
}
