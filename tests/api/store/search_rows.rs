//! The keys and checks of saved searches, and of what they have found.

use koprik::store::constraint::Constraint;

use super::rows::{Case, document};

/// That saved search 5 has found candidate 4, and has told of it.
const FOUND: &str = "INSERT INTO saved_search_matches (id, search, candidate, vacancy, score, found_at, due, told_at) \
     VALUES (:1, :5, :4, NULL, 5000, :then, :then, :now)";

fn ground() -> Vec<String> {
    vec![
        document("vacancies", 3, 8, "NULL", "{}"),
        document("candidates", 4, 9, "NULL", "{}"),
        document("saved_searches", 5, 8, "NULL", "{}").replace("'draft'", "'active'"),
    ]
}

pub(super) fn cases_of_saved_searches() -> Vec<Case> {
    let with = |constraint, further: &[String]| (constraint, [&ground(), further].concat());
    let case = |constraint, from: &str, to: &str| with(constraint, &[FOUND.replacen(from, to, 1)]);
    let vacancy = FOUND.replace(":4, NULL", "NULL, :3");
    let again = |found: &str| [found.to_owned(), found.replacen(":1", ":2", 1)];
    vec![
        (Constraint::SavedSearchStatus, vec![document("saved_searches", 5, 8, "NULL", "{}")]),
        with(Constraint::SavedSearchMatchId, &[FOUND.to_owned(), vacancy.clone()]),
        with(Constraint::SavedSearchCandidate, &again(FOUND)),
        with(Constraint::SavedSearchVacancy, &again(&vacancy)),
        case(Constraint::SavedSearchOfMatch, ":5", ":7"),
        case(Constraint::SavedSearchMatchCandidate, ":4", ":7"),
        case(Constraint::SavedSearchMatchVacancy, ":4, NULL", "NULL, :7"),
        case(Constraint::SavedSearchFound, ":4, NULL", ":4, :3"),
        case(Constraint::SavedSearchFound, ":4, NULL", "NULL, NULL"),
        case(Constraint::SavedSearchScore, "5000", "10001"),
        case(Constraint::SavedSearchDue, ":then, :then, :now", ":now, :then, NULL"),
        case(Constraint::SavedSearchTold, ":then, :then, :now", ":then, :now, :then"),
    ]
}
