//! People are tested for real openings: nobody twice at a time, nobody without a result, and nobody at the cost of a journey
//! for nothing.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    scene::last,
    seats::{AT_ONCE, at_once, one_succeeds},
    selection_scene::{DAY, LATER, Selection, becomes, failed, give, passed},
};
use crate::{
    store::sql::Sql,
    support::{
        bodies, on_both, worker,
        world::{but, id},
    },
};

on_both! {
    fn a_session_is_held_in_languages_that_there_are(app) {
        let all = Selection::on(app);
        let session = all.plan(DAY, &json!({"languages": ["uz", "xx", "rus"]}));
        assert_eq!(all.employer.post("/v1/selection-sessions", &session).pointers(), ["/languages/1"]);
    }

    fn an_operator_plans_a_session_for_the_employer_of_its_panel(app) {
        let all = Selection::on(app);
        let made = all.office.post("/v1/selection-sessions", &all.plan(DAY, &json!({}))).expect(201);
        assert_eq!(made["employer_id"], json!(all.ids[0]));
        let path = format!("/v1/selection-sessions/{}", id(&made));
        assert_eq!(all.employer.get(&path).expect(200)["status"], "draft");
        all.office.transition(&path, "announced").expect(200);
        let other = all.plan(DAY, &json!({"panel": [
            {"role": "employer", "organisation_id": app.new_employer()}, {"role": "operator", "organisation_id": all.ids[2]}
        ]}));
        assert_eq!(all.office.post("/v1/selection-sessions", &other).status, 422, "the vacancies are another employer's");
        all.agency.post("/v1/selection-sessions", &all.plan(DAY, &json!({}))).problem(403, "forbidden");
    }

    fn a_worker_reads_the_own_result_in_the_own_channel(app) {
        let mut all = Selection::on(app);
        let session = all.announced(LATER, &json!({}));
        let [one, other] = [all.confirmed(app, &session, LATER), all.confirmed(app, &session, LATER)];
        all.after(app, 7);
        all.employer.transition(&session, "running").expect(200);
        for candidate in [&one, &other] {
            becomes(&all.employer, &session, candidate, "attended").expect(200);
            all.enter(&all.employer, (&session, candidate), &failed()).expect(200);
        }
        let application = |candidate: &str| {
            let all = all.agency.get(&format!("/v1/applications?candidate_id={}", last(candidate))).expect(200);
            format!("/v1/applications/{}", id(&all["items"][0]))
        };
        let worker = worker::in_person(&app.operator(), "move_application", &application(&one));
        let results = format!("{session}/results");
        assert_eq!(worker.get(&results).expect(200)["items"], json!([]), "nothing is published yet");
        all.employer.transition(&session, "closed").expect(200);
        all.employer.transition(&session, "published").expect(200);
        let seen = worker.get(&results).expect(200)["items"].clone();
        assert_eq!((seen.as_array().unwrap().len(), &seen[0]["candidate_id"]), (1, &json!(last(&one))));
        assert_eq!((&seen[0]["outcome"], &seen[0]["reason"]), (&json!("fail"), &json!("skill_below_required")));
        let stranger = all.put_forward(app).1;
        let stranger = worker::in_person(&app.operator(), "move_application", &stranger);
        stranger.get(&results).problem(404, "not-found");
        app.anonymous().get(&results).problem(401, "unauthenticated");
    }

    fn a_session_tests_people_and_each_reads_what_came_of_it(app) {
        let mut all = Selection::on(app);
        let session = all.planned(LATER, &json!({}));
        all.agency.get(&session).problem(404, "not-found");
        all.office.transition(&session, "announced").expect(200);
        assert_eq!(all.agency.get(&session).expect(200)["capacity"], 20);
        let [one, other] = [all.confirmed(app, &session, LATER), all.confirmed(app, &session, LATER)];
        all.employer.transition(&session, "running").problem(409, "conflict");
        all.after(app, 7);
        let explained = |all: &Selection| all.agency.get(&format!("{}/matches/{}?lang=en", all.recruiting.scene.vacancy, last(&one))).expect(200);
        let before = explained(&all)["score"].as_u64().unwrap();
        all.employer.transition(&session, "running").expect(200);
        for candidate in [&one, &other] {
            becomes(&all.employer, &session, candidate, "attended").expect(200);
        }
        let waiting = all.employer.transition(&session, "closed").problem(409, "gate-closed");
        assert_eq!(waiting["errors"][0]["code"], "results");
        all.enter(&all.office, (&session, &one), &failed()).expect(200);
        all.enter(&all.office, (&session, &one), &passed(all.ids[2])).expect(200);
        all.enter(&all.employer, (&session, &other), &failed()).expect(200);
        let results = format!("{session}/results");
        assert_eq!(all.agency.get(&results).expect(200)["items"], json!([]));
        all.employer.transition(&session, "closed").expect(200);
        all.enter(&all.office, (&session, &other), &passed(all.ids[2])).problem(409, "conflict");
        assert_eq!(explained(&all)["score"], before);
        all.employer.transition(&session, "published").expect(200);
        let read = all.agency.get(&results).expect(200);
        assert_eq!(read["items"].as_array().unwrap().len(), 2);
        let why = read["items"].as_array().unwrap().iter().find(|result| result["candidate_id"] == last(&other)).unwrap();
        assert_eq!((&why["outcome"], &why["reason"]), (&json!("fail"), &json!("skill_below_required")));
        let proof = all.agency.get(&one).expect(200)["proofs"][0].clone();
        assert_eq!((&proof["kind"], &proof["evidence"], &proof["level"], &proof["id"]), (&json!("session"), &json!("assessed"), &json!(4), &json!(last(&session))));
        let after = explained(&all);
        assert!(after["score"].as_u64().unwrap() > before, "{after}");
        let named = "Shown by the test of a selection session on 2026-12-01";
        assert!(after["reason"].as_str().unwrap().contains(named), "{after}");
        assert_eq!(all.agency.get(&other).expect(200)["proofs"], json!([]));
        let export = all.agency.get(&format!("{other}/export")).expect(200);
        assert_eq!(export["selection_slots"][0]["state"], "attended");
        assert_eq!(export["selection_results"][0]["reason"], "skill_below_required");
    }

    fn nobody_is_in_two_sessions_at_a_time(app) {
        let all = Selection::on(app);
        let [one, other] = [all.announced(LATER, &json!({})), all.announced(LATER, &json!({}))];
        let meets = json!({"starts_at": format!("{LATER}T12:00:00Z"), "ends_at": format!("{LATER}T13:00:00Z")});
        let next = all.announced(LATER, &meets);
        let (candidate, _) = all.put_forward(app);
        all.give(&one, &candidate, LATER).expect(201);
        let told = all.give(&other, &candidate, LATER).problem(409, "conflict").to_string();
        assert!(told.contains(last(&one)), "{told}");
        let slot = json!({"candidate_id": last(&candidate), "at": format!("{LATER}T12:00:00Z")});
        all.agency.post(&format!("{next}/slots"), &slot).expect(201);
        becomes(&all.agency, &one, &candidate, "excused").expect(200);
        all.give(&other, &candidate, LATER).expect(201);
        all.give(&one, &candidate, LATER).problem(409, "conflict");
    }

    fn a_slot_is_for_those_who_are_put_forward_by_an_agency_that_is_named(app) {
        let all = Selection::on(app);
        let session = all.planned(LATER, &json!({"capacity": 1}));
        let (candidate, application) = all.put_forward(app);
        all.give(&session, &candidate, LATER).problem(404, "not-found");
        all.employer.transition(&session, "announced").expect(200);
        let stranger = app.agency();
        let theirs = app.available(&stranger, &bodies::candidate());
        give(&stranger, &session, &theirs, LATER).problem(404, "not-found");
        give(&all.employer, &session, &candidate, LATER).problem(403, "forbidden");
        assert_eq!(all.give(&session, &theirs, LATER).pointers(), ["/candidate_id"]);
        assert_eq!(all.give(&session, &candidate, DAY).pointers(), ["/at"]);
        let idle = app.available(&all.agency, &bodies::candidate());
        all.give(&session, &idle, LATER).problem(409, "conflict");
        all.give(&session, &candidate, LATER).expect(201);
        let (second, _) = all.put_forward(app);
        all.give(&session, &second, LATER).problem(409, "conflict");
        all.employer.patch(&session, "*", &json!({"capacity": 2})).expect(200);
        all.give(&session, &second, LATER).expect(201);
        all.employer.patch(&session, "*", &json!({"capacity": 1})).problem(409, "conflict");
        all.employer.patch(&session, "*", &json!({"ends_at": format!("{LATER}T13:00:00Z")})).problem(409, "conflict");
        assert_eq!(all.employer.get(&application).expect(200)["status"], "submitted");
        let seen = stranger.get("/v1/selection-sessions").expect(200);
        assert_eq!(seen["items"], json!([]));
        app.employer().get(&session).problem(404, "not-found");
    }

    fn who_is_not_there_has_no_result_and_who_fails_is_told_why(app) {
        let all = Selection::on(app);
        let path = all.announced("2026-11-24", &json!({"starts_at": "2026-11-24T12:00:00Z", "ends_at": "2026-11-24T16:00:00Z"}));
        let [came, missed] = [(); 2].map(|()| {
            let (candidate, _) = all.put_forward(app);
            let slot = json!({"candidate_id": last(&candidate), "at": "2026-11-24T13:00:00Z"});
            all.agency.post(&format!("{path}/slots"), &slot).expect(201);
            candidate
        });
        all.enter(&all.office, (&path, &came), &failed()).problem(409, "conflict");
        all.employer.transition(&path, "running").expect(200);
        all.enter(&all.office, (&path, &came), &failed()).problem(409, "conflict");
        becomes(&all.employer, &path, &came, "attended").expect(200);
        let told = all.employer.transition(&path, "closed").problem(409, "gate-closed");
        let codes: Vec<_> = told["errors"].as_array().unwrap().iter().map(|error| error["code"].clone()).collect();
        assert!(codes.contains(&json!("attendance")) && codes.contains(&json!("results")), "{codes:?}");
        becomes(&all.employer, &path, &missed, "no_show").expect(200);
        all.enter(&all.office, (&path, &missed), &failed()).problem(409, "conflict");
        let refused = |result: Value| all.enter(&all.office, (&path, &came), &result).pointers();
        assert_eq!(refused(json!({"outcome": "fail"})), ["/reason"]);
        assert_eq!(refused(json!({"outcome": "pass", "reason": "left_early"})), ["/reason"]);
        assert_eq!(refused(passed(all.ids[1])), ["/tests/0/assessor_id"]);
        assert_eq!(refused(passed(Uuid::now_v7())), ["/tests/0/assessor_id"]);
        let unknown = json!([{"skill": "con.fly", "level": 3, "assessor_id": all.ids[2]}]);
        assert_eq!(refused(json!({"outcome": "reserve", "tests": unknown})), ["/tests/0/skill"]);
        all.enter(&app.operator(), (&path, &came), &failed()).problem(403, "forbidden");
        all.enter(&all.agency, (&path, &came), &failed()).problem(403, "forbidden");
        all.enter(&all.office, (&path, &came), &failed()).expect(200);
        all.employer.transition(&path, "closed").expect(200);
        assert_eq!(all.states(&path).len(), 2);
    }

    fn whoever_may_see_to_a_slot_does_and_nobody_else(app) {
        let all = Selection::on(app);
        let (stranger, outsider) = (app.agency(), app.operator());
        let [agency, employer, office] = [&all.agency, &all.employer, &all.office];
        let callers = [(agency, 0), (employer, 1), (office, 1), (&outsider, 2), (&stranger, 3)];
        // For each state of a slot and of its session: which states the agency and the panel bring about.
        let table: [(&str, &str, &[&str], &[&str]); 6] = [
            ("invited", "announced", &["confirmed", "excused"], &["excused"]),
            ("confirmed", "announced", &["excused"], &["excused"]),
            ("excused", "announced", &[], &[]),
            ("invited", "running", &["excused"], &["attended", "no_show", "excused"]),
            ("attended", "running", &[], &[]),
            ("no_show", "running", &[], &[]),
        ];
        for (state, of, by_agency, by_panel) in table {
            for to in ["invited", "confirmed", "attended", "no_show", "excused"] {
                for (client, who) in callers {
                    let day = json!({"starts_at": "2026-11-24T12:00:00Z", "ends_at": "2026-11-24T16:00:00Z"});
                    let session = all.announced("2026-11-24", &day);
                    let (candidate, _) = all.put_forward(app);
                    let slot = json!({"candidate_id": last(&candidate), "at": "2026-11-24T13:00:00Z"});
                    agency.post(&format!("{session}/slots"), &slot).expect(201);
                    if of == "running" {
                        employer.transition(&session, "running").expect(200);
                    }
                    if state != "invited" {
                        let mover = if state == "confirmed" || state == "excused" { agency } else { employer };
                        becomes(mover, &session, &candidate, state).expect(200);
                    }
                    let follows = by_agency.contains(&to) || by_panel.contains(&to);
                    let theirs = [by_agency, by_panel, &[]].get(who).is_some_and(|states| states.contains(&to));
                    let expected = match (who, follows, theirs) {
                        (3, ..) => 404,
                        (_, false, _) => 409,
                        (_, true, true) => 200,
                        (_, true, false) => 403,
                    };
                    let told = becomes(client, &session, &candidate, to).status;
                    assert_eq!(told, expected, "{state} of a session that is {of} to {to} by {who}");
                }
            }
        }
    }

    fn a_cancelled_session_frees_its_slots_and_costs_no_worker_a_journey(app) {
        let all = Selection::on(app);
        let far = all.announced("2026-11-30", &json!({}));
        let candidate = all.confirmed(app, &far, "2026-11-30");
        all.employer.transition(&far, "cancelled").expect(200);
        assert_eq!(all.states(&far), ["excused"]);
        let near = all.announced("2026-11-27", &json!({}));
        let again = all.announced("2026-11-27", &json!({}));
        all.give(&near, &candidate, "2026-11-27").expect(201);
        becomes(&all.agency, &near, &candidate, "confirmed").expect(200);
        let cancel = |reason: Value| {
            all.employer.post(&format!("{near}/transitions"), &but(json!({"to": "cancelled"}), &reason))
        };
        let told = cancel(json!({"reason": "no hall"})).problem(409, "gate-closed");
        assert_eq!(told["errors"][0]["code"], "travel_costs");
        let application = all.agency.get("/v1/applications").expect(200)["items"][0]["id"].clone();
        let fee = |payer: &str| json!({
            "application_id": application, "kind": "travel", "payer": payer, "payee": "автобус", "amount": 150_000, "currency": "UZS", "paid_on": "2026-11-24"
        });
        all.agency.post("/v1/fees", &fee("worker")).expect(201);
        cancel(json!({"reason": "no hall"})).problem(409, "gate-closed");
        all.agency.post("/v1/fees", &fee("agency")).expect(201);
        assert_eq!(cancel(json!({})).pointers(), ["/reason"]);
        cancel(json!({"reason": "no hall"})).expect(200);
        assert_eq!(all.states(&near), ["excused"]);
        all.give(&again, &candidate, "2026-11-27").expect(201);
    }

    fn what_is_planned_holds_together(app) {
        let all = Selection::on(app);
        let refused = |more: Value| {
            let answer = all.employer.post("/v1/selection-sessions", &all.plan(LATER, &more));
            assert_eq!(answer.status, 422, "{}", answer.text);
            answer.pointers()
        };
        assert_eq!(refused(json!({"ends_at": format!("{LATER}T06:00:00Z")})), ["/ends_at"]);
        assert_eq!(refused(json!({"kind": "onsite"})), ["/place"]);
        assert_eq!(refused(json!({"place": {"region": "UZ-SA", "address": "Samarqand"}})), ["/place"]);
        let [employer, _, office] = all.ids;
        let one = json!({"role": "employer", "organisation_id": employer});
        let foreign = json!({"role": "employer", "organisation_id": Uuid::now_v7()});
        let other = json!({"role": "operator", "organisation_id": office});
        assert_eq!(refused(json!({"panel": [one, {"role": "partner", "organisation_id": office}]})), ["/panel"]);
        assert_eq!(refused(json!({"panel": [foreign, other]})), ["/panel"]);
        assert_eq!(refused(json!({"vacancy_ids": [Uuid::now_v7()]})), ["/vacancy_ids/0"]);
        assert_eq!(refused(json!({"agency_ids": [Uuid::now_v7()]})), ["/agency_ids/0"]);
        let theirs = app.published(&app.employer(), &bodies::vacancy());
        assert_eq!(refused(json!({"vacancy_ids": [last(&theirs)]})), ["/vacancy_ids/0"]);
        let loose = app.published(&all.employer, &bodies::vacancy());
        let path = all.planned(LATER, &json!({"vacancy_ids": [last(&loose)]}));
        let told = all.employer.transition(&path, "announced").problem(409, "gate-closed");
        assert_eq!(told["errors"][0]["code"], "orders_approved");
        let past = all.planned("2026-11-23", &json!({}));
        all.employer.transition(&past, "announced").problem(409, "conflict");
    }

    fn of_many_who_are_given_the_last_slot_at_once_one_is(app) {
        let (all, second) = (Selection::on(app), app.another());
        let session = all.announced(LATER, &json!({"capacity": 1}));
        let people: Vec<String> = (0..AT_ONCE).map(|_| all.put_forward(app).0).collect();
        let there = second.anonymous().with_token(all.agency.token());
        let clients = [&all.agency, &there];
        one_succeeds(&at_once(|n| give(clients[n % 2], &session, &people[n], LATER)), 201);
        assert_eq!(all.states(&session), ["invited"]);
    }

    fn of_many_sessions_at_one_time_somebody_is_in_one(app) {
        let (all, second) = (Selection::on(app), app.another());
        let sessions: Vec<String> = (0..AT_ONCE).map(|_| all.announced(LATER, &json!({}))).collect();
        let (candidate, _) = all.put_forward(app);
        let there = second.anonymous().with_token(all.agency.token());
        let clients = [&all.agency, &there];
        one_succeeds(&at_once(|n| give(clients[n % 2], &sessions[n], &candidate, LATER)), 201);
    }

    fn an_erased_candidate_leaves_neither_slot_nor_result(app) {
        let all = Selection::on(app);
        let session = all.announced("2026-11-24", &json!({"starts_at": "2026-11-24T12:00:00Z", "ends_at": "2026-11-24T16:00:00Z"}));
        let (candidate, _) = all.put_forward(app);
        let slot = json!({"candidate_id": last(&candidate), "at": "2026-11-24T13:00:00Z"});
        all.agency.post(&format!("{session}/slots"), &slot).expect(201);
        all.employer.transition(&session, "running").expect(200);
        becomes(&all.office, &session, &candidate, "attended").expect(200);
        all.enter(&all.office, (&session, &candidate), &passed(all.ids[2])).expect(200);
        for state in ["closed", "published"] {
            all.employer.transition(&session, state).expect(200);
        }
        all.agency.delete(&candidate, "*").expect(204);
        let mut sql = Sql::of(app);
        for table in ["selection_slots", "selection_results", "selection_tests"] {
            let left = sql.texts(&format!("SELECT CAST(count(*) AS TEXT) AS text FROM {table}"));
            assert_eq!(left, ["0"], "{table}");
        }
    }

    fn the_database_holds_what_sessions_promise(app) {
        let all = Selection::on(app);
        let day = json!({"starts_at": "2026-11-24T12:00:00Z", "ends_at": "2026-11-24T16:00:00Z", "capacity": 1});
        let [one, other] = [all.announced("2026-11-24", &day), all.announced("2026-11-24", &but(day.clone(), &json!({"capacity": 9})))];
        let [candidate, second] = [all.put_forward(app).0, all.put_forward(app).0];
        let slot = json!({"candidate_id": last(&candidate), "at": "2026-11-24T13:00:00Z"});
        all.agency.post(&format!("{one}/slots"), &slot).expect(201);
        let mut sql = Sql::of(app);
        let known = |path: &str| sql.id(last(path).parse().unwrap());
        let [one_id, other_id, person, next, vacancy] =
            [&one, &other, &candidate, &second, &all.recruiting.scene.vacancy].map(|path| known(path));
        let copied = |session: &str, person: &str| format!(
            "INSERT INTO selection_slots SELECT {session}, {person}, agency, at, starts_at, ends_at, state, given_at FROM selection_slots"
        );
        let fewer = sql.either(
            "UPDATE selection_sessions SET body = jsonb_set(body, '{capacity}', '0')",
            "UPDATE selection_sessions SET body = json_set(body, '$.capacity', 0)",
        ).to_owned();
        let result = |outcome: &str| format!(
            "INSERT INTO selection_results (session, candidate, vacancy, outcome, reason, entered_at) \
             SELECT session, candidate, {vacancy}, '{outcome}', NULL, given_at FROM selection_slots WHERE session = {one_id}"
        );
        let test = "INSERT INTO selection_tests (session, candidate, vacancy, skill, level, assessor) \
             SELECT r.session, r.candidate, r.vacancy, 'con.lay_bricks', 4, s.agency FROM selection_results r \
             JOIN selection_slots s ON s.session = r.session AND s.candidate = r.candidate";
        let closing = format!("UPDATE selection_sessions SET status = 'closed' WHERE id = {one_id}");
        let refuse = |sql: &mut Sql, statement: &str, by: &str| {
            let told = sql.run(statement).expect_err(statement).to_string();
            assert!(told.contains(by), "{statement}: {told}");
        };
        refuse(&mut sql, &copied(&one_id, &next), "selection_slots_fit_the_session");
        refuse(&mut sql, &copied(&other_id, &person), "selection_slots_stay_apart");
        refuse(&mut sql, &fewer, "selection_sessions_seat_those_who_have_a_slot");
        all.employer.transition(&one, "running").expect(200);
        refuse(&mut sql, &copied(&one_id, &next), "selection_slots_fit_the_session");
        refuse(&mut sql, &result("pass"), "selection_results_are_of_those_who_came");
        refuse(&mut sql, &closing, "selection_sessions_close_with_results");
        becomes(&all.employer, &one, &candidate, "attended").expect(200);
        refuse(&mut sql, "UPDATE selection_slots SET state = 'invited'", "selection_slots_are_seen_to_once");
        refuse(&mut sql, &closing, "selection_sessions_close_with_results");
        sql.run(&result("pass")).unwrap();
        refuse(&mut sql, test, "selection_tests_are_taken_by_others");
        sql.run(&test.replace("s.agency", "s.session")).unwrap();
        sql.run(&closing).unwrap();
        for frozen in [
            "UPDATE selection_results SET outcome = 'reserve'", "DELETE FROM selection_results",
            "UPDATE selection_tests SET level = 5", "DELETE FROM selection_tests",
        ] {
            refuse(&mut sql, frozen, "selection_results_are_frozen");
        }
    }
}
