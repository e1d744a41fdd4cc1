//! What an application needs of other records after the signature: a contract in force, a seat, documents, and another order.

use chrono::NaiveDate;

use crate::{
    app::{
        error::AppError,
        programme::gates::{lacks_of_gate, newest, wanted_work},
    },
    domain::{
        access::actor::Actor,
        law::document::{DocumentKind, WORK_DOCUMENTS, WorkerDocument},
        programme::{
            application::{Application, ApplicationBody, ApplicationNeed, ApplicationStatus},
            contract::{Contract, ContractStatus},
            gate::next_gate,
            job_order::{JobOrderBody, JobOrderStatus},
        },
        resource::lifecycle::Lack,
    },
    store::{
        backend::DbConnection,
        law::documents::WorkerDocuments,
        ledger::Ledger,
        programme::trip_seats,
        records::{Filter, Stored},
    },
};

/// What is lacking of all that the next steps of an application need.
pub(super) fn lacks_onward(
    conn: &mut DbConnection,
    application: &Application,
    today: NaiveDate,
) -> Result<Vec<Lack>, AppError> {
    use ApplicationStatus as Status;
    let mut lacks = match application.status {
        Status::ContractSigned => in_force(conn, application)?,
        Status::PredepartureTrained => {
            let mut lacks = in_force(conn, application)?;
            lacks.extend(seat(conn, application)?);
            lacks
        }
        Status::Arrived => registration(conn, application, today)?,
        Status::MigrationRegistered => work_document(conn, application, today)?,
        Status::ContractEnded => other_orders(conn, application)?,
        _ => Vec::new(),
    };
    if let Some((gate, need)) = next_gate(application.status) {
        lacks.extend(lacks_of_gate(conn, application, (gate, need.as_str()), today)?);
    }
    Ok(lacks)
}

fn lack(need: ApplicationNeed, why: &str) -> Lack {
    Lack { need: need.as_str(), why: why.to_owned() }
}

fn in_force(conn: &mut DbConnection, application: &Application) -> Result<Vec<Lack>, AppError> {
    let contract: Option<Contract> = newest(conn, application, &[ContractStatus::Signed])?;
    let why = "no contract is in force: the employer records one that keeps what was accepted";
    Ok(contract
        .is_none()
        .then(|| lack(ApplicationNeed::ContractInForce, why))
        .into_iter()
        .collect())
}

fn seat(conn: &mut DbConnection, application: &Application) -> Result<Option<Lack>, AppError> {
    let seat = trip_seats::of_application(conn, application.id)?;
    let why = "there is no seat on a trip: the agency gives one";
    Ok(seat.is_none().then(|| lack(ApplicationNeed::SeatOnTrip, why)))
}

/// The documents of the worker that hold today and are such a check.
fn papers(
    conn: &mut DbConnection,
    application: &Application,
    kinds: &[DocumentKind],
    today: NaiveDate,
) -> Result<Vec<WorkerDocument>, AppError> {
    let all = WorkerDocuments::list(conn, application.body.candidate.0, 0, usize::MAX)?;
    Ok(all.into_iter().filter(|one| kinds.contains(&one.kind) && one.holds_on(today)).collect())
}

fn registration(
    conn: &mut DbConnection,
    application: &Application,
    today: NaiveDate,
) -> Result<Vec<Lack>, AppError> {
    let held = papers(conn, application, &[DocumentKind::Registration], today)?;
    let why = "no registration that holds is recorded: the agency records it among the worker's documents";
    let lacking = held.is_empty().then(|| lack(ApplicationNeed::RegistrationDocument, why));
    Ok(lacking.into_iter().collect())
}

fn work_document(
    conn: &mut DbConnection,
    application: &Application,
    today: NaiveDate,
) -> Result<Vec<Lack>, AppError> {
    let held = papers(conn, application, WORK_DOCUMENTS, today)?;
    let isco08 = wanted_work(conn, application)?;
    let mut outside = None;
    for one in &held {
        match one.outside(isco08.as_ref(), application.owner) {
            Some(why) => outside = Some(why),
            None => return Ok(Vec::new()),
        }
    }
    let none = "no work document that holds is recorded: the agency records it among the worker's documents";
    let why = outside.map_or(none.to_owned(), |why| format!("the work document {why}"));
    Ok(vec![lack(ApplicationNeed::WorkDocument, &why)])
}

/// By which other applications the worker goes on, and what is lacking of each way.
fn other_orders(conn: &mut DbConnection, application: &Application) -> Result<Vec<Lack>, AppError> {
    let filter = Filter {
        candidate: Some(application.body.candidate.0),
        status: ApplicationStatus::open().map(|state| state.to_string()).collect(),
        ..Filter::default()
    };
    let live = ApplicationBody::list(conn, Actor::System.reach(), &filter, None, usize::MAX)?;
    let (mut same, mut other) = (false, false);
    for one in live.iter().filter(|one| one.body.order != application.body.order) {
        let Some(order) = one.body.order else { continue };
        let order = JobOrderBody::find(conn, Actor::System.reach(), order)?;
        if order.is_some_and(|order| order.status == JobOrderStatus::Approved) {
            same |= one.owner == application.owner;
            other |= one.owner != application.owner;
        }
    }
    let mut lacks = Vec::new();
    if !same {
        let why = "no application under another approved job order of this employer is open: the agency puts the worker forward";
        lacks.push(lack(ApplicationNeed::OrderOfEmployer, why));
    }
    if !other {
        let why = "no application under an approved job order of another employer is open: the agency puts the worker forward";
        lacks.push(lack(ApplicationNeed::OrderOfOther, why));
    }
    Ok(lacks)
}
