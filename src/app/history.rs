//! What happened to a record, for its owner and for operators.

pub use crate::store::history::Entry;

use crate::{
    app::{App, error::AppError},
    domain::{
        access::actor::Actor,
        resource::{id::Id, reach::Extent},
    },
    store::{history::History, ledger::Ledger, reader::as_server, records::Stored},
};

impl App {
    /// The history of a record after number `after`, oldest first. The public has no part in it, and of a record that is
    /// deleted only operators see it.
    pub fn history<R: Stored>(
        &self,
        actor: &Actor,
        id: Id<R>,
        after: i64,
        limit: usize,
    ) -> Result<Vec<Entry>, AppError> {
        actor.require(R::READ)?;
        let reach = actor.reach::<R>();
        self.store.read(|conn| {
            let seen = match reach.extent() {
                Extent::All => History::list(conn, (R::KIND, id.0), 0, 1)?.len() == 1,
                Extent::Owner(_) | Extent::Shared(_) | Extent::Party(_) | Extent::Worker(_) => {
                    R::find(conn, reach, id)?.is_some()
                }
                Extent::Public | Extent::Nothing => false,
            };
            if !seen {
                return Err(AppError::NoSuch(R::KIND));
            }
            let why = "the log is of all records, and this one is the reader's";
            let list = |conn: &mut _| History::list(conn, (R::KIND, id.0), after, limit);
            Ok(as_server(conn, why, list)?)
        })
    }
}
