//! What is counted, and by what.

use crate::domain::{programme::application::ApplicationStatus, values::words::words};

words! {
    /// What is counted: people by the month in which they first came so far, or heads by the month in which their work
    /// is to begin.
    Series {
        /// Workers wanted by the job orders that were approved before the month began in which the work is to begin.
        HeadsPlanned = "heads_planned",
        /// The same, as the orders stand now: what was cut or added later is in it.
        HeadsWanted = "heads_wanted",
        /// People put forward.
        Applications = "applications",
        /// People chosen, for whom a seat is held.
        Selected = "selected",
        /// People to whom terms were offered.
        Offered = "offered",
        /// People with a signed contract that keeps what was accepted.
        Signed = "signed",
        /// People who set out.
        Departed = "departed",
        /// People who arrived.
        Arrived = "arrived",
        /// People who were registered at the place of stay.
        Registered = "registered",
        /// People who got the document without which nobody works.
        DocumentIssued = "document_issued",
        /// People who began to work.
        Working = "working",
        /// People who came home after the work.
        Returned = "returned",
    }
}

words! {
    /// By what figures are told apart, beside the month.
    Dimension {
        /// Home region of the worker (ISO 3166-2:UZ).
        Origin = "origin",
        /// Municipality of the work (ОКТМО).
        Municipality = "municipality",
        /// Trade of the vacancy.
        Trade = "trade",
    }
}

words! {
    /// For whom figures are told.
    Audience {
        /// Rounded to multiples of five; small ones not at all.
        Public = "public",
        /// Exact; small ones, and those that would tell them, not at all.
        Operators = "operators",
    }
}

/// What a figure is told under where nobody knows it.
pub const UNKNOWN: &str = "unknown";

impl Series {
    /// The state of an application whose first beginning it counts; `None` where it counts no applications.
    pub const fn stage(self) -> Option<ApplicationStatus> {
        match self {
            Self::HeadsPlanned | Self::HeadsWanted => None,
            Self::Applications => Some(ApplicationStatus::Submitted),
            Self::Selected => Some(ApplicationStatus::Selected),
            Self::Offered => Some(ApplicationStatus::ContractOffered),
            Self::Signed => Some(ApplicationStatus::ContractSigned),
            Self::Departed => Some(ApplicationStatus::Departed),
            Self::Arrived => Some(ApplicationStatus::Arrived),
            Self::Registered => Some(ApplicationStatus::MigrationRegistered),
            Self::DocumentIssued => Some(ApplicationStatus::WorkDocumentIssued),
            Self::Working => Some(ApplicationStatus::Working),
            Self::Returned => Some(ApplicationStatus::Returned),
        }
    }

    /// What a plan is held against: the people who have come so far.
    pub const FACT: Self = Self::Working;
}
