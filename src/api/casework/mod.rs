//! Support around the worker.

pub(in crate::api) mod advice;
pub(in crate::api) mod centres;
pub(in crate::api) mod complaints;
pub(in crate::api) mod guides;
pub(in crate::api) mod hsds;
pub(in crate::api) mod services;
