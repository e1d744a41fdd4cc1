//! How far this server has looked.

use std::sync::Mutex;

/// Up to which change this server has found nothing more to do, for each reaction. One at a time reacts.
#[derive(Debug, Default)]
pub(in crate::app) struct Progress(pub(super) Mutex<Vec<i64>>);
