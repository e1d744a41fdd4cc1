//! A person gets everything that is kept about them.

use std::collections::BTreeSet;

use koprik::store::erasure::{Told, personal};
use serde_json::{Value, json};

use crate::support::{
    bodies, on_both,
    world::{but, eventually},
};

on_both! {
    fn everything_about_a_person_is_in_one_document(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        let words = json!({"skill_texts": [{"text": "blorbanarv", "level": 2, "years": 1, "evidence": "self_declared"}]});
        let candidate = app.available(&agency, &but(bodies::candidate(), &words));
        let last = |path: &str| path.rsplit_once('/').unwrap().1.to_owned();
        let identity = json!({"latin_name": {"family": "Karimov & Sons", "given": "Olim"}, "birth_date": "1990-02-15"});
        agency.put(&format!("{candidate}/identity"), &[], &identity).expect(200);
        for (purpose, covers) in [("disclosure_to_employer", json!(["names"])), ("cross_border_transfer", json!([]))] {
            let consent = json!({
                "purpose": purpose, "text_version": "1", "language": "uz-Latn", "given_at": "2026-11-02T09:30:00Z",
                "covers": covers, "evidence": "signed_paper"
            });
            agency.post(&format!("{candidate}/consents"), &consent).expect(201);
        }
        employer.get(&format!("{vacancy}/matches")).expect(200);
        let asked = json!({"vacancy_id": last(&vacancy), "candidate_id": last(&candidate), "purpose": "an interview"});
        let made = employer.post("/v1/disclosure-requests", &asked);
        made.expect(201);
        agency.transition(made.header("location"), "approved").expect(200);
        employer.get(&format!("{}/identity", made.header("location"))).expect(200);

        let applied = json!({"vacancy_id": last(&vacancy), "candidate_id": last(&candidate)});
        agency.post("/v1/applications", &applied).expect(201);
        let run = agency.post("/v1/match-runs", &json!({"direction": "candidates"}));
        run.expect(202);
        eventually("the run ends", || agency.get(run.header("location")).expect(200)["status"] == "finished");

        let address = format!("{candidate}/export");
        let all = agency.get(&address).expect(200);
        assert_eq!(all["candidate"], agency.get(&candidate).expect(200));
        assert_eq!(all["identity"], agency.get(&format!("{candidate}/identity")).expect(200));
        let listed = |name: &str| agency.get(&format!("{candidate}/{name}")).expect(200)["items"].clone();
        for name in ["consents", "disclosures", "history"] {
            assert_eq!(all[name], listed(name), "{name}");
        }
        assert_eq!(all["disclosure_requests"][0]["purpose"], "an interview");
        assert_eq!(all["applications"][0]["status"], "submitted");
        assert_eq!(all["seen_by_employers"].as_array().map(Vec::len), Some(1));
        assert_eq!(all["match_runs"], json!([last(run.header("location"))]));
        assert_eq!(all["unmapped_texts"], json!(["blorbanarv"]));
        let members: BTreeSet<&str> = all.as_object().unwrap().keys().map(String::as_str).collect();
        let told = personal().filter_map(|(_, told)| if let Told::In(member) = told { Some(member) } else { None });
        assert_eq!(members, told.chain(["exported_at"]).collect(), "erasure and export name the same tables");

        let page = agency.send("GET", &address, &[("accept", "text/html")], None);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert!(page.text.contains("Karimov &amp; Sons") && page.text.contains("an interview"), "{}", page.text);

        app.operator().get(&address).problem(403, "forbidden");
        app.employer().get(&address).problem(403, "forbidden");
        app.agency().get(&address).problem(404, "not-found");
        agency.delete(&candidate, "*").expect(204);
        agency.get(&address).problem(404, "not-found");
    }

    fn somebody_of_whom_little_is_known_is_exported_too(app) {
        let agency = app.agency();
        let made = agency.post("/v1/candidates", &bodies::candidate());
        made.expect(201);
        let all = agency.get(&format!("{}/export", made.header("location"))).expect(200);
        assert_eq!((&all["identity"], &all["disclosures"]), (&Value::Null, &json!([])));
    }
}
