//! From the signature to the work: a trip with seats, the boarding past an open gate, the arrival, the documents, the work.

use serde_json::{Value, json};

use super::{
    checks::{FOR_CONTRACT, WEEK, gate, offering, open, pass_all, passed, tell, told},
    job_orders::Demand,
    scene::{Scene, close, last},
    seats::{AT_ONCE, at_once},
};
use crate::{
    store::sql::Sql,
    support::{
        Answer, Client, TestApp, bodies, on_both,
        world::{but, id},
    },
};

const PAPER: &str = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
/// The checks before a departure of which somebody tells.
const FOR_DEPARTURE: [&str; 4] =
    ["insurance", "entry_application", "predeparture_training", "medical_home"];

/// The path of an application of somebody chosen who has every check that rules ask for before a contract.
pub(crate) fn cleared(scene: &Scene, app: &TestApp) -> String {
    let application = scene.chosen(&scene.candidate(app));
    pass_all(app, &application, &FOR_CONTRACT);
    application
}

/// Somebody whose contract is signed while rules ask for checks.
pub(crate) struct Signed {
    pub(crate) scene: Scene,
    pub(crate) application: String,
}

impl Signed {
    pub(crate) fn on(app: &TestApp) -> Self {
        app.pass(WEEK);
        let scene = Scene::with_openings(app, 100);
        let application = Self::another(&scene, app);
        Self { scene, application }
    }

    /// Another application for the same vacancy whose contract is signed.
    pub(crate) fn another(scene: &Scene, app: &TestApp) -> String {
        let application = cleared(scene, app);
        Self::signs(scene, app, &application);
        application
    }

    /// The offer and the contract of somebody who has every check before a contract.
    pub(super) fn signs(scene: &Scene, app: &TestApp, application: &str) {
        let offer = scene.employer.post("/v1/offers", &offering(scene, application)).expect(201);
        scene.answer(&format!("/v1/offers/{}", id(&offer)), "accepted").expect(200);
        let contract = json!({
            "application_id": last(application), "terms": scene.terms(), "signed_on": app.server.app.today(), "paper_sha256": PAPER
        });
        scene.employer.post("/v1/contracts", &contract).expect(201);
    }

    pub(crate) fn status(&self) -> Value {
        self.scene.agency.get(&self.application).expect(200)["status"].clone()
    }

    /// Taught and checked, so that only a seat is missing.
    pub(crate) fn ready(&self, app: &TestApp) {
        ready(&self.scene, app, &self.application);
    }

    /// A seat on a trip of today, and the boarding of it.
    pub(crate) fn seated(&self, app: &TestApp) -> (String, impl Fn() -> Answer) {
        let trip = trip(&self.scene.agency, app, 30);
        seat(&self.scene.agency, &trip, &self.application).expect(201);
        let (there, agency, application) =
            (trip.clone(), self.scene.agency.clone(), self.application.clone());
        (trip, move || board(&agency, &there, &[&application], &[]))
    }

    /// Taught, checked and set out.
    pub(crate) fn departed(app: &TestApp) -> Self {
        let signed = Self::on(app);
        signed.sets_out(app);
        signed
    }

    /// Taught, checked and set out.
    pub(crate) fn sets_out(&self, app: &TestApp) {
        self.ready(app);
        self.boards(app);
    }

    /// Set out, with a seat.
    fn boards(&self, app: &TestApp) {
        let trip = trip(&self.scene.agency, app, 30);
        seat(&self.scene.agency, &trip, &self.application).expect(201);
        board(&self.scene.agency, &trip, &[&self.application], &[]).expect(200);
        assert_eq!(self.status(), "departed");
    }

    /// Set out and arrived, by the worker's word.
    pub(crate) fn arrived(app: &TestApp) -> Self {
        let signed = Self::departed(app);
        signed.tell_arrival(&signed.scene.agency, &json!({})).expect(201);
        signed
    }

    pub(crate) fn tell_arrival(&self, client: &Client, more: &Value) -> Answer {
        let body = json!({
            "entered_on": "2026-12-01", "border_point": "RUKZN", "place_of_stay": "92701000", "evidence": "recording 19"
        });
        client.post(&format!("{}/arrivals", self.application), &but(body, more))
    }

    /// The agency records a document of the worker.
    pub(super) fn paper(&self, kind: &str, more: &Value) {
        let candidate = self.scene.agency.get(&self.application).expect(200)["candidate_id"]
            .as_str()
            .unwrap()
            .to_owned();
        let body = json!({"kind": kind, "issued_on": "2026-12-01", "valid_until": "2027-11-30", "authority": "МВД", "region": "Татарстан"});
        self.scene
            .agency
            .post(&format!("/v1/candidates/{candidate}/documents"), &but(body, more))
            .expect(201);
    }

    /// Arrived, registered, with the work document and every check: at work.
    pub(crate) fn working(app: &TestApp) -> Self {
        let signed = Self::arrived(app);
        signed.goes_to_work(app);
        signed
    }

    /// Registered, with the work document and every check: at work.
    pub(crate) fn goes_to_work(&self, app: &TestApp) {
        for step in &Self::STEPS[3..6] {
            self.goes_on(app, step);
        }
        assert_eq!(self.status(), "working");
    }

    /// What follows the signature, each by the state that it leads to.
    pub(super) const STEPS: [&str; 8] = [
        "predeparture_trained",
        "departed",
        "arrived",
        "migration_registered",
        "work_document_issued",
        "working",
        "contract_ended",
        "returned",
    ];

    /// Takes one of these steps.
    pub(super) fn goes_on(&self, app: &TestApp, step: &str) {
        let (employer, agency) = (&self.scene.employer, &self.scene.agency);
        match step {
            "predeparture_trained" => self.ready(app),
            "departed" => self.boards(app),
            "arrived" => drop(self.tell_arrival(agency, &json!({})).expect(201)),
            "migration_registered" => {
                self.paper("registration", &json!({}));
                employer.transition(&self.application, step).expect(200);
            }
            "work_document_issued" => {
                self.paper("patent", &json!({}));
                employer.transition(&self.application, step).expect(200);
            }
            "working" => pass_all(app, &self.application, &["fingerprint", "medical_ru", "exam"]),
            "contract_ended" => {
                let end = json!({
                    "ground": "term_over", "last_day": "2026-12-01", "last_pay": "settled", "homeward_paid": true,
                    "certificate_issued": true
                });
                employer.post(&format!("{}/ends", self.application), &end).expect(201);
            }
            _ => drop(agency.transition(&self.application, step).expect(200)),
        }
    }
}

fn ready(scene: &Scene, app: &TestApp, application: &str) {
    scene.agency.transition(application, "predeparture_trained").expect(200);
    pass_all(app, application, &FOR_DEPARTURE);
}

/// The path of a new trip that sets out today.
pub(super) fn trip(agency: &Client, app: &TestApp, seats: u32) -> String {
    let body = but(bodies::trip(), &json!({"departs_on": app.server.app.today(), "seats": seats}));
    format!("/v1/trips/{}", id(&agency.post("/v1/trips", &body).expect(201)))
}

fn seat(agency: &Client, trip: &str, application: &str) -> Answer {
    agency.post(&format!("{trip}/seats"), &json!({"application_id": last(application)}))
}

fn board(agency: &Client, trip: &str, boarded: &[&str], missed: &[&str]) -> Answer {
    let ids = |all: &[&str]| all.iter().map(|one| last(one).to_owned()).collect::<Vec<_>>();
    agency.post(
        &format!("{trip}/boardings"),
        &json!({"boarded": ids(boarded), "missed": ids(missed)}),
    )
}

on_both! {
    fn somebody_sets_out_arrives_is_registered_and_works(app) {
        let signed = Signed::working(app);
        let (scene, application) = (&signed.scene, &signed.application);
        let states: Vec<String> = told(&scene.agency, application).into_iter().map(|(action, _)| action).collect();
        let way = ["contract_signed", "predeparture_trained", "departed", "arrived", "migration_registered", "work_document_issued", "working"];
        let seen: Vec<&str> = states.iter().map(String::as_str).filter(|state| way.contains(state)).collect();
        assert_eq!(seen, way);
        let kept = scene.agency.get(&format!("{application}/gate-snapshots")).expect(200);
        let gates: Vec<(Value, Value)> = kept["items"].as_array().unwrap().iter().map(|one| (one["gate"]["gate"].clone(), one["gate"]["open"].clone())).collect();
        assert_eq!(gates, ["for_contract", "for_departure", "for_work"].map(|gate| (json!(gate), json!(true))));
        assert_eq!(scene.agency.get(application).expect(200)["worker_status"], "settled");
        assert_eq!(scene.seats(), ("published".to_owned(), 99, 1), "a worker holds a seat");
    }

    fn nobody_boards_past_a_shut_gate_and_then_nobody_at_all(app) {
        let signed = Signed::on(app);
        let (scene, first) = (&signed.scene, &signed.application);
        let second = Signed::another(scene, app);
        signed.ready(app);
        scene.agency.transition(&second, "predeparture_trained").expect(200);
        let trip = trip(&scene.agency, app, 2);
        for one in [first, &second] {
            seat(&scene.agency, &trip, one).expect(201);
        }
        let refused = board(&scene.agency, &trip, &[first, &second], &[]).problem(409, "gate-closed");
        let named = refused["errors"][0]["detail"].as_str().unwrap();
        assert!(named.starts_with(&format!("application {}: entry_application", last(&second))), "{named}");
        assert_eq!(refused["errors"].as_array().unwrap().len(), 4);
        assert_eq!(signed.status(), "predeparture_trained", "all of them go, or nobody does");
        assert_eq!(scene.agency.get(&trip).expect(200)["status"], "planned");
        board(&scene.agency, &trip, &[first], &[&second]).expect(200);
        assert_eq!(signed.status(), "departed");
        assert_eq!(scene.agency.get(&second).expect(200)["status"], "predeparture_trained");
        let seats = scene.agency.get(&format!("{trip}/seats")).expect(200)["items"].clone();
        assert_eq!((&seats[0]["state"], &seats[1]["state"]), (&json!("missed"), &json!("boarded")));
        let next = super::trip(&scene.agency, app, 1);
        seat(&scene.agency, &next, &second).expect(201);
    }

    fn a_check_that_has_expired_blocks_the_departure(app) {
        let signed = Signed::on(app);
        let (scene, application) = (&signed.scene, &signed.application);
        signed.ready(app);
        let trip = trip(&scene.agency, app, 1);
        seat(&scene.agency, &trip, application).expect(201);
        assert_eq!(gate(&scene.agency, application, 1)["horizon"], "2026-12-31", "30 days after the trip");
        let short = but(passed("medical_home"), &json!({"valid_until": "2026-12-30"}));
        tell(&scene.agency, application, &short).expect(201);
        assert_eq!(open(&gate(&scene.agency, application, 1)), ["medical_home"]);
        board(&scene.agency, &trip, &[application], &[]).problem(409, "gate-closed");
        assert_eq!(signed.status(), "predeparture_trained");
    }

    fn of_everybody_with_a_seat_it_is_said_whether_they_set_out(app) {
        let signed = Signed::on(app);
        let (scene, application) = (&signed.scene, &signed.application);
        signed.ready(app);
        let trip = trip(&scene.agency, app, 3);
        seat(&scene.agency, &trip, application).expect(201);
        let other = "/v1/applications/0198c0de-0000-7000-8000-000000000009";
        assert_eq!(board(&scene.agency, &trip, &[], &[]).pointers(), ["/missed"]);
        assert_eq!(board(&scene.agency, &trip, &[application, application], &[]).pointers(), ["/boarded/1"]);
        assert_eq!(board(&scene.agency, &trip, &[application], &[application]).pointers(), ["/missed/0"]);
        assert_eq!(board(&scene.agency, &trip, &[application], &[other]).pointers(), ["/missed/0"]);
        board(&scene.agency, &trip, &[application], &[]).expect(200);
        board(&scene.agency, &trip, &[], &[]).problem(409, "conflict");
    }

    fn a_seat_is_for_whom_has_signed_and_nobody_has_two(app) {
        let signed = Signed::on(app);
        let (scene, application) = (&signed.scene, &signed.application);
        let chosen = scene.chosen(&scene.candidate(app));
        let [first, second] = [1, 1].map(|seats| trip(&scene.agency, app, seats));
        seat(&scene.agency, &first, &chosen).problem(409, "conflict");
        assert_eq!(seat(&app.agency(), &first, application).status, 404);
        let stranger = app.agency();
        let theirs = trip(&stranger, app, 1);
        assert_eq!(seat(&stranger, &theirs, application).pointers(), ["/application_id"]);
        seat(&scene.employer, &first, application).problem(404, "not-found");
        seat(&app.partner(), &first, application).problem(403, "forbidden");
        seat(&app.operator(), &first, application).problem(403, "forbidden");
        seat(&scene.agency, &first, application).expect(201);
        seat(&scene.agency, &second, application).problem(409, "conflict");
        let another = Signed::another(scene, app);
        seat(&scene.agency, &first, &another).problem(409, "conflict");
        scene.agency.patch(&first, "*", &json!({"seats": 2})).expect(200);
        seat(&scene.agency, &first, &another).expect(201);
        scene.agency.patch(&first, "*", &json!({"seats": 1})).problem(409, "conflict");
        assert_eq!(scene.agency.delete(&format!("{first}/seats/{}", last(application)), "*").status, 204);
        seat(&scene.agency, &second, application).expect(201);
        assert_eq!(scene.agency.delete(&format!("{first}/seats/{}", last(application)), "*").status, 404);
    }

    fn of_many_at_once_one_gets_the_last_seat(app) {
        let signed = Signed::on(app);
        let scene = &signed.scene;
        let all: Vec<String> = (0..4).map(|_| Signed::another(scene, app)).collect();
        let trip = trip(&scene.agency, app, 1);
        let second = app.another();
        second.pass(WEEK); // it has a clock of its own
        let there = second.anonymous().with_token(scene.agency.token());
        let clients = [&scene.agency, &there];
        let statuses = at_once(|n| seat(clients[n % 2], &trip, &all[n % all.len()]));
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 409).count(), AT_ONCE - 1, "{statuses:?}");
    }

    fn a_trip_that_is_given_up_is_missed_and_a_closed_application_gives_its_seat_back(app) {
        let signed = Signed::on(app);
        let (scene, application) = (&signed.scene, &signed.application);
        let [first, second] = [1, 1].map(|seats| trip(&scene.agency, app, seats));
        seat(&scene.agency, &first, application).expect(201);
        scene.agency.transition(&first, "closed").expect(200);
        assert_eq!(scene.agency.get(&format!("{first}/seats")).expect(200)["items"][0]["state"], "missed");
        seat(&scene.agency, &second, application).expect(201);
        close(&scene.agency, application, "withdrawn_by_worker").expect(200);
        assert_eq!(scene.agency.get(&format!("{second}/seats")).expect(200)["items"], json!([]));
    }

    fn nobody_boards_before_the_day(app) {
        let signed = Signed::on(app);
        let (scene, application) = (&signed.scene, &signed.application);
        signed.ready(app);
        let body = but(bodies::trip(), &json!({"departs_on": "2026-12-03"}));
        let trip = format!("/v1/trips/{}", id(&scene.agency.post("/v1/trips", &body).expect(201)));
        seat(&scene.agency, &trip, application).expect(201);
        board(&scene.agency, &trip, &[application], &[]).problem(409, "conflict");
        assert_eq!(signed.status(), "predeparture_trained");
    }

    fn an_arrival_starts_the_deadlines_and_a_correction_moves_them_and_keeps_the_old_day(app) {
        let signed = Signed::departed(app);
        let (scene, application) = (&signed.scene, &signed.application);
        let candidate = scene.agency.get(application).expect(200)["candidate_id"].as_str().unwrap().to_owned();
        let first = signed.tell_arrival(&scene.employer, &json!({"evidence": null})).expect(201);
        assert_eq!((&first["told_by"], signed.status()), (&json!("employer"), json!("arrived")));
        let deadlines = || {
            let found = scene.agency.get(&format!("/v1/candidates/{candidate}/deadlines")).expect(200)["items"].clone();
            let of = |one: &Value| ["rule", "event_on", "told_on"].map(|member| one[member].as_str().unwrap().to_owned());
            found.as_array().unwrap().iter().map(of).collect::<Vec<_>>()
        };
        let rules = ["dl.registration", "dl.patent", "dl.medical", "dl.fingerprint", "dl.arrival.confirm"];
        let mut seen = deadlines();
        seen.retain(|[rule, ..]| rule != "dl.notice.hire"); // that follows from the contract
        seen.sort();
        let mut wanted: Vec<_> = rules.iter().map(|rule| [*rule, "2026-12-01", "2026-12-01"].map(str::to_owned)).collect();
        wanted.sort();
        assert_eq!(seen, wanted);
        assert_eq!(signed.tell_arrival(&scene.agency, &json!({"entered_on": "2026-11-30"})).pointers(), ["/entered_on"]);
        let corrected = json!({"entered_on": "2026-11-30", "corrects": first["id"]});
        signed.tell_arrival(&scene.agency, &corrected).expect(201);
        let mut moved = deadlines();
        // One begins a day later and is void, and one follows from the contract.
        moved.retain(|[rule, ..]| rule != "dl.arrival.confirm" && rule != "dl.notice.hire");
        assert!(moved.len() == 4 && moved.iter().all(|[_, on, told]| on == "2026-11-30" && told == "2026-12-01"), "{moved:?}");
        let all = scene.employer.get(&format!("{application}/arrivals")).expect(200)["items"].clone();
        assert_eq!((&all[0]["entered_on"], &all[1]["entered_on"], &all[1]["evidence"]), (&json!("2026-12-01"), &json!("2026-11-30"), &json!(null)));
        signed.tell_arrival(&scene.agency, &but(corrected, &json!({"entered_on": "2026-11-29"}))).problem(422, "invalid");
    }

    fn an_arrival_lies_not_ahead_and_not_before_the_departure(app) {
        let signed = Signed::on(app);
        signed.tell_arrival(&signed.scene.employer, &json!({})).problem(409, "conflict");
        let signed = Signed::departed(app);
        assert_eq!(signed.tell_arrival(&signed.scene.employer, &json!({"entered_on": "2027-01-01"})).pointers(), ["/entered_on"]);
        assert_eq!(signed.tell_arrival(&signed.scene.agency, &json!({"evidence": null})).pointers(), ["/evidence"]);
        assert_eq!(signed.tell_arrival(&signed.scene.employer, &json!({"border_point": "Kazan"})).pointers(), ["/border_point"]);
        signed.tell_arrival(&app.employer(), &json!({})).problem(404, "not-found");
    }

    fn the_worker_confirms_the_arrival(app) {
        let signed = Signed::departed(app);
        let (scene, application) = (&signed.scene, &signed.application);
        signed.tell_arrival(&scene.employer, &json!({})).expect(201);
        let confirmed = || !open(&gate(&scene.agency, application, 2)).contains(&"arrival_confirmed".to_owned());
        assert!(!confirmed());
        signed.tell_arrival(&app.operator(), &json!({})).expect(201);
        assert!(confirmed());
    }

    fn documents_open_the_way_and_hold_for_this_work_alone(app) {
        let signed = Signed::arrived(app);
        let (scene, application) = (&signed.scene, &signed.application);
        scene.employer.transition(application, "migration_registered").problem(409, "gate-closed");
        assert_eq!(scene.employer.get(application).expect(200)["waiting"], json!([{"to": "migration_registered", "needs": ["registration_document"]}]));
        signed.paper("registration", &json!({}));
        scene.employer.transition(application, "migration_registered").expect(200);
        scene.agency.transition(application, "work_document_issued").problem(409, "gate-closed");
        signed.paper("patent", &json!({"bound_isco08": "9313"}));
        let refused = scene.agency.transition(application, "work_document_issued").problem(409, "gate-closed");
        assert!(refused["detail"].as_str().unwrap().contains("another occupation or employer"), "{refused}");
        signed.paper("work_permit", &json!({"bound_employer_id": "0198c0de-0000-7000-8000-000000000009"}));
        scene.agency.transition(application, "work_document_issued").problem(409, "gate-closed");
        signed.paper("patent", &json!({"bound_isco08": "7112"}));
        scene.agency.transition(application, "work_document_issued").expect(200);
        assert_eq!(signed.status(), "work_document_issued", "the gate is not open");
        pass_all(app, application, &["fingerprint", "medical_ru"]);
        assert_eq!(signed.status(), "work_document_issued");
        signed.paper("exam_certificate", &json!({}));
        app.server.app.sweep().unwrap();
        assert_eq!(signed.status(), "working", "a document opened the gate");
    }

    fn a_patent_of_another_region_opens_no_work_here(app) {
        let signed = Signed::arrived(app);
        let (scene, application) = (&signed.scene, &signed.application);
        signed.paper("registration", &json!({}));
        scene.employer.transition(application, "migration_registered").expect(200);
        for (region, why) in [(json!("Москва"), "another region than Tatarstan"), (json!(null), "for which region")] {
            signed.paper("patent", &json!({"region": region}));
            let refused = scene.agency.transition(application, "work_document_issued").problem(409, "gate-closed");
            assert!(refused["detail"].as_str().unwrap().contains(why), "{refused}");
            assert!(open(&gate(&scene.agency, application, 2)).contains(&"work_document".to_owned()));
        }
        signed.paper("patent", &json!({"region": "Республика Татарстан"}));
        scene.agency.transition(application, "work_document_issued").expect(200);
        assert!(!open(&gate(&scene.agency, application, 2)).contains(&"work_document".to_owned()));
    }

    fn who_ends_the_contract_of_somebody_who_has_set_out_ends_the_work(app) {
        for (side, closing) in [(0, "terminated_by_employer"), (1, "resigned")] {
            let signed = Signed::departed(app);
            let contracts = signed.scene.agency.get(&format!("/v1/contracts?application_id={}", last(&signed.application))).expect(200);
            let contract = format!("/v1/contracts/{}", id(&contracts["items"][0]));
            let sides = [&signed.scene.employer, &signed.scene.agency];
            sides[side].transition(&contract, "ended").expect(200);
            let seen = signed.scene.agency.get(&signed.application).expect(200);
            assert_eq!((&seen["status"], &seen["closing_reason"]), (&json!("closed"), &json!(closing)));
        }
    }

    fn the_database_holds_trips_and_arrivals_too(app) {
        let signed = Signed::departed(app);
        let scene = &signed.scene;
        signed.tell_arrival(&scene.employer, &json!({})).expect(201);
        let another = Signed::another(scene, app);
        let full = trip(&scene.agency, app, 1);
        seat(&scene.agency, &full, &another).expect(201);
        let mut sql = Sql::of(app);
        let other = last(&another).replace('-', "");
        let other = sql.either("'{}'", "x'{}'").replace("{}", &other);
        let full = last(&full).replace('-', "");
        let full = sql.either("'{}'", "x'{}'").replace("{}", &full);
        let seated = |trip: &str| format!(
            "INSERT INTO trip_seats (trip, application, candidate, state, seated_at) SELECT {trip}, id, candidate, 'seated', updated_at \
             FROM applications WHERE status = 'arrived'"
        );
        let departed = format!(
            "INSERT INTO gate_snapshots (candidate, application, application_version, gate, snapshot, taken_at) \
             SELECT candidate, id, version + 1, 'for_departure', '{{}}', updated_at FROM applications WHERE id = {other}"
        );
        sql.run(&departed).unwrap();
        for (refused, by) in [
            (format!("UPDATE applications SET status = 'departed', version = version + 1 WHERE id = {other}"), "applications_depart_on_a_trip"),
            (format!("UPDATE applications SET status = 'arrived', version = version + 1 WHERE id = {other}"), "applications_arrive_as_told"),
            (format!("UPDATE trips SET status = 'boarded' WHERE id = {full}"), "trips_board_or_miss"),
            (seated(&full), "trip_seats"),
            ("UPDATE arrivals SET entered_on = '2026-11-01'".to_owned(), "arrivals"),
            ("DELETE FROM arrivals".to_owned(), "arrivals"),
            ("INSERT INTO arrivals (id, candidate, application, entered_on, border_point, place_of_stay, told_by, recorded_at) \
              SELECT :1, candidate, application, '2027-03-01', 'RUKZN', '92701000', 'employer', recorded_at FROM arrivals".to_owned(), "arrivals_not_in_the_future"),
            (format!("UPDATE applications SET status = 'working', version = version + 1 WHERE id = {other}"), "applications_"),
        ] {
            let told = sql.run(&refused).expect_err(&refused).to_string();
            assert!(told.contains(by), "{refused}: {told}");
        }
    }

    fn an_erased_candidate_leaves_no_seat_and_no_arrival_and_was_told_before(app) {
        let signed = Signed::arrived(app);
        let (scene, application) = (&signed.scene, &signed.application);
        let candidate = format!("/v1/candidates/{}", scene.agency.get(application).expect(200)["candidate_id"].as_str().unwrap());
        let export = scene.agency.get(&format!("{candidate}/export")).expect(200);
        assert_eq!(["trip_seats", "arrivals"].map(|member| export[member].as_array().unwrap().len()), [1, 1]);
        assert_eq!(scene.agency.delete(&candidate, "*").status, 204);
        for table in ["trip_seats", "arrivals"] {
            assert_eq!(Sql::of(app).texts(&format!("SELECT 'left' AS text FROM {table}")), [""; 0]);
        }
    }

    fn the_work_ends_once_and_the_way_home_is_open(app) {
        let signed = Signed::working(app);
        let (scene, application) = (&signed.scene, &signed.application);
        let candidate = scene.agency.get(application).expect(200)["candidate_id"].as_str().unwrap().to_owned();
        let end = json!({
            "ground": "term_over", "last_day": "2026-12-01", "last_pay": "settled", "homeward_paid": true, "certificate_issued": true
        });
        let path = format!("{application}/ends");
        assert_eq!(scene.employer.get(&path).expect(200)["items"], json!([]));
        assert_eq!(scene.employer.post(&path, &but(end.clone(), &json!({"last_day": "2027-01-01"}))).pointers(), ["/last_day"]);
        assert_eq!(scene.agency.post(&path, &end).pointers(), ["/evidence"]);
        app.employer().post(&path, &end).problem(404, "not-found");
        scene.employer.post(&path, &end).expect(201);
        scene.employer.post(&path, &end).problem(409, "conflict");
        let seen = scene.agency.get(application).expect(200);
        assert_eq!((&seen["status"], &seen["allowed_transitions"]), (&json!("contract_ended"), &json!(["returned"])));
        assert_eq!(scene.seats(), ("published".to_owned(), 100, 0), "the seat is free");
        let contracts = scene.agency.get(&format!("/v1/contracts?application_id={}", last(application))).expect(200);
        assert_eq!(contracts["items"][0]["status"], "ended");
        let deadlines = scene.agency.get(&format!("/v1/candidates/{candidate}/deadlines")).expect(200);
        assert!(deadlines["items"].as_array().unwrap().iter().any(|one| one["rule"] == "dl.notice.end"), "{deadlines}");
        close(&scene.agency, application, "resigned").problem(409, "conflict");
        scene.agency.transition(application, "returned").expect(200);
        assert_eq!(scene.agency.get(application).expect(200)["worker_status"], "closed");
        let again = scene.agency.post("/v1/applications", &scene.putting_forward(&format!("/v1/candidates/{candidate}")));
        again.expect(201);
    }

    fn a_transfer_needs_an_order_of_another_employer_and_never_the_old_ones_word(app) {
        let signed = Signed::working(app);
        let (scene, application) = (&signed.scene, &signed.application);
        let end = json!({
            "ground": "worker", "last_day": "2026-12-01", "last_pay": "disputed", "homeward_paid": false, "certificate_issued": false,
            "evidence": "recording 20"
        });
        scene.agency.post(&format!("{application}/ends"), &end).expect(201);
        for state in ["transferred", "renewed"] {
            scene.agency.transition(application, state).problem(409, "gate-closed");
        }
        scene.employer.transition(application, "transferred").problem(403, "forbidden");
        let seen = scene.agency.get(application).expect(200);
        let demand = Demand::approved(app);
        let vacancy = format!("/v1/vacancies/{}", id(&demand.employer.post("/v1/vacancies", &bodies::vacancy()).expect(201)));
        demand.allot(&vacancy, 12).expect(200);
        demand.employer.transition(&vacancy, "published").expect(200);
        let code = demand.authorise(seen["agency_id"].as_str().unwrap()).expect(201)["authorisation_code"].clone();
        let forward = json!({"vacancy_id": last(&vacancy), "candidate_id": seen["candidate_id"], "authorisation_code": code});
        scene.agency.post("/v1/applications", &forward).expect(201);
        scene.agency.transition(application, "renewed").problem(409, "gate-closed");
        scene.agency.transition(application, "transferred").expect(200);
    }

    fn the_database_holds_the_end_of_work_too(app) {
        let signed = Signed::working(app);
        let mut sql = Sql::of(app);
        let told = sql.run("UPDATE applications SET status = 'contract_ended', version = version + 1").expect_err("nobody told").to_string();
        assert!(told.contains("applications_end_as_told"), "{told}");
        let end = json!({
            "ground": "agreement", "last_day": "2026-12-01", "last_pay": "settled", "homeward_paid": true, "certificate_issued": true
        });
        signed.scene.employer.post(&format!("{}/ends", signed.application), &end).expect(201);
        for refused in ["UPDATE work_ends SET last_pay = 'disputed'", "DELETE FROM work_ends"] {
            let told = sql.run(refused).expect_err(refused).to_string();
            assert!(told.contains("work_ends"), "{told}");
        }
    }
}
