//! The rules of a kind of record that need more than the record itself.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    app::{casework::complaints::told::NewComplaint, edition::Edition, error::AppError},
    domain::{
        FieldError,
        access::actor::{Actor, Denied},
        resource::{
            Record, Resource,
            id::Id,
            lifecycle::{Lack, OwnerStanding},
        },
    },
    store::{
        backend::DbConnection,
        records::{Document, Stored},
        tx::Tx,
    },
    taxonomy::Taxonomy,
};

/// The case that moving a record to a state opens, if any.
pub type CaseOf<R> = fn(&Record<R>, <R as Resource>::Status) -> Option<NewComplaint>;

/// A kind of record with the rules that need more than the record itself.
pub trait ResourceRules: Stored {
    /// Which changes of state that somebody brings about open a case, in the same transaction.
    const OPENS_CASE: Option<CaseOf<Self>> = None;

    /// Whether the owner may offer records of this kind on this day.
    fn owner_standing(
        _conn: &mut DbConnection,
        _owner: Uuid,
        _today: NaiveDate,
    ) -> Result<OwnerStanding, AppError> {
        Ok(Ok(()))
    }

    /// Asks the law about a record that is to be as it is in `later`, and writes down what it says. What is refused is
    /// written down by whoever began the transaction, since nothing of that one stays.
    fn ask_law(
        _tx: &mut Tx<'_>,
        _later: &Record<Self>,
        _now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        Ok(())
    }

    /// What other records do not say now of all that changes of state of this one need.
    fn lacks(
        _conn: &mut DbConnection,
        _record: &Record<Self>,
        _today: NaiveDate,
    ) -> Result<Vec<Lack>, AppError> {
        Ok(Vec::new())
    }

    /// Lets nobody change what [`ResourceRules::lacks`] reads until this transaction ends.
    fn hold_beside(_conn: &mut DbConnection, _record: &Record<Self>) -> Result<(), AppError> {
        Ok(())
    }

    /// What else a change of state brings about in the same transaction.
    fn follow(
        _tx: &mut Tx<'_>,
        _before: &Record<Self>,
        _after: &Record<Self>,
    ) -> Result<(), AppError> {
        Ok(())
    }

    /// Lets nobody change how the owner stands until this transaction ends.
    fn hold_owner(_conn: &mut DbConnection, _owner: Uuid) -> Result<(), AppError> {
        Ok(())
    }
}

/// A kind of document with the rules that need more than the document itself.
pub trait DocumentRules: ResourceRules + Document {
    /// Whether [`ResourceRules::ask_law`] is asked of a new record too, because others stand in its way, or something of it
    /// is settled. It is then written in a transaction of its own, and not together with others.
    const IS_ASKED_WHEN_NEW: bool = false;

    /// Settles what a body that was sent takes over from elsewhere, such as what rules say, in the transaction that writes it.
    fn settle(_tx: &mut Tx<'_>, _body: &mut Self, _now: DateTime<Utc>) -> Result<(), AppError> {
        Ok(())
    }

    /// Notes what the taxonomy makes of its texts and of its retired ids.
    fn read_texts(&mut self, _edition: &Edition) {}

    /// Names the codes that the taxonomy does not know.
    fn unknown_codes(&self, taxonomy: &Taxonomy) -> Vec<FieldError>;

    /// What ends when a record is to be deleted, or why it may not be, before whatever points to it is removed.
    fn leave(
        _tx: &mut Tx<'_>,
        _record: &Record<Self>,
        _now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        Ok(())
    }

    /// Who owns a new record that this actor makes: unless the kind says otherwise, the actor's own organisation.
    fn owner(actor: &Actor, _id: Id<Self>) -> Result<Uuid, Denied> {
        match actor.client() {
            Some(client) if Self::OWNERS.contains(&client.role) => Ok(client.organisation),
            _ => Err(Denied::Role),
        }
    }

    /// Who owns a new record with this body: whoever [`DocumentRules::owner`] says, unless somebody else may write it down for
    /// the one that it names.
    fn owner_named(actor: &Actor, id: Id<Self>, _body: &Self) -> Result<Uuid, Denied> {
        Self::owner(actor, id)
    }
}
