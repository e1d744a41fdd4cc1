//! Which members each caller sees.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    access::ask,
    fixtures::{Caller, Kind, Operation},
    rules::Request,
    stage::{Stage, situations},
};
use crate::support::on_both;

/// The members that are there.
fn members(record: &Value) -> BTreeSet<String> {
    record.as_object().unwrap().keys().cloned().collect()
}

/// The members that a caller sees who sees all, or only what is public; a failed run has one more.
fn expected(kind: &Kind, sees_all: bool, status: &str) -> BTreeSet<String> {
    let hidden = |member: &&str| sees_all || !kind.hidden.contains(member);
    let failure = (status == "failed").then_some("failure");
    kind.members.iter().copied().filter(hidden).chain(failure).map(str::to_owned).collect()
}

/// Reads and lists a record as a caller in every situation.
fn read(stage: &Stage, has_scope: bool, sees_all: impl Fn(&Request) -> bool) {
    for (kind, situation) in situations() {
        let scene = stage.scene(kind, situation);
        for caller in Caller::ALL {
            let operation = Operation::Get;
            let request =
                Request { kind, operation, caller, has_scope, situation: Some(situation) };
            if request.expected() != 200 || has_scope && !request.can_have_scope() {
                continue;
            }
            let expected = expected(kind, sees_all(&request), situation.status);
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
        read(&Stage::on(app), true, Request::sees_all);
    }

    fn without_the_scope_everybody_is_the_public(app) {
        read(&Stage::on(app), false, |_| false);
    }
}
