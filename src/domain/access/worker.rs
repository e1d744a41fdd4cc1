//! A worker in the own channel: no client of an organisation, but somebody who has shown a code that was sent to them, and
//! who may do the one thing that the code was for.

use uuid::Uuid;

use crate::domain::{access::scope::Scope, values::words::words};

words! {
    /// What a worker does in the own channel.
    WorkerAct {
        /// Answer an offer.
        AnswerOffer = "answer_offer",
        /// Agree to a contract that is held.
        AgreeToContract = "agree_to_contract",
        /// Say on arrival whether each term is as it was signed.
        ConfirmContract = "confirm_contract",
        /// Confirm a group, or leave it.
        ConfirmGroup = "confirm_group",
        /// Move an application to another state, such as to withdraw it.
        MoveApplication = "move_application",
        /// Tell of the own arrival, or of the first day of work.
        ConfirmArrival = "confirm_arrival",
        /// Tell whether a month was paid in full.
        CheckIn = "check_in",
        /// Claim a benefit for an application.
        ClaimBenefit = "claim_benefit",
    }
}

/// A worker who has shown a code.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Worker {
    /// The candidate that the worker is.
    pub candidate: Uuid,
    /// The session whose code was shown.
    pub session: Uuid,
    /// What the code was for.
    pub act: WorkerAct,
    /// The record that it was for.
    pub record: Uuid,
}

impl Worker {
    /// What a worker's token carries, whatever it is for: to read what the worker was put forward for and offered, and to
    /// ask for the act, which is looked at by itself. Of an allocation a worker reads the own line.
    pub const SCOPES: [Scope; 3] =
        [Scope::ApplicationsRead, Scope::ApplicationsWrite, Scope::AllocationsRead];
}
