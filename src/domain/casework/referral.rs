//! Referrals: a case goes to an authority, as an observation unless the worker agrees to be named, or two people find that
//! a life is in danger.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::values::words::words;

words! {
    /// The state of a referral.
    ReferralState {
        /// The authority was asked.
        InProgress = "in_progress",
        /// It deals with it.
        Accepted = "accepted",
        /// It does not.
        Rejected = "rejected",
        /// It is done.
        Done = "done",
        /// It was taken back.
        Revoked = "revoked",
    }
}

words! {
    /// Why an authority may learn who complains.
    NamingBasis {
        /// The worker has agreed to it.
        Consent = "consent",
        /// A life is in danger, and two people say so.
        DangerToLife = "danger_to_life",
    }
}

/// That a case was sent to an authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// Its id.
    pub id: Uuid,
    /// The complaint.
    pub complaint: Uuid,
    /// The authority, in words.
    pub authority: String,
    /// Its state.
    pub state: ReferralState,
    /// Why the authority may learn who complains; `None` if it gets an observation alone.
    pub basis: Option<NamingBasis>,
    /// What shows the worker's consent.
    pub evidence: Option<String>,
    /// The API client that made it.
    pub made_by: Uuid,
    /// The API client that said so too, where a life is in danger.
    pub approved_by: Option<Uuid>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

impl ReferralState {
    /// Whether a referral in this state may enter another.
    pub const fn leads_to(self, to: Self) -> bool {
        matches!(
            (self, to),
            (Self::InProgress, Self::Accepted | Self::Rejected | Self::Revoked)
                | (Self::Accepted, Self::Done | Self::Revoked)
        )
    }
}

impl Referral {
    /// Whether the authority may learn who complains.
    pub fn names_complainant(&self) -> bool {
        match self.basis {
            Some(NamingBasis::Consent) => true,
            Some(NamingBasis::DangerToLife) => self.approved_by.is_some(),
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_referral_goes_forward_and_what_is_over_stays_over() {
        let from = |from: ReferralState| {
            let to = ReferralState::ALL.iter().filter(move |to| from.leads_to(**to));
            to.map(|to| to.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(from(ReferralState::InProgress), ["accepted", "rejected", "revoked"]);
        assert_eq!(from(ReferralState::Accepted), ["done", "revoked"]);
        for over in [ReferralState::Rejected, ReferralState::Done, ReferralState::Revoked] {
            assert_eq!(from(over), [""; 0]);
        }
    }
}
