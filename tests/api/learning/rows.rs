//! What was decided and who has a seat, the database holds too.

use serde_json::json;

use super::scene::{Scene, status, unproven};
use crate::{store::sql::Sql, support::on_both};

on_both! {
    fn the_database_keeps_decisions_as_they_were_made_too(app) {
        let scene = Scene::on(app);
        let path = scene.recognised(&json!({}));
        let mut sql = Sql::of(app);
        let forged = sql.either(
            "UPDATE recognitions SET decisions = jsonb_set(decisions, '{0,skills,0,level}', '5')",
            "UPDATE recognitions SET decisions = json_set(decisions, '$[0].skills[0].level', 5)",
        ).to_owned();
        let stays = "recognitions_stay_as_they_were_decided";
        for (refused, by) in [
            (forged.as_str(), stays),
            ("UPDATE recognitions SET decisions = '[]', status = 'assessed'", stays),
            ("UPDATE recognitions SET skills = '[]'", stays),
            ("UPDATE recognitions SET document_hash = 'x'", stays),
            ("UPDATE recognitions SET applied_on = '2026-11-25'", stays),
            ("UPDATE recognitions SET status = 'refused'", "recognitions_say_what_was_decided"),
            ("UPDATE recognitions SET status = 'applied'", "recognitions_decided_by_a_decision"),
            ("UPDATE recognitions SET status = 'decided'", "recognitions_decided_by_a_decision"),
        ] {
            let told = sql.run(refused).expect_err(refused).to_string();
            assert!(told.contains(by), "{refused}: {told}");
        }
        let why = json!({"to": "revoked", "reason": "a mistake"});
        scene.operator.post(&format!("{path}/transitions"), &why).expect(200);
        let told = sql.run("UPDATE recognitions SET status = 'recognised'").expect_err("revoked").to_string();
        assert!(told.contains(stays), "{told}");
    }

    fn the_database_gives_no_seat_twice_too(app) {
        let scene = Scene::on(app);
        let course = scene.course(&json!({"seats": 1, "starts": "2026-11-24"}));
        let seated = scene.enrolled(&course, &scene.candidate);
        let other = app.available(&scene.agency, &unproven());
        scene.enrolled(&course, &other);
        let mut sql = Sql::of(app);
        let third = "INSERT INTO enrolments (id, owner, candidate, status, version, created_at, updated_at, course, provider, word) \
             SELECT :1, owner, candidate, 'enrolled', 1, created_at, created_at, course, provider, word FROM enrolments WHERE status = 'applied'";
        for (refused, by) in [
            ("UPDATE enrolments SET status = 'enrolled' WHERE status = 'applied'", "enrolments_have_a_seat"),
            (third, "enrolments_begin_with_a_seat"),
            ("UPDATE enrolments SET status = 'completed' WHERE status = 'enrolled'", "enrolments_end_with_a_result"),
            ("UPDATE enrolments SET word = '{}'", "enrolments_stay_as_they_ended"),
        ] {
            let told = sql.run(refused).expect_err(refused).to_string();
            assert!(told.contains(by), "{refused}: {told}");
        }
        scene.partner.transition(&seated, "attending").expect(200);
        let failed = json!({"outcome": "failed", "ended_on": "2026-11-24"});
        scene.report(&seated, &failed).expect(200);
        let passed = sql.either(
            "UPDATE enrolments SET status = 'completed', result = jsonb_set(result, '{outcome}', '\"completed\"') WHERE status = 'failed'",
            "UPDATE enrolments SET status = 'completed', result = json_set(result, '$.outcome', 'completed') WHERE status = 'failed'",
        ).to_owned();
        let told = sql.run(&passed).expect_err("failed").to_string();
        assert!(told.contains("enrolments_stay_as_they_ended"), "{told}");
        assert_eq!(status(&scene.agency, &seated), "failed");
    }
}
