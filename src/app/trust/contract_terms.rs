//! The worker of a contract takes a PIN, and whoever is shown it beside the printed code reads the terms: an inspector, a
//! centre, the family. Nobody else gets one, and it tells of no person.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        law::duties::held,
        resource::checked::{note, touched},
        trust::{genuineness::IssuedCode, vault::sealing::DataKey},
    },
    domain::{
        access::actor::{Actor, Denied},
        casework::{
            case_code::CasePin,
            pin_tries::{PinTries, PinTry},
        },
        programme::contract::{Contract, ContractBody, ContractId},
        resource::{RecordKind, Resource, id::Id},
        trust::{
            genuineness::Genuineness,
            verification_code::{CodeKind, VerificationCode},
        },
    },
    store::{
        records::Stored,
        trust::{
            contract_pins::{self, ContractPin},
            verification_codes,
        },
        tx::Tx,
    },
};

/// A PIN that was given to a worker.
#[derive(Debug)]
pub struct GivenPin {
    /// The code of the contract.
    pub issued: IssuedCode,
    /// The PIN, told once.
    pub pin: CasePin,
}

/// A contract that a code and a PIN have opened.
#[derive(Debug)]
pub struct OpenedContract {
    /// The contract.
    pub contract: Contract,
    /// What its code is worth.
    pub told: Genuineness,
}

impl App {
    /// Gives the worker of a contract in force its code and a PIN. The PIN before it opens nothing any more.
    pub fn give_contract_pin(&self, actor: &Actor, id: ContractId) -> Result<GivenPin, AppError> {
        let contract = self.find_record::<ContractBody>(actor, id)?;
        let is_worker = |worker: &Uuid| contract.body.worker() == Some(*worker);
        if !actor.worker().map(|worker| worker.candidate).as_ref().is_some_and(is_worker) {
            return Err(Denied::Role.into());
        }
        let (issued, _) = self.issue_code(actor, CodeKind::Contract, id.0)?;
        let pin = CasePin::new(DataKey::chance()?);
        let kept = ContractPin {
            contract: id.0,
            pin_hash: self.contract_pin_hash(&issued.code, &pin)?,
            tries: PinTries::default(),
            given_at: self.now(),
        };
        let note = note(actor, "pin_given", None, kept.given_at);
        self.writer.run(move |tx| {
            let contract = claimed(tx, id)?;
            contract_pins::put(tx, &kept)?;
            tx.log(touched(&contract, note));
            Ok::<_, AppError>(())
        })?;
        Ok(GivenPin { issued, pin })
    }

    /// The contract with this code and PIN. A wrong code and a wrong PIN are answered alike.
    pub fn open_contract(
        &self,
        code: &VerificationCode,
        pin: &CasePin,
    ) -> Result<OpenedContract, AppError> {
        let (hash, now) = (self.contract_pin_hash(code, pin)?, self.now());
        let all = self.store.as_server("code and PIN open the contract that they are for");
        let issued = all.read(|conn| verification_codes::find(conn, code))?;
        let issued = issued.filter(|issued| issued.kind == CodeKind::Contract);
        let id = issued.ok_or(AppError::NoCase)?.record;
        let contract = self.writer.run(move |tx| admit(tx, (Id::new(id), &hash), now))??;
        Ok(OpenedContract { contract, told: self.verify(code)? })
    }

    fn contract_pin_hash(
        &self,
        code: &VerificationCode,
        pin: &CasePin,
    ) -> Result<String, AppError> {
        self.keyed_hash(&format!("contract pin {code} {pin}"))
    }
}

/// Looks at a PIN, and counts it where it is wrong.
fn admit(
    tx: &mut Tx<'_>,
    (id, hash): (ContractId, &str),
    now: DateTime<Utc>,
) -> Result<Result<Contract, AppError>, AppError> {
    if contract_pins::find(tx.conn(), id.0)?.is_none() {
        return Ok(Err(AppError::NoCase)); // nobody has taken one, or the contract is gone
    }
    let contract = claimed(tx, id)?; // tries count one after another
    let Some(mut kept) = contract_pins::find(tx.conn(), id.0)? else {
        return Ok(Err(AppError::NoCase));
    };
    let before = kept.tries;
    let tried = kept.tries.count(kept.pin_hash == hash, now);
    if kept.tries != before {
        contract_pins::count(tx, &kept)?;
    }
    Ok(match tried {
        PinTry::Right => Ok(contract),
        PinTry::Wrong => Err(AppError::NoCase),
        PinTry::Locked(seconds) => Err(AppError::CaseLocked { seconds }),
    })
}

/// A contract whose candidate nobody else changes meanwhile.
fn claimed(tx: &mut Tx<'_>, id: ContractId) -> Result<Contract, AppError> {
    let all = Actor::System.reach();
    let no_contract = || AppError::NoSuch(RecordKind::Contract);
    let found = ContractBody::find(tx.conn(), all, id)?.ok_or_else(no_contract)?;
    held(tx, found.body.candidate)?;
    ContractBody::find(tx.conn(), Actor::System.reach(), id)?.ok_or_else(no_contract)
}
