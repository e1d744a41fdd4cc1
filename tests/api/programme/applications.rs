//! A match leads somewhere: invited or put forward, it is looked at, chosen or closed, and each side sees how it stands.

use serde_json::{Value, json};

use super::scene::{Scene, close, last};
use crate::support::{
    bodies, on_both,
    world::{but, id},
};

/// The codes of a refusal.
fn codes(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().unwrap().iter();
    errors.map(|error| error["code"].as_str().unwrap()).collect()
}

fn consents(scene: &Scene, candidate: &str, withdrawn: Option<&str>) {
    let consent = json!({
        "purpose": "matching", "text_version": "2026-09", "language": "uz-Latn",
        "given_at": "2026-11-02T09:30:00Z", "withdrawn_at": withdrawn, "evidence": "recording"
    });
    scene.agency.post(&format!("{candidate}/consents"), &consent).expect(201);
}

on_both! {
    fn an_invited_match_is_chosen_and_each_side_sees_its_own(app) {
        let scene = Scene::with_openings(app, 12);
        let candidate = scene.candidate(app);
        let made = scene.invite(&candidate);
        let seen = made.expect(201);
        let path = made.header("location").to_owned();
        assert_eq!((&seen["status"], &seen["origin"], &seen["worker_status"]), (&json!("draft"), &json!("invitation"), &json!(null)));
        assert_eq!((&seen["agency_id"], &seen["allowed_transitions"]), (&json!(null), &json!(["closed"])));
        let theirs = scene.agency.get(&path).expect(200);
        assert!(theirs["agency_id"].is_string());
        assert_eq!(theirs["allowed_transitions"], json!(["submitted", "closed"]));
        assert_eq!(theirs["closing_reasons"], json!(["withdrawn_by_worker", "unreachable", "duplicate"]));
        scene.employer.transition(&path, "submitted").problem(403, "forbidden");

        scene.agency.transition(&path, "submitted").expect(200);
        for (state, word) in [("shortlisted", "under_review"), ("interview", "invited"), ("selected", "chosen")] {
            scene.agency.transition(&path, state).problem(403, "forbidden");
            let moved = scene.employer.transition(&path, state).expect(200);
            assert_eq!((&moved["status"], &moved["worker_status"]), (&json!(state), &json!(word)));
        }
        assert_eq!(scene.seats(), ("published".to_owned(), 11, 1));
        let history = scene.agency.get(&format!("{path}/history")).expect(200);
        let steps: Vec<(&Value, &Value)> = history["items"].as_array().unwrap().iter().map(|one| (&one["from"], &one["to"])).collect();
        let states = ["draft", "submitted", "shortlisted", "interview", "selected"].map(|state| json!(state));
        assert_eq!(steps[0].1, &states[0]);
        assert_eq!(steps[1..], states.iter().zip(&states[1..]).collect::<Vec<_>>());
        let profile = scene.employer.get(&format!("{path}/profile")).expect(200);
        assert_eq!((&profile["home_region"], &profile["pay_floor"]), (&json!("UZ-SA"), &json!(null)));
    }

    fn an_agency_puts_its_own_matching_candidate_forward_once_at_a_time(app) {
        let scene = Scene::with_openings(app, 12);
        let candidate = scene.candidate(app);
        let body = scene.putting_forward(&candidate);
        app.agency().post("/v1/applications", &body).problem(404, "not-found");
        scene.employer.post("/v1/applications", &body).problem(403, "forbidden");
        app.operator().post("/v1/applications", &body).problem(403, "forbidden");
        let seamstress = json!({"occupations": [{"trade": "seamstress", "years": 3}], "skills": []});
        let other = app.available(&scene.agency, &but(bodies::candidate(), &seamstress));
        scene.agency.post("/v1/applications", &scene.putting_forward(&other)).problem(409, "conflict");
        assert_eq!(scene.invite(&other).status, 409);

        let path = scene.applied(&candidate);
        assert_eq!(scene.agency.get(&path).expect(200)["status"], "submitted");
        scene.agency.post("/v1/applications", &body).problem(409, "conflict");
        scene.invite(&candidate).problem(409, "conflict");
        close(&scene.agency, &path, "withdrawn_by_worker").expect(200);
        scene.agency.post("/v1/applications", &body).expect(201);
    }

    fn many_are_put_forward_at_once_and_each_is_answered_alone(app) {
        let scene = Scene::with_openings(app, 12);
        let [one, other, paused] = [(); 3].map(|()| scene.candidate(app));
        scene.agency.transition(&paused, "paused").expect(200);
        let items = json!([
            scene.putting_forward(&one),
            "nonsense",
            scene.putting_forward(&one),
            but(scene.putting_forward(&other), &json!({"unknown": 1})),
            scene.putting_forward(&paused),
            scene.putting_forward(&other),
        ]);
        let send = |client: &crate::support::Client| client.post("/v1/applications/batch", &json!({"items": items}));
        let statuses = |result: &Value| {
            let items = result["items"].as_array().unwrap().iter();
            items.map(|item| item["status"].as_u64().unwrap()).collect::<Vec<_>>()
        };
        for stranger in [&scene.employer, &scene.operator] {
            send(stranger).problem(403, "forbidden");
        }
        let result = send(&scene.agency).expect(207);
        assert_eq!(statuses(&result), [201, 422, 409, 422, 409, 201]);
        for at in [0, 5] {
            let made = scene.employer.get(&format!("/v1/applications/{}", id(&result["items"][at]))).expect(200);
            assert_eq!((&made["status"], &result["items"][at]["state"]), (&json!("submitted"), &json!("submitted")));
        }
        assert_eq!(result["items"][3]["problem"]["errors"][0]["pointer"], "/unknown");
        assert_eq!(result["items"][2].get("id"), None);
        assert_eq!(statuses(&send(&scene.agency).expect(207)), [409, 422, 409, 422, 409, 409]);
        assert_eq!(scene.agency.get("/v1/applications").expect(200)["items"].as_array().unwrap().len(), 2);
        assert_eq!(statuses(&send(&app.agency()).expect(207)), [404, 422, 404, 422, 404, 404]);
        for many in [vec![], vec![json!({}); 501]] {
            scene.agency.post("/v1/applications/batch", &json!({"items": many})).expect(422);
        }
    }

    fn an_invitation_is_made_once_for_each_key_and_candidate(app) {
        let scene = Scene::with_openings(app, 12);
        let [one, other] = [scene.candidate(app), scene.candidate(app)];
        let invite = |candidate: &str| {
            let path = format!("{}/matches/{}/invite", scene.vacancy, last(candidate));
            scene.employer.send("POST", &path, &[("idempotency-key", "k")], None)
        };
        let made = id(&invite(&one).expect(201));
        let again = invite(&one);
        assert_eq!((id(&again.expect(201)), again.header("idempotency-replayed")), (made, "true"));
        assert_eq!(invite(&other).expect(201)["candidate_id"], last(&other));
    }

    fn an_application_is_closed_for_a_reason_that_is_ones_own(app) {
        let scene = Scene::with_openings(app, 12);
        let path = scene.applied(&scene.candidate(app));
        let refused = |answer: crate::support::Answer| {
            assert_eq!(answer.pointers(), ["/reason"]);
            codes(&answer.json())[0].to_owned()
        };
        assert_eq!(refused(scene.employer.transition(&path, "closed")), "reason_required");
        assert_eq!(refused(close(&scene.employer, &path, "too expensive")), "reason_unknown");
        assert_eq!(refused(close(&scene.agency, &path, "rejected_by_employer")), "reason_unknown");
        let closed = close(&scene.employer, &path, "rejected_by_employer").expect(200);
        assert_eq!((&closed["closing_reason"], &closed["worker_status"]), (&json!("rejected_by_employer"), &json!("closed")));
        close(&scene.agency, &path, "withdrawn_by_worker").problem(409, "conflict");
        scene.employer.get(&format!("{path}/profile")).problem(409, "conflict");
    }

    fn without_a_standing_consent_nothing_goes_on_and_nothing_is_shown(app) {
        let scene = Scene::with_openings(app, 12);
        let candidate = scene.candidate(app);
        let path = scene.applied(&candidate);
        let before = scene.employer.get(&path);
        consents(&scene, &candidate, Some("2026-11-24T07:00:00Z"));
        let seen = scene.employer.get(&path);
        assert_eq!(seen.expect(200)["waiting"], json!([{"to": "shortlisted", "needs": ["matching_consent"]}]));
        assert_eq!(seen.json()["allowed_transitions"], json!(["closed"]));
        assert_ne!(seen.header("etag"), before.header("etag"));
        let refused = scene.employer.transition(&path, "shortlisted").problem(409, "gate-closed");
        assert_eq!(codes(&refused), ["matching_consent"]);
        scene.employer.get(&format!("{path}/profile")).problem(409, "conflict");
        consents(&scene, &candidate, None);
        scene.employer.transition(&path, "shortlisted").expect(200);
        scene.agency.transition(&candidate, "paused").expect(200);
        scene.employer.transition(&path, "interview").expect(200);
    }

    fn an_invitation_is_answered_only_for_what_still_stands(app) {
        let scene = Scene::with_openings(app, 12);
        let candidate = scene.candidate(app);
        let made = scene.invite(&candidate);
        made.expect(201);
        scene.employer.transition(&scene.vacancy, "suspended").expect(200);
        scene.agency.transition(&candidate, "paused").expect(200);
        let refused = scene.agency.transition(made.header("location"), "submitted").problem(409, "gate-closed");
        assert_eq!(codes(&refused), ["vacancy_published", "candidate_available"]);
        let told = refused["errors"][0]["detail"].as_str().unwrap();
        assert!(told.contains("suspended"), "{told}");
    }

    fn a_suspended_employer_closes_applications_and_does_nothing_else(app) {
        let scene = Scene::with_openings(app, 12);
        let path = scene.applied(&scene.candidate(app));
        let employer = scene.employer.get(&path).expect(200)["employer_id"].as_str().unwrap().to_owned();
        app.operator().transition(&format!("/v1/employers/{employer}"), "suspended").expect(200);
        let told = scene.employer.transition(&path, "shortlisted").problem(409, "conflict").to_string();
        assert!(told.contains("the employer is suspended"), "{told}");
        assert_eq!(scene.employer.get(&path).expect(200)["allowed_transitions"], json!(["closed"]));
        close(&scene.employer, &path, "rejected_by_employer").expect(200);
    }

    fn strangers_see_nothing_and_lists_hold_ones_own(app) {
        let scene = Scene::with_openings(app, 12);
        let (one, other) = (scene.candidate(app), scene.candidate(app));
        let (first, second) = (scene.applied(&one), scene.applied(&other));
        for stranger in [app.employer(), app.agency()] {
            stranger.get(&first).problem(404, "not-found");
            stranger.get(&format!("{first}/profile")).problem(404, "not-found");
            close(&stranger, &first, "duplicate").problem(404, "not-found");
            assert_eq!(stranger.get("/v1/applications").expect(200)["items"], json!([]));
        }
        scene.employer.transition(&first, "shortlisted").expect(200);
        let listed = |query: &str| {
            let page = scene.agency.get(&format!("/v1/applications?{query}")).expect(200);
            page["items"].as_array().unwrap().iter().map(|item| format!("/v1/applications/{}", id(item))).collect::<Vec<_>>()
        };
        assert_eq!(listed("status=shortlisted"), [first.as_str()]);
        assert_eq!(listed(&format!("candidate_id={}", last(&other))), [second.as_str()]);
        assert_eq!(listed(&format!("vacancy_id={}", last(&scene.vacancy))), [second.as_str(), &first]);
        assert_eq!(listed(&format!("vacancy_id={}", last(&one))), Vec::<String>::new());
        assert_eq!(app.operator().get("/v1/applications").expect(200)["items"].as_array().unwrap().len(), 2);
    }
}
