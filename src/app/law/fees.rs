//! The fee ledger: who paid what for a recruitment, what came back, and the cases that violations are.

use chrono::NaiveDate;
use uuid::Uuid;

pub use crate::store::law::fees::{FeeFilter, FeeWithCase};
use crate::{
    app::{
        App,
        error::AppError,
        law::{
            duties::held,
            rule_sets::{in_use, or_own},
        },
        resource::{checked::note, idempotent::Idempotent},
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            scope::{Role, Scope},
        },
        law::{
            fee::{
                Fee, FeeCase, FeeCaseState, FeeDecision, FeeEntry, FeeKind, FeePayer, FeeReporter,
                FeeRuling, judge,
            },
            words::Side,
        },
        programme::application::{Application, ApplicationBody, ApplicationId},
        resource::{RecordKind, id::Id, reach::Reach},
        values::money::{Amount, Currency},
    },
    store::{
        backend::DbConnection,
        changes::{Change, Note},
        idempotency::Key,
        law::fees,
        tx::Tx,
    },
};

/// A payment as somebody tells of it.
#[derive(Debug, Clone)]
pub struct Payment {
    /// The recruitment.
    pub application: ApplicationId,
    /// What was paid for.
    pub kind: FeeKind,
    /// Who paid.
    pub payer: FeePayer,
    /// Who got it, in words.
    pub payee: String,
    /// How much.
    pub amount: Amount,
    /// In which currency.
    pub currency: Currency,
    /// The day on which it was paid.
    pub paid_on: NaiveDate,
    /// What shows it.
    pub evidence: Option<String>,
    /// Whether it is the worker's word, which operators take.
    pub told_by_worker: bool,
}

/// Money that came back to a worker, as somebody tells of it.
#[derive(Debug, Clone)]
pub struct Refund {
    /// Who paid it back.
    pub payer: FeePayer,
    /// How much, in the currency of what was paid.
    pub amount: Amount,
    /// The day.
    pub paid_on: NaiveDate,
    /// What shows it.
    pub evidence: Option<String>,
}

impl App {
    /// Records a payment, once for each key. If it breaks a rule, that is a case at once.
    pub fn record_fee(
        &self,
        actor: &Actor,
        told: Payment,
        key: Option<Key>,
    ) -> Result<Idempotent<Fee>, AppError> {
        let reporter = reporter(actor, told.told_by_worker)?;
        let application = self.find_record::<ApplicationBody>(actor, told.application)?;
        let note = note(actor, "create", None, self.now());
        let fee = fee(&application, told, reporter, &note);
        let mut wrong = fee.contradictions(self.today());
        wrong.extend(not_own(&fee));
        refuse(wrong)?;
        self.once(key, move |tx| {
            held(tx, Id::new(fee.candidate))?;
            let ruling = Some(ruling(tx.conn(), &fee)?);
            let ruled = Fee { ruling, ..fee };
            fees::insert(tx, &ruled, note)?;
            Ok((ruled.candidate, ruled))
        })
    }

    /// Records that money came back to the worker for a payment, once for each key.
    pub fn refund_fee(
        &self,
        actor: &Actor,
        id: Uuid,
        told: Refund,
        key: Option<Key>,
    ) -> Result<Idempotent<Fee>, AppError> {
        let paid = self.fee(actor, id)?.0;
        let reporter = reporter(actor, paid.reported_by == FeeReporter::Worker)?;
        let note = note(actor, "refund", None, self.now());
        let Refund { payer, amount, paid_on, evidence } = told;
        let entry = FeeEntry::Refund(paid.id);
        let payee = FeePayer::Worker.to_string();
        let fee = Fee {
            payer,
            payee,
            amount,
            paid_on,
            evidence,
            ..undoing(&paid, entry, reporter, &note)
        };
        let mut wrong = fee.contradictions(self.today());
        if payer == FeePayer::Worker {
            let detail = "a worker pays nothing back to the same worker";
            wrong.push(FieldError::new("/payer", "contradiction", detail));
        }
        wrong.extend(not_own(&fee));
        refuse(wrong)?;
        self.undo(paid, fee, key, note)
    }

    /// Records that an entry was wrong, once for each key: who reported it says so, or an operator.
    pub fn reverse_fee(
        &self,
        actor: &Actor,
        id: Uuid,
        why: String,
        key: Option<Key>,
    ) -> Result<Idempotent<Fee>, AppError> {
        let wrong = self.fee(actor, id)?.0;
        let is_worker = wrong.reported_by == FeeReporter::Worker;
        let reporter = reporter(actor, is_worker)?;
        if wrong.reported_by != reporter && actor.role() != Some(Role::Operator) {
            return Err(Denied::Role.into());
        }
        let note = note(actor, "reverse", None, self.now());
        let fee = undoing(&wrong, FeeEntry::Reversal(wrong.id), reporter, &note);
        let fee = Fee { evidence: Some(why), ..fee };
        self.undo(wrong, fee, key, note)
    }

    /// Decides for a side that a case is over, though not everything came back.
    pub fn decide_fee_case(
        &self,
        actor: &Actor,
        id: Uuid,
        (side, reason): (Side, String),
    ) -> Result<FeeWithCase, AppError> {
        let reach = reach(actor, Scope::FeesWrite)?;
        let organisation = actor.organisation().filter(|_| actor.role() == Some(Role::Operator));
        let organisation = organisation.ok_or(Denied::Role)?;
        let note = note(actor, &format!("decide_{side}"), None, self.now());
        self.writer.run(move |tx| {
            let found = fees::find(tx.conn(), reach, id)?;
            let fee = found.ok_or(AppError::NoSuch(RecordKind::Fee))?;
            held(tx, Id::new(fee.candidate))?;
            let before = case(tx.conn(), id)?;
            let open = before.as_ref().filter(|case| case.state() == FeeCaseState::Open);
            let open = open.ok_or_else(|| conflict("no case about this entry is open"))?;
            if open.decisions.iter().any(|one| one.side == side || one.organisation == organisation)
            {
                return Err(conflict("this side, or this organisation, has decided already"));
            }
            fees::decide(tx, id, &FeeDecision { side, organisation, reason, at: note.at })?;
            follow(tx, &fee, before, note)?;
            let after = case(tx.conn(), id)?;
            Ok((fee, after))
        })
    }

    /// The entry with this id, and its case.
    pub fn fee(&self, actor: &Actor, id: Uuid) -> Result<FeeWithCase, AppError> {
        let reach = reach(actor, Scope::FeesRead)?;
        self.store.read(|conn| {
            let found = fees::find(conn, reach, id)?.ok_or(AppError::NoSuch(RecordKind::Fee))?;
            let case = case(conn, id)?;
            Ok((found, case))
        })
    }

    /// The entries that were made before the one with this id, newest first, each with its case.
    pub fn fees(
        &self,
        actor: &Actor,
        filter: FeeFilter,
        page: (Option<Uuid>, usize),
    ) -> Result<Vec<FeeWithCase>, AppError> {
        let reach = reach(actor, Scope::FeesRead)?;
        Ok(self.store.read(|conn| fees::list_with_cases(conn, reach, filter, page))?)
    }

    /// The case that an entry is, if it is a violation.
    pub fn fee_case(&self, fee: &Fee) -> Result<Option<FeeCase>, AppError> {
        self.store.read(|conn| case(conn, fee.id))
    }

    fn undo(
        &self,
        undone: Fee,
        by: Fee,
        key: Option<Key>,
        note: Note,
    ) -> Result<Idempotent<Fee>, AppError> {
        self.once(key, move |tx| {
            held(tx, Id::new(undone.candidate))?;
            may_undo(tx.conn(), &undone, by.entry)?;
            let before = case(tx.conn(), undone.id)?;
            fees::insert(tx, &by, note.clone())?;
            follow(tx, &undone, before, note)?;
            Ok((by.candidate, by))
        })
    }
}

/// How far the actor sees the ledger.
pub(in crate::app) fn reach(actor: &Actor, scope: Scope) -> Result<Reach<Fee>, Denied> {
    actor.require(scope)?;
    Ok(actor.reach_of_shared(Role::Employer, Role::Agency))
}

/// Whose word an entry of the actor is.
fn reporter(actor: &Actor, told_by_worker: bool) -> Result<FeeReporter, AppError> {
    actor.require(Scope::FeesWrite)?;
    match (actor.role(), told_by_worker) {
        (Some(Role::Operator), true) => Ok(FeeReporter::Worker),
        (Some(Role::Operator), false) => Ok(FeeReporter::Operator),
        (Some(Role::Employer), false) => Ok(FeeReporter::Employer),
        (Some(Role::Agency), false) => Ok(FeeReporter::Agency),
        (Some(Role::Employer | Role::Agency), true) => {
            let detail = "operators take the worker's word: leave it out";
            Err(AppError::Invalid(vec![FieldError::new("/told_by_worker", "value", detail)]))
        }
        _ => Err(Denied::Role.into()),
    }
}

/// Employers tell of what they paid themselves.
fn not_own(fee: &Fee) -> Option<FieldError> {
    let foreign = fee.reported_by == FeeReporter::Employer && fee.payer != FeePayer::Employer;
    foreign.then(|| {
        FieldError::new("/payer", "value", "an employer tells of what it paid itself: employer")
    })
}

fn refuse(wrong: Vec<FieldError>) -> Result<(), AppError> {
    if wrong.is_empty() { Ok(()) } else { Err(AppError::Invalid(wrong)) }
}

fn conflict(why: &str) -> AppError {
    AppError::Conflict(why.to_owned())
}

fn fee(application: &Application, told: Payment, reported_by: FeeReporter, note: &Note) -> Fee {
    let Payment { kind, payer, payee, amount, currency, paid_on, evidence, .. } = told;
    Fee {
        id: Uuid::now_v7(),
        application: application.id,
        candidate: application.body.candidate.0,
        employer: application.owner,
        agency: application.body.agency,
        entry: FeeEntry::Charge,
        kind,
        payer,
        payee,
        amount,
        currency,
        paid_on,
        reported_by,
        evidence,
        ruling: None,
        recorded_at: note.at,
        client: note.actor,
    }
}

/// The entry that undoes another, as far as it says the same.
fn undoing(undone: &Fee, entry: FeeEntry, reported_by: FeeReporter, note: &Note) -> Fee {
    Fee {
        id: Uuid::now_v7(),
        entry,
        reported_by,
        evidence: None,
        ruling: None,
        recorded_at: note.at,
        client: note.actor,
        ..undone.clone()
    }
}

fn may_undo(conn: &mut DbConnection, undone: &Fee, by: FeeEntry) -> Result<(), AppError> {
    if fees::is_reversed(conn, undone.id)? {
        return Err(conflict("this entry was wrong, and has been reversed"));
    }
    match (undone.entry, by) {
        (FeeEntry::Reversal(_), _) => Err(conflict("a reversal stands: tell of the payment anew")),
        (FeeEntry::Refund(_), FeeEntry::Refund(_)) => {
            Err(conflict("this is a refund itself: name the payment that came back"))
        }
        _ => Ok(()),
    }
}

/// What the rules in use say to a payment on its day.
fn ruling(conn: &mut DbConnection, fee: &Fee) -> Result<FeeRuling, AppError> {
    let now = fee.recorded_at;
    let set = or_own(in_use(conn, now)?, now);
    let of = (fee.payer, fee.kind);
    let paid = (fee.amount, fee.currency);
    let (verdict, rule) = judge(set.as_ref().map(|one| &*one.set), of, paid, fee.paid_on);
    Ok(FeeRuling {
        verdict,
        rule: rule.map(|rule| rule.id.clone()),
        rule_set: set.as_ref().and_then(|one| one.id),
        rule_set_name: set.as_ref().map(|one| one.set.id.clone()),
    })
}

fn case(conn: &mut DbConnection, fee: Uuid) -> Result<Option<FeeCase>, AppError> {
    Ok(fees::cases(conn, &[fee])?.remove(&fee))
}

/// Tells the log that something was entered about an entry, and what became of its case.
fn follow(tx: &mut Tx<'_>, fee: &Fee, before: Option<FeeCase>, note: Note) -> Result<(), AppError> {
    let version = 1 + fees::acts(tx.conn(), fee.id)?;
    let after = case(tx.conn(), fee.id)?;
    let state = |case: Option<FeeCase>| case.map(|case| case.state());
    let change = Change::new(RecordKind::Fee, fee.id, version, note);
    tx.log(change.between(state(before), state(after)));
    Ok(())
}
