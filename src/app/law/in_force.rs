//! What follows when a rule set becomes active, for as long as it is the one in use.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        error::AppError,
        law::rule_sets::{SetInUse, in_use},
        reactions::reaction::Reaction,
    },
    domain::{law::words::RuleSetState, resource::RecordKind},
    store::{reactions::Cause, tx::Tx},
};

/// Something that follows from a set of rules.
pub(in crate::app) trait Follows: Sync {
    /// Its name in the database, which stays as it is.
    const NAME: &'static str;

    /// Brings about a part of it, for the records after `place`. Returns the last record of the part, or `None` when all
    /// is done.
    fn follow(
        tx: &mut Tx<'_>,
        set: &SetInUse,
        place: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<Option<Uuid>, AppError>;
}

/// The reaction of what follows. A set that another one has taken the place of is passed over: that one has its own turn.
pub(in crate::app) struct OnceInForce<F>(pub F);

impl<F: Follows> Reaction for OnceInForce<F> {
    fn name(&self) -> &'static str {
        F::NAME
    }

    fn kind(&self) -> RecordKind {
        RecordKind::RuleSet
    }

    fn states(&self) -> Vec<String> {
        vec![RuleSetState::Active.to_string()]
    }

    fn act(
        &self,
        tx: &mut Tx<'_>,
        cause: Cause,
        place: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<Option<Uuid>, AppError> {
        match in_use(tx.conn(), now)? {
            Some(set) if set.id == Some(cause.record) => F::follow(tx, &set, place, now),
            Some(_) | None => Ok(None),
        }
    }
}
