use super::*;

fn session() -> SelectionSessionBody {
    let member = |role| PanelMember { role, organisation: Uuid::nil() };
    SelectionSessionBody {
        kind: SelectionSessionKind::Online,
        place: None,
        starts_at: "2027-01-20T05:00:00Z".parse().unwrap(),
        ends_at: "2027-01-20T12:00:00Z".parse().unwrap(),
        capacity: 20,
        vacancies: vec![Id::new(Uuid::from_u128(3))],
        languages: vec!["uz".parse().unwrap()],
        agencies: vec![Uuid::from_u128(2)],
        panel: vec![member(Role::Employer), member(Role::Operator)],
        announced_at: None,
        cancelled_at: None,
    }
}

#[test]
fn an_agency_takes_part_once_it_is_told() {
    let mut one = session();
    assert!(one.parties().is_empty());
    one.enter(SelectionSessionStatus::Announced, DateTime::UNIX_EPOCH);
    assert_eq!(one.parties(), [Uuid::from_u128(2)]);
}

#[test]
fn who_cancels_at_short_notice_says_why() {
    let cancelled = |day: &str, reason| {
        let mut one = session();
        one.enter(SelectionSessionStatus::Announced, DateTime::UNIX_EPOCH);
        one.enter(SelectionSessionStatus::Cancelled, format!("{day}T10:00:00Z").parse().unwrap());
        one.explain(SelectionSessionStatus::Cancelled, Relation::Owner, reason)
    };
    assert!(cancelled("2027-01-16", None).is_ok());
    assert_eq!(cancelled("2027-01-17", None).unwrap_err().code, "reason_required");
    assert!(cancelled("2027-01-17", Some(" ")).is_err());
    assert!(cancelled("2027-01-17", Some("no hall")).is_ok());
}

#[test]
fn what_people_rely_on_stays_once_it_is_announced() {
    use SelectionSessionStatus::{Announced, Draft, Running};
    let before = session();
    let moved = SelectionSessionBody { ends_at: DateTime::UNIX_EPOCH, ..before.clone() };
    let wider = SelectionSessionBody { capacity: 30, ..before.clone() };
    let revised =
        |status, after| SelectionSessionBody::revised(status, &before, after, NaiveDate::MIN);
    assert_eq!(revised(Draft, &moved), Ok(Draft));
    assert!(revised(Announced, &moved).is_err());
    assert_eq!(revised(Announced, &wider), Ok(Announced));
    assert!(revised(Running, &wider).is_err());
}

#[test]
fn a_panel_has_both_and_a_place_stands_where_people_meet() {
    let mut one = session();
    assert_eq!(one.contradictions(), []);
    one.kind = SelectionSessionKind::Onsite;
    one.panel.truncate(1);
    one.ends_at = one.starts_at;
    let wrong: Vec<_> = one.contradictions().into_iter().map(|error| error.pointer).collect();
    assert_eq!(wrong, ["/ends_at", "/place", "/panel"]);
}
