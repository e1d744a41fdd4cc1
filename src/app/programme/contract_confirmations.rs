//! On arrival the worker says whether each term is as it was signed; what is not opens a case, in the same transaction.

use crate::{
    app::{
        App,
        casework::complaints::filing::{Filed, NewComplaint},
        error::AppError,
        programme::{offers::has_read, words::arrival_word},
        resource::{checked::By, idempotent::Idempotent, visible::Visible},
    },
    domain::{
        access::actor::{Actor, Denied},
        casework::complaint::{ComplaintChannel, ComplaintTopic, Urgency},
        programme::{
            contract::{ArrivalWord, Contract, ContractBody, ContractId, ContractStatus},
            terms::compare::Term,
        },
        resource::RecordKind,
        values::{hex::Sha256Hex, language::Lang},
    },
    store::{idempotency::Key, records::Stored, tx::Tx},
};

/// What a worker says of a contract on arrival.
#[derive(Debug, Clone)]
pub struct NewConfirmation {
    /// The hash of the contract's terms that the worker has read.
    pub terms_hash: Sha256Hex,
    /// The terms that are not as signed.
    pub broken: Vec<Term>,
    /// The language in which the worker has read them.
    pub language: Lang,
}

/// A contract of which the worker has spoken.
#[derive(Debug)]
pub struct Confirmed {
    /// The contract.
    pub contract: Visible<ContractBody>,
    /// The case that was opened, where something is not as signed: told once, and not when the request is repeated.
    pub case: Option<Filed>,
}

impl App {
    /// A worker says in the own channel whether each term of a contract in force is as it was signed.
    pub fn confirm_contract(
        &self,
        actor: &Actor,
        id: ContractId,
        new: NewConfirmation,
        key: Option<Key>,
    ) -> Result<Idempotent<Confirmed>, AppError> {
        let contract = self.find_record::<ContractBody>(actor, id)?;
        if actor.worker().is_none() {
            return Err(Denied::OwnChannel.into());
        }
        let filing = (!new.broken.is_empty())
            .then(|| self.filing(actor, complaint(&contract, &new)))
            .transpose()?;
        let (filed, filing) = filing.map(|filing| (filing.filed(), filing)).unzip();
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let done = self.once(key, move |tx| {
            let later = confirmed(tx, id, new, &by)?;
            if let Some(filing) = filing {
                filing.enter(tx)?;
            }
            Ok((id.0, later))
        })?;
        let seen = self.seen_once(actor, done)?;
        let case = filed.filter(|_| !seen.replayed);
        Ok(seen.map(|contract| Confirmed { contract, case }))
    }
}

/// What the case says that is opened.
fn complaint(contract: &Contract, new: &NewConfirmation) -> NewComplaint {
    let terms: Vec<&str> = new.broken.iter().map(|term| term.as_str()).collect();
    NewComplaint {
        topic: ComplaintTopic::Substitution,
        against: Some(contract.owner),
        against_name: None,
        channel: ComplaintChannel::Messenger,
        language: new.language,
        anonymous: false,
        urgency: Urgency::Grave,
        candidate: Some(contract.body.candidate.0),
        text: format!(
            "On arrival these terms of contract {} are not as signed: {}.",
            contract.id,
            terms.join(", ")
        ),
    }
}

/// The contract as it is once the worker has spoken of it.
fn confirmed(
    tx: &mut Tx<'_>,
    id: ContractId,
    new: NewConfirmation,
    by: &By,
) -> Result<Contract, AppError> {
    let found = ContractBody::find(tx.conn(), by.actor.reach(), id)?;
    let contract = found.ok_or(AppError::NoSuch(RecordKind::Contract))?;
    if contract.status != ContractStatus::Signed || contract.body.arrival.is_some() {
        let why = "what a worker says on arrival is said once, of a contract that is signed";
        return Err(AppError::Conflict(why.to_owned()));
    }
    let NewConfirmation { terms_hash, broken, language } = new;
    has_read("contract", &contract.body.sealed, &terms_hash)?;
    let worker = by.actor.worker().ok_or(Denied::OwnChannel)?;
    let word = arrival_word(tx, worker, id, (language, by))?;
    let body =
        ContractBody { arrival: Some(ArrivalWord { broken, word }), ..contract.body.clone() };
    let later = contract.clone().with_body(body, None, by.now);
    if ContractBody::update(tx, &contract, &later, by.note("confirmed"))? {
        Ok(later)
    } else {
        Err(AppError::Taken("the contract was changed at this moment"))
    }
}
