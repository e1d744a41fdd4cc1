//! Tables of recruitment that are no records of the common form.

pub mod match_runs;
