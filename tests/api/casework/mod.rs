//! Support around the worker, over HTTP.

mod centres;
mod services;
