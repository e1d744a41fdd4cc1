//! What follows from a contract in force beside the application: the day of the signatures starts what is due after it, and
//! gates that waited for it open.

use crate::{
    app::{
        error::AppError,
        law::duties::{Told, keep_told},
        programme::{checks::tell_gates, gates::gates, held::held},
        resource::checked::By,
    },
    domain::{
        law::route::GateKind,
        programme::{
            application::Application,
            contract::{Contract, ContractStatus},
        },
        values::moscow::moscow_day,
    },
    store::tx::Tx,
};

/// What is due after the signatures: the name that rules have for these.
const EVENT: &str = "contract_signed";

/// The gates that are open for an application, to be asked before a contract is written.
pub(super) fn open_gates(
    tx: &mut Tx<'_>,
    application: &Application,
    by: &By,
) -> Result<Vec<GateKind>, AppError> {
    Ok(gates(tx.conn(), application, moscow_day(by.now))?.open())
}

/// Tells what follows from a contract, given the gates that were open before. From one that is held nothing follows.
pub(super) fn tell_in_force(
    tx: &mut Tx<'_>,
    contract: &Contract,
    before: &[GateKind],
    by: &By,
) -> Result<(), AppError> {
    if contract.status != ContractStatus::Signed {
        return Ok(());
    }
    let body = &contract.body;
    let (application, candidate) = held(tx, body.application, body.candidate)?;
    let told = Told { name: EVENT, on: body.signed_on, instead_of: None };
    keep_told(tx, &candidate, &told, by.note("event"))?;
    let after = open_gates(tx, &application, by)?;
    tell_gates(tx, &application, (before, &after), by);
    Ok(())
}
