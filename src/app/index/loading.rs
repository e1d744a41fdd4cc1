//! Reads every record of the database for the index: one thread fetches page after page of one consistent moment, the
//! others turn rows into facts meanwhile.

use std::{
    num::NonZeroUsize,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use crate::{
    app::index::facts::{candidate_facts, vacancy_facts},
    domain::{
        access::actor::Actor,
        recruitment::{candidate::Candidate, vacancy::Vacancy},
        resource::{Record, id::Id},
    },
    matching::{CandidateFacts, Knowledge, VacancyFacts},
    store::{
        StoreError,
        backend::DbConnection,
        records::{Document, Unread},
    },
};

/// Records in a page.
const PAGE: usize = 2_000;
/// Pages that may wait to be read.
const AHEAD: usize = 4;

/// What the index needs of every vacancy and candidate; `progress` is told how many records have been fetched.
pub(in crate::app) fn facts(
    conn: &mut DbConnection,
    knowledge: &Knowledge,
    progress: &dyn Fn(usize),
) -> Result<(Vec<VacancyFacts>, Vec<CandidateFacts>), StoreError> {
    let vacancies = each(conn, progress, |vacancy: Vacancy| vacancy_facts(knowledge, &vacancy))?;
    let known = vacancies.len();
    let candidates = each(conn, &|count| progress(known + count), |candidate: Candidate| {
        candidate_facts(knowledge, &candidate)
    })?;
    Ok((vacancies, candidates))
}

/// What `make` makes of every record of a kind, in any order.
pub(in crate::app) fn each<R: Document, T: Send>(
    conn: &mut DbConnection,
    progress: &dyn Fn(usize),
    make: impl Fn(Record<R>) -> T + Sync,
) -> Result<Vec<T>, StoreError> {
    let (pages, queue) = sync_channel(AHEAD);
    let queue = Arc::new(Mutex::new(queue));
    thread::scope(|scope| {
        let readers: Vec<_> = (0..thread::available_parallelism().map_or(1, NonZeroUsize::get))
            .map(|_| {
                let (queue, make) = (Arc::clone(&queue), &make);
                scope.spawn(move || read(&queue, make))
            })
            .collect();
        drop(queue); // a reader that fails leaves; when the last has left, nobody waits for more pages
        let fetched = fetch(conn, &pages, progress);
        drop(pages); // nothing more comes
        let mut all = Vec::new();
        for reader in readers {
            all.extend(reader.join().map_err(|_| StoreError::Panicked)??);
        }
        fetched.map(|()| all)
    })
}

/// Fetches page after page, until there is none or nobody reads them.
fn fetch<R: Document>(
    conn: &mut DbConnection,
    pages: &SyncSender<Vec<Unread<R>>>,
    progress: &dyn Fn(usize),
) -> Result<(), StoreError> {
    let (mut after, mut count): (Option<Id<R>>, usize) = (None, 0);
    loop {
        let page = R::scan(conn, Actor::System.reach(), after, PAGE)
            .map_err(|error| first_unreadable(conn, after, error))?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.id());
        count += page.len();
        progress(count);
        if pages.send(page).is_err() {
            return Ok(()); // the readers say why
        }
    }
}

/// The error of the first row after `after` that cannot be read, where a page of them cannot.
fn first_unreadable<R: Document>(
    conn: &mut DbConnection,
    mut after: Option<Id<R>>,
    error: StoreError,
) -> StoreError {
    if !error.lasts() {
        return error;
    }
    loop {
        match R::scan(conn, Actor::System.reach(), after, 1) {
            Err(closer) => return closer,
            Ok(row) if row.is_empty() => return error,
            Ok(row) => after = row.last().map(Unread::id),
        }
    }
}

fn read<R: Document, T>(
    queue: &Mutex<Receiver<Vec<Unread<R>>>>,
    make: &impl Fn(Record<R>) -> T,
) -> Result<Vec<T>, StoreError> {
    let mut all = Vec::new();
    loop {
        let page = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(page) = page else { return Ok(all) };
        for row in page {
            all.push(make(row.read()?));
        }
    }
}
