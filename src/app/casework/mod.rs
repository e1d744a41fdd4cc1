//! Support around the worker: centres.

pub mod centres;
