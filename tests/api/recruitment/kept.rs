//! A question that is asked again is answered as if nobody had asked it before.

use std::time::Duration;

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use crate::support::{
    Client, TestApp, bodies, on_both,
    world::{but, next},
};

/// Somebody who asks for a page again and again.
struct Asker {
    client: Client,
    path: String,
}

impl Asker {
    fn new(client: &Client, record: &str, query: &str) -> Self {
        Self { client: client.clone(), path: format!("{record}/matches?{query}") }
    }

    /// What is answered, which must be what a question that nobody has asked yet is answered.
    fn ask(&self, after: &str) -> Value {
        // No match is worth so little, so this is another question of the same answer.
        let new = self.client.get(&format!("{}&min_score={}", self.path, next() % 900));
        let kept = self.client.get(&self.path);
        assert_eq!(kept.status, new.status, "after {after}: {}", kept.text);
        let (kept, new) = (kept.json(), new.json());
        assert_eq!(kept["items"], new["items"], "after {after}");
        assert_eq!(kept["next"].is_null(), new["next"].is_null(), "after {after}");
        kept["items"].clone()
    }
}

/// How many pages were given again, had changed, and were new.
fn pages(app: &TestApp) -> [u64; 3] {
    let metrics = app.operator().get("/metrics").text;
    ["kept", "changed", "new"].map(|page| {
        let name = format!("koprik_match_pages_total{{page=\"{page}\"}} ");
        let line = metrics.lines().find_map(|line| line.strip_prefix(name.as_str()));
        line.map_or(0, |count| count.parse().unwrap())
    })
}

fn patch(client: &Client, path: &str, body: &Value) {
    let etag = client.get(path).header("etag").to_owned();
    client.patch(path, &etag, body).expect(200);
}

fn level(level: u64) -> Value {
    json!({"skills": [{"skill": "con.lay_bricks", "level": level, "years": 6, "evidence": "assessed"}]})
}

on_both! {
    fn whatever_changes_a_page_is_what_it_would_be(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let vacancies = [0, 1].map(|_| app.published(&employer, &bodies::vacancy()));
        let candidates = [3, 4, 5].map(|skill| app.available(&agency, &but(bodies::candidate(), &level(skill))));
        let askers = [
            Asker::new(&employer, &vacancies[0], "limit=2"),
            Asker::new(&employer, &vacancies[0], "limit=50&include=labels&lang=ru"),
            Asker::new(&agency, &candidates[0], "limit=1&include=labels,employer"),
            Asker::new(&agency, &candidates[0], "limit=50&fields=score,vacancy"),
        ];
        let all = |after: &str| askers.iter().for_each(|asker| drop(asker.ask(after)));
        all("the beginning");
        all("nothing");

        app.available(&agency, &but(bodies::candidate(), &level(5)));
        all("a newcomer");
        patch(&agency, &candidates[1], &level(1));
        all("somebody who can do less");
        patch(&agency, &candidates[1], &level(5));
        all("somebody who can do it again");
        patch(&agency, &candidates[0], &level(4));
        all("the candidate itself");
        agency.transition(&candidates[2], "paused").expect(200);
        all("somebody who is paused");
        agency.delete(&candidates[2], "*").expect(204);
        all("somebody who is gone");

        patch(&employer, &vacancies[1], &json!({"base_salary": {"currency": "RUB", "unit": "month", "min": 150_000, "max": 200_000}}));
        all("better pay elsewhere");
        patch(&employer, &vacancies[0], &json!({"requirements": [{"skill": "con.lay_bricks", "kind": "must", "min_level": 4}]}));
        all("the vacancy itself");
    }

    fn a_page_outlives_what_does_not_concern_it(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        let plumber = json!({"occupations": [{"trade": "plumber", "years": 1}], "skills": [{"skill": "weld.plastic", "level": 2, "years": 1, "evidence": "self_declared"}]});
        app.available(&agency, &bodies::candidate());
        let path = format!("{vacancy}/matches?limit=5");
        let first = employer.get(&path);
        assert_eq!(pages(app), [0, 0, 1]);
        app.published(&employer, &bodies::vacancy());
        app.available(&agency, &but(bodies::candidate(), &plumber));
        let again = employer.get(&path);
        assert_eq!((pages(app), &again.text), ([1, 0, 1], &first.text));
        assert_eq!(again.header("etag"), first.header("etag"));

        let known = [("if-none-match", first.header("etag"))];
        let left_out = employer.send("GET", &path, &known, None);
        assert_eq!((left_out.status, left_out.text.as_str()), (304, ""));
        app.available(&agency, &bodies::candidate());
        let changed = employer.send("GET", &path, &known, None);
        assert_eq!(changed.expect(200)["items"].as_array().unwrap().len(), 2);
        assert_ne!(changed.header("etag"), first.header("etag"));
        assert_eq!(pages(app), [2, 1, 1]);
    }

    fn a_kept_page_is_compressed_for_who_asks(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        app.available(&agency, &bodies::candidate());
        let path = format!("{vacancy}/matches");
        let plain = employer.get(&path);
        for asked in ["br", "gzip", "br"] {
            let head = employer.send("HEAD", &path, &[("accept-encoding", asked)], None);
            assert_eq!((head.status, head.header("content-encoding")), (200, asked));
            assert_eq!(head.header("etag"), plain.header("etag"));
            assert!(head.header("content-length").parse::<usize>().unwrap() < plain.text.len());
        }
        assert_eq!((employer.get(&path).text, pages(app)), (plain.text, [4, 0, 1]));
    }

    fn the_name_of_an_employer_is_shown_as_it_is(app) {
        let (owner, agency) = (app.new_employer(), app.agency());
        app.published(&app.client(Role::Employer, owner, ""), &bodies::vacancy());
        let candidate = app.available(&agency, &bodies::candidate());
        let asker = Asker::new(&agency, &candidate, "include=employer");
        let before = asker.ask("the beginning");
        let path = format!("/v1/employers/{owner}");
        patch(&app.operator(), &path, &json!({"name": {"ru": "ООО «Другое имя»"}}));
        let after = asker.ask("another name");
        assert_ne!(before[0]["employer"], after[0]["employer"]);
        assert!(after.to_string().contains("Другое имя"), "{after}");
    }

    fn a_page_is_kept_for_whom_it_was_made(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        app.available(&agency, &bodies::candidate());
        let path = format!("{vacancy}/matches?limit=5");
        employer.get(&path).expect(200);
        app.employer().get(&path).expect(404);
        agency.get(&path).expect(403);
        let reason = |lang: &str| {
            let answer = employer.send("GET", &path, &[("accept-language", lang)], None);
            answer.expect(200)["items"][0]["reason"].clone()
        };
        assert_ne!(reason("ru"), reason("en"));
        assert_eq!(reason("ru"), reason("ru"));
    }

    fn an_unsaved_question_is_answered_again_as_it_stands(app) {
        let agency = app.agency();
        let vacancy = app.published(&app.employer(), &bodies::vacancy());
        let candidate = app.available(&agency, &bodies::candidate());
        let asked = json!({"vacancy": but(bodies::vacancy(), &json!({"valid_through": "2026-11-25"})), "limit": 5});
        let (operator, owner) = (app.operator(), app.new_employer());
        let ask = |client: &Client| client.post("/v1/matches/search", &asked);
        let first = ask(&operator).expect(200);
        assert_eq!((ask(&operator).expect(200), pages(app)), (first, [1, 0, 1]));
        let employer = app.client(Role::Employer, owner, "");
        for _ in 0..2 {
            ask(&employer).expect(200);
            assert_eq!(employer.get("/v1/me").expect(200)["profiles_today"]["seen"], 1);
        }
        agency.transition(&candidate, "paused").expect(200);
        assert_eq!(ask(&operator).expect(200)["items"], json!([]));
        let backwards = json!({"candidate": bodies::candidate()});
        for _ in 0..2 {
            let found = operator.post("/v1/matches/search", &backwards).expect(200);
            assert_eq!(format!("/v1/vacancies/{}", found["items"][0]["vacancy_id"].as_str().unwrap()), vacancy);
        }
        app.operator().transition(&format!("/v1/employers/{owner}"), "suspended").expect(200);
        ask(&employer).problem(409, "conflict");
    }

    fn profiles_of_a_kept_page_count_on_each_day(app) {
        let (owner, agency) = (app.new_employer(), app.agency());
        let (id, secret) = app.credentials(Role::Employer, owner, "");
        let employer = app.anonymous().with_token(&app.token(id, &secret));
        let vacancy = app.published(&employer, &bodies::vacancy());
        app.available(&agency, &bodies::candidate());
        let seen = |client: &Client| client.get("/v1/me").expect(200)["profiles_today"]["seen"].clone();
        let path = format!("{vacancy}/matches?limit=5");
        for _ in 0..2 {
            employer.get(&path).expect(200);
            assert_eq!(seen(&employer), 1);
        }
        app.pass(Duration::from_hours(24));
        let employer = app.anonymous().with_token(&app.token(id, &secret));
        assert_eq!(seen(&employer), 0, "a new day");
        for _ in 0..2 {
            employer.get(&path).expect(200);
            assert_eq!(seen(&employer), 1);
        }
    }
}
