//! After a candidate was deleted, nothing of it answers.

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use super::{
    fixtures::{Caller, Operation},
    kinds::KINDS,
    operations::send,
    stage::{Scene, Stage},
};
use crate::support::{Client, TestApp, bodies, on_both, world::eventually};

/// A finished match run over what a client may ask for.
fn run(stage: &Stage, client: &Client, direction: &str) -> String {
    let made = client.post("/v1/match-runs", &json!({"direction": direction}));
    made.expect(202);
    let run = made.header("location").to_owned();
    let works = TestApp::spawn_with(std::sync::Arc::clone(&stage.app.database), &[]);
    eventually("the run ends", || client.get(&run).expect(200)["status"] == "finished");
    drop(works);
    run
}

/// Every way to ask for a record that was deleted; operators still see that it was.
fn nothing_answers(scene: &Scene<'_>) {
    for caller in scene.kind.callers() {
        let client = scene.sender(caller);
        for operation in scene.kind.operations.iter().filter(|operation| operation.has_id()) {
            let answer = send(scene, *operation, (caller, &client), &scene.id);
            let is_operator = caller.role(scene.kind.owner) == Some(Role::Operator);
            let told = is_operator && *operation == Operation::History;
            assert!(
                told || matches!(answer.status, 401 | 403 | 404),
                "{operation:?}: {}",
                answer.text
            );
        }
        let page = send(scene, Operation::List, (caller, &client), &scene.id);
        assert!(page.status != 200 || !scene.is_in(&page.json()), "it is listed");
    }
}

on_both! {
    fn nothing_of_an_erased_candidate_answers(app) {
        let stage = Stage::on(app);
        let kind = KINDS.iter().find(|kind| kind.word == "candidate").unwrap();
        let available = kind.situations.iter().find(|one| one.status == "available").unwrap();
        let scene = stage.scene(kind, available);
        let employer = stage.app.employer();
        let vacancy = stage.app.published(&employer, &bodies::vacancy());
        let (of_vacancies, of_candidates) = (run(&stage, &employer, "vacancies"), run(&stage, &scene.writer(), "candidates"));
        let pair = format!("{vacancy}/matches/{}", scene.id);
        let lines = |client: &Client, run: &str| client.get(&format!("{run}/results?limit=100")).expect(200).to_string();
        assert!(lines(&employer, &of_vacancies).contains(&scene.id) && lines(&scene.writer(), &of_candidates).contains(&scene.id));
        employer.get(&pair).expect(200);

        assert_eq!(scene.writer().delete(&scene.path(), "*").status, 204);
        nothing_answers(&scene);
        employer.get(&pair).problem(404, "not-found");
        scene.writer().get(&format!("{}/matches", scene.path())).problem(404, "not-found");
        assert_eq!(employer.get(&format!("{vacancy}/matches")).expect(200)["items"], json!([]));
        assert!(!lines(&employer, &of_vacancies).contains(&scene.id), "a run still tells of it");
        assert!(!lines(&scene.writer(), &of_candidates).contains(&scene.id), "a run still answers for it");
        let asked = json!({"direction": "candidates", "ids": [scene.id]});
        assert_eq!(scene.writer().post("/v1/match-runs", &asked).pointers(), ["/ids/0"]);
        let again = send(&scene, Operation::Put, (Caller::Owner, &scene.writer()), &scene.id);
        assert_ne!(again.expect(201)["id"], Value::from(scene.id.as_str()), "its reference is free again");
    }

    fn a_deleted_record_of_any_kind_is_gone(app) {
        let stage = Stage::on(app);
        for kind in KINDS.iter().filter(|kind| kind.can(Operation::Delete)) {
            for situation in kind.situations.iter().filter(|situation| situation.is_deletable) {
                let scene = stage.scene(kind, situation);
                assert_eq!(scene.writer().delete(&scene.path(), "*").status, 204, "a {} ({situation})", kind.word);
                nothing_answers(&scene);
            }
        }
    }
}
