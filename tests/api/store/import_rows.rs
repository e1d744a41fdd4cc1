//! What the databases hold by themselves of texts that are imported.

use koprik::store::constraint::Constraint;

const TEXT: &str =
    "INSERT INTO import_texts (id, owner, job, created_at) VALUES (:5, :2, :1, :now)";
const PIECE: &str = "INSERT INTO import_pieces (import_text, begins_at, piece) VALUES (:5, 0, 'p')";

/// Statements of which the last breaks a constraint; `job` makes the job that reads the text.
pub(super) fn cases(job: &str) -> Vec<(Constraint, Vec<String>)> {
    let case = |constraint, before: &[&str], last: &str, from: &str, to: &str| {
        let before = before.iter().map(|one| (*one).to_owned());
        (constraint, before.chain([last.replacen(from, to, 1)]).collect())
    };
    vec![
        case(Constraint::ImportTextId, &[job, TEXT], TEXT, ":1", "NULL"),
        case(Constraint::ImportTextOfJob, &[job, TEXT], TEXT, ":5", ":6"),
        case(Constraint::ImportTextJob, &[job], TEXT, ":1", ":7"),
        case(Constraint::ImportPiece, &[job, TEXT, PIECE], PIECE, "'p'", "'q'"),
        case(Constraint::ImportPieceText, &[job, TEXT], PIECE, ":5", ":7"),
        case(Constraint::ImportPieceBegin, &[job, TEXT], PIECE, "0,", "-1,"),
        case(Constraint::ImportPieceEmpty, &[job, TEXT], PIECE, "'p'", "''"),
    ]
}
