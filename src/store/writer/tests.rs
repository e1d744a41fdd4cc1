//! What a bad neighbour does to a batch.

use std::sync::{Arc, Barrier, Mutex};

use uuid::Uuid;

use super::*;
use crate::{
    domain::resource::RecordKind,
    store::{
        Store,
        changes::{self, Change, Note},
        erasure,
        history::History,
        ledger::Ledger,
    },
};

type Work = Box<dyn FnOnce(&mut Tx<'_>) -> Result<(), StoreError> + Send>;

fn change(record: Uuid) -> Change {
    let note = Note {
        actor: None,
        action: "test".to_owned(),
        reason: None,
        at: chrono::DateTime::UNIX_EPOCH,
    };
    Change::new(RecordKind::Token, record, 1, note)
}

fn logged(store: &Store) -> Vec<Uuid> {
    let all = store.read(|conn| changes::since(conn, 0, 100)).unwrap();
    assert!(all.iter().zip(1..).all(|(entry, n)| entry.n == n), "the log has a gap: {all:?}");
    all.into_iter().map(|entry| entry.record).collect()
}

#[test]
fn a_job_that_fails_or_panics_hurts_no_neighbour() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("koprik.db").display().to_string();
    let store = Store::open(Backend::Sqlite { path }).unwrap();
    store.migrate().unwrap();
    let told = Arc::new(Mutex::new(0));
    let heard = Arc::clone(&told);
    let on_commit: OnCommit = Box::new(move |changes| *heard.lock().unwrap() += changes.len());
    let writer = Writer::start(store.backend().clone(), None, on_commit).unwrap();

    let (good, bad) = ([Uuid::now_v7(), Uuid::now_v7()], Uuid::now_v7());
    let together = Barrier::new(4);
    let log = |record: Uuid| {
        move |tx: &mut Tx<'_>| -> Result<(), StoreError> {
            tx.log(change(record));
            Ok(())
        }
    };
    let results: Vec<Result<(), StoreError>> = std::thread::scope(|scope| {
        let run = |work: Work| {
            let (writer, together) = (&writer, &together);
            scope.spawn(move || {
                together.wait();
                writer.run(work)
            })
        };
        let jobs = [
            run(Box::new(log(good[0]))),
            run(Box::new(move |tx| {
                tx.log(change(bad));
                Err(StoreError::NotWritten)
            })),
            run(Box::new(move |tx| {
                tx.log(change(bad));
                panic!("a job may panic")
            })),
            run(Box::new(log(good[1]))),
        ];
        jobs.map(|job| job.join().unwrap()).into()
    });

    assert!(results[0].is_ok() && results[3].is_ok(), "{results:?}");
    assert!(matches!(results[1], Err(StoreError::NotWritten)), "{results:?}");
    assert!(matches!(results[2], Err(StoreError::Panicked)), "{results:?}");
    let mut kept = logged(&store);
    kept.sort_unstable();
    let mut expected = good.to_vec();
    expected.sort_unstable();
    assert_eq!(kept, expected);
    assert_eq!(*told.lock().unwrap(), 2);
}

#[test]
fn a_commit_that_fails_acknowledges_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("koprik.db").display().to_string();
    let store = Store::open(Backend::Sqlite { path }).unwrap(); // not migrated: the change log cannot be written
    let on_commit: OnCommit = Box::new(|_| panic!("nothing was committed"));
    let writer = Writer::start(store.backend().clone(), None, on_commit).unwrap();
    let result: Result<(), StoreError> = writer.run(|tx| {
        tx.log(change(Uuid::now_v7()));
        Ok(())
    });
    assert!(matches!(result, Err(StoreError::Unavailable(_))), "{result:?}");
}

#[test]
fn the_thread_outlives_a_panic_in_a_batch() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("koprik.db").display().to_string();
    let store = Store::open(Backend::Sqlite { path }).unwrap();
    store.migrate().unwrap();
    let on_commit: OnCommit =
        Box::new(|logged| assert_ne!(logged[0].n, 1, "the first commit panics"));
    let writer = Writer::start(store.backend().clone(), None, on_commit).unwrap();
    let log = |record: Uuid| {
        writer.run(move |tx| -> Result<(), StoreError> {
            tx.log(change(record));
            Ok(())
        })
    };
    let records = [Uuid::now_v7(), Uuid::now_v7()];
    assert!(log(records[0]).is_ok(), "it was committed, whoever hears of it");
    assert!(log(records[1]).is_ok());
    assert_eq!(logged(&store), records);
}

#[test]
fn a_reason_that_is_not_yet_written_is_erased_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("koprik.db").display().to_string();
    let store = Store::open(Backend::Sqlite { path }).unwrap();
    store.migrate().unwrap();
    let writer = Writer::start(store.backend().clone(), None, Box::new(|_| {})).unwrap();
    let (erased, other) = (Uuid::now_v7(), Uuid::now_v7());
    let because = move |record| {
        let mut change = change(record);
        change.note.reason = Some("of a person".to_owned());
        change
    };
    let log = move |tx: &mut Tx<'_>| -> Result<(), StoreError> {
        tx.log(because(erased));
        tx.log(because(other));
        Ok(())
    };
    writer.run(log).unwrap();
    writer
        .run(move |tx| {
            log(tx)?;
            erasure::erase(tx, erased)
        })
        .unwrap();
    let reasons = |record| -> Vec<bool> {
        let list = |conn: &mut DbConnection| History::list(conn, (RecordKind::Token, record), 0, 9);
        store.read(list).unwrap().iter().map(|entry| entry.reason.is_some()).collect()
    };
    assert_eq!((reasons(erased), reasons(other)), (vec![false; 2], vec![true; 2]));
}

#[test]
fn what_waited_too_long_is_refused_and_never_happens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("koprik.db").display().to_string();
    let store = Store::open(Backend::Sqlite { path }).unwrap();
    store.migrate().unwrap();
    let thread = Thread {
        backend: store.backend().clone(),
        batch: 10,
        conn: None,
        on_commit: Box::new(|_| {}),
        key: Arc::default(),
    };
    let (queue, jobs) = sync_channel(2);
    let (late, in_time) = (Uuid::now_v7(), Uuid::now_v7());
    for (record, waited) in [(late, PATIENCE), (in_time, Duration::ZERO)] {
        let work: super::Work = Box::new(move |tx| {
            tx.log(change(record));
            (true, Box::new(|_| {}))
        });
        let since = Instant::now().checked_sub(waited).unwrap();
        queue.send((since, Job::Work(work))).unwrap();
    }
    drop(queue);
    thread.run(&jobs);
    assert_eq!(logged(&store), [in_time]);
}
