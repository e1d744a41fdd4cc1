//! Checks of those who are to come: what was told of each, and what follows from it for the gates.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        programme::gates::{gates, set_of},
        programme::held::held,
        resource::{
            checked::{By, touched},
            idempotent::Idempotent,
            transition::moved,
        },
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            scope::Scope,
        },
        law::{
            route::{CheckName, GateKind},
            rule::Rule,
            words::{RuleKind, Side},
        },
        programme::{
            application::{Application, ApplicationBody, ApplicationId, ApplicationStatus},
            check::{CheckEntry, CheckOutcome},
            gate::WARNED_DAYS,
        },
        resource::id::Id,
        values::moscow::moscow_day,
    },
    store::{
        idempotency::Key,
        ledger::Ledger,
        programme::checks::{self, Checks},
        records::{Filter, Stored},
        tx::Tx,
    },
};

/// Checks of which one sweep warns at most.
const SWEPT: usize = 1_000;
/// Instead of the days that are left: it is over.
const OVER: i64 = -1;

/// What somebody tells of a check.
#[derive(Debug, Clone)]
pub struct NewCheck {
    /// What is checked.
    pub kind: CheckName,
    /// What is told of it.
    pub result: CheckOutcome,
    /// The day of the result.
    pub result_on: Option<NaiveDate>,
    /// The last day on which it holds.
    pub valid_until: Option<NaiveDate>,
    /// Who checked.
    pub authority: Option<String>,
    /// Where the proof is kept.
    pub evidence: Option<String>,
    /// The rule by which it is waived.
    pub rule: Option<String>,
    /// The side that waives it.
    pub side: Option<Side>,
}

impl App {
    /// Records what is told of a check, once for each key, and what follows for the gates.
    pub fn record_check(
        &self,
        actor: &Actor,
        id: ApplicationId,
        new: NewCheck,
        key: Option<Key>,
    ) -> Result<Idempotent<CheckEntry>, AppError> {
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let entry = self.check_told(&by, id, new)?;
        self.once(key, move |tx| {
            keep_checks(tx, id, std::slice::from_ref(&entry), &by)?;
            Ok((entry.candidate, entry))
        })
    }

    /// Records what is told of several checks of an application: all of them, or none.
    pub(in crate::app) fn record_checks(
        &self,
        actor: &Actor,
        id: ApplicationId,
        all: Vec<NewCheck>,
    ) -> Result<(), AppError> {
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let entries = all.into_iter().map(|new| self.check_told(&by, id, new));
        let entries = entries.collect::<Result<Vec<CheckEntry>, AppError>>()?;
        self.writer.run(move |tx| keep_checks(tx, id, &entries, &by))
    }

    /// What is told of a check, if that somebody may tell it.
    fn check_told(
        &self,
        by: &By,
        id: ApplicationId,
        new: NewCheck,
    ) -> Result<CheckEntry, AppError> {
        by.actor.require(Scope::ApplicationsWrite)?;
        let application: Application = self.find_record(&by.actor, id)?;
        self.must_be_known(&new.kind)?;
        may_tell(&by.actor, &application, &new)?;
        let entry = entry(&application, new, by);
        let wrong = entry.contradictions(self.today());
        if wrong.is_empty() { Ok(entry) } else { Err(AppError::Invalid(wrong)) }
    }

    /// Refuses a check that neither Koprik nor a way to work of the rules in use knows.
    fn must_be_known(&self, kind: &CheckName) -> Result<(), AppError> {
        let used = self.store.read(|conn| set_of(conn, self.today()))?;
        if kind.is_known(used.as_ref().map(|used| &*used.set)) {
            return Ok(());
        }
        let known = CheckName::all().join(", ");
        let why = format!("is no check that the rules know; known are: {known}");
        Err(AppError::Invalid(vec![FieldError::new("/kind", "unknown", why)]))
    }

    /// What was told of the checks of an application after number `after`, oldest first, at most `limit`.
    pub fn checks(
        &self,
        actor: &Actor,
        id: ApplicationId,
        after: i64,
        limit: usize,
    ) -> Result<Vec<CheckEntry>, AppError> {
        let application = self.find_record::<ApplicationBody>(actor, id)?.id.0;
        Ok(self.store.read(|conn| checks::of_application(conn, application, after, limit))?)
    }

    /// Tells of checks that end soon or have ended, each once for a number of days. Returns of how many.
    pub(in crate::app) fn warn_of_checks(&self) -> Result<usize, AppError> {
        let (now, today) = (self.now(), self.today());
        let mut warned = 0;
        let mut soonest = WARNED_DAYS;
        soonest.sort_unstable();
        for days in [OVER].into_iter().chain(soonest) {
            let until = today + chrono::Duration::days(days);
            let ending = self.store.read(|conn| checks::ending(conn, until, days, SWEPT))?;
            for entry in ending {
                let by = By::system("its time runs out", now);
                warned += self.writer.run(move |tx| warn(tx, &entry, days, &by))?;
            }
        }
        Ok(warned)
    }

    /// Lets those work whose gate was opened by what is recorded elsewhere. Returns how many.
    pub(in crate::app) fn start_work(&self) -> Result<usize, AppError> {
        let now = self.now();
        let status = vec![ApplicationStatus::WorkDocumentIssued.to_string()];
        let filter = Filter { status, ..Filter::default() };
        let waiting = self.store.read_slowly(|conn| {
            ApplicationBody::list(conn, Actor::System.reach(), &filter, None, SWEPT)
        })?;
        let mut working = 0;
        for application in waiting {
            match self.writer.run(move |tx| go_to_work(tx, &application, now)) {
                Ok(works) => working += usize::from(works),
                Err(AppError::Outdated | AppError::Lacking(_)) => {} // the next sweep sees
                Err(failed) => return Err(failed),
            }
        }
        Ok(working)
    }
}

/// Whether somebody may tell of a check, of an application that is not over.
fn may_tell(actor: &Actor, application: &Application, new: &NewCheck) -> Result<(), AppError> {
    let relation = application.relation(actor);
    if new.kind.is_own() {
        let why = "Koprik reads this check from its own records: nobody tells of it";
        return Err(AppError::Invalid(vec![FieldError::new("/kind", "value", why)]));
    }
    if !new.kind.tellers().contains(&relation) {
        return Err(Denied::Role.into());
    }
    let is_operator = relation == crate::domain::access::relation::Relation::Operator;
    if new.result == CheckOutcome::Waived && !is_operator {
        return Err(Denied::Role.into());
    }
    if !application.status.is_open() {
        return Err(AppError::Conflict(
            "the application is over: nothing is checked any more".to_owned(),
        ));
    }
    Ok(())
}

/// Keeps what is told of checks of an application, and what follows for its gates.
fn keep_checks(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    entries: &[CheckEntry],
    by: &By,
) -> Result<(), AppError> {
    let Some(first) = entries.first() else { return Ok(()) };
    let today = moscow_day(by.now);
    let (application, _) = held(tx, id, Id::new(first.candidate))?;
    let before = gates(tx.conn(), &application, today)?.open();
    for entry in entries {
        may_waive(tx, entry, today)?;
        Checks::append(tx, entry.clone())?;
        tx.log(touched(&application, by.note(&format!("check_{}", entry.result))));
    }
    let after = gates(tx.conn(), &application, today)?.open();
    tell_gates(tx, &application, (&before, &after), by);
    go_to_work(tx, &application, by.now).map(drop)
}

/// Whether a check may be waived by this rule, and the organisation has not spoken for the other side.
fn may_waive(tx: &mut Tx<'_>, entry: &CheckEntry, today: NaiveDate) -> Result<(), AppError> {
    let Some(rule) = &entry.rule else { return Ok(()) };
    let used = set_of(tx.conn(), today)?;
    let waives = |one: &Rule| one.decides() && one.kind.may_waive();
    let set = used.as_ref().map(|used| &used.set);
    if !set.and_then(|set| set.find(rule, today)).is_some_and(waives) {
        let kinds = RuleKind::ALL.iter().filter(|kind| kind.may_waive());
        let all =
            set.into_iter().flat_map(|set| kinds.clone().flat_map(|kind| set.on(*kind, today)));
        let known: Vec<&str> = all.filter(|one| one.decides()).map(|one| one.id.as_str()).collect();
        let why = format!(
            "is no rule in force today that a check is waived by; these are: {}",
            known.join(", ")
        );
        return Err(AppError::Invalid(vec![FieldError::new("/rule", "unknown", why)]));
    }
    let told = checks::of_application(tx.conn(), entry.application, 0, usize::MAX)?;
    let speaks_for_other = |one: &CheckEntry| {
        one.kind == entry.kind
            && one.result == CheckOutcome::Waived
            && one.organisation == entry.organisation
            && one.side != entry.side
    };
    if told.iter().any(speaks_for_other) {
        return Err(AppError::Taken("an organisation waives a check for one side only"));
    }
    Ok(())
}

fn entry(application: &Application, new: NewCheck, by: &By) -> CheckEntry {
    let NewCheck { kind, result, result_on, valid_until, authority, evidence, rule, side } = new;
    CheckEntry {
        n: 0,
        id: Uuid::now_v7(),
        application: application.id.0,
        candidate: application.body.candidate.0,
        kind,
        result,
        result_on,
        valid_until,
        authority,
        evidence,
        rule,
        side,
        organisation: side.and_then(|_| by.actor.organisation()),
        recorded_at: by.now,
        client: by.actor.client().map(|client| client.id),
    }
}

/// Whoever holds the work document works once the gate is open that the rules in use know.
pub(super) fn go_to_work(
    tx: &mut Tx<'_>,
    application: &Application,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let is_next = application.status == ApplicationStatus::WorkDocumentIssued;
    let today = moscow_day(now);
    let works = is_next && {
        let found = gates(tx.conn(), application, today)?;
        found.route.is_some() && found.open().contains(&GateKind::ForWork)
    };
    if works {
        let system = By::system("the gate is open", now);
        moved(tx, application, ApplicationStatus::Working, &system)?;
    }
    Ok(works)
}

/// Tells the log which gates were opened and which were shut.
pub(super) fn tell_gates(
    tx: &mut Tx<'_>,
    application: &Application,
    (before, after): (&[GateKind], &[GateKind]),
    by: &By,
) {
    for gate in GateKind::ALL {
        let action = match (before.contains(gate), after.contains(gate)) {
            (false, true) => "gate_opened",
            (true, false) => "gate_closed",
            _ => continue,
        };
        let mut note = by.note(action);
        note.reason = Some(gate.to_string());
        tx.log(touched(application, note));
    }
}

/// Tells that a check has so many days left, if it is the last of its kind and nobody was told.
fn warn(tx: &mut Tx<'_>, entry: &CheckEntry, days: i64, by: &By) -> Result<usize, AppError> {
    let is_new = checks::warned(tx, entry.n, days)?;
    for longer in WARNED_DAYS.into_iter().filter(|longer| *longer > days) {
        checks::warned(tx, entry.n, longer)?;
    }
    let id: ApplicationId = Id::new(entry.application);
    let Some(application) = ApplicationBody::find(tx.conn(), Actor::System.reach(), id)? else {
        return Ok(0);
    };
    let told = checks::of_application(tx.conn(), entry.application, entry.n, usize::MAX)?;
    let is_last = !told.iter().any(|one| one.kind == entry.kind);
    if !is_new || !is_last || !application.status.is_open() {
        return Ok(0);
    }
    let mut note = by.note(if days == OVER { "check_expired" } else { "check_expiring" });
    note.reason = Some(entry.kind.to_string());
    tx.log(touched(&application, note));
    Ok(1)
}
