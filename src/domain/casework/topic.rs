//! What people want to know when they ask for advice, and what guides tell of.

use crate::domain::values::words::words;

words! {
    /// What advice or a guide is about.
    SupportTopic {
        /// Registration at the place of stay.
        Registration = "registration",
        /// The patent and other documents of work.
        Patent = "patent",
        /// Pay.
        Pay = "pay",
        /// Who pays what for a recruitment.
        Fees = "fees",
        /// Complaints, and help in danger.
        Complaints = "complaints",
        /// Where help is given.
        Centres = "centres",
        /// Making a qualification count.
        Recognition = "recognition",
        /// Courses and examinations.
        Courses = "courses",
        /// The way home, and what is paid back there.
        Return = "return",
        /// Where to live.
        Housing = "housing",
        /// Medical examination, insurance and illness.
        Health = "health",
        /// Something else.
        Other = "other",
    }
}
