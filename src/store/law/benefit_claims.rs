//! Claims of benefits: typed columns, so that the database holds what may be granted.

use chrono::{NaiveDate, ParseError};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        law::benefit::{BenefitClaim, BenefitClaimBody, Decided, Grant, PaidOut, PayTime},
        resource::{
            Record,
            id::Id,
            reach::{Extent, Reach},
        },
        values::money::Amount,
    },
    store::{
        backend::{DbConnection, DbMulti},
        changes::{Change, Note},
        error::StoreError,
        records::{Filter, Stored, stored_candidate_case},
        schema::benefit_claims as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

stored_candidate_case! {
    "benefit_claims": BenefitClaimBody,
    narrowed { application: application },
    columns {
        application: DbUuid,
        item: String,
        asked: i64,
        most: i64,
        currency: String,
        rule: String,
        rule_set: Option<DbUuid>,
        rule_set_name: String,
        pay_value: i64,
        pay_unit: String,
        employed_on: Option<String>,
        told_by: String,
        session: Option<DbUuid>,
        granted: Option<i64>,
        reason: Option<String>,
        decided_by: Option<DbUuid>,
        decided_at: Option<DbInstant>,
        paid_on: Option<String>,
        evidence: Option<String>,
    }
    write |body| {
        let (grant, decided, paid) = (&body.grant, body.decided.as_ref(), body.paid.as_ref());
        (
            DbUuid(body.application.0),
            body.item.clone(),
            hundredths(body.asked),
            hundredths(grant.most),
            grant.currency.to_string(),
            grant.rule.clone(),
            grant.rule_set.map(DbUuid),
            grant.rule_set_name.clone(),
            i64::from(grant.pay_within.value),
            grant.pay_within.unit.to_string(),
            body.employed_on.map(|day| day.to_string()),
            body.told_by().to_string(),
            body.session.map(DbUuid),
            decided.and_then(|one| one.granted).map(hundredths),
            decided.and_then(|one| one.reason.clone()),
            decided.map(|one| DbUuid(one.organisation)),
            decided.map(|one| DbInstant(one.at)),
            paid.map(|one| one.on.to_string()),
            paid.map(|one| one.evidence.clone()),
        )
    };
    read |candidate, row| {
        let (application, item, asked, most, currency, rule, rule_set, rule_set_name, value, unit, employed_on, _, session,
            granted, reason, decided_by, decided_at, paid_on, evidence) = row;
        let value = u32::try_from(value).map_err(|error| Invalid(error.to_string()))?;
        let grant = Grant {
            most: Amount::of_hundredths(most)?,
            currency: currency.parse()?,
            rule,
            rule_set: rule_set.map(|set| set.0),
            rule_set_name,
            pay_within: PayTime { value, unit: unit.parse()? },
        };
        let granted = granted.map(Amount::of_hundredths).transpose()?;
        let decided = decided_by.zip(decided_at).map(|(organisation, at)| Decided {
            granted, reason, organisation: organisation.0, at: at.0,
        });
        let paid_on = paid_on.as_deref().map(read_day).transpose()?;
        Ok(BenefitClaimBody {
            application: Id::new(application.0),
            candidate,
            item,
            asked: Amount::of_hundredths(asked)?,
            grant,
            employed_on: employed_on.as_deref().map(read_day).transpose()?,
            session: session.map(|session| session.0),
            decided,
            paid: paid_on.zip(evidence).map(|(on, evidence)| PaidOut { on, evidence }),
        })
    };
}

fn hundredths(amount: Amount) -> i64 {
    i64::try_from(amount.hundredths()).unwrap_or(i64::MAX)
}

fn read_day(text: &str) -> Result<NaiveDate, Invalid> {
    text.parse().map_err(|error: ParseError| Invalid(error.to_string()))
}

/// The claims of an application that wait for the first day of work, oldest first.
pub fn of_unemployed(
    conn: &mut DbConnection,
    application: Uuid,
) -> Result<Vec<BenefitClaim>, StoreError> {
    let of = table::table
        .filter(table::application.eq(DbUuid(application)))
        .filter(table::employed_on.is_null());
    load(conn, of.into_boxed::<DbMulti>().order(table::id))
}
