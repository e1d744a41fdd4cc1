//! What a decision on a recognition must say, and what contradicts what was applied for.

use chrono::NaiveDate;

use crate::domain::{
    FieldError,
    learning::{
        qualification::{QualificationLevel, SkillLevel, covers},
        recognition::{RecognitionBody, RecognitionDecision, RecognitionOutcome},
    },
};

impl RecognitionBody {
    /// What of a decision that is written down today does not hold together; empty for one that does.
    pub fn wrong_with(&self, decision: &RecognitionDecision, today: NaiveDate) -> Vec<FieldError> {
        let mut wrong = self.wrong_days(decision, today);
        match decision.outcome {
            RecognitionOutcome::Recognised => {
                wrong.extend(grants_nothing(decision));
                wrong.extend(self.misses_some(&decision.skills));
            }
            RecognitionOutcome::PartlyRecognised => {
                wrong.extend(grants_nothing(decision));
                wrong.extend(self.misses_none(&decision.skills));
                wrong.extend(names_nothing_missing(decision));
            }
            RecognitionOutcome::Refused => {
                wrong.extend(grants_something(decision));
                wrong.extend(names_nothing_missing(decision));
                wrong.extend(names_no_course(decision));
            }
        }
        wrong.extend(self.not_asked_for(&decision.skills));
        wrong
    }

    fn wrong_days(&self, decision: &RecognitionDecision, today: NaiveDate) -> Vec<FieldError> {
        let first = self.decision().map_or(self.applied_on, |before| before.decided_on);
        let is_then = (first..=today).contains(&decision.decided_on);
        let why = format!(
            "must lie between {first}, when it was applied for or last decided on, and today"
        );
        let is_before = decision.valid_until.is_some_and(|until| until < decision.decided_on);
        [
            (!is_then).then(|| FieldError::new("/decided_on", "range", why)),
            is_before.then(|| {
                let why = "must not lie before decided_on";
                FieldError::new("/valid_until", "period_reversed", why)
            }),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn misses_some(&self, skills: &[SkillLevel]) -> Option<FieldError> {
        (!skills.is_empty() && !covers(skills, &self.skills)).then(|| {
            let why = "recognised means every skill that was asked for at its level: say partly_recognised";
            FieldError::new("/skills", "contradiction", why)
        })
    }

    fn misses_none(&self, skills: &[SkillLevel]) -> Option<FieldError> {
        covers(skills, &self.skills).then(|| {
            let why = "every skill that was asked for is there at its level: say recognised";
            FieldError::new("/skills", "contradiction", why)
        })
    }

    fn not_asked_for(&self, skills: &[SkillLevel]) -> Vec<FieldError> {
        let asked = |one: &SkillLevel| self.skills.iter().any(|other| other.skill == one.skill);
        let strange = skills.iter().enumerate().filter(|(_, one)| !asked(one));
        let told = strange.map(|(at, _)| {
            let why = "this skill was not applied for: leave it out";
            FieldError::new(format!("/skills/{at}/skill"), "contradiction", why)
        });
        told.collect()
    }
}

/// A decision by which something counts says which skills, and at what level of a framework.
fn grants_nothing(decision: &RecognitionDecision) -> Vec<FieldError> {
    let outcome = decision.outcome;
    let required = |is_missing: bool, at, what: &str| {
        let why = format!("{outcome} needs {what}");
        is_missing.then(|| FieldError::new(at, "required", why))
    };
    let level = decision.level.as_ref().is_none_or(QualificationLevel::is_empty);
    [
        required(decision.skills.is_empty(), "/skills", "a skill that counts"),
        required(level, "/level", "a level in one of the frameworks"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn grants_something(decision: &RecognitionDecision) -> Vec<FieldError> {
    let refused = |is_there: bool, at| {
        let why = "a refusal recognises nothing: leave it out";
        is_there.then(|| FieldError::new(at, "contradiction", why))
    };
    [
        refused(!decision.skills.is_empty(), "/skills"),
        refused(decision.level.is_some(), "/level"),
        refused(decision.valid_until.is_some(), "/valid_until"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn names_nothing_missing(decision: &RecognitionDecision) -> Option<FieldError> {
    decision.missing.is_none().then(|| {
        let why = "say what is missing, so that the person can make up for it";
        FieldError::new("/missing", "required", why)
    })
}

fn names_no_course(decision: &RecognitionDecision) -> Option<FieldError> {
    (decision.course.is_none() && decision.no_course.is_none()).then(|| {
        let why =
            "name a course that teaches what is missing, or say in no_course why there is none";
        FieldError::new("/course_id", "required", why)
    })
}

#[cfg(test)]
#[path = "deciding_tests.rs"]
mod tests;
