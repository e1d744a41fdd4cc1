//! The change feed: who is told what, in which order, page by page.

use serde_json::{Value, json};

use crate::support::{Client, TestApp, bodies, on_both, world::id};

/// What a reader is told of these kinds after a position.
pub(super) fn told(reader: &Client, kinds: &str, after: i64) -> Vec<Value> {
    let page = reader.get(&format!("/v1/changes?limit=100&kind={kinds}&after={after}")).expect(200);
    assert_eq!(page["more"], false);
    page["items"].as_array().unwrap().clone()
}

/// Each change as its event and what was done.
fn events(changes: &[Value]) -> Vec<(&str, &str)> {
    changes
        .iter()
        .map(|one| (one["event"].as_str().unwrap(), one["action"].as_str().unwrap_or("")))
        .collect()
}

/// The newest position that a reader can be told of.
pub(super) fn position(reader: &Client) -> i64 {
    let mut after = 0;
    loop {
        let page = reader.get(&format!("/v1/changes?limit=100&after={after}")).expect(200);
        after = page["position"].as_i64().unwrap();
        if page["more"] == false {
            return after;
        }
    }
}

/// An application of a new candidate for a new vacancy: the employer, the agency, and the candidate's path.
fn applied(app: &TestApp) -> (Client, Client, String) {
    let (employer, agency) = (app.employer(), app.agency());
    let vacancy = app.published(&employer, &bodies::vacancy());
    let candidate = app.available(&agency, &bodies::candidate());
    let last = |path: &str| path.rsplit_once('/').unwrap().1.to_owned();
    let body = json!({"vacancy_id": last(&vacancy), "candidate_id": last(&candidate)});
    agency.post("/v1/applications", &body).expect(201);
    (employer, agency, candidate)
}

on_both! {
    fn everybody_is_told_of_what_they_may_see(app) {
        let (employer, other, partner) = (app.employer(), app.employer(), app.partner());
        let path = app.published(&employer, &bodies::vacancy());
        let own = told(&employer, "vacancy", 0);
        assert_eq!(events(&own), [("changed", "create"), ("changed", "published")]);
        assert_eq!((&own[1]["version"], &own[1]["kind"]), (&json!(2), &json!("vacancy")));
        assert!(path.ends_with(own[1]["id"].as_str().unwrap()));
        assert_eq!(events(&told(&app.operator(), "vacancy", 0)).len(), 2);
        assert_eq!(events(&told(&partner, "vacancy", 0)), [("changed", "")], "the public hears nothing of drafts");
        assert_eq!(events(&told(&app.agency(), "vacancy", 0)), [("changed", "")]);
        assert_eq!(told(&other, "vacancy", 0), Vec::<Value>::new());
        let all = |reader: &Client| reader.get("/v1/changes?limit=100").expect(200)["items"].as_array().unwrap().len();
        assert_eq!(all(&partner), 1, "nobody else's organisations, clients or candidates");
        assert_eq!(all(&other), 3, "its own organisation alone");
    }

    fn what_somebody_sees_no_more_is_taken_away_once(app) {
        let (employer, partner) = (app.employer(), app.partner());
        let path = app.published(&employer, &bodies::vacancy());
        let kept = told(&partner, "vacancy", 0)[0]["position"].as_i64().unwrap();
        employer.transition(&path, "suspended").expect(200);
        assert_eq!(events(&told(&partner, "vacancy", kept)), [("withdrawn", "")]);
        assert_eq!(events(&told(&partner, "vacancy", 0)), [("withdrawn", "")], "it cannot be read any more");
        assert_eq!(events(&told(&employer, "vacancy", kept)), [("changed", "suspended")]);
        employer.transition(&path, "published").expect(200);
        assert_eq!(events(&told(&partner, "vacancy", kept)).last().unwrap().0, "changed");
        let made = employer.post("/v1/vacancies", &bodies::vacancy());
        let kept = position(&employer);
        assert_eq!(employer.delete(made.header("location"), "*").status, 204);
        assert_eq!(events(&told(&employer, "vacancy", kept)), [("deleted", "delete")]);
        assert_eq!(events(&told(&app.operator(), "vacancy", kept)), [("deleted", "delete")]);
        for stranger in [&partner, &app.employer()] {
            assert_eq!(told(stranger, "vacancy", kept), Vec::<Value>::new());
        }
    }

    fn a_case_that_goes_with_a_candidate_is_told_to_both_sides(app) {
        let (employer, agency, candidate) = applied(app);
        assert_eq!(events(&told(&employer, "application", 0)), [("changed", "create")]);
        assert_eq!(agency.delete(&candidate, "*").status, 204);
        for side in [&employer, &agency, &app.operator()] {
            assert_eq!(events(&told(side, "application", 0)), [("deleted", "delete")]);
        }
        assert_eq!(told(&app.employer(), "application", 0), Vec::<Value>::new());
        assert_eq!(events(&told(&agency, "candidate", 0)), [("deleted", "delete")]);
        let since = "/v1/applications?changed_since=2026-01-01T00:00:00Z";
        for side in [&employer, &agency] {
            assert_eq!(side.get(since).expect(200)["items"][0]["reason"], "deleted", "lists say the same");
        }
    }

    fn a_deleted_run_is_told_to_its_owner(app) {
        let employer = app.employer();
        let run = employer.post("/v1/match-runs", &json!({"direction": "vacancies"})).header("location").to_owned();
        crate::support::world::eventually("the run ends", || employer.get(&run).expect(200)["status"] == "finished");
        let kept = position(&employer);
        assert!(!told(&employer, "match_run", 0).is_empty());
        assert_eq!(employer.delete(&run, "*").status, 204);
        assert_eq!(events(&told(&employer, "match_run", kept)), [("deleted", "delete")]);
        assert_eq!(told(&app.employer(), "match_run", kept), Vec::<Value>::new());
    }

    fn a_walk_tells_each_change_once_in_order(app) {
        let employer = app.employer();
        for _ in 0..4 {
            app.published(&employer, &bodies::vacancy());
        }
        let whole: Vec<i64> = told(&employer, "vacancy", 0).iter().map(|one| one["position"].as_i64().unwrap()).collect();
        assert!(whole.len() == 8 && whole.is_sorted());
        let (mut met, mut next) = (Vec::new(), "/v1/changes?kind=vacancy&limit=3".to_owned());
        loop {
            let answer = employer.get(&next);
            let page = answer.expect(200);
            met.extend(page["items"].as_array().unwrap().iter().map(|one| one["position"].as_i64().unwrap()));
            next = page["next"].as_str().unwrap().replace("http://koprik.test", "");
            assert_eq!(answer.header("link"), format!("<http://koprik.test{next}>; rel=\"next\""));
            if page["more"] == false {
                break;
            }
        }
        assert_eq!(met, whole);
        let later = id(&employer.post("/v1/vacancies", &bodies::vacancy()).expect(201));
        assert_eq!(employer.get(&next).expect(200)["items"][0]["id"], json!(later), "a month later it goes on from there");
    }

    fn a_feed_is_refused_where_it_cannot_be(app) {
        let employer = app.employer();
        employer.get("/v1/changes?after=9007199254740991").problem(400, "malformed-request");
        employer.get("/v1/changes?wait=31").problem(400, "malformed-request");
        employer.get("/v1/changes?kind=candidate").problem(403, "forbidden");
        employer.get("/v1/changes?kind=client").problem(403, "forbidden");
        app.anonymous().get("/v1/changes").problem(401, "unauthenticated");
        let organisation = app.new_employer();
        let reads_little = app.client(koprik::domain::access::scope::Role::Employer, organisation, "organisations:read");
        let kinds: Vec<Value> = told(&reads_little, "employer,vacancy", 0).iter().map(|one| one["kind"].clone()).collect();
        assert_eq!(kinds, ["employer", "employer", "employer"], "no scope, no drafts");
    }

    fn whoever_waits_is_answered_when_something_changes(app) {
        let employer = app.employer();
        let path = app.published(&employer, &bodies::vacancy());
        let after = position(&employer);
        let waiting = format!("/v1/changes?wait=30&after={after}");
        let answer = std::thread::scope(|scope| {
            let waits = scope.spawn(|| employer.get(&waiting).expect(200));
            app.published(&app.employer(), &bodies::vacancy());
            employer.transition(&path, "suspended").expect(200);
            waits.join().unwrap()
        });
        assert_eq!(events(answer["items"].as_array().unwrap()), [("changed", "suspended")]);
        let after = position(&employer);
        let nothing = employer.get(&format!("/v1/changes?wait=1&after={after}")).expect(200);
        assert_eq!((&nothing["items"], &nothing["position"]), (&json!([]), &json!(after)));
    }
}
