//! Support around the worker.

pub(in crate::api) mod centres;
