//! The records of one kind that changes tell of, as they now are.

use std::{borrow::Cow, collections::HashSet};

use uuid::Uuid;

use crate::{
    domain::{access::actor::Actor, resource::Record},
    store::{
        Store, StoreError,
        changes::{Logged, State},
        records::Document,
    },
};

/// A record as it now is; `None` is gone.
pub(super) type Current<'l, R> = (Uuid, Option<Cow<'l, Record<R>>>);

/// The records of this kind among the changes. Those that are not at hand are read together.
pub(super) fn current<'l, R: Document>(
    store: &Store,
    changes: &'l [Logged],
) -> Result<Vec<Current<'l, R>>, StoreError> {
    let (mut all, mut unread) = (Vec::new(), HashSet::new());
    for change in changes.iter().filter(|change| change.kind == R::KIND) {
        match (&change.state, change.state.record()) {
            (State::Deleted, _) => all.push((change.record, None)),
            (_, Some(record)) => all.push((change.record, Some(Cow::Borrowed(record)))),
            (_, None) => {
                unread.insert(change.record);
            }
        }
    }
    if !unread.is_empty() {
        let ids: Vec<Uuid> = unread.iter().copied().collect();
        for record in store.read(|conn| R::find_all(conn, Actor::System.reach(), &ids))? {
            unread.remove(&record.id.0);
            all.push((record.id.0, Some(Cow::Owned(record))));
        }
        all.extend(unread.into_iter().map(|gone| (gone, None)));
    }
    Ok(all)
}
