//! Lists that take long leave readers for everybody else.

use std::sync::mpsc::channel;

use koprik::store::{Store, StoreError};

use crate::support::on_both;

on_both! {
    fn lists_that_take_long_leave_readers_for_others(app) {
        let store = Store::open(app.database.url.parse().unwrap()).unwrap();
        std::thread::scope(|scope| {
            let (begun, begins) = channel();
            let mut ends = Vec::new();
            for _ in 0..2 {
                let (store, begun, (end, ended)) = (store.clone(), begun.clone(), channel::<()>());
                ends.push(end);
                scope.spawn(move || store.read_slowly(|_| {
                    begun.send(()).unwrap();
                    ended.recv().unwrap_err(); // its other end is dropped
                    Ok::<_, StoreError>(())
                }));
                begins.recv().unwrap();
            }
            let refused = store.read_slowly(|_| Ok::<_, StoreError>(()));
            assert!(matches!(refused, Err(StoreError::Unavailable(_))), "no third list holds a reader");
            store.read(|_| Ok::<_, StoreError>(())).unwrap();
            drop(ends);
        });
        store.read_slowly(|_| Ok::<_, StoreError>(())).unwrap();
    }
}
