//! A page of the feed. What it costs is bounded, however little of the log its reader may see.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        integration::feed::kinds::{Followed, Standing, followed},
    },
    domain::{
        access::actor::Actor,
        integration::event::{ChangeEvent, ToldChange},
        resource::RecordKind,
    },
    store::{
        StoreError,
        backend::DbConnection,
        changes,
        integration::feed::{self, Entry},
        reader::as_server,
    },
};

/// Changes that are looked at together.
pub(super) const WINDOW: i64 = 1_000;
/// How often a page looks before it leaves the rest of the log to the next.
const WINDOWS: usize = 5;

/// Some of the feed.
#[derive(Debug)]
pub struct FeedPage {
    /// What is told, oldest first.
    pub changes: Vec<ToldChange>,
    /// The number up to which everything has been told.
    pub position: i64,
    /// The number of the newest change when this was read.
    pub head: i64,
}

impl App {
    /// What the actor is told of the changes of these kinds (none named is all) after number `after`, at most `limit` of it.
    pub fn feed(
        &self,
        actor: &Actor,
        kinds: &[RecordKind],
        after: i64,
        limit: usize,
    ) -> Result<FeedPage, AppError> {
        let followed = followed(actor, kinds)?;
        self.store.read_slowly(|conn| {
            let head = changes::position(conn)?;
            let mut page = FeedPage { changes: Vec::new(), position: after, head };
            for _ in 0..WINDOWS {
                if page.position >= head || page.changes.len() == limit {
                    break;
                }
                let last = head.min(page.position + WINDOW);
                let entries = entries(conn, &followed, (page.position, last))?;
                let of_kind = |one: &&'static dyn Followed| (*one, changed(&entries, one.kind()));
                let records = followed.iter().map(of_kind).collect();
                let told = told(conn, actor, &entries, records)?;
                page.take(told, last, limit);
            }
            Ok(page)
        })
    }
}

/// Whether the actor may follow these kinds.
pub(in crate::app) fn may_follow(actor: &Actor, kinds: &[RecordKind]) -> Result<(), AppError> {
    followed(actor, kinds).map(drop)
}

impl FeedPage {
    /// Takes what there is to tell of the changes up to `last`, as far as there is room.
    pub(super) fn take(&mut self, told: Vec<ToldChange>, last: i64, limit: usize) {
        let room = limit - self.changes.len();
        let fits = told.len() <= room;
        self.changes.extend(told.into_iter().take(room));
        let told_last = self.changes.last().map_or(last, |change| change.position);
        self.position = if fits { last } else { told_last };
    }
}

/// The changes of these kinds after one number up to another.
fn entries(
    conn: &mut DbConnection,
    followed: &[&'static dyn Followed],
    between: (i64, i64),
) -> Result<Vec<Entry>, StoreError> {
    let kinds: Vec<RecordKind> = followed.iter().map(|one| one.kind()).collect();
    let why = "the log is of all records; what is told of it is what the reader sees of each";
    as_server(conn, why, |conn| feed::between(conn, between, &kinds))
}

/// The records of a kind that changed, each once.
pub(super) fn changed(entries: &[Entry], kind: RecordKind) -> Vec<Uuid> {
    let of_kind = entries.iter().filter(|entry| entry.kind == kind);
    let mut ids: Vec<Uuid> = of_kind.map(|entry| entry.record).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// What an actor is told of changes, where these records of each kind may be in the actor's reach.
pub(super) fn told(
    conn: &mut DbConnection,
    actor: &Actor,
    entries: &[Entry],
    records: Vec<(&'static dyn Followed, Vec<Uuid>)>,
) -> Result<Vec<ToldChange>, StoreError> {
    let mut views = HashMap::new();
    for (one, ids) in records {
        if !ids.is_empty() {
            let standing = one.standing(conn, actor, &ids)?;
            views.insert(one.kind(), View { standing, public: one.public_state(actor) });
        }
    }
    if views.is_empty() {
        return Ok(Vec::new());
    }
    let tell = |entry: &Entry| views.get(&entry.kind)?.tell(entry);
    Ok(entries.iter().filter_map(tell).collect())
}

/// How somebody sees the records of a kind.
struct View {
    standing: Standing,
    /// The state in which they see them, if they see only what is public.
    public: Option<String>,
}

impl View {
    fn tell(&self, entry: &Entry) -> Option<ToldChange> {
        let event = if self.standing.present.contains(&entry.record) {
            self.concerns(entry).then_some(ChangeEvent::Changed)
        } else if self.standing.gone.contains(&entry.record) {
            self.end(entry)
        } else {
            None
        }?;
        let Entry { n, kind, record, version, action, at, .. } = entry;
        let action = self.public.is_none().then(|| action.clone());
        let (position, kind, id, version, at) = (*n, *kind, *record, *version, *at);
        Some(ToldChange { position, kind, id, version, event, action, at })
    }

    /// Whether the change was of what the reader sees: the public hears nothing of drafts.
    fn concerns(&self, entry: &Entry) -> bool {
        let Some(public) = &self.public else { return true };
        [&entry.from, &entry.to].into_iter().flatten().any(|state| state == public)
    }

    /// How the change took the record away, if it did.
    fn end(&self, entry: &Entry) -> Option<ChangeEvent> {
        match &self.public {
            Some(public) => (entry.from.as_ref() == Some(public)
                && entry.to.as_ref() != Some(public))
            .then_some(ChangeEvent::Withdrawn),
            None => (entry.from.is_some() && entry.to.is_none()).then_some(ChangeEvent::Deleted),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(position: i64) -> ToldChange {
        ToldChange {
            position,
            kind: RecordKind::Vacancy,
            id: Uuid::nil(),
            version: 1,
            event: ChangeEvent::Changed,
            action: None,
            at: "2026-11-24T08:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn a_page_goes_on_where_its_room_ends_or_else_where_it_looked_last() {
        let mut page = FeedPage { changes: Vec::new(), position: 0, head: 90 };
        page.take(vec![change(3), change(7)], 50, 3);
        assert_eq!((page.changes.len(), page.position), (2, 50));
        page.take(vec![change(60), change(61)], 90, 3);
        assert_eq!((page.changes.len(), page.position), (3, 60));
    }

    #[test]
    fn a_page_without_anything_to_tell_goes_on_all_the_same() {
        let mut page = FeedPage { changes: Vec::new(), position: 10, head: 90 };
        page.take(Vec::new(), 50, 3);
        assert_eq!((page.changes.len(), page.position), (0, 50));
    }
}
