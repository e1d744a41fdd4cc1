//! Some of the log, read once for many who are told of it. Which records concern which organisation is read with it, so that
//! nobody asks how records stand to them that are others' alone.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        integration::feed::{
            kinds::{Concerned, Followed, all, followed},
            page::{FeedPage, WINDOW, changed, told},
        },
    },
    domain::{access::actor::Actor, resource::RecordKind},
    store::{
        StoreError,
        integration::feed::{self, Entry},
    },
};

/// The changes after one number up to another.
#[derive(Debug)]
pub(in crate::app) struct Window {
    after: i64,
    last: i64,
    head: i64,
    entries: Vec<Entry>,
    /// Of the kinds of which that is known.
    concerned: HashMap<RecordKind, Concerned>,
}

impl App {
    /// Reads what follows the change with number `after`, up to `head` at most.
    pub(in crate::app) fn log_window(&self, after: i64, head: i64) -> Result<Window, AppError> {
        let last = head.min(after + WINDOW);
        let all_records = self.store.as_server("which records concern whom is told to nobody");
        Ok(all_records.read_slowly(|conn| {
            let kinds: Vec<RecordKind> = all().iter().map(|one| one.kind()).collect();
            let entries = feed::between(conn, (after, last), &kinds)?;
            let mut concerned = HashMap::new();
            for one in all() {
                let ids = changed(&entries, one.kind());
                if !ids.is_empty()
                    && let Some(found) = one.concerned(conn, &ids)?
                {
                    concerned.insert(one.kind(), found);
                }
            }
            Ok::<_, StoreError>(Window { after, last, head, entries, concerned })
        })?)
    }

    /// What the feed tells the actor of a window, of these kinds (none named is all) and after number `after`.
    pub(in crate::app) fn feed_of(
        &self,
        window: &Window,
        actor: &Actor,
        kinds: &[RecordKind],
        (after, limit): (i64, usize),
    ) -> Result<FeedPage, AppError> {
        let later = window.entries.partition_point(|entry| entry.n <= after);
        let entries = &window.entries[later..];
        let may_see = |one: &'static dyn Followed| (one, window.may_concern(one, actor, entries));
        let records: Vec<_> = followed(actor, kinds)?.into_iter().map(may_see).collect();
        let mut page = FeedPage { changes: Vec::new(), position: after, head: window.head };
        let told = if records.iter().all(|(_, ids)| ids.is_empty()) {
            Vec::new()
        } else {
            self.store.read_slowly(|conn| told(conn, actor, entries, records))?
        };
        page.take(told, window.last, limit);
        Ok(page)
    }
}

impl Window {
    /// Whether it has what follows the change with this number.
    pub(in crate::app) fn follows(&self, after: i64) -> bool {
        (self.after..self.last).contains(&after)
    }

    /// The records of a kind among these changes that may concern the actor.
    fn may_concern(&self, one: &dyn Followed, actor: &Actor, entries: &[Entry]) -> Vec<Uuid> {
        match (self.concerned.get(&one.kind()), one.organisation(actor)) {
            (Some(concerned), Some(whose)) => concerned.get(&whose).cloned().unwrap_or_default(),
            _ => changed(entries, one.kind()),
        }
    }
}
