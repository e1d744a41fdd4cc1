//! Work that is over is certified for whoever comes home, and checked by others alone.

use std::time::Duration;

use serde_json::{Value, json};

use super::departure::Signed;
use crate::{
    learning::credentials::checked,
    support::{on_both, worker},
};

const QUARTER: Duration = Duration::from_hours(90 * 24);

on_both! {
    fn work_that_is_over_is_shown_as_a_credential(app) {
        let mut signed = Signed::working(app);
        let application = signed.application.clone();
        let path = format!("{application}/credential?lang=en");
        signed.scene.agency.get(&path).problem(409, "conflict");
        let worker = worker::in_person(&signed.scene.operator, "confirm_arrival", &application);
        let first = json!({"kind": "first_day", "day": "2026-12-01"});
        worker.post(&format!("{application}/employment"), &first).expect(201);
        signed.scene.pass(app, &application, QUARTER);
        let end = json!({
            "ground": "term_over", "last_day": "2027-02-28", "last_pay": "settled", "homeward_paid": true, "certificate_issued": true
        });
        signed.scene.employer.post(&format!("{application}/ends"), &end).expect(201);

        let told = signed.scene.agency.get(&path).expect(200);
        let seen = signed.scene.agency.get(&application).expect(200);
        let (credential, achievement) = (&told["credential"], &told["credential"]["credentialSubject"]["achievement"]);
        assert_eq!(credential["type"], json!(["VerifiableCredential", "OpenBadgeCredential"]));
        assert_eq!(credential["credentialSubject"]["id"], format!("urn:uuid:{}", seen["candidate_id"].as_str().unwrap()));
        assert_eq!(achievement["criteria"]["narrative"], "Worked from 2026-12-01 to 2027-02-28; whole months of insured work: 3.");
        assert_eq!(achievement["achievementType"], "ext:WorkExperience");
        assert_eq!((&achievement["name"], &achievement["alignment"][0]["targetCode"]), (&json!("Bricklayers and related workers"), &json!("7112")));
        assert!(achievement["description"].as_str().unwrap().contains("Kazan"), "{achievement}");
        assert!(credential["id"].as_str().unwrap().ends_with(&format!("{application}/credential")));
        let claims: Value = checked(app, told["jwt"].as_str().unwrap()).unwrap();
        assert_eq!((&claims["jti"], &claims["credentialSubject"]), (&credential["id"], &credential["credentialSubject"]));
        let own = worker::in_person(&signed.scene.operator, "move_application", &application);
        for client in [&signed.scene.employer, &signed.scene.operator, &own] {
            assert_eq!(client.get(&path).expect(200)["credential"], *credential);
        }
        for stranger in [app.employer(), app.agency()] {
            stranger.get(&path).problem(404, "not-found");
        }
        app.partner().get(&path).problem(403, "forbidden");
    }
}
