//! What somebody tells who files a complaint.

use uuid::Uuid;

use crate::domain::{
    casework::complaint::{ComplaintChannel, ComplaintTopic, Urgency},
    values::language::Lang,
};

/// A complaint as somebody files it. It does not print.
pub struct NewComplaint {
    /// What it is about.
    pub topic: ComplaintTopic,
    /// The employer or agency that is complained of, if it is one of ours.
    pub against: Option<Uuid>,
    /// Who is complained of, in words.
    pub against_name: Option<String>,
    /// How it came.
    pub channel: ComplaintChannel,
    /// The language to answer in.
    pub language: Lang,
    /// Whether whoever complains is not to be named.
    pub anonymous: bool,
    /// How urgent it is.
    pub urgency: Urgency,
    /// The worker whom it is about.
    pub candidate: Option<Uuid>,
    /// What happened.
    pub text: String,
}
