//! Checks come in any order, and open the gates that the rules in use know; what ends shuts a gate and moves nobody.

use std::time::Duration;

use serde_json::{Value, json};

use super::scene::{Scene, close, last};
use crate::{
    store::sql::Sql,
    support::{Answer, Client, TestApp, on_both, world::but},
};

pub(super) const DAY: Duration = Duration::from_hours(24);
/// Until the project's own rules are known.
pub(super) const WEEK: Duration = Duration::from_hours(7 * 24);

/// The checks before a contract of which somebody tells.
pub(super) const FOR_CONTRACT: [&str; 5] =
    ["identity_unique", "adult", "entry_ban", "trade_test", "quota_room"];

/// Somebody chosen while rules ask for checks.
pub(super) fn chosen(app: &TestApp) -> (Scene, String) {
    app.pass(WEEK);
    let scene = Scene::with_openings(app, 12);
    let application = scene.chosen(&scene.candidate(app));
    (scene, application)
}

/// A check that passed, which holds for a year.
pub(super) fn passed(kind: &str) -> Value {
    json!({"kind": kind, "result": "passed", "result_on": "2026-11-20", "valid_until": "2027-11-19"})
}

/// Tells of a check.
pub(super) fn tell(client: &Client, application: &str, body: &Value) -> Answer {
    client.post(&format!("{application}/checks"), body)
}

/// An operator tells that these passed.
pub(super) fn pass_all(app: &TestApp, application: &str, kinds: &[&str]) {
    let operator = app.operator();
    for kind in kinds {
        tell(&operator, application, &passed(kind)).expect(201);
    }
}

/// A gate of an application.
pub(super) fn gate(client: &Client, application: &str, at: usize) -> Value {
    client.get(&format!("{application}/gates")).expect(200)["gates"][at].clone()
}

/// The names of the checks of a gate that are not in order.
pub(super) fn open(gate: &Value) -> Vec<String> {
    let checks = gate["checks"].as_array().unwrap().iter();
    let open = checks.filter(|check| check["passes"] == false);
    open.map(|check| check["kind"].as_str().unwrap().to_owned()).collect()
}

/// What the employer sends to offer terms, for ten days of the rules.
pub(super) fn offering(scene: &Scene, application: &str) -> Value {
    json!({
        "application_id": last(application), "terms": scene.terms(), "expires_at": "2026-12-11T08:00:00Z"
    })
}

/// What the log has of an application: actions, and why.
pub(super) fn told(client: &Client, application: &str) -> Vec<(String, Value)> {
    let history = client.get(&format!("{application}/history?limit=100")).expect(200);
    let items = history["items"].as_array().unwrap().iter();
    items.map(|one| (one["action"].as_str().unwrap().to_owned(), one["reason"].clone())).collect()
}

on_both! {
    fn no_terms_are_offered_before_each_check_of_the_rules_is_in_order(app) {
        let (scene, application) = chosen(app);
        let refused = scene.employer.post("/v1/offers", &offering(&scene, &application)).problem(409, "gate-closed");
        let errors = refused["errors"].as_array().unwrap();
        let named: Vec<&str> = errors.iter().map(|one| one["detail"].as_str().unwrap().split_once(':').unwrap().0).collect();
        assert_eq!(named, ["adult", "entry_ban", "identity_unique", "quota_room", "trade_test"]);
        assert!(errors.iter().all(|one| one["code"] == "gate_for_contract"), "{errors:?}");
        let seen = scene.agency.get(&format!("{application}/gates")).expect(200);
        assert_eq!((&seen["route"], &seen["rule_set_id"]), (&json!("patent"), &json!(null)));
        assert_eq!((&seen["gates"][0]["open"], &seen["gates"][0]["horizon"]), (&json!(false), &json!("2027-03-31")));
        assert_eq!(open(&seen["gates"][0]), named, "consent, standing and licence Koprik knows itself");
        pass_all(app, &application, &FOR_CONTRACT);
        assert_eq!(gate(&scene.employer, &application, 0)["open"], true);
        scene.employer.post("/v1/offers", &offering(&scene, &application)).expect(201);
        let kept = scene.agency.get(&format!("{application}/gate-snapshots")).expect(200);
        let kept = kept["items"].as_array().unwrap();
        let version = scene.agency.get(&application).expect(200)["version"].clone();
        assert_eq!((kept.len(), &kept[0]["application_version"], &kept[0]["gate"]["open"]), (1, &version, &json!(true)));
        assert_eq!(kept[0]["gate"]["checks"].as_array().unwrap().len(), 8);
    }

    fn checks_in_any_order_give_the_same_gate(app) {
        let (scene, first) = chosen(app);
        let second = scene.chosen(&scene.candidate(app));
        let mut other = FOR_CONTRACT;
        other.reverse();
        pass_all(app, &first, &FOR_CONTRACT);
        pass_all(app, &second, &other);
        let [first, second] = [first, second].map(|one| gate(&scene.agency, &one, 0));
        assert_eq!((&first, &first["open"]), (&second, &json!(true)));
    }

    fn what_is_told_last_stands_and_the_log_hears_of_the_gate(app) {
        let (scene, application) = chosen(app);
        pass_all(app, &application, &FOR_CONTRACT);
        tell(&app.operator(), &application, &json!({"kind": "adult", "result": "failed", "result_on": "2026-12-01"})).expect(201);
        assert_eq!(open(&gate(&scene.agency, &application, 0)), ["adult"]);
        assert_eq!(scene.agency.get(&application).expect(200)["status"], "selected");
        let log = told(&scene.agency, &application);
        let of_gates: Vec<_> = log.iter().filter(|(action, _)| action.starts_with("gate")).collect();
        let is = |action: &str| (action.to_owned(), json!("for_contract"));
        assert_eq!(of_gates, [&is("gate_opened"), &is("gate_closed")]);
        scene.employer.post("/v1/offers", &offering(&scene, &application)).problem(409, "gate-closed");
    }

    fn a_check_that_ends_before_the_horizon_keeps_the_gate_shut(app) {
        let (scene, application) = chosen(app);
        pass_all(app, &application, &FOR_CONTRACT);
        let short = but(passed("trade_test"), &json!({"valid_until": "2027-03-30"}));
        tell(&scene.agency, &application, &short).expect(201);
        let seen = gate(&scene.agency, &application, 0);
        assert_eq!(open(&seen), ["trade_test"]);
        let why = seen["checks"].as_array().unwrap().iter().find(|one| one["kind"] == "trade_test").unwrap();
        assert_eq!((&why["state"], &why["why"]), (&json!("passed"), &json!("trade_test: it holds until 2027-03-30, and must until 2027-03-31: have it renewed")));
        tell(&scene.agency, &application, &but(short, &json!({"valid_until": "2027-03-31"}))).expect(201);
        assert_eq!(gate(&scene.agency, &application, 0)["open"], true);
    }

    fn a_check_is_waived_by_both_sides_and_one_rule(app) {
        let (scene, application) = chosen(app);
        pass_all(app, &application, &["identity_unique", "adult", "entry_ban", "quota_room"]);
        let [tt, uz] = [app.operator(), app.operator()];
        let waived = |side: &str, rule: &str| json!({"kind": "trade_test", "result": "waived", "side": side, "rule": rule});
        for rule in ["val.nothing", "wage.floor.federal", "fee.worker.placement"] {
            let refused = tell(&tt, &application, &waived("tt", rule));
            assert_eq!(refused.pointers(), ["/rule"]);
            assert!(refused.json()["errors"][0]["detail"].as_str().unwrap().contains("val.exam"), "what waives is named");
        }
        let horoscope = tell(&tt, &application, &json!({"kind": "horoscope", "result": "requested"}));
        assert_eq!(horoscope.pointers(), ["/kind"]);
        assert!(horoscope.json()["errors"][0]["detail"].as_str().unwrap().contains("entry_ban"), "what is known is named");
        for other in [&scene.agency, &scene.employer] {
            tell(other, &application, &waived("tt", "val.exam")).problem(403, "forbidden");
        }
        assert_eq!(tell(&tt, &application, &json!({"kind": "trade_test", "result": "waived"})).pointers(), ["/rule", "/side"]);
        tell(&tt, &application, &waived("tt", "val.exam")).expect(201);
        assert_eq!(open(&gate(&scene.agency, &application, 0)), ["trade_test"], "one side is not enough");
        tell(&tt, &application, &waived("uz", "val.exam")).problem(409, "conflict");
        tell(&uz, &application, &waived("uz", "val.patent")).expect(201);
        assert_eq!(open(&gate(&scene.agency, &application, 0)), ["trade_test"], "by another rule");
        tell(&uz, &application, &waived("uz", "val.exam")).expect(201);
        let seen = gate(&scene.agency, &application, 0);
        let check = seen["checks"].as_array().unwrap().iter().find(|one| one["kind"] == "trade_test").unwrap();
        assert_eq!((&seen["open"], &check["state"], &check["rule"]), (&json!(true), &json!("waived"), &json!("val.exam")));
        scene.employer.post("/v1/offers", &offering(&scene, &application)).expect(201);
    }

    fn of_a_medical_check_and_a_ban_only_the_result_is_kept(app) {
        let (scene, application) = chosen(app);
        let operator = app.operator();
        for kind in ["medical_home", "medical_ru", "entry_ban"] {
            let shown = but(passed(kind), &json!({"evidence_ref": "x-ray of the lungs"}));
            assert_eq!(tell(&operator, &application, &shown).pointers(), ["/evidence_ref"], "{kind}");
            for member in ["diagnosis", "reason", "note"] {
                let more = but(passed(kind), &json!({member: "tuberculosis"}));
                assert_eq!(tell(&operator, &application, &more).pointers(), [format!("/{member}")], "{kind}");
            }
            tell(&operator, &application, &passed(kind)).expect(201);
        }
        let exam = but(passed("exam"), &json!({"evidence_ref": "file 17"}));
        tell(&scene.agency, &application, &exam).expect(201);
        let seen = |client: &Client| client.get(&format!("{application}/checks")).expect(200)["items"][3]["evidence_ref"].clone();
        assert_eq!((seen(&scene.agency), seen(&scene.employer)), (json!("file 17"), json!(null)));
    }

    fn each_check_is_told_by_those_who_see_to_it(app) {
        let (scene, application) = chosen(app);
        let operator = app.operator();
        for (kind, agency, employer) in [
            ("identity_unique", 403, 403), ("quota_room", 403, 403), ("worker_registry", 403, 403),
            ("medical_home", 201, 403), ("insurance", 201, 403), ("predeparture_training", 201, 403),
            ("registration", 201, 201), ("medical_ru", 201, 201), ("work_document", 201, 201),
        ] {
            let answers = [&scene.agency, &scene.employer, &operator].map(|one| tell(one, &application, &passed(kind)).status);
            assert_eq!(answers, [agency, employer, 201], "{kind}");
        }
        for kind in ["consent", "employer_good_standing", "agency_licence", "terms_accepted", "travel", "arrival_confirmed"] {
            assert_eq!(tell(&operator, &application, &passed(kind)).pointers(), ["/kind"], "{kind}");
        }
        for stranger in [app.agency(), app.employer()] {
            tell(&stranger, &application, &passed("medical_ru")).problem(404, "not-found");
            stranger.get(&format!("{application}/gates")).problem(404, "not-found");
        }
        app.partner().get(&format!("{application}/gates")).problem(403, "forbidden");
        close(&scene.agency, &application, "withdrawn_by_worker").expect(200);
        tell(&operator, &application, &passed("medical_ru")).problem(409, "conflict");
    }

    fn a_document_that_holds_passes_its_check(app) {
        let (scene, application) = chosen(app);
        let candidate = scene.agency.get(&application).expect(200)["candidate_id"].as_str().unwrap().to_owned();
        let paper = |until: &str| json!({"kind": "insurance", "issued_on": "2026-11-20", "valid_until": until, "authority": "insurer"});
        let keep = |until: &str| scene.agency.post(&format!("/v1/candidates/{candidate}/documents"), &paper(until)).expect(201);
        let insured = || !open(&gate(&scene.agency, &application, 1)).contains(&"insurance".to_owned());
        assert!(!insured());
        keep("2027-03-30");
        assert!(!insured(), "it ends before the horizon");
        keep("2027-12-31");
        assert!(insured());
        app.pass(Duration::from_mins(1));
        let failed = json!({"kind": "insurance", "result": "failed", "result_on": "2026-12-01"});
        tell(&app.operator(), &application, &failed).expect(201);
        assert!(!insured(), "what is told later stands");
    }

    fn that_a_check_ends_is_told_once_for_each_of_its_last_days(app) {
        let (scene, application) = chosen(app);
        tell(&scene.agency, &application, &but(passed("exam"), &json!({"valid_until": "2027-01-10"}))).expect(201);
        let mut heard = Vec::new();
        for day in 0..43 {
            app.server.app.sweep().unwrap();
            app.server.app.sweep().unwrap();
            let log = told(&app.operator(), &application);
            let of_check = log.iter().filter(|(action, why)| action.starts_with("check_expir") && why == "exam").count();
            heard.resize(of_check, day);
            app.pass(DAY);
        }
        assert_eq!(heard, [10, 26, 37, 41], "30, 14 and 3 days before, and the day after");
        let log = told(&app.operator(), &application);
        assert_eq!(log.last().unwrap().0, "check_expired");
        assert_eq!(app.operator().get(&application).expect(200)["status"], "selected");
    }

    fn a_renewed_check_is_not_warned_of(app) {
        let (scene, application) = chosen(app);
        for until in ["2026-12-20", "2027-12-20"] {
            tell(&scene.agency, &application, &but(passed("exam"), &json!({"valid_until": until}))).expect(201);
        }
        app.server.app.sweep().unwrap();
        assert!(told(&scene.agency, &application).iter().all(|(action, _)| action != "check_expiring"));
    }

    fn where_no_rules_are_known_no_check_is_asked_for_and_that_is_kept(app) {
        let scene = Scene::with_openings(app, 12);
        let application = scene.chosen(&scene.candidate(app));
        scene.offered(&application, &scene.terms());
        let kept = scene.agency.get(&format!("{application}/gate-snapshots")).expect(200)["items"][0].clone();
        assert_eq!((&kept["rule_set"], &kept["route"], &kept["gate"]["checks"]), (&json!(null), &json!(null), &json!([])));
    }

    fn the_same_key_tells_of_a_check_once(app) {
        let (scene, application) = chosen(app);
        let path = format!("{application}/checks");
        let [first, again] = [0, 1].map(|_| scene.agency.post_once(&path, "check-1", &passed("exam")));
        assert_eq!((first.status, first.json()), (201, again.json()));
        assert_eq!(scene.agency.get(&path).expect(200)["items"].as_array().unwrap().len(), 1);
        scene.agency.post_once(&path, "check-1", &passed("insurance")).problem(422, "idempotency-key-reused");
    }

    fn the_database_holds_checks_and_gates_too(app) {
        let (scene, application) = chosen(app);
        pass_all(app, &application, &FOR_CONTRACT);
        scene.employer.post("/v1/offers", &offering(&scene, &application)).expect(201);
        let mut sql = Sql::of(app);
        let copy = |columns: &str| format!(
            "INSERT INTO application_checks (id, candidate, application, kind, result, result_on, valid_until, recorded_at, evidence, \
             rule, side, organisation) SELECT :1, candidate, {columns} FROM application_checks WHERE kind = 'adult'"
        );
        let [foreign, waived, undated, shown] = [
            copy("candidate, kind, result, result_on, valid_until, recorded_at, NULL, NULL, NULL, NULL"),
            copy("application, kind, 'waived', NULL, NULL, recorded_at, NULL, 'r', 'tt', NULL"),
            copy("application, kind, 'passed', NULL, NULL, recorded_at, NULL, NULL, NULL, NULL"),
            copy("application, 'medical_home', result, result_on, valid_until, recorded_at, 'lungs', NULL, NULL, NULL"),
        ];
        for (refused, by) in [
            ("UPDATE application_checks SET result = 'failed'", "application_checks"),
            ("DELETE FROM application_checks", "application_checks"),
            ("UPDATE gate_snapshots SET route = 'x'", "gate_snapshots"),
            ("DELETE FROM gate_snapshots", "gate_snapshots"),
            (&foreign, "application_checks_belong_to_an_application"),
            (&waived, "application_checks_waived_by_a_side"),
            (&undated, "application_checks_result_has_a_day"),
            (&shown, "application_checks_bare"),
        ] {
            let told = sql.run(refused).expect_err(refused).to_string();
            assert!(told.contains(by), "{refused}: {told}");
        }
        sql.run("UPDATE applications SET status = 'selected', version = version + 1").unwrap();
        let past = "UPDATE applications SET status = 'contract_offered', version = version + 1";
        let told = sql.run(past).expect_err("no gate was kept for this version").to_string();
        assert!(told.contains("applications_go_past_a_gate"), "{told}");
    }

    fn an_erased_candidate_leaves_no_check_and_was_told_of_them_before(app) {
        let (scene, application) = chosen(app);
        pass_all(app, &application, &FOR_CONTRACT);
        scene.employer.post("/v1/offers", &offering(&scene, &application)).expect(201);
        let candidate = format!("/v1/candidates/{}", scene.agency.get(&application).expect(200)["candidate_id"].as_str().unwrap());
        let export = scene.agency.get(&format!("{candidate}/export")).expect(200);
        let counts = ["checks", "gate_snapshots"].map(|member| export[member].as_array().unwrap().len());
        assert_eq!(counts, [5, 1]);
        assert_eq!(scene.agency.delete(&candidate, "*").status, 204);
        for table in ["application_checks", "gate_snapshots"] {
            assert_eq!(Sql::of(app).texts(&format!("SELECT 'left' AS text FROM {table}")), [""; 0]);
        }
    }
}
