//! Roles, and the rights that their tokens carry.

use crate::domain::values::words::words;

words! {
    /// What an API client works for.
    Role {
        /// An employer of Tatarstan.
        Employer = "employer",
        /// A recruitment agency of Uzbekistan.
        Agency = "agency",
        /// A civil servant's system on either side.
        Operator = "operator",
        /// A partner's web front-end.
        Partner = "partner",
    }
}

words! {
    /// A right that a token carries.
    Scope {
        /// Read employers and agencies.
        OrganisationsRead = "organisations:read",
        /// Create, change and verify employers and agencies.
        OrganisationsWrite = "organisations:write",
        /// Read vacancies.
        VacanciesRead = "vacancies:read",
        /// Create and change vacancies.
        VacanciesWrite = "vacancies:write",
        /// Read candidates.
        CandidatesRead = "candidates:read",
        /// Create and change candidates.
        CandidatesWrite = "candidates:write",
        /// Read disclosure requests.
        DisclosuresRead = "disclosures:read",
        /// Ask for disclosures, and decide on them.
        DisclosuresWrite = "disclosures:write",
        /// Read applications, and what is offered to and signed with whom was chosen.
        ApplicationsRead = "applications:read",
        /// Put candidates forward, invite them, decide, offer terms, answer, and record contracts.
        ApplicationsWrite = "applications:write",
        /// Begin sessions in which workers speak for themselves, and confirm their contacts.
        WorkersWrite = "workers:write",
        /// Read job orders.
        OrdersRead = "orders:read",
        /// Write job orders, decide on them, and allot their heads.
        OrdersWrite = "orders:write",
        /// Read allocations; employers of their own vacancies.
        AllocationsRead = "allocations:read",
        /// Draft, freeze, work out, check and confirm allocations, tie regions, and keep the roadmap.
        AllocationsWrite = "allocations:write",
        /// Ask for matches.
        MatchesRead = "matches:read",
        /// Start match runs.
        MatchesWrite = "matches:write",
        /// Import vacancies or candidates, and read what became of each row.
        ImportsWrite = "imports:write",
        /// Read centres and guides that are not published, and advisory cases.
        CentresRead = "centres:read",
        /// Enter centres and guides and keep them up to date, and advise.
        CentresWrite = "centres:write",
        /// Read recognitions, courses and enrolments, and equivalences that are not published.
        LearningRead = "learning:read",
        /// File recognitions and decide on them, offer courses, enrol, and report how a course ended.
        LearningWrite = "learning:write",
        /// Read the queue of unmapped texts and map them.
        TaxonomyWrite = "taxonomy:write",
        /// Record and approve rule sets.
        RulesWrite = "rules:write",
        /// Read compliance checks and reports of the workforce.
        ComplianceRead = "compliance:read",
        /// Ask for compliance checks, and report the workforce.
        ComplianceWrite = "compliance:write",
        /// Record what happened to candidates, and how what was due has ended.
        DeadlinesWrite = "deadlines:write",
        /// Read who paid what for a recruitment.
        FeesRead = "fees:read",
        /// Record payments for a recruitment, what came back, and what was wrong.
        FeesWrite = "fees:write",
        /// Read complaints that the organisation filed or deals with, and for operators all.
        ComplaintsRead = "complaints:read",
        /// File complaints, and deal with them.
        ComplaintsWrite = "complaints:write",
        /// Set and lift legal holds.
        HoldsWrite = "holds:write",
        /// See which candidates are one person, merge them, and undo that.
        MergesWrite = "merges:write",
        /// Read who did what.
        AuditRead = "audit:read",
        /// Read exact figures, which the public reads rounded, and the roadmap with its meetings.
        StatisticsRead = "statistics:read",
    }
}

impl Role {
    /// The most that a client of this role can be granted.
    pub const fn scopes(self) -> &'static [Scope] {
        match self {
            Self::Employer => &[
                Scope::OrganisationsRead,
                Scope::VacanciesRead,
                Scope::VacanciesWrite,
                Scope::DisclosuresRead,
                Scope::DisclosuresWrite,
                Scope::ApplicationsRead,
                Scope::ApplicationsWrite,
                Scope::OrdersRead,
                Scope::OrdersWrite,
                Scope::MatchesRead,
                Scope::MatchesWrite,
                Scope::ImportsWrite,
                Scope::ComplianceRead,
                Scope::ComplianceWrite,
                Scope::FeesRead,
                Scope::FeesWrite,
                Scope::AllocationsRead,
            ],
            Self::Agency => &[
                Scope::OrganisationsRead,
                Scope::VacanciesRead,
                Scope::CandidatesRead,
                Scope::CandidatesWrite,
                Scope::DisclosuresRead,
                Scope::DisclosuresWrite,
                Scope::ApplicationsRead,
                Scope::ApplicationsWrite,
                Scope::WorkersWrite,
                Scope::OrdersRead,
                Scope::MatchesRead,
                Scope::MatchesWrite,
                Scope::ImportsWrite,
                Scope::DeadlinesWrite,
                Scope::FeesRead,
                Scope::FeesWrite,
                Scope::ComplaintsRead,
                Scope::ComplaintsWrite,
                Scope::LearningRead,
                Scope::LearningWrite,
            ],
            Self::Operator => &[
                Scope::OrganisationsRead,
                Scope::OrganisationsWrite,
                Scope::VacanciesRead,
                Scope::CandidatesRead,
                Scope::DisclosuresRead,
                Scope::DisclosuresWrite,
                Scope::ApplicationsRead,
                Scope::ApplicationsWrite,
                Scope::WorkersWrite,
                Scope::OrdersRead,
                Scope::OrdersWrite,
                Scope::MatchesRead,
                Scope::MatchesWrite,
                Scope::TaxonomyWrite,
                Scope::RulesWrite,
                Scope::ComplianceRead,
                Scope::ComplianceWrite,
                Scope::DeadlinesWrite,
                Scope::FeesRead,
                Scope::FeesWrite,
                Scope::ComplaintsRead,
                Scope::ComplaintsWrite,
                Scope::HoldsWrite,
                Scope::MergesWrite,
                Scope::AuditRead,
                Scope::StatisticsRead,
                Scope::CentresRead,
                Scope::CentresWrite,
                Scope::LearningRead,
                Scope::LearningWrite,
                Scope::AllocationsRead,
                Scope::AllocationsWrite,
            ],
            Self::Partner => &[
                Scope::VacanciesRead,
                Scope::WorkersWrite,
                Scope::MatchesRead,
                Scope::CentresRead,
                Scope::CentresWrite,
                Scope::ComplaintsRead,
                Scope::ComplaintsWrite,
                Scope::LearningRead,
                Scope::LearningWrite,
            ],
        }
    }
}
