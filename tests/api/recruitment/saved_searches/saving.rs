//! Who may save which question, and what becomes of it when somebody is erased.

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use super::{PATH, Witness, finds, found, last, saved, search};
use crate::{
    store::sql::Sql,
    support::{
        bodies, on_both,
        world::{but, id, next},
    },
};

on_both! {
    fn a_question_has_substance_and_is_asked_by_whom_it_is_for(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = id(&app.employer().post("/v1/vacancies", &bodies::vacancy()).expect(201));
        let candidate = id(&app.agency().post("/v1/candidates", &bodies::candidate()).expect(201));
        let nothing = but(bodies::vacancy(), &json!({"requirements": []}));
        let named = |members: &Value| but(json!({"name": "Ours"}), members);
        for (body, pointer) in [
            (search(&json!({"vacancy": nothing})), "/vacancy/requirements"),
            (search(&json!({"name": " \u{200b} "})), "/name"),
            (search(&json!({"isco08": "7a"})), "/isco08"),
            (search(&json!({"hour": 24})), "/hour"),
            (search(&json!({"min_score": 10_001})), "/min_score"),
            (search(&json!({"vacancy_id": vacancy})), ""),
            (named(&json!({})), ""),
            (named(&json!({"vacancy_id": vacancy})), "/vacancy_id"),
        ] {
            assert_eq!(employer.post(PATH, &body).pointers(), [pointer], "{body}");
        }
        let foreign = agency.post(PATH, &named(&json!({"candidate_id": candidate})));
        assert_eq!((foreign.status, foreign.pointers()), (422, vec!["/candidate_id".to_owned()]));
        for (caller, body) in [
            (&agency, bodies::saved_search()),
            (&agency, named(&json!({"vacancy_id": vacancy}))),
            (&employer, named(&json!({"candidate_id": candidate}))),
            (&app.operator(), bodies::saved_search()),
            (&app.partner(), bodies::saved_search()),
        ] {
            assert_eq!(caller.post(PATH, &body).status, 403, "{body}");
        }
    }

    fn only_a_verified_employer_asks_and_reads(app) {
        let witness = Witness::of(app);
        let operator = app.operator();
        let employer = app.new_employer();
        let client = app.client(Role::Employer, employer, "");
        let path = saved(&client, &bodies::saved_search());
        operator.transition(&format!("/v1/employers/{employer}"), "suspended").expect(200);
        client.post(PATH, &bodies::saved_search()).problem(409, "conflict");
        client.get(&format!("{path}/matches")).problem(409, "conflict");
        let missed = witness.candidate(app, &app.agency(), &json!({}));
        witness.candidate(app, &app.agency(), &json!({})); // so every change of the one before has been looked at
        operator.transition(&format!("/v1/employers/{employer}"), "verified").expect(200);
        let later = witness.candidate(app, &app.agency(), &json!({}));
        finds(&client, &path, &later);
        assert!(!found(&client, &path).iter().any(|one| one == last(&missed)), "it is told of nobody for that time");
    }

    fn whoever_is_erased_is_in_no_list_and_in_no_question(app) {
        let (employer, agency, witness) = (app.employer(), app.agency(), Witness::of(app));
        let candidate = witness.candidate(app, &agency, &json!({}));
        let body = json!({"name": "Work", "candidate_id": last(&candidate), "external_ref": format!("S-{}", next())});
        let asks = saved(&agency, &body);
        finds(&agency, &asks, &app.published(&employer, &bodies::vacancy()));
        assert_eq!(agency.delete(&candidate, "*").status, 204);
        assert_eq!(agency.get(&asks).status, 404, "its question goes with it");
        assert_eq!(found(&witness.employer, &witness.search), [] as [&str; 0]);
        let left = "SELECT CAST(count(*) AS TEXT) AS text FROM saved_search_matches";
        assert_eq!(Sql::of(app).texts(left), ["0"]);
        let since = agency.get("/v1/saved-searches?changed_since=2026-11-24T00:00:00Z").expect(200);
        assert_eq!((&since["items"][0]["id"], &since["items"][0]["deleted"]), (&json!(last(&asks)), &json!(true)));
    }

    fn nobody_else_sees_a_search_or_what_it_found(app) {
        let (agency, witness) = (app.agency(), Witness::of(app));
        witness.candidate(app, &agency, &json!({}));
        let list = format!("{}/matches", witness.search);
        for stranger in [&app.employer(), &agency] {
            assert_eq!(stranger.get(&list).status, 404);
            assert_eq!(stranger.get(PATH).expect(200)["items"], json!([]));
        }
        assert_eq!(app.partner().get(&list).status, 404);
        assert_eq!(app.client(Role::Employer, app.new_employer(), "vacancies:read").get(&list).status, 403);
        assert_eq!(app.operator().get(&list).expect(200)["items"].as_array().unwrap().len(), 1);
    }

    fn each_organisation_has_its_own_references(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let candidate = id(&agency.post("/v1/candidates", &bodies::candidate()).expect(201));
        let (reference, work) = (format!("{PATH}/by-ref/S-1"), json!({"name": "Work", "candidate_id": candidate}));
        let new = [("if-none-match", "*")];
        assert_eq!(employer.get(&reference).status, 404);
        let [own, other] = [(&employer, bodies::saved_search()), (&agency, work)]
            .map(|(client, body)| client.put(&reference, &new, &body).expect(201));
        assert_ne!(own["id"], other["id"]);
        assert_eq!(employer.patch(&reference, "*", &json!({"rhythm": "weekly"})).expect(200)["id"], own["id"]);
        assert_eq!(agency.get(&reference).expect(200)["rhythm"], "at_once");
        assert_eq!(agency.transition(&reference, "paused").expect(200)["status"], "paused");
        assert_eq!(employer.delete(&reference, "*").status, 204);
        assert_eq!((employer.get(&reference).status, agency.get(&reference).status), (404, 200));
        assert_eq!(app.operator().get(&reference).status, 403, "operators own none");
    }

    fn a_deleted_search_takes_what_it_found_along(app) {
        let (agency, witness) = (app.agency(), Witness::of(app));
        let Witness { employer, search } = &witness;
        witness.candidate(app, &agency, &json!({}));
        assert_eq!(employer.delete(search, "*").status, 204);
        assert_eq!(employer.get(&format!("{search}/matches")).status, 404);
        let left = "SELECT CAST(count(*) AS TEXT) AS text FROM saved_search_matches";
        assert_eq!(Sql::of(app).texts(left), ["0"]);
    }
}
