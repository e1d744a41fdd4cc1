//! What was recognised is shown to others as a signed credential, which tells of no person, and which they can check alone.

use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header, jwk::JwkSet};
use serde_json::{Value, json};

use super::scene::{Scene, recognised, refused};
use crate::{
    programme::scene::last,
    support::{TestApp, on_both, world::but},
};

const REVOKED: &str = "/v1/credentials/revoked";

/// The claims of a credential, if the keys of the installation signed it.
pub(crate) fn checked(app: &TestApp, jwt: &str) -> Option<Value> {
    let keys = app.anonymous().get("/.well-known/jwks.json").expect(200);
    let keys: JwkSet = serde_json::from_value(keys).unwrap();
    let head = decode_header(jwt).ok()?;
    let key = keys.find(head.kid.as_deref()?)?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.validate_exp = false;
    validation.set_required_spec_claims(&["iss", "sub", "nbf"]);
    decode(jwt, &DecodingKey::from_jwk(key).unwrap(), &validation).ok().map(|token| token.claims)
}

/// The ids of those that hold no longer, with the reasons.
fn revoked(app: &TestApp) -> Vec<(Value, Value)> {
    let list = app.anonymous().get(REVOKED).expect(200);
    let all = list["revokedCredential"].as_array().unwrap();
    all.iter().map(|one| (one["id"].clone(), one["revocationReason"].clone())).collect()
}

on_both! {
    fn a_recognition_is_shown_as_a_credential_that_others_can_check(app) {
        let scene = Scene::on(app);
        let until = json!({"valid_until": "2031-11-24", "conditions": "under supervision in the first month"});
        let path = scene.recognised(&until);
        let told = scene.agency.get(&format!("{path}/credential?lang=en")).expect(200);
        let credential = &told["credential"];
        assert_eq!(credential["type"], json!(["VerifiableCredential", "OpenBadgeCredential"]));
        assert_eq!(credential["@context"][0], "https://www.w3.org/ns/credentials/v2");
        assert_eq!((&credential["validFrom"], &credential["validUntil"]), (&json!("2026-11-24T00:00:00Z"), &json!("2031-11-24T21:00:00Z")));
        let achievement = &credential["credentialSubject"]["achievement"];
        assert_eq!((&achievement["name"], &achievement["criteria"]["narrative"]), (&json!("lay bricks"), &json!("Decided by Glavexpertcentr on 2026-11-24.")));
        let targets: Vec<&Value> = achievement["alignment"].as_array().unwrap().iter().map(|one| &one["targetUrl"]).collect();
        assert!(targets[0].as_str().unwrap().ends_with("/v1/taxonomy/skills/con.lay_bricks"));
        assert_eq!(targets[1], "http://data.europa.eu/snb/eqf/3");
        assert_eq!(credential["credentialSubject"]["id"], format!("urn:uuid:{}", last(&scene.candidate)));

        let jwt = told["jwt"].as_str().unwrap();
        let mut claims = checked(app, jwt).unwrap();
        assert_eq!((&claims["jti"], &claims["iss"]), (&credential["id"], &credential["issuer"]["id"]));
        for claim in ["iss", "sub", "jti", "nbf", "iat", "exp"] {
            claims.as_object_mut().unwrap().remove(claim);
        }
        assert_eq!(claims, *credential, "what is signed is what is shown");
        let (signed, signature) = jwt.rsplit_once('.').unwrap();
        let at = signed.len() / 2;
        let other = if &signed[at..=at] == "A" { "B" } else { "A" };
        assert_eq!(checked(app, &format!("{}{other}{}.{signature}", &signed[..at], &signed[at + 1..])), None, "a forged one fails");
        assert_eq!(app.anonymous().with_token(jwt).get("/v1/me").status, 401, "it opens no door");
        assert_eq!(revoked(app), []);
        let russian = scene.operator.get(&format!("{path}/credential?lang=ru")).expect(200);
        assert_ne!(russian["credential"]["name"], credential["name"]);
    }

    fn what_is_taken_back_is_listed_and_certified_no_more(app) {
        let scene = Scene::on(app);
        let path = scene.recognised(&json!({}));
        let id = scene.agency.get(&format!("{path}/credential")).expect(200)["credential"]["id"].clone();
        let why = json!({"to": "revoked", "reason": "the diploma is forged"});
        scene.operator.post(&format!("{path}/transitions"), &why).expect(200);
        assert_eq!(revoked(app), [(id, json!("the authority took it back"))]);
        scene.agency.get(&format!("{path}/credential")).problem(409, "conflict");
        let first = app.anonymous().get(REVOKED);
        let again = [("if-none-match", first.header("etag"))];
        assert_eq!(app.anonymous().send("GET", REVOKED, &again, None).status, 304);
        assert!(!first.text.contains("forged"), "the reason is nobody's: {}", first.text);
    }

    fn another_decision_takes_the_place_of_the_first(app) {
        let scene = Scene::on(app);
        let path = scene.assessed(&json!({"skills": [{"skill": "con.lay_bricks", "level": 5}]}));
        scene.agency.get(&format!("{path}/credential")).problem(409, "conflict");
        let partly = but(recognised(), &json!({"outcome": "partly_recognised", "missing": "a year at work", "no_course": "none"}));
        scene.decide(&path, &partly).expect(200);
        let credential = || scene.agency.get(&format!("{path}/credential")).expect(200)["credential"].clone();
        let first = credential();
        let why = json!({"to": "appealed", "reason": "the year was proven"});
        scene.agency.post(&format!("{path}/transitions"), &why).expect(200);
        assert_eq!(credential(), first, "until it is decided anew it holds");
        let whole = json!([{"skill": "con.lay_bricks", "level": 5}]);
        scene.decide(&path, &but(recognised(), &json!({"skills": whole}))).expect(200);
        let second = credential();
        assert_ne!(second["id"], first["id"]);
        assert_eq!(revoked(app), [(first["id"].clone(), json!("the authority decided anew"))]);
    }

    fn nothing_is_certified_that_does_not_count_nor_to_others(app) {
        let mut scene = Scene::on(app);
        let another = json!({"document_sha256": "1".repeat(64), "authority": "Another authority"});
        let none = scene.assessed(&another);
        scene.decide(&none, &refused()).expect(200);
        scene.agency.get(&format!("{none}/credential")).problem(409, "conflict");
        let path = scene.recognised(&json!({"valid_until": "2026-12-01"}));
        for stranger in [app.agency(), app.employer(), app.partner()] {
            let refused = stranger.get(&format!("{path}/credential"));
            assert!([403, 404].contains(&refused.status), "{}", refused.text);
        }
        scene.after(app, 9);
        scene.agency.get(&format!("{path}/credential")).problem(409, "conflict");
    }
}
