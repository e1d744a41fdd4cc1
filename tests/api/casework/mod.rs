//! Support around the worker, over HTTP.

mod centres;
mod complaint_clocks;
mod complaint_referrals;
mod complaints;
mod services;
