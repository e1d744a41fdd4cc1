//! What those paid who began to work, and what they earn, for figures alone.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use diesel::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        law::{
            costs::{Recruited, Sum},
            fee::FeePayer,
        },
        programme::{
            application::ApplicationStatus, contract::ContractStatus, statistics::month::Month,
        },
        values::money::Currency,
    },
    store::{
        backend::DbConnection,
        error::StoreError,
        schema::{application_stages as stages, contracts, fees},
        types::{DbJson, DbUuid, parsed},
    },
};

diesel::allow_tables_to_appear_in_same_query!(stages, contracts);
diesel::allow_tables_to_appear_in_same_query!(stages, fees);

/// The part of a contract's terms that says what is earned.
#[derive(Deserialize)]
struct Pay {
    currency: Currency,
    monthly_minimum: i64,
}

/// An entry of the ledger, as far as it counts here.
struct Entry {
    id: Uuid,
    application: Uuid,
    by_worker: bool,
    amount: Sum,
    refunds: Option<Uuid>,
    reverses: Option<Uuid>,
}

/// An entry of the fee ledger: id, application, payer, amount, currency, what it refunds, what it takes back.
type FeeRow = (DbUuid, DbUuid, String, i64, String, Option<DbUuid>, Option<DbUuid>);

/// Those who began to work in these months, with what they bore and what they earn.
pub fn recruited(
    conn: &mut DbConnection,
    months: Range<Month>,
) -> Result<Vec<Recruited>, StoreError> {
    let working = stages::table
        .filter(stages::stage.eq(ApplicationStatus::Working.as_str()))
        .filter(stages::month.ge(months.start.0).and(stages::month.lt(months.end.0)));
    let all: Vec<(DbUuid, DbUuid)> =
        working.select((stages::application, stages::employer)).load(conn)?;
    let pays: Vec<(DbUuid, DbJson)> = contracts::table
        .filter(contracts::application.eq_any(working.select(stages::application)))
        .filter(
            contracts::status
                .eq_any([ContractStatus::Signed.as_str(), ContractStatus::Ended.as_str()]),
        )
        .order(contracts::id)
        .select((contracts::application, contracts::terms))
        .load(conn)?;
    let entries: Vec<FeeRow> = fees::table
        .filter(fees::application.eq_any(working.select(stages::application)))
        .select((
            fees::id,
            fees::application,
            fees::payer,
            fees::amount,
            fees::currency,
            fees::refunds,
            fees::reverses,
        ))
        .load(conn)?;
    let incomes = pays
        .iter()
        .map(|(application, terms)| Ok((application.0, income(application.0, terms)?)))
        .collect::<Result<HashMap<Uuid, Sum>, StoreError>>()?;
    let entries = entries
        .into_iter()
        .map(|(id, application, payer, amount, currency, refunds, reverses)| {
            let corrupt = |error: Invalid| corrupt("fees", id.0, error);
            Ok(Entry {
                id: id.0,
                application: application.0,
                by_worker: payer == FeePayer::Worker.as_str(),
                amount: (currency.parse().map_err(corrupt)?, amount),
                refunds: refunds.map(|of| of.0),
                reverses: reverses.map(|of| of.0),
            })
        })
        .collect::<Result<Vec<Entry>, StoreError>>()?;
    let mut costs = borne(&entries);
    let person = |(application, employer): (DbUuid, DbUuid)| Recruited {
        employer: employer.0,
        costs: costs.remove(&application.0).unwrap_or_default(),
        income: incomes.get(&application.0).copied(),
    };
    Ok(all.into_iter().map(person).collect())
}

/// What workers paid and did not get back, by application: what was reversed does not count.
fn borne(entries: &[Entry]) -> HashMap<Uuid, Vec<Sum>> {
    let reversed: HashSet<Uuid> = entries.iter().filter_map(|one| one.reverses).collect();
    let standing = || entries.iter().filter(|one| !reversed.contains(&one.id));
    let mut back: HashMap<Uuid, i64> = HashMap::new();
    for one in standing() {
        if let Some(of) = one.refunds {
            *back.entry(of).or_default() += one.amount.1;
        }
    }
    let mut costs: HashMap<Uuid, Vec<Sum>> = HashMap::new();
    let is_charge = |one: &&Entry| one.by_worker && one.refunds.is_none() && one.reverses.is_none();
    for one in standing().filter(is_charge) {
        let (currency, paid) = one.amount;
        let rest = (paid - back.get(&one.id).copied().unwrap_or_default()).max(0);
        costs.entry(one.application).or_default().push((currency, rest));
    }
    costs
}

fn income(application: Uuid, terms: &DbJson) -> Result<Sum, StoreError> {
    let pay: Pay = parsed(terms).map_err(|error| corrupt("contracts", application, error))?;
    Ok((pay.currency, pay.monthly_minimum))
}

fn corrupt(table: &'static str, id: Uuid, error: Invalid) -> StoreError {
    StoreError::CorruptRow { table, id, why: error.0 }
}
