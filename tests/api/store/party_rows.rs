//! The keys and checks of what operators say of organisations.

use koprik::store::constraint::Constraint;

use super::rows::Case;

const SUSPENSION: &str = "INSERT INTO suspensions \
     (id, kind, organisation, version, reason, evidence, imposed_by, imposed_at, until) \
     VALUES (:1, 'agency', :9, 3, 'r', 'e', :7, :now, '2099-01-01')";
const APPEALED: &str = "INSERT INTO suspensions \
     (id, kind, organisation, version, reason, evidence, imposed_by, imposed_at, until, appeal, appealed_at, verdict, decision, \
      decided_by, decided_at) \
     VALUES (:1, 'agency', :9, 3, 'r', 'e', :7, :now, '2099-01-01', 'a', :now, 'kept', 'd', :8, :now)";

pub(super) fn cases_of_suspensions() -> Vec<Case> {
    let two = |constraint, last: String| (constraint, vec![SUSPENSION.to_owned(), last]);
    let appealed =
        |constraint, from: &str, to: &str| (constraint, vec![APPEALED.replacen(from, to, 1)]);
    vec![
        two(Constraint::SuspensionId, SUSPENSION.replace("3, 'r'", "4, 'r'")),
        two(Constraint::SuspendedOnce, SUSPENSION.replace(":1", ":2")),
        (Constraint::SuspendedKind, vec![SUSPENSION.replace("'agency'", "'worker'")]),
        appealed(
            Constraint::SuspensionAppeal,
            "'a', :now, 'kept', 'd', :8, :now",
            "'a', NULL, NULL, NULL, NULL, NULL",
        ),
        appealed(Constraint::SuspensionAppealTime, "'2099-01-01'", "'2000-01-01'"),
        appealed(Constraint::SuspensionVerdict, "'kept'", "'forgotten'"),
        appealed(Constraint::SuspensionDecision, "'d', :8", "NULL, :8"),
        appealed(Constraint::SuspensionUnappealed, "'a', :now, 'kept'", "NULL, NULL, 'kept'"),
        appealed(Constraint::SuspensionDecidedByAnother, ":8", ":7"),
    ]
}
