//! The ledger of fees, and the cases that violations in it are.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        law::fee::{
            Fee, FeeCase, FeeCaseState, FeeDecision, FeeEntry, FeePayer, FeeReporter, FeeRuling,
        },
        programme::application::ApplicationId,
        resource::{
            RecordKind,
            id::Id,
            reach::{Extent, Reach},
        },
        values::money::Amount,
    },
    store::{
        backend::{DbConnection, DbMulti},
        changes::{Change, Note, State},
        error::StoreError,
        records::{
            present,
            tombstones::{self, Left},
        },
        schema::{fee_cases as cases, fee_decisions as decisions, fees as table},
        tx::Tx,
        types::{DbInstant, DbUuid, at_most, day},
    },
};

/// What a list of fees is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct FeeFilter {
    /// Of this application.
    pub application: Option<ApplicationId>,
    /// Of this candidate.
    pub candidate: Option<Uuid>,
    /// Violations whose case is in this state.
    pub case: Option<FeeCaseState>,
}

/// An entry with the case that it is, if it is a violation.
pub type FeeWithCase = (Fee, Option<FeeCase>);

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = table, treat_none_as_default_value = false)]
struct Row {
    id: DbUuid,
    application: DbUuid,
    candidate: DbUuid,
    employer: DbUuid,
    agency: DbUuid,
    refunds: Option<DbUuid>,
    reverses: Option<DbUuid>,
    kind: String,
    payer: String,
    payee: String,
    amount: i64,
    currency: String,
    paid_on: String,
    reported_by: String,
    evidence: Option<String>,
    verdict: Option<String>,
    rule: Option<String>,
    rule_set: Option<DbUuid>,
    rule_set_name: Option<String>,
    recorded_at: DbInstant,
    recorded_by: Option<DbUuid>,
}

impl Row {
    fn of(fee: &Fee) -> Self {
        let (refunds, reverses) = match fee.entry {
            FeeEntry::Charge => (None, None),
            FeeEntry::Refund(of) => (Some(DbUuid(of)), None),
            FeeEntry::Reversal(of) => (None, Some(DbUuid(of))),
        };
        let ruling = fee.ruling.as_ref();
        Self {
            id: DbUuid(fee.id),
            application: DbUuid(fee.application.0),
            candidate: DbUuid(fee.candidate),
            employer: DbUuid(fee.employer),
            agency: DbUuid(fee.agency),
            refunds,
            reverses,
            kind: fee.kind.to_string(),
            payer: fee.payer.to_string(),
            payee: fee.payee.clone(),
            amount: i64::try_from(fee.amount.hundredths()).unwrap_or(i64::MAX),
            currency: fee.currency.to_string(),
            paid_on: fee.paid_on.to_string(),
            reported_by: fee.reported_by.to_string(),
            evidence: fee.evidence.clone(),
            verdict: ruling.map(|ruling| ruling.verdict.to_string()),
            rule: ruling.and_then(|ruling| ruling.rule.clone()),
            rule_set: ruling.and_then(|ruling| ruling.rule_set).map(DbUuid),
            rule_set_name: ruling.and_then(|ruling| ruling.rule_set_name.clone()),
            recorded_at: DbInstant(fee.recorded_at),
            recorded_by: fee.client.map(DbUuid),
        }
    }

    fn read(self) -> Result<Fee, StoreError> {
        let (name, id) = ("fees", self.id.0);
        let corrupt = |error: Invalid| StoreError::CorruptRow { table: name, id, why: error.0 };
        let entry = match (self.refunds, self.reverses) {
            (Some(of), _) => FeeEntry::Refund(of.0),
            (None, Some(of)) => FeeEntry::Reversal(of.0),
            (None, None) => FeeEntry::Charge,
        };
        let verdict = self.verdict.map(|word| word.parse()).transpose().map_err(corrupt)?;
        let (rule, rule_set_name) = (self.rule, self.rule_set_name);
        let rule_set = self.rule_set.map(|set| set.0);
        Ok(Fee {
            id,
            application: Id::new(self.application.0),
            candidate: self.candidate.0,
            employer: self.employer.0,
            agency: self.agency.0,
            entry,
            kind: self.kind.parse().map_err(corrupt)?,
            payer: self.payer.parse().map_err(corrupt)?,
            payee: self.payee,
            amount: Amount::of_hundredths(self.amount).map_err(corrupt)?,
            currency: self.currency.parse().map_err(corrupt)?,
            paid_on: day(name, id, &self.paid_on)?,
            reported_by: self.reported_by.parse().map_err(corrupt)?,
            evidence: self.evidence,
            ruling: verdict.map(|verdict| FeeRuling { verdict, rule, rule_set, rule_set_name }),
            recorded_at: self.recorded_at.0,
            client: self.recorded_by.map(|client| client.0),
        })
    }
}

type Query<'q> = table::BoxedQuery<'q, DbMulti>;

/// Every read of fees begins here, so none forgets the reach: employers see what they paid themselves, agencies what the
/// workers did not report.
fn within<'q>(reach: Reach<Fee>) -> Query<'q> {
    let query = table::table.into_boxed::<DbMulti>();
    match reach.extent() {
        Extent::All => query,
        Extent::Owner(employer) | Extent::Shared(employer) => query
            .filter(table::employer.eq(DbUuid(employer)))
            .filter(table::payer.eq(FeePayer::Employer.as_str()))
            .filter(table::reported_by.ne(FeeReporter::Worker.as_str())),
        Extent::Party(agency) => query
            .filter(table::agency.eq(DbUuid(agency)))
            .filter(table::reported_by.ne(FeeReporter::Worker.as_str())),
        Extent::Worker(_) | Extent::Public | Extent::Nothing => query.filter(table::id.is_null()),
    }
}

fn load(conn: &mut DbConnection, query: Query<'_>) -> Result<Vec<Fee>, StoreError> {
    let rows: Vec<Row> = query.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// Enters a payment, or what undoes one.
pub fn insert(tx: &mut Tx<'_>, fee: &Fee, note: Note) -> Result<(), StoreError> {
    diesel::insert_into(table::table).values(Row::of(fee)).execute(tx.conn())?;
    let change = Change::new(RecordKind::Fee, fee.id, 1, note);
    tx.log(change.between(None, Some(fee.state())));
    Ok(())
}

/// Enters what a side has decided about a case.
pub fn decide(tx: &mut Tx<'_>, fee: Uuid, decision: &FeeDecision) -> Result<(), StoreError> {
    let row = (
        decisions::fee.eq(DbUuid(fee)),
        decisions::side.eq(decision.side.as_str()),
        decisions::organisation.eq(DbUuid(decision.organisation)),
        decisions::reason.eq(&decision.reason),
        decisions::decided_at.eq(DbInstant(decision.at)),
    );
    diesel::insert_into(decisions::table).values(row).execute(tx.conn())?;
    Ok(())
}

/// The entry with this id, if it is in reach.
pub fn find(
    conn: &mut DbConnection,
    reach: Reach<Fee>,
    id: Uuid,
) -> Result<Option<Fee>, StoreError> {
    Ok(load(conn, within(reach).filter(table::id.eq(DbUuid(id))))?.pop())
}

/// Which of these entries are in reach.
pub fn present(
    conn: &mut DbConnection,
    reach: Reach<Fee>,
    ids: &[Uuid],
) -> Result<HashSet<Uuid>, StoreError> {
    present!(conn, within(reach), table::id, ids)
}

/// The entries in reach that were made before the one with this id, newest first.
fn list(
    conn: &mut DbConnection,
    reach: Reach<Fee>,
    filter: FeeFilter,
    (before, limit): (Option<Uuid>, usize),
) -> Result<Vec<Fee>, StoreError> {
    let mut query = within(reach).filter(table::id.lt(DbUuid(before.unwrap_or(Uuid::max()))));
    if let Some(application) = filter.application {
        query = query.filter(table::application.eq(DbUuid(application.0)));
    }
    if let Some(candidate) = filter.candidate {
        query = query.filter(table::candidate.eq(DbUuid(candidate)));
    }
    if let Some(state) = filter.case {
        let open = cases::reversed.eq(0).and(cases::sides.lt(2));
        let open = open.and(cases::refunded.lt(cases::amount));
        query = match state {
            FeeCaseState::Open => {
                query.filter(table::id.eq_any(cases::table.filter(open).select(cases::fee)))
            }
            FeeCaseState::Closed => query.filter(
                table::id.eq_any(cases::table.filter(diesel::dsl::not(open)).select(cases::fee)),
            ),
        };
    }
    load(conn, query.order(table::id.desc()).limit(at_most(limit)))
}

/// The same, each with the case that it is, if it is a violation.
pub fn list_with_cases(
    conn: &mut DbConnection,
    reach: Reach<Fee>,
    filter: FeeFilter,
    page: (Option<Uuid>, usize),
) -> Result<Vec<FeeWithCase>, StoreError> {
    let found = list(conn, reach, filter, page)?;
    let ids: Vec<Uuid> = found.iter().map(|fee| fee.id).collect();
    let mut cases = cases(conn, &ids)?;
    let with_case = |fee: Fee| {
        let case = cases.remove(&fee.id);
        (fee, case)
    };
    Ok(found.into_iter().map(with_case).collect())
}

/// Every entry about a candidate, oldest first, at most `limit`.
pub fn of_candidate(
    conn: &mut DbConnection,
    candidate: Uuid,
    limit: usize,
) -> Result<Vec<Fee>, StoreError> {
    let query = table::table.into_boxed::<DbMulti>();
    let query = query.filter(table::candidate.eq(DbUuid(candidate))).order(table::id);
    load(conn, query.limit(at_most(limit)))
}

/// The cases of those of these entries that are violations.
pub fn cases(conn: &mut DbConnection, fees: &[Uuid]) -> Result<HashMap<Uuid, FeeCase>, StoreError> {
    let ids = || fees.iter().copied().map(DbUuid).collect::<Vec<_>>();
    let rows: Vec<(DbUuid, i64, i64, i64)> = cases::table
        .filter(cases::fee.eq_any(ids()))
        .select((cases::fee, cases::amount, cases::refunded, cases::reversed))
        .load(conn)?;
    let decided: Vec<(DbUuid, String, DbUuid, String, DbInstant)> = decisions::table
        .filter(decisions::fee.eq_any(ids()))
        .order((decisions::decided_at, decisions::side))
        .load(conn)?;
    let mut cases: HashMap<Uuid, FeeCase> = rows
        .into_iter()
        .map(|(fee, amount, refunded, reversed)| {
            (fee.0, FeeCase { amount, refunded, reversed: reversed > 0, decisions: Vec::new() })
        })
        .collect();
    for (fee, side, organisation, reason, at) in decided {
        let corrupt = |error: Invalid| StoreError::CorruptRow {
            table: "fee_decisions",
            id: fee.0,
            why: error.0,
        };
        let side = side.parse().map_err(corrupt)?;
        let decision = FeeDecision { side, organisation: organisation.0, reason, at: at.0 };
        cases.entry(fee.0).and_modify(|case| case.decisions.push(decision));
    }
    Ok(cases)
}

/// Whether an entry was reversed.
pub fn is_reversed(conn: &mut DbConnection, fee: Uuid) -> Result<bool, StoreError> {
    let by = table::table.filter(table::reverses.eq(DbUuid(fee)));
    Ok(diesel::select(diesel::dsl::exists(by)).get_result(conn)?)
}

/// Leaves tombstones of the entries about a candidate, who takes them along.
pub fn forget_candidate(tx: &mut Tx<'_>, candidate: Uuid, note: &Note) -> Result<(), StoreError> {
    for fee in of_candidate(tx.conn(), candidate, usize::MAX)? {
        let told = fee.reported_by != FeeReporter::Worker;
        let employer = Some(fee.employer).filter(|_| told && fee.payer == FeePayer::Employer);
        let left = Left {
            kind: RecordKind::Fee,
            record: fee.id,
            owner: employer.unwrap_or(Uuid::nil()),
            party: Some(fee.agency).filter(|_| told),
        };
        tombstones::private(tx.conn(), &left, note.at)?;
        let version = 2 + acts(tx.conn(), fee.id)?;
        let change = Change::new(RecordKind::Fee, fee.id, version, note.clone());
        let change = change.between(Some(fee.state()), None);
        tx.log(Change { state: State::Deleted, ..change });
    }
    Ok(())
}

/// How often an entry was acted on: refunds, a reversal and decisions.
pub fn acts(conn: &mut DbConnection, fee: Uuid) -> Result<i64, StoreError> {
    let id = || DbUuid(fee);
    let undone: i64 = table::table
        .filter(table::refunds.eq(id()).or(table::reverses.eq(id())))
        .count()
        .get_result(conn)?;
    let decided: i64 = decisions::table.filter(decisions::fee.eq(id())).count().get_result(conn)?;
    Ok(undone + decided)
}
