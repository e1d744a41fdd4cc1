//! Checks of those who are to come, and the gates that they open.

pub(crate) mod wire;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, reply::Reply},
        programme::checks::wire::{CheckEntryView, CheckInput, GateSnapshotView, GatesView},
        request::context::{Answer, Context},
        resource::{
            history::{ReadHistoryQuery, enter, ledger},
            page::Page,
        },
        route::value::{Draft, Group, Route},
    },
    domain::{
        access::scope::Scope,
        programme::{application::ApplicationBody, check::CheckEntry, gate::GateSnapshot},
    },
};

const READ: Access = Access::Scope(Scope::ApplicationsRead);
const WRITE: Access = Access::Scope(Scope::ApplicationsWrite);

/// The routes of checks and gates.
pub(in crate::api) fn routes() -> Group {
    Group {
        name: "checks",
        about: "What is checked of those who are to come, and the gates that it opens",
        routes: vec![gates_route(), list_route(), record_route(), snapshots_route()],
    }
}

fn under(draft: fn(String, Access) -> Draft, rest: &str, access: Access) -> Draft {
    let path = format!("/v1/applications/{{id}}/{rest}");
    draft(path, access).id("id", "Id of the application")
}

fn gates_route() -> Route {
    under(Route::get, "gates", READ)
        .says(
            "get_application_gates",
            "Read the gates of an application",
            "Which checks the rules in use ask for before terms are offered, before the worker sets out and before the work \
             begins, and how each stands today. A gate is open while each of its checks is in order until its horizon: 30 \
             days after the planned departure. Where no rule set tells of a way to work, no check is asked for. A check that \
             ends shuts the gate, and moves the application nowhere.",
        )
        .json::<GatesView>(200, "The gates")
        .to(get_gates)
}

fn list_route() -> Route {
    under(Route::get, "checks", READ)
        .says(
            "list_application_checks",
            "Read what was told of the checks of an application",
            "Employers do not see where the proof is kept.",
        )
        .query::<ReadHistoryQuery>()
        .page::<Page<CheckEntryView>>("A page, oldest first")
        .to(list_checks)
}

fn record_route() -> Route {
    under(Route::post, "checks", WRITE)
        .says(
            "record_application_check",
            "Tell of a check",
            "Checks come in any order; of each, what is told last stands. The agency tells of what it sees to at home \
             (`trade_test`, `insurance`, `entry_application`, `predeparture_training`, `medical_home`, `exam`), the agency and \
             the employer of what follows the arrival (`registration`, `fingerprint`, `medical_ru`, `work_document`, \
             `id_card`), operators of every one. Documents of the candidate pass `registration`, `work_document`, `exam` and \
             `insurance` while they hold. `consent`, `employer_good_standing`, `agency_licence`, `terms_accepted`, `travel` \
             and `arrival_confirmed` Koprik reads from its own records. Of a medical check and of a ban nothing is kept but \
             the result and its days. `waived` needs a rule, and an operator of each side that names the same.",
        )
        .body::<CheckInput>()
        .json::<CheckEntryView>(201, "What was told")
        .once()
        .problems(&[409])
        .to(record_check)
}

fn snapshots_route() -> Route {
    under(Route::get, "gate-snapshots", READ)
        .says(
            "list_gate_snapshots",
            "Read the gates that an application went past",
            "Each as it stood then, with the rule set that asked.",
        )
        .query::<ReadHistoryQuery>()
        .page::<Page<GateSnapshotView>>("A page, oldest first")
        .to(list_snapshots)
}

async fn get_gates(context: Context) -> Answer {
    let id = context.id::<ApplicationBody>()?;
    context
        .run(move |context| {
            let gates = context.app().gates(&context.actor, id)?;
            Reply::ok(&GatesView::from(gates))
        })
        .await
}

async fn list_checks(context: Context) -> Answer {
    let id = context.id::<ApplicationBody>()?;
    let read = move |context: &Context, after, limit| {
        let role = context.actor.role();
        let found = context.app().checks(&context.actor, id, after, limit)?;
        Ok(found.into_iter().map(|entry| (entry, role)).collect::<Vec<_>>())
    };
    ledger::<(CheckEntry, _), CheckEntryView>(context, read, |(entry, _)| entry.n).await
}

async fn record_check(context: Context, body: Body) -> Answer {
    enter(context, body, |context, id, input: CheckInput, key| {
        let made = context.app().record_check(&context.actor, id, input.into(), key)?;
        Ok(made.map(|one| CheckEntryView::from((one, context.actor.role()))))
    })
    .await
}

async fn list_snapshots(context: Context) -> Answer {
    let id = context.id::<ApplicationBody>()?;
    let read = move |context: &Context, after, limit| {
        context.app().gate_snapshots(&context.actor, id, after, limit)
    };
    ledger::<GateSnapshot, GateSnapshotView>(context, read, |one| one.n).await
}
