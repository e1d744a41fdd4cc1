//! Employers and agencies: entered and checked by operators, with real numbers only.

use serde_json::json;

use crate::support::{
    bodies, on_both,
    world::{but, eventually, next, text, within_a_second},
};

on_both! {
    fn registration_numbers_are_checked(app) {
        let operator = app.operator();
        for (member, value) in [
            ("inn", "7707083894"), ("inn", "12"), ("ogrn", "1027700132196"), ("kpp", "16550100"), ("okved", "4"),
            ("municipality", "92999999"), ("municipality", "4500000"), ("inn", "0000000000"), ("ogrn", "0000000000000"),
            ("okved", "00.00"), ("inn", "7707083893  "), ("inn", "500100732258"), ("ogrn", "304500116000158"), ("kpp", "005501001"),
        ] {
            let mut body = bodies::employer(next());
            body[member] = text(value);
            assert_eq!(operator.post("/v1/employers", &body).pointers(), [format!("/{member}")], "{value}");
        }
        for (member, value) in [("stir", "901234567"), ("stir", "30123456"), ("licence_number", "abc"), ("home_region", "UZ-XX")] {
            let mut body = bodies::agency(next());
            body[member] = text(value);
            assert_eq!(operator.post("/v1/agencies", &body).pointers(), [format!("/{member}")], "{value}");
        }
    }

    fn an_organisation_is_registered_once(app) {
        let operator = app.operator();
        let (employer, agency) = (bodies::employer(next()), bodies::agency(next()));
        operator.post("/v1/employers", &employer).expect(201);
        operator.post("/v1/employers", &employer).problem(409, "conflict");
        operator.post("/v1/agencies", &agency).expect(201);
        operator.post("/v1/agencies", &agency).problem(409, "conflict");
    }

    fn numbers_of_different_kinds_of_organisations_do_not_go_together(app) {
        let operator = app.operator();
        for (members, pointer) in [
            (json!({"ogrn": "304500116000157"}), "/ogrn"),
            (json!({"inn": "500100732259"}), "/ogrn"),
            (json!({"inn": "500100732259", "ogrn": "304500116000157", "kpp": "165501001"}), "/kpp"),
            (json!({"inn": "9909637467"}), "/ogrn"),
            (json!({"ogrn": null}), "/ogrn"),
        ] {
            let body = but(bodies::employer(next()), &members);
            assert_eq!(operator.post("/v1/employers", &body).pointers(), [pointer], "{members}");
        }
        let entrepreneur = json!({"inn": "500100732259", "ogrn": "304500116000157"});
        operator.post("/v1/employers", &but(bodies::employer(next()), &entrepreneur)).expect(201);
    }

    fn branches_share_the_inn_and_are_registered_once_each(app) {
        let operator = app.operator();
        let branch = |kpp: &str| but(bodies::employer(1_000_000), &json!({"inn": "7707083893", "kpp": kpp}));
        operator.post("/v1/employers", &branch("165501001")).expect(201);
        operator.post("/v1/employers", &branch("163945001")).expect(201);
        operator.post("/v1/employers", &branch("163945001")).problem(409, "conflict");
        let other = but(branch("168101001"), &json!({"ogrn": "1047707030513"}));
        let refused = operator.post("/v1/employers", &other).problem(409, "conflict");
        assert!(refused["detail"].as_str().unwrap().contains("another ogrn"), "{refused}");
        let made = operator.post("/v1/employers", &branch("168101001")).expect(201);
        let path = format!("/v1/employers/{}", made["id"].as_str().unwrap());
        operator.patch(&path, "*", &json!({"ogrn": "1047707030513"})).problem(409, "conflict");
    }

    fn an_employer_may_have_its_seat_elsewhere(app) {
        let operator = app.operator();
        let moscow = but(bodies::employer(next()), &json!({"municipality": "45383000"}));
        assert_eq!(operator.post("/v1/employers", &moscow).expect(201)["municipality"], "45383000");
        let foreign = json!({"inn": "9909637467", "ogrn": null, "kpp": "165551001", "municipality": "45383000"});
        let made = operator.post("/v1/employers", &but(bodies::employer(next()), &foreign)).expect(201);
        assert_eq!(made["ogrn"], json!(null), "a branch of a foreign organisation has none");
        let path = format!("/v1/employers/{}", made["id"].as_str().unwrap());
        operator.patch(&path, "*", &json!({"okved": "43.39"})).expect(200);
        let listed = operator.get("/v1/employers?municipality=45383000").expect(200);
        assert_eq!(listed["items"].as_array().unwrap().len(), 2);
    }

    fn an_employer_goes_through_its_states(app) {
        let operator = app.operator();
        let made = operator.post("/v1/employers", &bodies::employer(next())).expect(201);
        assert_eq!(made["allowed_transitions"], json!(["verifying"]));
        let path = format!("/v1/employers/{}", made["id"].as_str().unwrap());
        operator.transition(&path, "verified").problem(409, "conflict");
        for state in ["verifying", "verified", "suspended", "verified", "blacklisted"] {
            assert_eq!(operator.transition(&path, state).expect(200)["status"], state);
        }
        operator.transition(&path, "verified").problem(409, "conflict");
        operator.patch(&path, "*", &json!({"okved": "43.39"})).problem(409, "conflict");
    }

    fn an_organisation_sees_itself_alone(app) {
        let id = app.new_employer();
        let employer = app.client(koprik::domain::access::scope::Role::Employer, id, "");
        app.new_employer();
        let listed = employer.get("/v1/employers").expect(200);
        assert_eq!(listed["items"].as_array().unwrap().len(), 1);
        assert_eq!(employer.get(&format!("/v1/employers/{id}")).expect(200)["allowed_transitions"], json!([]));
        let path = format!("/v1/employers/{id}");
        employer.patch(&path, "*", &json!({"okved": "43.39"})).problem(403, "forbidden");
        assert_eq!(employer.get("/v1/me").expect(200)["organisation_id"], json!(id));
        let operator = app.operator();
        assert_eq!(operator.patch(&path, "*", &json!({"okved": "43.39"})).expect(200)["okved"], "43.39");
        let whole = but(bodies::employer(next()), &json!({"kpp": "165501001"}));
        assert_eq!(operator.put(&path, &[("if-match", "*")], &whole).expect(200)["kpp"], "165501001");
    }

    fn a_suspended_agencys_candidates_rest(app) {
        let id = app.new_agency();
        let agency = app.client(koprik::domain::access::scope::Role::Agency, id, "");
        let candidate = app.available(&agency, &bodies::candidate());
        app.operator().transition(&format!("/v1/agencies/{id}"), "suspended").expect(200);
        assert_eq!(agency.get(&candidate).expect(200)["status"], "paused");
        agency.transition(&candidate, "available").problem(409, "conflict");
        app.operator().transition(&format!("/v1/agencies/{id}"), "revoked").expect(200);
        agency.get(&candidate).problem(401, "unauthenticated");
    }

    fn a_licence_that_ends_stops_its_candidates_on_every_server(app) {
        let (id, second, employer) = (app.new_agency(), app.another(), app.employer());
        let agency = app.client(koprik::domain::access::scope::Role::Agency, id, "");
        let vacancy = app.published(&employer, &bodies::vacancy());
        let candidate = app.available(&agency, &bodies::candidate());
        let there = second.anonymous().with_token(employer.token());
        let matches = || there.get(&format!("{vacancy}/matches")).expect(200)["items"].as_array().unwrap().len();
        eventually("the other server knows of it", || matches() == 1);
        let agency_there = second.anonymous().with_token(agency.token());
        app.operator().transition(&format!("/v1/agencies/{id}"), "suspended").expect(200);
        within_a_second("none of its candidates is matched there", || matches() == 0);
        agency_there.transition(&candidate, "available").problem(409, "conflict");
        app.operator().transition(&format!("/v1/agencies/{id}"), "revoked").expect(200);
        within_a_second("nobody works for it there", || agency_there.get(&candidate).status == 401);
    }

    fn a_licence_that_turns_out_to_have_ended_stops_its_candidates_with_the_answer(app) {
        let (id, employer, operator) = (app.new_agency(), app.employer(), app.operator());
        let agency = app.client(koprik::domain::access::scope::Role::Agency, id, "");
        let (vacancy, path) = (app.published(&employer, &bodies::vacancy()), format!("/v1/agencies/{id}"));
        let candidate = app.available(&agency, &bodies::candidate());
        let matches = || employer.get(&format!("{vacancy}/matches")).expect(200)["items"].as_array().unwrap().len();
        assert_eq!(matches(), 1);
        let lasts = |until: &str| operator.patch(&path, "*", &json!({"licence_valid_until": until})).expect(200);
        assert_eq!(lasts("2026-11-23")["status"], "suspended");
        assert_eq!((matches(), &agency.get(&candidate).expect(200)["status"]), (0, &json!("paused")));
        operator.transition(&path, "licensed").problem(409, "conflict");
        assert_eq!(lasts("2027-11-23")["status"], "suspended", "an operator looks at the new licence first");
        operator.transition(&path, "licensed").expect(200);
        agency.transition(&candidate, "available").expect(200);
        assert_eq!(matches(), 1);
    }

    fn a_blacklisted_employers_vacancies_are_taken_down(app) {
        let id = app.new_employer();
        let employer = app.client(koprik::domain::access::scope::Role::Employer, id, "");
        let (agency, vacancy) = (app.agency(), app.published(&employer, &bodies::vacancy()));
        let candidate = app.available(&agency, &bodies::candidate());
        app.operator().transition(&format!("/v1/employers/{id}"), "blacklisted").expect(200);
        eventually("the vacancy is taken down", || app.operator().get(&vacancy).expect(200)["status"] == "suspended");
        app.anonymous().get(&vacancy).problem(404, "not-found");
        eventually("it is not matched", || agency.get(&format!("{candidate}/matches")).expect(200)["items"] == json!([]));
        employer.get(&vacancy).problem(401, "unauthenticated");
    }

    fn nobody_but_operators_lists_other_organisations(app) {
        let (employer, agency) = (app.new_employer(), app.new_agency());
        let (operator, elsewhere) = (app.operator(), [app.employer(), app.agency()]);
        for (list, id) in [("employers", employer), ("agencies", agency)] {
            let listed = |client: &crate::support::Client| {
                let page = client.get(&format!("/v1/{list}?limit=100")).expect(200);
                page["items"].as_array().unwrap().iter().any(|item| item["id"] == json!(id))
            };
            assert!(listed(&operator), "{list}");
            assert!(elsewhere.iter().all(|client| !listed(client)), "{list}");
            app.partner().get(&format!("/v1/{list}")).problem(403, "forbidden");
            app.anonymous().get(&format!("/v1/{list}")).problem(401, "unauthenticated");
        }
    }
}
