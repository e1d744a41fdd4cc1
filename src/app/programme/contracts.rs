//! Contracts: an employer records what was signed. What breaks the accepted offer is held until it is mended, or until the
//! worker agrees to it, advised by a centre.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    app::{
        App,
        casework::complaints::filing::Filing,
        error::AppError,
        programme::{
            cases::substituted,
            ending::{after_contract, under},
            gates::newest,
            in_force::{open_gates, tell_in_force},
            offers::{has_read, own_application},
            words::agreed_word,
        },
        resource::{
            checked::By,
            idempotent::Idempotent,
            rules::ResourceRules,
            transition::{may_move, moved},
            visible::Visible,
        },
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            relation::Relation,
        },
        casework::centre::{CentreBody, CentreId},
        programme::{
            application::{Application, ApplicationBody, ApplicationId},
            contract::{Agreement, Contract, ContractBody, ContractId, ContractStatus},
            offer::{Offer, OfferBody, OfferStatus},
            terms::{compare::Term, document::Terms, finding::findings, sealed::SealedTerms},
        },
        resource::{Record, RecordKind, Resource, id::Id},
        values::{hex::Sha256Hex, language::Lang, moscow::moscow_day},
    },
    store::{idempotency::Key, programme::contracts, records::Stored, tx::Tx},
};

impl ResourceRules for ContractBody {
    fn follow(tx: &mut Tx<'_>, _before: &Contract, after: &Contract) -> Result<(), AppError> {
        after_contract(tx, after)
    }
}

/// What was signed.
#[derive(Debug, Clone)]
pub struct NewContract {
    /// The application whose offer the worker has accepted.
    pub application: ApplicationId,
    /// The terms of the paper.
    pub terms: Terms,
    /// The day of the signatures.
    pub signed_on: NaiveDate,
    /// SHA-256 of the paper, in hexadecimal.
    pub paper_hash: Sha256Hex,
}

/// What a worker agrees to.
#[derive(Debug, Clone)]
pub struct NewAgreement {
    /// The hash of the contract's terms that the worker has read.
    pub terms_hash: Sha256Hex,
    /// The terms that are not as promised, each of them.
    pub terms: Vec<Term>,
    /// The centre that advised the worker.
    pub centre: CentreId,
    /// How the centre calls the case.
    pub case_reference: String,
    /// The language in which the worker has read them.
    pub language: Lang,
    /// Where the centre keeps its proof, if it has one beside the session.
    pub evidence: Option<String>,
}

impl App {
    /// An employer records the contract that was signed. It takes the place of one that is held.
    pub fn record_contract(
        &self,
        actor: &Actor,
        new: NewContract,
        key: Option<Key>,
    ) -> Result<Idempotent<Visible<ContractBody>>, AppError> {
        actor.require(ContractBody::WRITE)?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let filing = self.case_of_contract(actor, &new)?;
        let made = self.once(key, move |tx| {
            let (application, _) = own_application(tx, &by.actor, new.application)?;
            let offer = under::<OfferBody>(tx, &application, &[OfferStatus::Accepted])?.pop();
            let offer = offer.ok_or_else(|| {
                AppError::Conflict(
                    "the worker has accepted no offer of this application".to_owned(),
                )
            })?;
            if let Some(wrong) = wrong_day(&new, &offer, &by) {
                return Err(AppError::Invalid(vec![wrong]));
            }
            let open = open_gates(tx, &application, &by)?;
            let is_first = !replace_held(tx, &application, &by)?;
            let contract = made(&offer, new, &by);
            contracts::insert(tx, &contract, by.note("create"))?;
            ContractBody::follow(tx, &contract, &contract)?;
            if is_first && contract.status == ContractStatus::Held {
                filing.ok_or(AppError::Outdated)?.enter(tx)?;
            }
            tell_in_force(tx, &contract, &open, &by)?;
            Ok((contract.id.0, contract))
        })?;
        self.seen_once(actor, made)
    }

    /// The case that a contract opens which breaks what was accepted, ready to be entered.
    fn case_of_contract(
        &self,
        actor: &Actor,
        new: &NewContract,
    ) -> Result<Option<Filing>, AppError> {
        let found = self.store.read(|conn| {
            let application = ApplicationBody::find(conn, actor.reach(), new.application)?;
            let accepted = |one| newest::<OfferBody>(conn, &one, &[OfferStatus::Accepted]);
            Ok::<_, AppError>(application.map(accepted).transpose()?.flatten())
        })?;
        let case = found.and_then(|offer| substituted(&offer, &new.terms));
        case.map(|case| self.filing(&Actor::System, case)).transpose()
    }

    /// A worker agrees to a contract that is held, in the own channel.
    pub fn agree_to_contract(
        &self,
        actor: &Actor,
        id: ContractId,
        new: NewAgreement,
        key: Option<Key>,
    ) -> Result<Idempotent<Visible<ContractBody>>, AppError> {
        actor.require(ContractBody::WRITE)?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let done = self.once(key, move |tx| {
            let contract = ContractBody::find(tx.conn(), by.actor.reach(), id)?;
            let contract = contract.ok_or(AppError::NoSuch(RecordKind::Contract))?;
            Ok((id.0, agreed(tx, &contract, new, &by)?))
        })?;
        self.seen_once(actor, done)
    }
}

/// The day of the signatures lies between the worker's yes and today.
fn wrong_day(new: &NewContract, offer: &Offer, by: &By) -> Option<FieldError> {
    let accepted = offer.body.word.as_ref().map_or(offer.created_at, |word| word.at);
    let days = moscow_day(accepted)..=moscow_day(by.now);
    let why = "must lie between the day on which the worker accepted the offer and today";
    (!days.contains(&new.signed_on)).then(|| FieldError::new("/signed_on", "range", why))
}

/// Makes room for another contract: one that is held goes, one that is in force stays. Returns whether one was held before, of
/// which a case is open already.
fn replace_held(tx: &mut Tx<'_>, application: &Application, by: &By) -> Result<bool, AppError> {
    let system = By::system("another contract", by.now);
    for present in under::<ContractBody>(tx, application, &ContractStatus::LIVE)? {
        if present.status == ContractStatus::Signed {
            return Err(AppError::Taken("a contract of this application is in force"));
        }
        moved(tx, &present, ContractStatus::Replaced, &system)?;
    }
    Ok(!under::<ContractBody>(tx, application, &[ContractStatus::Replaced])?.is_empty())
}

fn made(offer: &Offer, new: NewContract, by: &By) -> Contract {
    let promised = &offer.body;
    let findings = findings(&promised.sealed.terms, &new.terms);
    let body = ContractBody {
        application: promised.application,
        offer: offer.id,
        vacancy: promised.vacancy,
        candidate: promised.candidate,
        agency: promised.agency,
        sealed: SealedTerms::of(new.terms),
        accepted_hash: promised.sealed.hash.clone(),
        signed_on: new.signed_on,
        paper_hash: new.paper_hash,
        findings,
        agreement: None,
        end: None,
        arrival: None,
    };
    let standing = body.standing();
    let id = Id::new(Uuid::now_v7());
    Record::create(id, offer.owner, None, body, by.now).entered(standing, by.now)
}

/// The contract as it is once the worker has agreed to it, with all that follows.
fn agreed(
    tx: &mut Tx<'_>,
    contract: &Contract,
    new: NewAgreement,
    by: &By,
) -> Result<Contract, AppError> {
    match contract.relation(&by.actor) {
        Relation::Worker => {}
        Relation::Party => return Err(Denied::OwnChannel.into()),
        _ => return Err(Denied::Role.into()),
    }
    let to = ContractStatus::Signed;
    may_move(tx.conn(), &Actor::System, contract, (to, by.now))?;
    let NewAgreement { terms_hash, terms, centre, case_reference, language, evidence } = new;
    has_read("contract", &contract.body.sealed, &terms_hash)?;
    if CentreBody::find(tx.conn(), Actor::System.reach(), centre)?.is_none() {
        let unknown = FieldError::new("/centre_id", "unknown", "no centre has this id");
        return Err(AppError::Invalid(vec![unknown]));
    }
    if let Some(why) = contract.body.not_to_be_agreed(&terms) {
        return Err(AppError::Invalid(vec![why]));
    }
    let application = contract.body.application;
    let application = ApplicationBody::find(tx.conn(), Actor::System.reach(), application)?;
    let application = application.ok_or(AppError::NoSuch(RecordKind::Application))?;
    let open = open_gates(tx, &application, by)?;
    let word = agreed_word(tx, contract.id, (language, evidence), by)?;
    let mut body = contract.body.clone();
    body.agreement = Some(Agreement { terms, centre, case_reference, word });
    let later = contract.clone().with_body(body, None, by.now).entered(to, by.now);
    if !ContractBody::update(tx, contract, &later, by.note("agree"))? {
        return Err(AppError::Taken("the contract was changed at this moment"));
    }
    ContractBody::follow(tx, contract, &later)?;
    tell_in_force(tx, &later, &open, by)?;
    Ok(later)
}
