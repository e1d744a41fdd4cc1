//! Every transition from every situation by every caller: what is offered succeeds, and nothing else does.

use serde_json::{Value, json};

use super::{
    fixtures::{Caller, Kind, Operation, Situation},
    rules::Request,
    stage::{Scene, Stage, situations},
};
use crate::support::{Answer, on_both};

/// What a caller is answered who moves a record to a state.
fn expected(kind: &'static Kind, situation: &'static Situation, caller: Caller, to: &str) -> u16 {
    let operation = Operation::Transition;
    let mut request =
        Request { kind, operation, caller, has_scope: true, situation: Some(situation) };
    request.has_scope = request.can_have_scope();
    match request.expected() {
        200 | 409 if situation.moves_of(caller).contains(&to) => 200,
        200 | 409 if situation.is_followed_by(to) => 403,
        200 | 409 => 409,
        refused => refused,
    }
}

fn transition(scene: &Scene<'_>, caller: Caller, to: &str) -> Answer {
    let client = scene.sender(caller);
    client.post(
        &format!("{}/transitions", scene.path()),
        &json!({"to": to, "reason": scene.kind.reason}),
    )
}

/// The states that a caller is offered; none where the record is not seen.
fn offered(scene: &Scene<'_>, caller: Caller) -> Vec<String> {
    let record = scene.sender(caller).get(&scene.path()).json();
    let states: &[Value] = record["allowed_transitions"].as_array().map_or(&[], Vec::as_slice);
    states.iter().map(|state| state.as_str().unwrap().to_owned()).collect()
}

on_both! {
    fn what_may_not_follow_is_refused_and_changes_nothing(app) {
        let stage = Stage::on(app);
        let mut failed = Vec::new();
        for (kind, situation) in situations() {
            let scene = stage.scene(kind, situation);
            let before = stage.position();
            for caller in kind.callers() {
                for to in kind.states() {
                    let expected = expected(kind, situation, caller, to);
                    if expected == 200 {
                        continue;
                    }
                    let answer = transition(&scene, caller, to);
                    if answer.status != expected {
                        failed.push(format!("a {} ({situation}) to {to} by {caller:?}: {} instead of {expected}: {}", kind.word, answer.status, answer.text));
                    }
                }
            }
            assert_eq!(stage.changes(before), [], "{} ({situation})", kind.word);
            let read = scene.stage.operator().get(&scene.path()).expect(200);
            assert_eq!(read["status"], situation.status, "{}", kind.word);
        }
        assert!(failed.is_empty(), "{} answers:\n{}", failed.len(), failed.join("\n"));
    }

    fn exactly_what_succeeds_is_offered(app) {
        let stage = Stage::on(app);
        let mut failed = Vec::new();
        for (kind, situation) in situations() {
            let scene = stage.scene(kind, situation);
            let succeeding = |caller: Caller| situation.moves_of(caller).into_iter().filter(move |to| expected(kind, situation, caller, to) == 200);
            for caller in kind.callers() {
                let (offered, succeeding) = (offered(&scene, caller), succeeding(caller).collect::<Vec<_>>());
                if offered != succeeding {
                    failed.push(format!("a {} ({situation}) offers {offered:?} instead of {succeeding:?} to {caller:?}", kind.word));
                }
            }
            for caller in kind.callers() {
                for to in succeeding(caller) {
                    let scene = stage.scene(kind, situation);
                    let answer = transition(&scene, caller, to);
                    if (answer.status, &answer.json()["status"]) != (200, &json!(to)) {
                        failed.push(format!("a {} ({situation}) to {to} by {caller:?}: {}", kind.word, answer.text));
                    }
                }
            }
        }
        assert!(failed.is_empty(), "{} answers:\n{}", failed.len(), failed.join("\n"));
    }
}
