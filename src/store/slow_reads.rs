//! Room for reads that may take long, so that they never hold every reader: the others stay for reads of one record.

use std::{
    sync::{Condvar, Mutex, PoisonError},
    time::Duration,
};

use crate::store::error::StoreError;

/// How many may run at a time.
pub(super) struct SlowReads {
    most: u32,
    running: Mutex<u32>,
    ended: Condvar,
}

/// A read that runs.
pub(super) struct Running<'s>(&'s SlowReads);

impl SlowReads {
    /// Room for so many.
    pub(super) fn new(most: u32) -> Self {
        Self { most, running: Mutex::new(0), ended: Condvar::new() }
    }

    /// Begins a read as soon as there is room; gives up after some time.
    pub(super) fn begin(&self, patience: Duration) -> Result<Running<'_>, StoreError> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |running: &mut u32| *running >= self.most;
        let (mut running, waited) = self
            .ended
            .wait_timeout_while(running, patience, full)
            .unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() && *running >= self.most {
            return Err(StoreError::Unavailable("too many lists are being read".to_owned()));
        }
        *running += 1;
        Ok(Running(self))
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        *self.0.running.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.ended.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_read_waits_for_room_and_then_gives_up() {
        let reads = SlowReads::new(2);
        let (first, _second) = (reads.begin(Duration::ZERO).unwrap(), reads.begin(Duration::ZERO));
        assert!(matches!(reads.begin(Duration::ZERO), Err(StoreError::Unavailable(_))));
        std::thread::scope(|scope| {
            let waits = scope.spawn(|| reads.begin(Duration::from_mins(1)).is_ok());
            drop(first);
            assert!(waits.join().unwrap());
        });
        reads.begin(Duration::ZERO).map(drop).unwrap();
    }
}
