//! Work on the blocking pool, within the time that a request has.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use actix_web::web;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::api::http::error::ApiError;

/// How long a write may take: longer than it may wait for a lock, so that its caller is told whether it came to be.
pub(super) const WRITES_WITHIN: Duration = Duration::from_secs(5);

/// How long work that takes long waits for its turn.
const LONG_TURN: Duration = Duration::from_mins(1);

const LATE: ApiError = ApiError::Overloaded("the request took too long: repeat it");

/// What work is for, and so what its caller hears if it does not end in time.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It changes nothing, and may take so long.
    Read(Duration),
    /// It may have changed something.
    Write,
}

impl Purpose {
    pub(super) const fn deadline(self) -> Duration {
        match self {
            Self::Read(deadline) => deadline,
            Self::Write => WRITES_WITHIN,
        }
    }
}

/// Does work on the blocking pool, within the time that a request has. What has not begun by then never begins.
pub(super) async fn blocking<T: Send + 'static>(
    permit: OwnedSemaphorePermit,
    purpose: Purpose,
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    let claimed = Arc::new(AtomicBool::new(false));
    let begins = Arc::clone(&claimed);
    let work = web::block(move || {
        let result = if begins.swap(true, Ordering::Relaxed) { Err(LATE) } else { work() };
        drop(permit);
        result
    });
    match actix_web::rt::time::timeout(purpose.deadline(), work).await {
        Ok(done) => done
            .map_err(|_| ApiError::Internal("the work panicked, or the server stops".to_owned()))?,
        Err(_) if claimed.swap(true, Ordering::Relaxed) && purpose == Purpose::Write => {
            Err(ApiError::OutcomeUnknown)
        }
        Err(_) => Err(LATE),
    }
}

/// Does work that takes long and needs no database, when it has one of these turns.
pub(in crate::api) async fn in_turn<T: Send + 'static>(
    turns: &Arc<Semaphore>,
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    let turn = actix_web::rt::time::timeout(LONG_TURN, Arc::clone(turns).acquire_owned()).await;
    let Ok(Ok(turn)) = turn else {
        return Err(ApiError::Overloaded("too many files are being read: repeat the request"));
    };
    let work = web::block(move || {
        let done = work();
        drop(turn);
        done
    });
    work.await
        .map_err(|_| ApiError::Internal("the work panicked, or the server stops".to_owned()))?
}
