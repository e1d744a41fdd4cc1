//! The kinds of jobs: one line each.

use crate::{
    app::jobs::work::JobType,
    domain::{
        integration::import::ImportBody, programme::allocation::AllocationRunBody,
        recruitment::match_run::MatchRunBody,
    },
};

/// Every kind of job that servers work on, and forget when it is old.
pub const JOB_TYPES: &[JobType] = &[
    JobType::of::<MatchRunBody>(),
    JobType::of::<AllocationRunBody>(),
    JobType::of::<ImportBody>(),
];
