//! What an authority recognises raises the evidence of a skill, and what it takes back lowers it again.

use serde_json::{Value, json};

use super::scene::{Scene, recognised, refused, status, unproven};
use crate::{
    programme::{
        scene::last,
        seats::{at_once, one_succeeds},
    },
    store::sql::Sql,
    support::{
        on_both,
        world::{but, eventually},
    },
};

/// The document of another diploma.
fn another() -> Value {
    json!({"document_sha256": "1".repeat(64), "authority": "Another authority"})
}

on_both! {
    fn a_decision_raises_the_evidence_and_the_score_and_the_reason_names_it(app) {
        let scene = Scene::on(app);
        let (before, evidence) = (scene.score(), scene.evidence());
        assert_eq!(evidence, "self_declared");
        let path = scene.assessed(&json!({}));
        assert_eq!((scene.score(), scene.evidence()), (before, evidence), "nothing is decided yet");
        let decided = scene.decide(&path, &recognised()).expect(200);
        assert_eq!((&decided["status"], decided["decisions"].as_array().unwrap().len()), (&json!("recognised"), 1));
        let after = scene.explained();
        assert!(after["score"].as_u64().unwrap() > before, "{after}");
        let found = &after["requirements"][0];
        assert_eq!(found["found"]["evidence"], "recognised");
        let proof = json!([{
            "kind": "recognition", "id": decided["id"], "authority": "Glavexpertcentr", "outcome": "recognised", "level": 4,
            "since": "2026-11-24", "applies": true
        }]);
        assert_eq!(found["proofs"], proof);
        let named = "Recognised by the decision of 2026-11-24";
        assert!(after["reason"].as_str().unwrap().contains(named), "{after}");
        for (client, list) in [(&scene.employer, &scene.vacancy), (&scene.agency, &scene.candidate)] {
            let listed = client.get(&format!("{list}/matches?lang=en")).expect(200)["items"][0].clone();
            assert_eq!((&listed["score"], &listed["requirements"][0]["proofs"]), (&after["score"], &proof));
            assert!(listed["reason"].as_str().unwrap().contains(named), "{listed}");
        }
        let seen = scene.agency.get(&scene.candidate).expect(200);
        assert_eq!(seen["skills"][0]["evidence"], "self_declared", "what was sent stays as it was sent");
        assert_eq!(seen["proofs"], json!([{
            "skill": "con.lay_bricks", "level": 4, "evidence": "recognised", "kind": "recognition", "id": decided["id"],
            "since": "2026-11-24", "until": null
        }]));
        let filtered = scene.employer.get(&format!("{}/matches?min_evidence=recognised", scene.vacancy)).expect(200);
        assert_eq!(filtered["items"].as_array().unwrap().len(), 1);
    }

    fn the_same_vacancy_ranks_whom_an_authority_recognises_first(app) {
        let scene = Scene::on(app);
        let other = app.available(&scene.agency, &unproven());
        let first = || {
            let found = scene.employer.get(&format!("{}/matches", scene.vacancy)).expect(200);
            found["items"][0]["candidate_id"].as_str().unwrap().to_owned()
        };
        let second = [&scene.candidate, &other].into_iter().map(|path| last(path).to_owned()).find(|one| *one != first()).unwrap();
        let path = scene.assessed(&json!({"candidate_id": second}));
        scene.decide(&path, &recognised()).expect(200);
        assert_eq!(first(), second);
    }

    fn another_server_hears_of_it_by_the_change_log(app) {
        let scene = Scene::on(app);
        let second = app.another();
        let there = scene.there(&second);
        let before = there.score();
        let path = scene.recognised(&json!({}));
        eventually("the other server knows", || there.score() > before && there.evidence() == "recognised");
        let why = json!({"to": "revoked", "reason": "the diploma is forged"});
        scene.operator.post(&format!("{path}/transitions"), &why).expect(200);
        eventually("it knows of the end too", || there.score() == before);
    }

    fn a_refused_case_changes_no_score(app) {
        let scene = Scene::on(app);
        let before = (scene.score(), scene.agency.get(&scene.candidate).expect(200)["version"].clone());
        let path = scene.assessed(&json!({}));
        let decided = scene.decide(&path, &refused()).expect(200);
        assert_eq!(decided["decisions"][0]["missing"], "Russian building codes");
        assert_eq!((scene.score(), scene.agency.get(&scene.candidate).expect(200)["version"].clone()), before);
        let asked = scene.explained()["requirements"][0].clone();
        assert_eq!((&asked["found"]["evidence"], &asked["proofs"][0]["outcome"]), (&json!("self_declared"), &json!("refused")));
        let told = scene.employer.get(&format!("{}/matches", scene.vacancy)).expect(200);
        assert_eq!(told["items"][0]["requirements"][0]["proofs"], json!(null), "an employer hears of no refusal");
    }

    fn an_expired_one_falls_back_on_the_day(app) {
        let mut scene = Scene::on(app);
        let before = scene.score();
        let path = scene.recognised(&json!({"valid_until": "2026-11-26"}));
        let raised = scene.score();
        assert!(raised > before);
        scene.after(app, 2);
        assert_eq!(scene.score(), raised, "the last day counts");
        scene.after(app, 1);
        assert_eq!(scene.score(), before);
        assert_eq!(status(&scene.agency, &path), "expired");
        assert_eq!(scene.agency.get(&scene.candidate).expect(200)["proofs"], json!([]));
    }

    fn what_is_taken_back_falls_back_and_says_why(app) {
        let scene = Scene::on(app);
        let before = scene.score();
        let path = scene.recognised(&json!({}));
        assert_eq!(scene.operator.transition(&path, "revoked").pointers(), ["/reason"]);
        let why = json!({"to": "revoked", "reason": "the diploma is forged"});
        scene.agency.post(&format!("{path}/transitions"), &why).problem(403, "forbidden");
        scene.operator.post(&format!("{path}/transitions"), &why).expect(200);
        assert_eq!((scene.score(), scene.evidence()), (before, "self_declared".to_owned()));
        let steps = scene.agency.get(&format!("{path}/history")).expect(200);
        assert_eq!(steps["items"].as_array().unwrap().last().unwrap()["reason"], "the diploma is forged");
    }

    fn part_of_it_counts_and_an_appeal_can_bring_the_rest(app) {
        let scene = Scene::on(app);
        let two = json!([{"skill": "con.lay_bricks", "level": 5}, {"skill": "con.mix_mortar", "level": 3}]);
        let path = scene.assessed(&json!({"skills": two}));
        let part = json!({"outcome": "partly_recognised", "missing": "an examination in mortar"});
        let part = scene.decide(&path, &but(recognised(), &part)).expect(200);
        assert_eq!(part["status"], "partly_recognised");
        let half = scene.score();
        assert_eq!(scene.agency.transition(&path, "appealed").pointers(), ["/reason"]);
        let why = json!({"to": "appealed", "reason": "the examination was passed in 2024"});
        scene.agency.post(&format!("{path}/transitions"), &why).expect(200);
        assert_eq!(scene.score(), half, "what was decided holds until something else is");
        let whole = scene.decide(&path, &but(recognised(), &json!({"skills": two}))).expect(200);
        assert_eq!((&whole["status"], whole["decisions"].as_array().unwrap().len()), (&json!("decided"), 2));
        assert!(scene.score() > half);
        scene.decide(&path, &but(recognised(), &json!({"skills": two}))).problem(409, "conflict");
    }

    fn of_two_authorities_that_disagree_the_later_applies_and_both_are_shown(app) {
        let scene = Scene::on(app);
        let before = scene.score();
        let first = scene.assessed(&json!({}));
        scene.decide(&first, &but(recognised(), &json!({"decided_on": "2026-11-21"}))).expect(200);
        assert!(scene.score() > before);
        let second = scene.assessed(&another());
        scene.decide(&second, &but(refused(), &json!({"decided_on": "2026-11-22"}))).expect(200);
        let told = scene.explained();
        assert_eq!(told["score"], before);
        let seen: Vec<_> = told["requirements"][0]["proofs"].as_array().unwrap().iter()
            .map(|one| (one["authority"].as_str().unwrap(), one["outcome"].as_str().unwrap(), one["applies"].as_bool().unwrap())).collect();
        assert_eq!(seen, [("Another authority", "refused", true), ("Glavexpertcentr", "recognised", false)]);
        let listed = scene.agency.get(&format!("/v1/recognitions?candidate_id={}", last(&scene.candidate))).expect(200);
        assert_eq!(listed["items"].as_array().unwrap().len(), 2);
    }

    fn what_counts_for_study_proves_nothing_at_work(app) {
        let scene = Scene::on(app);
        let before = scene.score();
        let path = scene.assessed(&json!({"purpose": "study"}));
        scene.decide(&path, &recognised()).expect(200);
        assert_eq!((status(&scene.agency, &path), scene.score()), ("recognised".to_owned(), before));
    }

    fn more_that_is_stated_stays_beside_less_that_is_proven(app) {
        let scene = Scene::on(app);
        let master = json!([{"skill": "con.lay_bricks", "level": 5, "years": 6, "evidence": "self_declared"}]);
        scene.agency.patch(&scene.candidate, "*", &json!({"skills": master})).expect(200);
        let before = scene.score();
        scene.recognised(&json!({}));
        assert!(scene.score() > before, "the better of both counts");
        assert_eq!(scene.agency.get(&scene.candidate).expect(200)["skills"], master);
        let better = app.published(&scene.employer, &but(crate::support::bodies::vacancy(), &json!({
            "requirements": [{"skill": "con.lay_bricks", "kind": "must", "min_level": 5, "min_years": 1}]
        })));
        let path = format!("{better}/matches/{}", last(&scene.candidate));
        let told = scene.agency.get(&path).expect(200);
        assert_eq!((&told["eligible"], &told["requirements"][0]["found"]["evidence"]), (&json!(true), &json!("self_declared")));
    }

    fn nobody_proves_anything_of_their_own_candidate(app) {
        let scene = Scene::on(app);
        let forged = json!({"proofs": [{"skill": "con.lay_bricks", "level": 5}]});
        assert_eq!(scene.agency.patch(&scene.candidate, "*", &forged).pointers(), ["/proofs"]);
        scene.recognised(&json!({}));
        let proofs = scene.agency.get(&scene.candidate).expect(200)["proofs"].clone();
        scene.agency.put(&scene.candidate, &[("if-match", "*")], &unproven()).expect(200);
        assert_eq!(scene.agency.get(&scene.candidate).expect(200)["proofs"], proofs, "a change of the profile leaves them");
    }

    fn what_is_filed_and_decided_must_hold_together(app) {
        let scene = Scene::on(app);
        let filing = |more: Value| scene.agency.post("/v1/recognitions", &scene.filing(&more)).pointers();
        assert_eq!(filing(json!({"applied_on": "2026-11-25"})), ["/applied_on"]);
        assert_eq!(filing(json!({"document_sha256": "x".repeat(64)})), ["/document_sha256"]);
        assert_eq!(filing(json!({"kind": "hearsay", "purpose": "fun"})), ["/kind", "/purpose"]);
        assert_eq!(filing(json!({"skills": []})), ["/skills"]);
        assert_eq!(filing(json!({"skills": [{"skill": "con.none_such", "level": 3}]})), ["/skills/0/skill"]);
        let twice = json!([{"skill": "con.lay_bricks", "level": 3}, {"skill": "con.lay_bricks", "level": 4}]);
        assert_eq!(filing(json!({"skills": twice})), ["/skills/1/skill"]);
        let path = scene.assessed(&json!({}));
        let decide = |more: Value| scene.decide(&path, &but(recognised(), &more)).pointers();
        assert_eq!(decide(json!({"skills": [], "level": null})), ["/level", "/skills"]);
        assert_eq!(decide(json!({"level": {}})), ["/level"]);
        assert_eq!(decide(json!({"level": {"eqf": 9}})), ["/level/eqf"]);
        assert_eq!(decide(json!({"decided_on": "2026-11-19"})), ["/decided_on"]);
        assert_eq!(decide(json!({"decided_on": "2026-11-25"})), ["/decided_on"]);
        assert_eq!(decide(json!({"valid_until": "2026-11-23"})), ["/valid_until"]);
        let bare = json!({"outcome": "refused", "decided_on": "2026-11-24"});
        assert_eq!(scene.decide(&path, &bare).pointers(), ["/course_id", "/missing"]);
        let course = json!({"course_id": last(&path), "no_course": null});
        assert_eq!(scene.decide(&path, &but(refused(), &course)).pointers(), ["/course_id"]);
        let course = scene.course(&json!({}));
        let named = json!({"course_id": last(&course), "no_course": null});
        assert_eq!(scene.decide(&path, &but(refused(), &named)).expect(200)["decisions"][0]["course_id"], last(&course));
    }

    fn each_does_only_what_is_theirs(app) {
        let scene = Scene::on(app);
        let filing = scene.filing(&json!({}));
        app.agency().post("/v1/recognitions", &filing).problem(404, "not-found");
        for other in [&scene.operator, &scene.partner, &scene.employer] {
            other.post("/v1/recognitions", &filing).problem(403, "forbidden");
        }
        let path = scene.filed(&json!({}));
        scene.agency.post("/v1/recognitions", &filing).problem(409, "conflict");
        scene.decide(&path, &recognised()).problem(409, "conflict");
        for stranger in [app.agency(), app.partner()] {
            stranger.get(&path).problem(404, "not-found");
        }
        scene.agency.transition(&path, "documents_checked").problem(403, "forbidden");
        for state in ["documents_checked", "assessed"] {
            scene.operator.transition(&path, state).expect(200);
        }
        scene.agency.post(&format!("{path}/decisions"), &recognised()).problem(403, "forbidden");
        scene.operator.transition(&path, "withdrawn").problem(403, "forbidden");
        let once = scene.operator.post_once(&format!("{path}/decisions"), "one", &recognised()).expect(200);
        let again = scene.operator.post_once(&format!("{path}/decisions"), "one", &recognised());
        assert_eq!((again.expect(200), again.header("idempotency-replayed")), (once, "true"));
        scene.agency.post("/v1/recognitions", &filing).expect(201);
        let steps = scene.agency.get(&format!("{path}/history")).expect(200);
        let steps: Vec<&Value> = steps["items"].as_array().unwrap().iter().map(|one| &one["to"]).collect();
        assert_eq!(steps, ["applied", "documents_checked", "assessed", "recognised"]);
    }

    fn a_candidate_who_has_left_is_not_filed_for(app) {
        let scene = Scene::on(app);
        scene.agency.transition(&scene.candidate, "withdrawn").expect(200);
        scene.agency.post("/v1/recognitions", &scene.filing(&json!({}))).problem(409, "conflict");
    }

    fn of_many_decisions_at_once_one_is_written_down(app) {
        let scene = Scene::on(app);
        let path = scene.assessed(&json!({}));
        let second = app.another();
        let there = scene.there(&second);
        let (scenes, both) = ([&scene, &there], [recognised(), refused()]);
        one_succeeds(&at_once(|n| scenes[n % 2].decide(&path, &both[n / 2 % 2])), 200);
    }

    fn of_many_filings_at_once_one_is_open(app) {
        let scene = Scene::on(app);
        let second = app.another();
        let there = scene.there(&second);
        let (scenes, body) = ([&scene, &there], scene.filing(&json!({})));
        one_succeeds(&at_once(|n| scenes[n % 2].agency.post("/v1/recognitions", &body)), 201);
    }

    fn an_erased_candidate_leaves_no_recognition_and_was_told_of_it_before(app) {
        let scene = Scene::on(app);
        let path = scene.recognised(&json!({}));
        let export = scene.agency.get(&format!("{}/export", scene.candidate)).expect(200);
        assert_eq!(export["recognitions"], json!([scene.agency.get(&path).expect(200)]));
        scene.agency.delete(&scene.candidate, "*").expect(204);
        scene.operator.get(&path).problem(404, "not-found");
        assert_eq!(Sql::of(app).texts("SELECT status AS text FROM recognitions"), Vec::<String>::new());
        let feed = scene.agency.get("/v1/changes?kind=recognition&limit=100").expect(200);
        assert_eq!(feed["items"].as_array().unwrap().last().unwrap()["event"], "deleted");
    }
}
