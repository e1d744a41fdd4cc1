use proptest::prelude::*;

use super::*;

fn moment(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + minutes * 60, 0).unwrap()
}

fn session() -> WorkerSession {
    WorkerSession {
        id: Uuid::from_u128(1),
        candidate: Uuid::from_u128(2),
        act: WorkerAct::AnswerOffer,
        record: Uuid::from_u128(3),
        channel: OwnChannel::Sms,
        language: Lang::UzLatn,
        begun_by: None,
        begun_at: moment(0),
        expires_at: moment(15),
        tries: 0,
        opened_at: None,
        used_at: None,
        delivery: CodeDelivery::Pending,
    }
}

#[test]
fn a_code_is_eight_digits_however_it_is_written() {
    assert_eq!(WorkerCode::new(17).as_str(), "00000017");
    assert_eq!("4028 1736".parse(), Ok(WorkerCode::new(40_281_736)));
    for text in ["", "4028173", "402817361", "4028173x", "٤٠٢٨١٧٣٦"] {
        assert!(text.parse::<WorkerCode>().is_err(), "{text}");
    }
}

#[test]
fn a_code_is_taken_for_a_quarter_of_an_hour_thrice_and_once() {
    assert!(session().waits_for_code(moment(14)));
    assert!(!session().waits_for_code(moment(15)));
    assert!(!WorkerSession { tries: 3, ..session() }.waits_for_code(moment(1)));
    assert!(!WorkerSession { opened_at: Some(moment(1)), ..session() }.waits_for_code(moment(2)));
}

#[test]
fn the_worker_speaks_for_half_an_hour_and_once() {
    let open = WorkerSession { opened_at: Some(moment(10)), ..session() };
    assert!(!session().may_act(moment(1)), "before the code is shown");
    assert!(open.may_act(moment(39)) && !open.may_act(moment(40)));
    assert!(!WorkerSession { used_at: Some(moment(11)), ..open }.may_act(moment(12)));
}

proptest! {
    /// Whenever codes are shown, the contact is confirmed by the first of them that comes a day or more after the first of all.
    #[test]
    fn a_second_code_a_day_later_confirms(gaps in prop::collection::vec(0..3_000i64, 1..8)) {
        let mut contact = WorkerContact::new(ContactWay::Phone, "x".to_owned());
        let mut shown = Vec::new();
        let mut at = 0;
        for gap in gaps {
            at += gap;
            shown.push(moment(at));
            contact = contact.code_shown(moment(at));
        }
        let expected = shown.iter().find(|later| **later >= shown[0] + Duration::days(1));
        prop_assert_eq!(contact.confirmed.map(|(at, _)| at), expected.copied());
        prop_assert_eq!(contact.first_code_at, Some(shown[0]));
    }

    /// However it goes on, a code is never sent when it is not taken any more, and not for ever.
    #[test]
    fn a_code_is_sent_while_it_is_taken(attempts in 1..20i64, minutes in 0..20i64) {
        let next = session().next_attempt(attempts, moment(minutes));
        prop_assert!(next.is_none_or(|next| next < session().expires_at && attempts <= 5));
    }
}
