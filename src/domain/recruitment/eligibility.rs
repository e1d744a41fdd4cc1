//! Whether a candidate may have a job at all: the rules, each one a question of yes and no.

use crate::domain::values::words::words;

words! {
    /// A rule of eligibility. Failures are reported in this order. The last two refuse nobody: they are only named as what
    /// is not known.
    Rule {
        /// Every `must` skill is there, at its level and years.
        Skill = "skill",
        /// The candidate accepts the municipality.
        Destination = "destination",
        /// The vacancy accepts the home region.
        HomeRegion = "home_region",
        /// Every `must` language is spoken at its level.
        Language = "language",
        /// Every licence category is held.
        DrivingLicence = "driving_licence",
        /// Every certificate is held.
        Certificate = "certificate",
        /// The years in the trade are enough, as far as they are known.
        Experience = "experience",
        /// The grade in the trade is enough, if it is known.
        Grade = "grade",
        /// The education is enough, if it is known.
        Education = "education",
        /// The candidate can begin in time.
        Availability = "availability",
        /// The pay reaches the candidate's floor.
        Pay = "pay",
        /// The vacancy is published with open seats.
        VacancyState = "vacancy_state",
        /// The candidate is available and has consented.
        CandidateState = "candidate_state",
        /// The occupation is known on both sides.
        Occupation = "occupation",
        /// The pay is stated so that it can be compared with a floor: before taxes, in the same currency, for a time.
        PayNotComparable = "pay_not_comparable",
    }
}
