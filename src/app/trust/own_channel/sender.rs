//! What brings codes to workers: one of these in each installation.

use std::fmt;

use uuid::Uuid;

use crate::domain::{trust::worker_session::OwnChannel, values::language::Lang};

/// A code on its way to a worker. It does not print.
pub struct CodeMessage<'m> {
    /// The session, or the reminder: the same when it is sent again.
    pub session: Uuid,
    /// How the worker is reached.
    pub channel: OwnChannel,
    /// Where: a telephone number (E.164), or a name in a messenger.
    pub to: &'m str,
    /// The language of the text.
    pub language: Lang,
    /// What the worker reads or hears.
    pub text: &'m str,
}

/// Why a code was not taken. It names neither the code nor the contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSent {
    /// It is tried again, not before so many seconds where that was said.
    Later(String, Option<u64>),
    /// It is not tried again.
    Never(String),
}

/// Brings codes to workers.
pub trait CodeSender: fmt::Debug + Send + Sync {
    /// Brings a code on its way. The same one may come twice, under the same session.
    fn send(&self, message: &CodeMessage<'_>) -> Result<(), NotSent>;
}

impl fmt::Debug for CodeMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CodeMessage").field(&self.session).finish_non_exhaustive()
    }
}
