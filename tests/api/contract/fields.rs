//! Which members each caller sees.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    access::ask,
    fixtures::{Caller, Operation, Step},
    rules::Request,
    stage::{Stage, situations},
};
use crate::support::on_both;

/// The members that are there.
fn members(record: &Value) -> BTreeSet<String> {
    record.as_object().unwrap().keys().cloned().collect()
}

/// The members that a caller sees; a failed run has one more, and so has a vacancy that was ever published; an advisory
/// case of which it is told what came of it has two.
fn expected(request: &Request, caller: Caller) -> BTreeSet<String> {
    let failed = request.situation.is_some_and(|situation| situation.status == "failed");
    let failure = failed.then_some("failure");
    let steps = request.situation.map_or(&[][..], |situation| situation.steps);
    let published = steps.iter().any(|step| matches!(step, Step::Move("published")));
    let published_at = (published && request.kind.word == "vacancy").then_some("published_at");
    let advised = request.kind.word == "advisory_case"
        && steps.iter().any(|step| matches!(step, Step::Patch(_)));
    let outcome = if advised { &["minutes", "outcome"][..] } else { &[] };
    let others = failure.into_iter().chain(published_at).chain(outcome.iter().copied());
    request.kind.shown(caller).chain(others).map(str::to_owned).collect()
}

/// Reads and lists a record as a caller in every situation.
fn read(stage: &Stage, has_scope: bool, seen_as: impl Fn(Caller) -> Caller) {
    for (kind, situation) in situations() {
        let scene = stage.scene(kind, situation);
        for caller in kind.callers() {
            let operation = Operation::Get;
            let request =
                Request { kind, operation, caller, has_scope, situation: Some(situation) };
            if request.expected() != 200 || has_scope && !request.can_have_scope() {
                continue;
            }
            let expected = expected(&request, seen_as(caller));
            let got = ask(&scene, &request, &scene.id).expect(200);
            assert_eq!(members(&got), expected, "a {} ({situation}) to {caller:?}", kind.word);
            let list = Request { operation: Operation::List, ..request };
            let page = ask(&scene, &list, "").expect(200);
            let items = page["items"].as_array().unwrap();
            let listed = items.iter().find(|item| item["id"] == scene.id.as_str());
            assert_eq!(listed, Some(&got), "the list and the record tell the same");
        }
    }
}

on_both! {
    fn everybody_sees_exactly_what_is_theirs_to_see(app) {
        read(&Stage::on(app), true, |caller| caller);
    }

    fn without_the_scope_everybody_is_the_public(app) {
        read(&Stage::on(app), false, |_| Caller::Anonymous);
    }
}
