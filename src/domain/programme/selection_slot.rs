//! Who is invited to a selection session, who came, and what came of it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    FieldError,
    concepts::skill::SkillId,
    learning::proof::{Proof, ProofKind},
    programme::selection_session::{SelectionSessionId, SelectionSessionStatus},
    recruitment::{candidate::CandidateId, vacancy::VacancyId},
    resource::format::Format,
    values::{moscow::moscow_day, words::words},
};

words! {
    /// What became of a slot.
    SelectionSlotState {
        /// Its agency has put somebody down for it.
        Invited = "invited",
        /// That one has said to come.
        Confirmed = "confirmed",
        /// They came.
        Attended = "attended",
        /// They did not come.
        NoShow = "no_show",
        /// They need not come, and the slot is free again.
        Excused = "excused",
    }
}

words! {
    /// What came of a test for a vacancy.
    SelectionOutcome {
        /// They can do the work.
        Pass = "pass",
        /// They can, and others go first.
        Reserve = "reserve",
        /// They cannot, for a reason that they are told.
        Fail = "fail",
    }
}

words! {
    /// Why somebody did not pass, as the worker is told.
    SelectionReason {
        /// A skill is below the level that the vacancy asks for.
        SkillBelowRequired = "skill_below_required",
        /// A language is below the level that the vacancy asks for.
        LanguageBelowRequired = "language_below_required",
        /// A licence or a certificate is missing.
        CertificateMissing = "certificate_missing",
        /// Rules of safety were not kept in the test.
        SafetyRulesBroken = "safety_rules_broken",
        /// They left before the test was over.
        LeftEarly = "left_early",
    }
}

/// Who sees to a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotMover {
    /// The agency of whoever has it.
    Agency,
    /// The panel.
    Panel,
}

/// A slot of a selection session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectionSlot {
    /// The session.
    pub session: SelectionSessionId,
    /// Who is invited.
    pub candidate: CandidateId,
    /// The candidate's agency.
    pub agency: Uuid,
    /// When they are expected.
    pub at: DateTime<Utc>,
    /// When the session begins.
    pub starts_at: DateTime<Utc>,
    /// When the session ends.
    pub ends_at: DateTime<Utc>,
    /// What became of it.
    pub state: SelectionSlotState,
    /// When it was given.
    pub given_at: DateTime<Utc>,
}

impl Format for SelectionSlot {}

/// A test of one skill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkillTest {
    /// Which skill.
    pub skill: SkillId,
    /// How well, 1 (beginner) to 5 (master).
    pub level: u8,
    /// The organisation of the panel that tested.
    pub assessor: Uuid,
}

/// What came of a session for somebody and a vacancy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectionResult {
    /// The session.
    pub session: SelectionSessionId,
    /// Who was tested.
    pub candidate: CandidateId,
    /// For what.
    pub vacancy: VacancyId,
    /// What came of it.
    pub outcome: SelectionOutcome,
    /// Why not; given where the outcome is `fail`, and there alone.
    pub reason: Option<SelectionReason>,
    /// The tests, at most 20.
    pub tests: Vec<SkillTest>,
    /// When it was entered.
    pub entered_at: DateTime<Utc>,
}

impl Format for SelectionResult {}

impl SelectionSlotState {
    /// Whether somebody is expected, or has come.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Invited | Self::Confirmed | Self::Attended)
    }

    /// Whether it counts among those that a session has.
    pub const fn is_taken(self) -> bool {
        !matches!(self, Self::Excused)
    }

    /// Whether nobody has said yet whether they came.
    pub const fn is_expected(self) -> bool {
        matches!(self, Self::Invited | Self::Confirmed)
    }

    /// The states that may follow while the session is in a state, and who brings them about.
    pub const fn moves(self, session: SelectionSessionStatus) -> &'static [(Self, SlotMover)] {
        use SelectionSessionStatus::{Announced, Running};
        use SlotMover::{Agency, Panel};
        match (self, session) {
            (Self::Invited, Announced) => {
                &[(Self::Confirmed, Agency), (Self::Excused, Agency), (Self::Excused, Panel)]
            }
            (Self::Confirmed, Announced) => &[(Self::Excused, Agency), (Self::Excused, Panel)],
            (Self::Invited | Self::Confirmed, Running) => &[
                (Self::Attended, Panel),
                (Self::NoShow, Panel),
                (Self::Excused, Agency),
                (Self::Excused, Panel),
            ],
            _ => &[],
        }
    }
}

impl SelectionResult {
    /// What contradicts itself.
    pub fn contradictions(&self) -> Vec<FieldError> {
        let is_fail = self.outcome == SelectionOutcome::Fail;
        match (is_fail, self.reason) {
            (true, None) => {
                let why = "say why: the worker reads it";
                vec![FieldError::new("/reason", "reason_required", why)]
            }
            (false, Some(_)) => {
                let why = "only who fails is told a reason: leave it out";
                vec![FieldError::new("/reason", "contradiction", why)]
            }
            _ => Vec::new(),
        }
    }

    /// What it proves of the skills, once it is published.
    pub fn proofs(&self) -> impl Iterator<Item = Proof> {
        let shown = self.tests.iter().filter(|_| self.outcome == SelectionOutcome::Pass);
        shown.map(|test| Proof {
            skill: test.skill.clone(),
            level: test.level,
            kind: ProofKind::Session,
            by: self.session.0,
            since: moscow_day(self.entered_at),
            until: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_panel_says_who_came_and_nothing_follows_that() {
        use SelectionSlotState::{Attended, NoShow};
        for session in SelectionSessionStatus::ALL.iter().copied() {
            for from in SelectionSlotState::ALL.iter().copied() {
                let moves = from.moves(session);
                assert!(moves.is_empty() || (session.is_live() && from.is_expected()), "{from}");
                let of_the_day = moves.iter().filter(|(to, _)| matches!(to, Attended | NoShow));
                for (_, by) in of_the_day {
                    assert_eq!((*by, session), (SlotMover::Panel, SelectionSessionStatus::Running));
                }
            }
        }
    }
}
