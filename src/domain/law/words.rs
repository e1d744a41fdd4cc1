//! The closed words of rule sets.

use crate::domain::values::words::words;

words! {
    /// What a rule is about, and so what it says.
    RuleKind {
        /// The greatest share of foreign workers of an employer.
        ShareCap = "share_cap",
        /// Who does not count as a foreign worker in a share.
        Counting = "counting",
        /// Activities that holders of a work document are kept from.
        ActivityBan = "activity_ban",
        /// The least pay.
        WageFloor = "wage_floor",
        /// An amount that others refer to.
        Amount = "amount",
        /// What a state pays back.
        Benefit = "benefit",
        /// What a payer may not be asked to pay.
        FeeBan = "fee_ban",
        /// The most that a payer may be asked to pay.
        FeeCap = "fee_cap",
        /// The time within which something must be done.
        Deadline = "deadline",
        /// For how long a document is valid.
        Validity = "validity",
        /// For how long somebody may stay.
        StayLimit = "stay_limit",
        /// What a contract must say.
        RequiredTerms = "required_terms",
        /// The least income.
        IncomeCondition = "income_condition",
        /// What an agency must have.
        AgencyCondition = "agency_condition",
        /// A ground on which work ends.
        EndGround = "end_ground",
        /// A way to work, with the checks on it.
        Route = "route",
        /// A fact that nothing is computed from.
        Flag = "flag",
    }
}

impl RuleKind {
    /// Whether a check of a worker is waived by such a rule: one that says how long a paper holds or somebody may stay, which way
    /// leads to work, or a plain fact. No rule about pay, shares or fees is a ground for that.
    pub const fn may_waive(self) -> bool {
        matches!(self, Self::Validity | Self::StayLimit | Self::Route | Self::Flag)
    }
}

words! {
    /// Whose rule it is.
    Authority {
        /// Russia.
        Russia = "RU",
        /// Tatarstan.
        Tatarstan = "RU-TA",
        /// Uzbekistan.
        Uzbekistan = "UZ",
        /// A promise of the corridor's own, no law.
        Koprik = "KOPRIK",
    }
}

words! {
    /// How far a rule binds.
    RuleStatus {
        /// It is law and decides.
        InForce = "in_force",
        /// It is announced and warns.
        Expected = "expected",
        /// It is a bill or a project and is only reported.
        Draft = "draft",
        /// It is a promise of the corridor's own and decides.
        Policy = "policy",
    }
}

words! {
    /// How sure a rule is.
    Confidence {
        /// Two sources or a state body.
        High = "high",
        /// One good source.
        Medium = "medium",
        /// Memory or a draft.
        Low = "low",
    }
}

words! {
    /// How something came to be known.
    How {
        /// A passage of the source was read.
        Excerpt = "excerpt",
        /// From the data of a published package.
        Package = "package",
        /// Arithmetic on other entries.
        Computed = "computed",
        /// Not read: check before use.
        Memory = "memory",
        /// The act itself was read.
        Act = "act",
    }
}

words! {
    /// What counts as the first day of a time.
    CountFrom {
        /// The day of the event is day 1.
        FirstDay = "first_day",
        /// The day after the event is day 1.
        NextDay = "next_day",
    }
}

words! {
    /// What a time is counted in.
    TimeUnit {
        /// Hours.
        Hour = "hour",
        /// Days.
        CalendarDay = "calendar_day",
        /// Days on which offices work.
        WorkingDay = "working_day",
        /// Months; one that lacks the day ends with its last.
        Month = "month",
        /// Years.
        Year = "year",
    }
}

words! {
    /// Where a day goes that is no working day.
    Roll {
        /// Back to the last working day.
        PreviousWorking = "previous_working",
    }
}

words! {
    /// Which of several calendars gives the day.
    Choose {
        /// The one that gives the earlier day.
        Earlier = "earlier",
    }
}

words! {
    /// A side of the corridor.
    Side {
        /// Tatarstan.
        Tatarstan = "tt",
        /// Uzbekistan.
        Uzbekistan = "uz",
    }
}

words! {
    /// The state of a recorded rule set, which follows from its approvals.
    RuleSetState {
        /// Recorded.
        Draft = "draft",
        /// Approved by one side.
        Reviewed = "reviewed",
        /// Approved by both, and no later one is: it answers.
        Active = "active",
        /// It was active until a later one was.
        Superseded = "superseded",
    }
}

words! {
    /// Whether a rule in force asks for something after an event.
    DeadlinesResult {
        /// One does.
        Due = "due",
        /// None is known.
        Unknown = "unknown",
    }
}
