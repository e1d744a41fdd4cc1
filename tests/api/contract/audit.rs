//! The change log says of each acknowledged change who did what to what, and why: once. Of what is refused it says nothing.

use super::{
    fixtures::{Caller, Operation},
    kinds::KINDS,
    operations::{send, target_of},
    rules::Request,
    stage::{Change, Scene, Stage},
};
use crate::support::{Answer, on_both};

/// The action that the log names, and the reason that it gives.
fn entry(
    scene: &Scene<'_>,
    operation: Operation,
    caller: Caller,
    answer: &Answer,
) -> (String, Option<String>) {
    let plain = |action: &str| (action.to_owned(), None);
    match operation.by_id() {
        Operation::Create | Operation::Copy | Operation::Batch => plain("create"),
        Operation::Put if answer.status == 201 => plain("create"),
        Operation::Put | Operation::Replace | Operation::Patch => plain("replace"),
        Operation::Delete => plain("delete"),
        Operation::Transition => {
            (target_of(scene.situation, caller).to_owned(), Some(scene.kind.reason.to_owned()))
        }
        _ => unreachable!("it changes nothing"),
    }
}

fn hex(id: &str) -> String {
    id.replace('-', "")
}

on_both! {
    fn each_acknowledged_change_is_written_down_once(app) {
        let stage = Stage::on(app);
        for kind in KINDS {
            for operation in kind.operations.iter().filter(|operation| !operation.reads()) {
                for caller in kind.callers() {
                    let situation = kind.situations.iter().find(|situation| {
                        let request = Request { kind, operation: *operation, caller, has_scope: true, situation: Some(situation) };
                        request.can_have_scope() && request.expected() < 300
                    });
                    let Some(situation) = situation else { continue };
                    let scene = stage.scene(kind, situation);
                    let (client, actor) = scene.client(caller, "").unwrap();
                    let known = client.get(&scene.path()).json()["version"].as_i64();
                    let before = stage.position();
                    let answer = send(&scene, *operation, (caller, &client), &scene.id);
                    assert!(answer.status < 300, "{}", answer.text);
                    let made = answer.json();
                    let made = made.pointer("/items/0").unwrap_or(&made);
                    let (action, reason) = entry(&scene, *operation, caller, &answer);
                    let expected = Change {
                        kind: kind.word.to_owned(),
                        record: hex(made["id"].as_str().unwrap_or(&scene.id)),
                        version: made["version"].as_i64().unwrap_or_else(|| known.unwrap() + 1),
                        action,
                        actor: Some(hex(&actor.to_string())),
                        reason,
                    };
                    assert_eq!(stage.changes_of(kind, before), [expected], "{operation:?} by {caller:?}");
                }
            }
        }
    }

    fn what_changes_nothing_is_not_written_down(app) {
        let stage = Stage::on(app);
        for kind in KINDS {
            let scene = stage.scene(kind, kind.initial());
            let (writer, path) = (scene.writer(), scene.path());
            if kind.can(Operation::Patch) {
                let before = stage.position();
                writer.put(&path, &[("if-match", "*")], &scene.body).expect(200);
                writer.patch(&path, "*", &serde_json::json!({})).expect(200);
                assert_eq!(stage.changes(before), [], "an equal {}", kind.word);
            }
            let (creator, key) = (kind.creators[0], format!("\"{}\"", scene.id));
            let (creator, body) = (scene.sender(creator), scene.another_body(creator));
            creator.post_once(kind.path, &key, &body).expect(kind.created);
            let before = stage.position();
            creator.post_once(kind.path, &key, &body).expect(kind.created);
            assert_eq!(stage.changes(before), [], "a repeated {}", kind.word);
        }
    }
}
