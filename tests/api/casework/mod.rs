//! Support around the worker, over HTTP.

mod advice;
mod centres;
mod complaint_clocks;
mod complaint_referrals;
mod complaints;
mod guides;
mod hsds;
mod services;
