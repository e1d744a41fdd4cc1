//! An employer learns who somebody is by consent, for a time, and never unseen.

use std::{sync::Arc, time::Duration};

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    store::sql::Sql,
    support::{Answer, Client, TestApp, bodies, on_both, world::next},
};

/// An employer that may read who a candidate is, and the candidate's agency.
struct Pair {
    employer: Client,
    employer_id: Uuid,
    agency: Client,
    candidate: String,
    request: String,
}

impl Pair {
    fn approved(app: &TestApp) -> Self {
        let employer_id = app.new_employer();
        let (employer, agency) = (app.client(Role::Employer, employer_id, ""), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        Self::for_vacancy(app, (employer, employer_id), agency, &vacancy)
    }

    fn for_vacancy(
        app: &TestApp,
        (employer, employer_id): (Client, Uuid),
        agency: Client,
        vacancy: &str,
    ) -> Self {
        let candidate = app.available(&agency, &bodies::candidate());
        let last = |path: &str| path.rsplit_once('/').unwrap().1.to_owned();
        let born = format!("{}-02-15", 1920 + next() % 80);
        let identity = json!({
            "latin_name": {"family": "Karimov", "given": "Olim"}, "birth_date": born,
            "phone": "+998901234567", "family_contact": {"name": "Olima", "phone": "+998907654321"},
            "clearances": [{"kind": "medical", "result": "passed", "day": "2026-10-20"}]
        });
        agency.put(&format!("{candidate}/identity"), &[], &identity).expect(200);
        let asked = json!({"vacancy_id": last(vacancy), "candidate_id": last(&candidate), "purpose": "an interview"});
        let made = employer.post("/v1/disclosure-requests", &asked);
        made.expect(201);
        let request = made.header("location").to_owned();
        let pair = Self { employer, employer_id, agency, candidate, request };
        pair.consents("disclosure_to_employer", &json!(["names", "contacts"]), None).expect(201);
        pair.consents("cross_border_transfer", &json!([]), None).expect(201);
        pair.read().problem(409, "conflict");
        pair.agency.transition(&pair.request, "approved").expect(200);
        pair
    }

    fn consents(&self, purpose: &str, covers: &Value, withdrawn: Option<&str>) -> Answer {
        let consent = json!({
            "purpose": purpose, "text_version": "1", "language": "uz-Latn", "given_at": "2026-11-02T09:30:00Z",
            "withdrawn_at": withdrawn, "covers": covers, "evidence": "signed_paper"
        });
        self.agency.post(&format!("{}/consents", self.candidate), &consent)
    }

    fn read(&self) -> Answer {
        self.employer.get(&format!("{}/identity", self.request))
    }

    fn readings(&self, reader: &Client) -> Vec<Value> {
        let page = reader.get(&format!("{}/disclosures", self.candidate)).expect(200);
        page["items"].as_array().unwrap().clone()
    }
}

on_both! {
    fn an_employer_reads_what_the_consent_covers_and_each_reading_is_recorded(app) {
        let pair = Pair::approved(app);
        let read = pair.read().expect(200);
        let mut members: Vec<&String> = read.as_object().unwrap().keys().collect();
        members.sort();
        assert_eq!(members, ["covers", "latin_name", "phone"]);
        pair.consents("disclosure_to_employer", &json!(["clearances", "birth_date"]), None).expect(201);
        let read = pair.read().expect(200);
        assert!(read["birth_date"].is_string() && read["latin_name"].is_null());
        assert_eq!(read["clearances"][0]["result"], "passed");
        let readings = pair.readings(&pair.agency);
        assert_eq!(readings, pair.readings(&app.operator()));
        let parts: Vec<&Value> = readings.iter().map(|reading| &reading["parts"]).collect();
        assert_eq!(parts, [&json!(["names", "contacts"]), &json!(["clearances", "birth_date"])]);
        assert_eq!(readings[0]["employer_id"], pair.employer_id.to_string());
    }

    fn nobody_else_reads_and_what_is_refused_is_no_reading(app) {
        let pair = Pair::approved(app);
        let address = format!("{}/identity", pair.request);
        pair.agency.get(&address).problem(403, "forbidden");
        app.operator().get(&address).problem(403, "forbidden");
        for stranger in [app.employer(), app.agency()] {
            stranger.get(&address).problem(404, "not-found");
        }
        app.employer().get(&format!("{}/disclosures", pair.candidate)).problem(403, "forbidden");
        app.agency().get(&format!("{}/disclosures", pair.candidate)).problem(404, "not-found");
        assert_eq!(pair.readings(&pair.agency), Vec::<Value>::new());
    }

    fn a_withdrawn_consent_closes_what_was_open_on_every_server(app) {
        let pair = Pair::approved(app);
        let second = app.another();
        let there = second.anonymous().with_token(pair.employer.token());
        let address = format!("{}/identity", pair.request);
        there.get(&address).expect(200);
        for (purpose, covers) in [("disclosure_to_employer", json!(["names"])), ("cross_border_transfer", json!([]))] {
            pair.consents(purpose, &covers, Some("2026-11-24T07:00:00Z")).expect(201);
            let told = there.get(&address).problem(409, "conflict").to_string();
            assert!(told.contains(purpose), "{told}");
            pair.read().problem(409, "conflict");
            pair.consents(purpose, &covers, None).expect(201);
            there.get(&address).expect(200);
        }
    }

    fn a_reading_is_neither_changed_nor_deleted_while_the_candidate_is_there(app) {
        let pair = Pair::approved(app);
        pair.read().expect(200);
        let mut sql = Sql::of(app);
        for refused in ["UPDATE disclosures SET parts = 'names'", "DELETE FROM disclosures"] {
            let told = sql.run(refused).expect_err(refused).to_string();
            assert!(told.ends_with("are neither changed nor deleted"), "{refused}: {told}");
        }
        pair.agency.delete(&pair.candidate, "*").expect(204);
        assert_eq!(sql.run("DELETE FROM disclosures").unwrap(), 0, "they went with the candidate");
    }

    fn an_approval_ends_and_a_suspended_employer_reads_no_more(app) {
        let pair = Pair::approved(app);
        let employer = format!("/v1/employers/{}", pair.employer_id);
        app.operator().transition(&employer, "suspended").expect(200);
        pair.read().problem(409, "conflict");
        app.operator().transition(&employer, "verified").expect(200);
        pair.read().expect(200);
        app.pass(Duration::from_hours(24 * 30));
        let employer = app.client(Role::Employer, pair.employer_id, "");
        employer.get(&format!("{}/identity", pair.request)).problem(409, "conflict");

        let revoked = Pair::approved(app);
        revoked.agency.transition(&revoked.request, "revoked").expect(200);
        revoked.read().problem(409, "conflict");
    }

    fn an_employer_reads_of_so_many_candidates_a_day(app) {
        let app = TestApp::spawn_with(Arc::clone(&app.database), &["--disclosures-per-day", "2"]);
        let employer_id = app.new_employer();
        let (employer, agency) = (app.client(Role::Employer, employer_id, ""), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        let pairs: Vec<Pair> = (0..3)
            .map(|_| Pair::for_vacancy(&app, (employer.clone(), employer_id), agency.clone(), &vacancy))
            .collect();
        for pair in [&pairs[0], &pairs[1], &pairs[0]] {
            pair.read().expect(200);
        }
        let refused = pairs[2].read();
        refused.problem(429, "quota-exceeded");
        assert_eq!(refused.header("retry-after"), (16 * 3600).to_string());
        assert_eq!(pairs[2].readings(&agency), Vec::<Value>::new());
        app.pass(Duration::from_hours(16));
        let employer = app.client(Role::Employer, employer_id, "");
        employer.get(&format!("{}/identity", pairs[2].request)).expect(200);
    }
}
