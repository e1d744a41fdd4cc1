//! How much a saved search may be used for.

use std::{sync::Arc, time::Duration};

use koprik::domain::access::scope::Role;
use serde_json::json;

use super::{PATH, Witness, finds, found, last, owner, saved, search};
use crate::support::{
    TestApp, bodies, on_both,
    world::{but, eventually, id},
};

/// Saved searches of an organisation.
const MOST: usize = 100;

on_both! {
    fn an_organisation_has_so_many_and_never_one_more(app) {
        let employer = app.employer();
        let mut paths: Vec<String> = (1..MOST).map(|_| saved(&employer, &bodies::saved_search())).collect();
        let answers: Vec<u16> = std::thread::scope(|scope| {
            let create = || employer.clone().post(PATH, &bodies::saved_search()).status;
            let all: Vec<_> = (0..64).map(|_| scope.spawn(create)).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(answers.iter().filter(|status| **status == 201).count(), 1);
        assert_eq!(answers.iter().filter(|status| **status == 409).count(), 63);
        let refused = employer.put(&format!("{PATH}/by-ref/S-1"), &[("if-none-match", "*")], &bodies::saved_search());
        assert!(refused.problem(409, "conflict")["detail"].as_str().unwrap().contains("delete one first"));
        app.employer().post(PATH, &bodies::saved_search()).expect(201);
        assert_eq!(employer.delete(&paths.pop().unwrap(), "*").status, 204);
        employer.post(PATH, &bodies::saved_search()).expect(201);
    }

    fn a_further_pay_of_the_day_finds_nobody(app) {
        let (agency, witness) = (app.agency(), Witness::of(app));
        let organisation = app.new_employer();
        let employer = app.client(Role::Employer, organisation, "");
        let pays = |amount: u64| {
            let pay = json!({"base_salary": {"currency": "RUB", "unit": "month", "min": amount, "max": amount, "gross": true}});
            but(bodies::vacancy(), &pay)
        };
        let path = saved(&employer, &search(&json!({"vacancy": pays(89_000)})));
        for n in 0..5 {
            employer.post("/v1/matches/search", &json!({"vacancy": pays(80_000 + n)})).expect(200);
        }
        witness.candidate(app, &agency, &json!({}));
        assert_eq!(found(&employer, &path), [] as [&str; 0]);
        app.pass(Duration::from_hours(24));
        let [employer, witness_client] = [organisation, owner(app, &witness.search)]
            .map(|organisation| app.client(Role::Employer, organisation, ""));
        let tomorrow = app.available(&app.agency(), &bodies::candidate());
        finds(&witness_client, &witness.search, &tomorrow);
        assert_eq!(found(&employer, &path), [last(&tomorrow)]);
    }

    fn a_floor_is_not_found_by_many_searches(app) {
        let (agency, witness) = (app.agency(), Witness::of(app));
        let employer = app.employer();
        let searches: Vec<String> = (0..20)
            .map(|n| {
                let pay = json!({"currency": "RUB", "unit": "month", "min": 70_000 + n * 1_000, "max": 70_000 + n * 1_000, "gross": true});
                saved(&employer, &search(&json!({"vacancy": but(bodies::vacancy(), &json!({"base_salary": pay}))})))
            })
            .collect();
        let floor = json!({"pay_floor": {"currency": "RUB", "unit": "month", "amount": 50_000}});
        witness.candidate(app, &agency, &floor);
        let met = searches.iter().filter(|path| !found(&employer, path).is_empty()).count();
        assert_eq!(met, 5, "as many pays as may be asked with on a day");
    }

    fn what_is_read_counts_as_profiles_that_were_seen(app) {
        let app = TestApp::spawn_with(Arc::clone(&app.database), &["--profiles-per-day", "2"]);
        let (agency, employer) = (app.agency(), app.employer());
        let path = saved(&employer, &bodies::saved_search());
        for n in 1..=2 {
            let candidate = app.available(&agency, &bodies::candidate());
            finds(&employer, &path, &candidate);
            assert_eq!(employer.get("/v1/me").expect(200)["profiles_today"]["seen"], n);
        }
        let third = id(&agency.get(&app.available(&agency, &bodies::candidate())).expect(200));
        eventually("the third is one too many", || {
            employer.get(&format!("{path}/matches?limit=3")).status == 429
        });
        let read = app.operator().get(&format!("{path}/matches?limit=1")).expect(200);
        assert_eq!(read["items"][0]["candidate_id"], third.to_string());
        employer.get(&format!("{path}/matches?limit=3")).problem(429, "quota-exceeded");
    }
}
