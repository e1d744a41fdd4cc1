//! A worker is reminded in the own channel, in the language in which they read: each time once, whatever servers there are.

use serde_json::{Value, json};

use super::duties::{DAY, WEEK, Worker, of};
use crate::{
    programme::scene::{Scene, last},
    store::sql::Sql,
    support::{
        TestApp, on_both,
        worker::{beginning, person, phone},
        world::{but, eventually},
    },
};

/// What was sent to workers, as the file of codes tells it.
fn sent(app: &TestApp) -> Vec<Value> {
    let path = app.database.folder.path().join("codes.log");
    let lines = std::fs::read_to_string(&path).unwrap_or_default();
    lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// Waits until no reminder is on its way.
fn settled(app: &TestApp) {
    eventually("reminders are sent", || {
        app.server.app.send_reminders().unwrap();
        Sql::of(app)
            .texts("SELECT delivery AS text FROM worker_reminders WHERE delivery = 'pending'")
            .is_empty()
    });
}

/// A worker with a telephone of their own.
fn reached(app: &TestApp) -> (Worker, String) {
    let (worker, number) = (Worker::of(app), phone());
    worker.agency.put(&format!("{}/identity", worker.path), &[], &person(&number)).expect(200);
    (worker, number)
}

fn deliveries(app: &TestApp) -> Vec<String> {
    Sql::of(app).texts("SELECT delivery AS text FROM worker_reminders ORDER BY told_on, id")
}

on_both! {
    fn each_reminder_reaches_the_worker_once_in_uzbek_and_names_nobody(app) {
        let other = app.another();
        for server in [app, &other] {
            server.pass(WEEK);
        }
        let (worker, number) = reached(app);
        worker.tell(&json!({"event_on": "2026-12-01"})).expect(201);
        for _ in 0..18 {
            std::thread::scope(|scope| {
                for server in [app, &other] {
                    scope.spawn(|| server.server.app.sweep().unwrap());
                }
            });
            for server in [app, &other] {
                settled(server);
                server.pass(DAY);
            }
        }
        let texts: Vec<String> = sent(app).iter().map(|one| one["text"].as_str().unwrap().to_owned()).collect();
        let of_registration: Vec<&String> = texts.iter().filter(|text| text.contains("migratsiya hisobiga")).collect();
        assert_eq!(of_registration.len(), 4, "thrice near, and missed after 15 December: {texts:?}");
        assert!(of_registration.iter().any(|text| text.contains("oxirgi kun 2026-12-15 edi")), "{texts:?}");
        let all = sent(app).iter().map(Value::to_string).collect::<String>();
        assert!(!all.contains(&number) && !all.contains("Karimov"), "{all}");
        let told = app.operator().get("/v1/changes?limit=100").expect(200).to_string();
        assert!(!told.contains(&number) && !told.contains("migratsiya"), "{told}");
        let kept = Sql::of(app).texts("SELECT contact AS text FROM worker_reminders");
        assert!(kept.iter().all(|mark| !mark.contains(&number[5..])), "{kept:?}");
    }

    fn whoever_read_in_another_language_is_reminded_in_it(app) {
        app.pass(WEEK);
        let scene = Scene::with_openings(app, 1);
        let candidate = scene.candidate(app);
        scene.agency.put(&format!("{candidate}/identity"), &[], &person(&phone())).expect(200);
        let application = scene.applied(&candidate);
        let new = beginning("in_person", ("move_application", last(&application)), last(&candidate));
        scene.operator.post("/v1/worker-sessions", &but(new, &json!({"language": "tt"}))).expect(201);
        let entered = json!({"event": "entered", "event_on": "2026-12-01", "citizenship": "UZ", "route": "patent"});
        scene.agency.post(&format!("{candidate}/events"), &entered).expect(201);
        app.pass(DAY * 7);
        app.server.app.sweep().unwrap();
        settled(app);
        assert!(sent(app).iter().any(|one| one["language"] == "tt" && one["text"].as_str().unwrap().contains("Ышанычлы")), "{:?}", sent(app));
    }

    fn nobody_is_reminded_where_somebody_else_is_reached(app) {
        app.pass(WEEK);
        let (worker, number) = reached(app);
        let alone = Worker::of(app);
        let twin = Worker::of(app);
        twin.agency.put(&format!("{}/identity", twin.path), &[], &person(&number)).expect(200);
        for one in [&worker, &alone, &twin] {
            one.tell(&json!({"event_on": "2026-12-01"})).expect(201);
        }
        app.pass(DAY * 7);
        app.server.app.sweep().unwrap();
        settled(app);
        assert_eq!((deliveries(app), sent(app)), (Vec::<String>::new(), vec![]), "a telephone of two is nobody's own");
    }

    fn of_what_is_done_nobody_is_reminded(app) {
        app.pass(WEEK);
        let (worker, _) = reached(app);
        let made = worker.tell(&json!({"event_on": "2026-12-01"})).expect(201)["deadlines"].clone();
        let worker = worker.after(app, DAY * 7);
        let met = json!({"to": "met", "on": "2026-12-08", "evidence": "slip seen"});
        worker.end(&worker.agency, of(&made, "dl.registration"), &met).expect(200);
        app.server.app.sweep().unwrap();
        settled(app);
        assert!(sent(app).iter().all(|one| !one["text"].as_str().unwrap().contains("migratsiya hisobiga")));
    }
}
