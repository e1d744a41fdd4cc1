//! What was recognised, to be shown to others, and what of that holds no longer.

use uuid::Uuid;

use crate::{
    app::{App, error::AppError},
    domain::{
        access::actor::Actor,
        learning::recognition::{
            Recognition, RecognitionDecision, RecognitionId, RecognitionOutcome, RecognitionStatus,
            counting,
        },
    },
    store::learning::recognitions,
};

/// How many recognitions that were taken back or decided anew are told of.
const TOLD: i64 = 10_000;

/// A recognition and the decision of it that counts today.
#[derive(Debug, Clone)]
pub struct Certified {
    /// The recognition.
    pub recognition: Recognition,
    /// The decision.
    pub decision: RecognitionDecision,
    /// Which of its decisions that is, from 1.
    pub number: usize,
}

/// A decision that a credential may have been given for, and that counts no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overruled {
    /// The recognition.
    pub recognition: Uuid,
    /// Which of its decisions, from 1.
    pub number: usize,
    /// Whether the authority took it back; otherwise it decided anew.
    pub revoked: bool,
}

impl App {
    /// What counts today of a recognition that the actor may read. Where nothing does, that is a conflict.
    pub fn certified(&self, actor: &Actor, id: RecognitionId) -> Result<Certified, AppError> {
        let recognition = self.find(actor, id)?.record;
        let counts = counting(&recognition, self.today());
        let (number, decision) = counts.map(|(number, one)| (number, one.clone())).ok_or_else(|| {
            let status = recognition.status;
            AppError::Conflict(format!(
                "the recognition is {status}, and nothing of it counts today: there is nothing to certify"
            ))
        })?;
        Ok(Certified { recognition, decision, number })
    }

    /// The decisions that count no longer, those of the newest recognitions first.
    pub fn overruled(&self) -> Result<Vec<Overruled>, AppError> {
        let all = self.store.as_server("whoever is shown a credential may ask whether it holds");
        let found = all.read(|conn| recognitions::overruled(conn, TOLD))?;
        Ok(found.iter().flat_map(overruled_of).collect())
    }
}

fn overruled_of(recognition: &Recognition) -> impl Iterator<Item = Overruled> {
    let revoked = recognition.status == RecognitionStatus::Revoked;
    let decisions = &recognition.body.decisions;
    let over = if revoked { decisions.len() } else { decisions.len().saturating_sub(1) };
    let granted = decisions[..over]
        .iter()
        .zip(1..)
        .filter(|(one, _)| one.outcome != RecognitionOutcome::Refused);
    granted.map(move |(_, number)| Overruled { recognition: recognition.id.0, number, revoked })
}
