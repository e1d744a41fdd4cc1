//! How far a run has come, and whether it shall stop.

/// What a run is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Units are being seated.
    Seating,
    /// Whoever would rather be elsewhere is looked for.
    Checking,
    /// What one seat more would change is looked for.
    Explaining,
}

/// A run that was told to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the run was stopped")]
pub struct Cancelled;

/// Who is told how far a run has come, in thousandths of a stage, and says whether it goes on.
pub struct Watch<'w> {
    call: &'w mut dyn FnMut(Stage, u16) -> bool,
}

/// Steps between two calls.
const PAUSE: usize = 4096;

impl<'w> Watch<'w> {
    /// Tells this one.
    pub fn new(call: &'w mut dyn FnMut(Stage, u16) -> bool) -> Self {
        Self { call }
    }

    pub(super) fn at(&mut self, stage: Stage, done: usize, of: usize) -> Result<(), Cancelled> {
        if !done.is_multiple_of(PAUSE) {
            return Ok(());
        }
        self.always(stage, done, of)
    }

    pub(super) fn always(&mut self, stage: Stage, done: usize, of: usize) -> Result<(), Cancelled> {
        let share = u16::try_from(done * 1000 / of.max(1)).unwrap_or(1000);
        if (self.call)(stage, share.min(1000)) { Ok(()) } else { Err(Cancelled) }
    }
}
