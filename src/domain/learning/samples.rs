//! Recognitions for tests.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::domain::{
    law::fee::FeePayer,
    learning::{
        qualification::{Purpose, QualificationLevel, SkillLevel},
        recognition::{
            QualificationKind, Recognition, RecognitionBody, RecognitionDecision,
            RecognitionOutcome,
        },
    },
    programme::offer::{WorkerChannel, WorkerWord},
    resource::{Record, id::Id},
    values::language::Lang,
};

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn skill(id: &str, level: u8) -> SkillLevel {
    SkillLevel { skill: id.parse().unwrap(), level }
}

fn noon(day: NaiveDate) -> DateTime<Utc> {
    day.and_hms_opt(12, 0, 0).unwrap().and_utc()
}

/// Bricks at 4 and plaster at 3, applied for on 20 November 2026.
pub(super) fn asked() -> RecognitionBody {
    let applied_on = day("2026-11-20");
    RecognitionBody {
        candidate: Id::new(Uuid::from_u128(1)),
        kind: QualificationKind::Vocational,
        document_hash: "0".repeat(64).parse().unwrap(),
        purpose: Purpose::Work,
        authority: "one".to_owned(),
        skills: vec![skill("con.bricks", 4), skill("con.plaster", 3)],
        applied_on,
        fee_payer: FeePayer::Employer,
        word: WorkerWord::recorded(
            Lang::UzLatn,
            WorkerChannel::Agency,
            "recording 1".to_owned(),
            noon(applied_on),
        ),
        decisions: Vec::new(),
    }
}

/// A decision on a day, recorded the same day.
pub(super) fn decision(
    outcome: RecognitionOutcome,
    skills: &[SkillLevel],
    decided_on: &str,
) -> RecognitionDecision {
    let (refused, decided_on) = (outcome == RecognitionOutcome::Refused, day(decided_on));
    let told = |text: &str| Some(text.to_owned());
    RecognitionDecision {
        outcome,
        skills: skills.to_vec(),
        level: (!refused)
            .then(|| QualificationLevel { eqf: Some(3), ..QualificationLevel::default() }),
        valid_until: None,
        conditions: None,
        missing: if outcome == RecognitionOutcome::Recognised { None } else { told("codes") },
        course: None,
        no_course: if refused { told("none is announced") } else { None },
        decided_on,
        recorded_at: noon(decided_on),
    }
}

/// The same case, decided.
pub(super) fn decided(
    id: u128,
    body: RecognitionBody,
    decision: RecognitionDecision,
) -> Recognition {
    let (status, at) = (decision.outcome.state(), decision.recorded_at);
    let body = RecognitionBody { decisions: vec![decision], ..body };
    Record { status, ..Record::create(Id::new(Uuid::from_u128(id)), Uuid::nil(), None, body, at) }
}
