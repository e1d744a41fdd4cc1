//! Why an application ends, and who may say so.

use crate::domain::{FieldError, access::relation::Relation, values::words::words};

words! {
    /// Why an application is closed.
    ClosingReason {
        /// The employer takes somebody else, or nobody.
        RejectedByEmployer = "rejected_by_employer",
        /// The worker does not want it any more, or gave no consent.
        WithdrawnByWorker = "withdrawn_by_worker",
        /// The worker may not take part in the programme.
        NotEligible = "not_eligible",
        /// No more workers are let in this year.
        QuotaExhausted = "quota_exhausted",
        /// The employer may not take part in the programme.
        EmployerSuspended = "employer_suspended",
        /// The employer has taken back what the worker had accepted.
        OfferRetracted = "offer_retracted",
        /// The job order is withdrawn.
        OrderWithdrawn = "order_withdrawn",
        /// The worker did not come.
        NoShow = "no_show",
        /// The worker cannot be reached.
        Unreachable = "unreachable",
        /// The same person applied twice.
        Duplicate = "duplicate",
        /// A check has failed that nothing can mend.
        CheckFailed = "check_failed",
        /// The worker was not let into the country.
        EntryRefused = "entry_refused",
        /// A document was refused without which nobody stays or works.
        DocumentRefused = "document_refused",
        /// The worker has lost a document without which nobody stays or works.
        DocumentLost = "document_lost",
        /// The employer has ended the work early.
        TerminatedByEmployer = "terminated_by_employer",
        /// The worker has ended the work early.
        Resigned = "resigned",
        /// The region lets nobody of this trade work any more.
        RegionalLimit = "regional_limit",
        /// The worker is ill.
        Illness = "illness",
        /// The worker has died.
        Death = "death",
    }
}

impl ClosingReason {
    /// Who may close an application for it: its owner is the employer, its other party the agency.
    pub const fn givers(self) -> &'static [Relation] {
        use Relation::{Operator, Owner, Party, System, Worker};
        match self {
            Self::RejectedByEmployer | Self::NoShow => &[Owner],
            Self::WithdrawnByWorker => &[Party, Worker, System],
            Self::TerminatedByEmployer => &[Owner, System],
            Self::Resigned => &[Party, System],
            Self::Illness => &[Party],
            Self::NotEligible | Self::QuotaExhausted | Self::CheckFailed => &[Operator],
            Self::RegionalLimit => &[Owner, Operator],
            Self::EntryRefused | Self::DocumentRefused | Self::DocumentLost | Self::Death => {
                &[Owner, Party, Operator]
            }
            Self::EmployerSuspended => &[Operator, System],
            Self::OrderWithdrawn | Self::OfferRetracted => &[System],
            Self::Unreachable => &[Owner, Party],
            Self::Duplicate => &[Owner, Party, Operator],
        }
    }

    /// Whether the worker may ask for another decision, within ten days.
    pub const fn is_appealable(self) -> bool {
        matches!(
            self,
            Self::RejectedByEmployer
                | Self::NotEligible
                | Self::CheckFailed
                | Self::NoShow
                | Self::OfferRetracted
                | Self::TerminatedByEmployer
                | Self::RegionalLimit
        )
    }

    /// Whether it is said only of somebody to whom terms were offered.
    pub const fn is_early_end(self) -> bool {
        matches!(
            self,
            Self::EntryRefused
                | Self::DocumentRefused
                | Self::DocumentLost
                | Self::TerminatedByEmployer
                | Self::Resigned
                | Self::RegionalLimit
                | Self::Illness
                | Self::Death
        )
    }

    /// The reasons that somebody may give.
    pub fn of(relation: Relation) -> Vec<Self> {
        Self::ALL.iter().copied().filter(|one| one.givers().contains(&relation)).collect()
    }

    /// The reason that somebody gave, if it is one and theirs to give.
    pub fn given(reason: Option<&str>, by: Relation) -> Result<Self, FieldError> {
        let words: Vec<&str> = Self::of(by).into_iter().map(Self::as_str).collect();
        let refused =
            |code| FieldError::new("/reason", code, format!("give one of: {}", words.join(", ")));
        let reason = reason.ok_or_else(|| refused("reason_required"))?;
        let known = reason.parse::<Self>().ok().filter(|one| one.givers().contains(&by));
        known.ok_or_else(|| refused("reason_unknown"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_who_closes_has_a_reason_and_every_reason_somebody() {
        for relation in [
            Relation::Owner,
            Relation::Party,
            Relation::Worker,
            Relation::Operator,
            Relation::System,
        ] {
            for one in ClosingReason::of(relation) {
                assert_eq!(ClosingReason::given(Some(one.as_str()), relation), Ok(one));
            }
            assert!(!ClosingReason::of(relation).is_empty(), "{relation}");
        }
        assert!(ClosingReason::ALL.iter().all(|one| !one.givers().is_empty()));
        assert_eq!(ClosingReason::of(Relation::Public), []);
    }

    #[test]
    fn a_reason_is_asked_for_and_must_be_ones_own() {
        let code = |reason, by| ClosingReason::given(reason, by).unwrap_err().code;
        assert_eq!(code(None, Relation::Owner), "reason_required");
        assert_eq!(code(Some("too expensive"), Relation::Owner), "reason_unknown");
        assert_eq!(code(Some("rejected_by_employer"), Relation::Party), "reason_unknown");
        assert_eq!(code(Some("withdrawn_by_worker"), Relation::Owner), "reason_unknown");
    }
}
