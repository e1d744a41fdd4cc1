//! Every kind × operation × caller, with the scope and without, on a record and on an id that nothing has.

use uuid::Uuid;

use super::{
    fixtures::{Kind, Operation, Situation},
    kinds::KINDS,
    operations::send,
    rules::Request,
    stage::{Scene, Stage},
};
use crate::support::{Answer, on_both};

/// The situations in which access differs: as it is made, and where everybody reads it.
fn situations(kind: &'static Kind) -> impl Iterator<Item = &'static Situation> {
    let public = kind.situations.iter().find(|one| Some(one.status) == kind.public);
    [Some(kind.initial()), public].into_iter().flatten()
}

/// Every caller and operation, with the scope and without it.
fn requests(kind: &'static Kind, situation: Option<&'static Situation>) -> Vec<Request> {
    let mut all = Vec::new();
    for caller in kind.callers() {
        for operation in kind.operations {
            for has_scope in [true, false] {
                let one = Request { kind, operation: *operation, caller, has_scope, situation };
                if !has_scope || one.can_have_scope() {
                    all.push(one);
                }
            }
        }
    }
    all
}

/// Sends a request for the record of a scene, or for another id.
pub(super) fn ask(scene: &Scene<'_>, request: &Request, id: &str) -> Answer {
    let without =
        if request.has_scope { "" } else { Request::scope(request.kind, request.operation) };
    let client = scene.client(request.caller, without);
    let client = client.map_or_else(|| scene.stage.app.anonymous(), |(client, _)| client);
    send(scene, request.operation, (request.caller, &client), id)
}

fn told(request: &Request) -> String {
    let Request { kind, operation, caller, has_scope, situation } = request;
    let record = situation.map_or_else(|| "unknown".to_owned(), ToString::to_string);
    let scope = if *has_scope { "with" } else { "without" };
    format!("{operation:?} of a {} ({record}) by {caller:?} {scope} the scope", kind.word)
}

/// Whether a request is answered as expected; what is wrong, if not.
fn wrong(request: &Request, answer: &Answer) -> Option<String> {
    let expected = request.expected();
    (answer.status != expected).then(|| {
        format!("{}: {} instead of {expected}: {}", told(request), answer.status, answer.text)
    })
}

fn changes_something(request: &Request) -> bool {
    !request.operation.reads() && request.expected() < 300
}

on_both! {
    fn everybody_is_answered_by_the_one_rule(app) {
        let stage = Stage::on(app);
        let mut failed = Vec::new();
        for kind in KINDS {
            for situation in situations(kind) {
                let scene = stage.scene(kind, situation);
                let (changing, others): (Vec<_>, Vec<_>) = requests(kind, Some(situation)).into_iter().partition(changes_something);
                let before = stage.position();
                for request in others {
                    let answer = ask(&scene, &request, &scene.id);
                    failed.extend(wrong(&request, &answer));
                    if request.operation == Operation::List && answer.status == 200 && scene.is_in(&answer.json()) != request.sees(situation) {
                        failed.push(format!("{}: whether it is listed", told(&request)));
                    }
                }
                assert_eq!(stage.changes_of(kind, before), [], "what is refused changes nothing");
                for request in changing {
                    let scene = stage.scene(kind, situation);
                    failed.extend(wrong(&request, &ask(&scene, &request, &scene.id)));
                }
            }
        }
        assert!(failed.is_empty(), "{} answers:\n{}", failed.len(), failed.join("\n"));
    }

    fn an_id_that_nothing_has_is_answered_by_the_same_rule(app) {
        let stage = Stage::on(app);
        let mut failed = Vec::new();
        for kind in KINDS {
            let scene = stage.scene(kind, kind.initial());
            for request in requests(kind, None).into_iter().filter(|request| request.operation.has_id()) {
                for id in [Uuid::now_v7().to_string(), "nonsense".to_owned()] {
                    failed.extend(wrong(&request, &ask(&scene, &request, &id)));
                }
            }
        }
        assert!(failed.is_empty(), "{} answers:\n{}", failed.len(), failed.join("\n"));
    }
}
