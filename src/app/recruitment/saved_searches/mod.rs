//! Saved searches: what employers and agencies ask of whatever appears or changes, without asking each time.

mod rules;
