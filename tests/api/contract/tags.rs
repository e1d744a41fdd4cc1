//! The entity tag: equal only where the answer is, and another one after each change.

use serde_json::json;

use super::{
    fixtures::{Caller, Kind, Operation},
    kinds::KINDS,
    operations::target_of,
    stage::{Scene, Stage},
};
use crate::support::{Answer, Client, on_both};

/// Everybody with every set of scopes, and what they read.
fn readings(scene: &Scene<'_>) -> Vec<(Client, Answer)> {
    let Kind { read, write, .. } = scene.kind;
    let mut clients = vec![scene.stage.app.anonymous()];
    for caller in scene.kind.callers() {
        for without in ["", read, write] {
            clients.extend(scene.client(caller, without).map(|(client, _)| client));
        }
    }
    let read = |client: Client| {
        let answer = client.get(&scene.path());
        (client, answer)
    };
    clients.into_iter().map(read).filter(|(_, answer)| answer.status == 200).collect()
}

/// Who moves the record first.
fn mover(scene: &Scene<'_>) -> Caller {
    scene.situation.moves[0].0[0]
}

/// Each reader's tag after a change must be another than before.
fn all_change(scene: &Scene<'_>, what: &str, change: impl FnOnce(&Client)) {
    let before = readings(scene);
    change(&scene.writer());
    for (client, old) in before {
        let new = client.get(&scene.path());
        let same = new.status == 200 && new.header("etag") == old.header("etag");
        assert!(!same, "{}: the tag {} outlived {what}", scene.kind.word, old.header("etag"));
        let etag = old.header("etag");
        if new.status == 200 {
            let again = client.send("GET", &scene.path(), &[("if-none-match", etag)], None);
            assert_eq!(again.status, 200, "{}: 304 after {what}", scene.kind.word);
        }
    }
}

on_both! {
    fn equal_tags_are_equal_answers(app) {
        let stage = Stage::on(app);
        for kind in KINDS {
            let public = kind.situations.iter().find(|one| Some(one.status) == kind.public);
            let scene = stage.scene(kind, public.unwrap_or(kind.initial()));
            let all = readings(&scene);
            assert!(all.len() >= 2, "{} has readers", kind.word);
            for (client, one) in &all {
                for (_, other) in &all {
                    let same_tag = one.header("etag") == other.header("etag");
                    assert!(!same_tag || one.text == other.text, "{}: {}\n{}\n{}", kind.word, one.header("etag"), one.text, other.text);
                }
                let again = client.send("GET", &scene.path(), &[("if-none-match", one.header("etag"))], None);
                assert_eq!((again.status, again.text.as_str(), again.header("etag")), (304, "", one.header("etag")), "{}", kind.word);
            }
            if kind.public.is_some() {
                let owner = scene.sender(Caller::Owner).get(&scene.path());
                assert_ne!(owner.header("etag"), all[0].1.header("etag"), "{}: the public's is another", kind.word);
            }
        }
    }

    fn each_change_makes_another_tag(app) {
        let stage = Stage::on(app);
        for kind in KINDS {
            let public = kind.situations.iter().find(|one| Some(one.status) == kind.public);
            let scene = stage.scene(kind, public.unwrap_or(kind.initial()));
            let to = target_of(scene.situation, mover(&scene));
            if kind.can(Operation::Patch) && scene.situation.is_editable {
                all_change(&scene, "a patch", |writer| drop(writer.patch(&scene.path(), "*", &(kind.patch)()).expect(200)));
            }
            all_change(&scene, "a transition", |_| drop(scene.sender(mover(&scene)).transition(&scene.path(), to).expect(200)));
        }
    }

    fn a_change_with_an_old_tag_is_refused(app) {
        let stage = Stage::on(app);
        for kind in KINDS {
            let scene = stage.scene(kind, kind.initial());
            let (writer, path) = (scene.sender(mover(&scene)), scene.path());
            let old = writer.get(&path).header("etag").to_owned();
            writer.transition(&path, target_of(scene.situation, mover(&scene))).expect(200);
            let before = stage.position();
            let conditions = [("if-match", old.as_str())];
            let body = json!({"to": scene.situation.status}).to_string();
            let mut answers = vec![writer.send("POST", &format!("{path}/transitions"), &conditions, Some(body.as_bytes()))];
            if kind.can(Operation::Patch) {
                answers.push(writer.patch(&path, &old, &(kind.patch)()));
                answers.push(writer.put(&path, &conditions, &scene.body));
            }
            if kind.can(Operation::Delete) {
                answers.push(writer.delete(&path, &old));
            }
            if kind.can(Operation::Put) {
                let reference = format!("{}/by-ref/{}", kind.path, scene.body["external_ref"].as_str().unwrap());
                answers.push(writer.put(&reference, &conditions, &scene.body));
            }
            for answer in answers {
                answer.problem(412, "precondition-failed");
            }
            assert_eq!(stage.changes(before), [], "{}", kind.word);
        }
    }
}
