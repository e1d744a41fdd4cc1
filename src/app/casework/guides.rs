//! Guides: operators write them. What the rules say is taken over when a guide is written, and a guide whose rules say
//! something else now is outdated: once the rules change, and each night, since rules also end by their days.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        law::{
            in_force::Follows,
            rule_sets::{SetInUse, in_use, or_own},
        },
        resource::{
            checked::By,
            rules::{DocumentRules, ResourceRules},
            transition::moved,
        },
    },
    domain::{
        FieldError,
        access::actor::Actor,
        casework::{
            guide::{Guide, GuideBody, GuideStatus},
            guide_fact::{GuideFact, facts_of},
        },
        values::moscow::moscow_day,
    },
    store::{
        backend::DbConnection,
        records::{Filter, Stored},
        tx::Tx,
    },
    taxonomy::Taxonomy,
};

impl ResourceRules for GuideBody {
    /// Nothing is published that says what the rules do not say any more.
    fn ask_law(tx: &mut Tx<'_>, later: &Guide, now: DateTime<Utc>) -> Result<(), AppError> {
        if later.status != GuideStatus::Published || is_so(tx.conn(), &later.body, now)? {
            return Ok(());
        }
        let why = "its rules have changed since it was reviewed: read it against them, and send it with a new reviewed_on";
        Err(AppError::Conflict(why.to_owned()))
    }
}

impl DocumentRules for GuideBody {
    const IS_ASKED_WHEN_NEW: bool = true;

    fn unknown_codes(&self, _taxonomy: &Taxonomy) -> Vec<FieldError> {
        self.contradictions()
    }

    /// Takes over what its rules say now.
    fn settle(tx: &mut Tx<'_>, body: &mut Self, now: DateTime<Utc>) -> Result<(), AppError> {
        let said = said(tx.conn(), &body.rules, now)?;
        body.facts = said.map_err(|at| {
            let why =
                "no rule with this name decides today: name one that is in force, or leave it out";
            AppError::Invalid(vec![FieldError::new(format!("/rules/{at}"), "unknown_rule", why)])
        })?;
        let wrong = body.without_figure();
        if wrong.is_empty() { Ok(()) } else { Err(AppError::Invalid(wrong)) }
    }
}

/// What rules say now, or the place of one that does not decide.
fn said(
    conn: &mut DbConnection,
    rules: &[String],
    now: DateTime<Utc>,
) -> Result<Result<Vec<GuideFact>, usize>, AppError> {
    let used = or_own(in_use(conn, now)?, now);
    let facts = used.map(|used| facts_of(&used.set, rules, moscow_day(now)));
    Ok(facts.unwrap_or(if rules.is_empty() { Ok(Vec::new()) } else { Err(0) }))
}

/// Whether the rules of a guide still say what it has taken over.
fn is_so(conn: &mut DbConnection, body: &GuideBody, now: DateTime<Utc>) -> Result<bool, AppError> {
    Ok(said(conn, &body.rules, now)?.is_ok_and(|facts| facts == body.facts))
}

/// Takes from the public what the rules do not say any more. Returns how many guides that were.
fn outdate(tx: &mut Tx<'_>, now: DateTime<Utc>) -> Result<usize, AppError> {
    let status = vec![GuideStatus::Published.to_string()];
    let filter = Filter { status, ..Filter::default() };
    let by = By::system("a rule that it stands on has changed", now);
    let mut outdated = 0;
    for guide in GuideBody::list(tx.conn(), Actor::System.reach(), &filter, None, usize::MAX)? {
        if !is_so(tx.conn(), &guide.body, now)? {
            moved(tx, &guide, GuideStatus::Outdated, &by)?;
            outdated += 1;
        }
    }
    Ok(outdated)
}

impl App {
    /// Takes guides from the public of which a rule has ended. Returns how many.
    pub(in crate::app) fn outdate_guides(&self) -> Result<usize, AppError> {
        let now = self.now();
        match self.writer.run(move |tx| outdate(tx, now)) {
            Err(AppError::Outdated) => Ok(0), // somebody writes one at this moment: the next sweep sees
            done => done,
        }
    }
}

/// Looks through all guides when a rule set becomes active.
pub(in crate::app) struct OutdateGuides;

impl Follows for OutdateGuides {
    const NAME: &'static str = "outdate_guides";

    fn follow(
        tx: &mut Tx<'_>,
        _set: &SetInUse,
        _place: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<Option<Uuid>, AppError> {
        outdate(tx, now).map(|_| None)
    }
}
