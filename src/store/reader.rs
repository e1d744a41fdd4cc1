//! Who reads. PostgreSQL is told so as each read begins, and shows no row that is not theirs, whatever a query forgets: the
//! second wall between tenants, behind the reach that every query takes. What each reader sees is written in the migration
//! `wall_tenants_in`. SQLite has no such wall.

use std::sync::Arc;

use diesel::{
    Connection, QueryResult,
    connection::{AnsiTransactionManager, SimpleConnection, TransactionManager},
};
use uuid::Uuid;

use crate::{
    domain::access::{actor::Actor, scope::Role},
    store::{backend::DbConnection, error::StoreError},
};

type Manager = <DbConnection as Connection>::TransactionManager;

const LIFT: &str = "SET LOCAL koprik.lifted = 'on'";
const PUT_BACK: &str = "SET LOCAL koprik.lifted = 'off'";

/// Who reads, for as long as a transaction.
#[derive(Clone)]
pub(super) struct Reader {
    /// The settings that say so.
    settings: Arc<str>,
}

impl Reader {
    /// The server itself, in the background and for all: it sees everything.
    pub(super) fn server() -> Self {
        Self::told("server", &[])
    }

    /// Whoever asks.
    pub(super) fn of(actor: &Actor) -> Self {
        let organisation = actor.organisation();
        let candidate = actor.worker().map(|worker| worker.candidate);
        let word = match actor {
            Actor::System => return Self::server(),
            Actor::Anonymous => "public",
            Actor::Worker(_) => "worker",
            Actor::Client(client) => match client.role {
                Role::Operator => "operator",
                Role::Employer => "employer",
                Role::Agency => "agency",
                Role::Partner => "partner",
            },
        };
        let who =
            [("organisation", organisation), ("caller", actor.caller()), ("candidate", candidate)];
        Self::told(word, &who)
    }

    fn told(word: &str, who: &[(&str, Option<Uuid>)]) -> Self {
        let who = who.iter().filter_map(|(name, id)| Some((name, (*id)?)));
        let who = who.map(|(name, id)| format!("; SET LOCAL koprik.{name} = '{id}'"));
        let word = format!("SET LOCAL koprik.reader = '{word}'");
        Self { settings: std::iter::once(word).chain(who).collect::<String>().into() }
    }

    /// Begins a read, with one round trip to PostgreSQL. `how` is what its transaction begins with.
    pub(super) fn begin(&self, conn: &mut DbConnection, how: &str) -> Result<(), StoreError> {
        if let DbConnection::Postgres(conn) = conn {
            let begin = format!("{how}; {}", self.settings);
            AnsiTransactionManager::begin_transaction_sql(conn, &begin)?;
        }
        Ok(())
    }
}

/// Ends a read. What it found stands, however that goes: a connection that cannot end it is not used again.
pub(super) fn end(conn: &mut DbConnection) {
    if matches!(conn, DbConnection::Postgres(_))
        && let Err(error) = Manager::rollback_transaction(conn)
    {
        tracing::debug!(%error, "a read did not end");
    }
}

/// Reads as the server within the read of somebody else: what is answered rests on records of others, and shows none of
/// them. `why` says so. It does not nest.
pub fn as_server<T, E: From<StoreError>>(
    conn: &mut DbConnection,
    why: &'static str,
    job: impl FnOnce(&mut DbConnection) -> Result<T, E>,
) -> Result<T, E> {
    tracing::trace!(why, "the wall is lifted");
    say(conn, LIFT).map_err(StoreError::from)?;
    let result = job(conn)?; // where it fails, the whole read ends, and with it what was said
    say(conn, PUT_BACK).map_err(StoreError::from)?;
    Ok(result)
}

fn say(conn: &mut DbConnection, what: &str) -> QueryResult<()> {
    match conn {
        DbConnection::Postgres(conn) => conn.batch_execute(what),
        DbConnection::Sqlite(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::worker::{Worker, WorkerAct};

    fn told(actor: &Actor) -> String {
        Reader::of(actor).settings.replace("SET LOCAL koprik.", "")
    }

    #[test]
    fn the_database_is_told_who_asks_and_no_more() {
        let id = Uuid::from_u128(7);
        let agency = Actor::on_behalf_of(Role::Agency, id);
        assert_eq!(
            told(&agency),
            format!("reader = 'agency'; organisation = '{id}'; caller = '{}'", Uuid::nil())
        );
        let (act, record) = (WorkerAct::CheckIn, Uuid::nil());
        let worker = Actor::Worker(Worker { candidate: id, session: id, act, record });
        assert_eq!(
            told(&worker),
            format!("reader = 'worker'; caller = '{id}'; candidate = '{id}'")
        );
        assert_eq!(told(&Actor::Anonymous), "reader = 'public'");
        assert_eq!(told(&Actor::System), "reader = 'server'");
    }
}
