//! Whether an answer about matches, given once, may be given again as it is.

use uuid::Uuid;

use crate::{
    app::{App, index::moment::MomentProof, trust::asked::AskedPay},
    domain::access::actor::Actor,
};

/// What an answer is judged again with when the same caller asks the same again.
#[derive(Debug)]
pub struct AnswerProof {
    pub(in crate::app) moment: MomentProof,
    /// The candidates that it shows.
    pub(in crate::app) candidates: Vec<Uuid>,
    /// The pay that it was asked with, if it is about a vacancy.
    pub(in crate::app) pay: Option<AskedPay>,
}

impl App {
    /// Whether the actor, who was answered this, would be answered the same now, and nothing is left to note for it: the
    /// day has begun, and the profiles and the pay count for it. Looks into memory only; in doubt it says no.
    pub fn still_answers(&self, actor: &Actor, proof: &AnswerProof) -> bool {
        self.day_has_begun()
            && self.follower.still_finds(&proof.moment, self.today())
            && self.has_seen(actor, &proof.candidates)
            && proof.pay.as_ref().is_none_or(|pay| self.has_asked_with(actor, pay))
    }
}
