use super::*;

fn order(verdicts: &[(Side, Verdict)]) -> JobOrderBody {
    let decided = |(side, verdict): &(Side, Verdict)| {
        let (organisation, at) = (Uuid::nil(), DateTime::UNIX_EPOCH);
        (*side, OrderDecision { verdict: *verdict, organisation, at, version: None, note: None })
    };
    JobOrderBody {
        occupation: Occupation { trade: None, isco08: "7112".parse().unwrap() },
        okved: "41.20".parse().unwrap(),
        municipality: "92701000".parse().unwrap(),
        heads: 12,
        period_start: NaiveDate::MIN,
        period_end: NaiveDate::MIN,
        decisions: verdicts.iter().map(decided).collect(),
        agencies: Vec::new(),
        allotted: 0,
        terms: None,
        pool: Vec::new(),
        named: Vec::new(),
        unused_release_days: usual_release_days(),
        cancelled: 0,
        approved_at: None,
        code: None,
    }
}

#[test]
fn what_is_free_is_cancelled_once_its_days_are_over() {
    let at: DateTime<Utc> = "2027-01-01T12:00:00Z".parse().unwrap();
    let mut body = JobOrderBody { allotted: 5, ..order(&[]) };
    let day = |text: &str| text.parse().unwrap();
    assert_eq!(body.unused(day("2028-01-01")), 0, "nobody has approved");
    body.enter(JobOrderStatus::Approved, at);
    assert_eq!((body.unused(day("2027-02-14")), body.unused(day("2027-02-15"))), (0, 7));
    body.cancelled = 7;
    assert_eq!((body.free(), body.unused(day("2027-02-15"))), (0, 0));
    body.enter(JobOrderStatus::Suspended, at);
    body.enter(JobOrderStatus::Approved, at + chrono::Duration::days(9));
    assert_eq!(body.approved_at, Some(at), "a pause is no new approval");
    body.enter(JobOrderStatus::Submitted, at);
    assert_eq!((body.cancelled, body.approved_at), (0, None));
}

#[test]
fn both_sides_approve_and_either_stops_it() {
    use Verdict::{Approve, Reject, Return};
    let decided = |tt: Option<Verdict>, uz: Option<Verdict>| {
        let sides = [(Side::ALL[0], tt), (Side::ALL[1], uz)];
        let said = sides.into_iter().filter_map(|(side, one)| Some((side, one?)));
        order(&said.collect::<Vec<_>>()).decided()
    };
    assert_eq!(decided(None, None), JobOrderStatus::UnderReview);
    assert_eq!(decided(Some(Approve), None), JobOrderStatus::UnderReview);
    assert_eq!(decided(Some(Approve), Some(Approve)), JobOrderStatus::Approved);
    assert_eq!(decided(Some(Approve), Some(Return)), JobOrderStatus::Returned);
    assert_eq!(decided(Some(Reject), Some(Return)), JobOrderStatus::Rejected);
}

#[test]
fn each_employer_of_a_pool_has_its_share_and_others_none() {
    let [lead, other, stranger] = [1, 2, 3].map(Uuid::from_u128);
    let alone = order(&[]);
    assert_eq!((alone.share(lead, lead), alone.share(lead, other)), (Some(12), None));
    let pool = [(lead, 5), (other, 7)].map(|(employer, heads)| PoolShare { employer, heads });
    let pooled = JobOrderBody { pool: pool.to_vec(), ..order(&[]) };
    let shares = [lead, other, stranger].map(|employer| pooled.share(lead, employer));
    assert_eq!(shares, [Some(5), Some(7), None]);
    let without = JobOrderBody { pool: pool[1..].to_vec(), ..order(&[]) };
    assert_eq!(without.share(lead, lead), Some(0), "it leads, and takes nobody");
}

#[test]
fn a_changed_demand_begins_anew() {
    use JobOrderStatus::{Approved, Draft, Submitted, Suspended};
    let before = order(&[]);
    let after = JobOrderBody { heads: 13, ..before.clone() };
    let revised = |status, after| JobOrderBody::revised(status, &before, after, NaiveDate::MIN);
    assert_eq!(revised(Approved, &after), Ok(Submitted));
    assert_eq!(revised(Approved, &before), Ok(Approved));
    assert_eq!(revised(Draft, &after), Ok(Draft));
    assert!(revised(Suspended, &after).is_err());
    let before = JobOrderBody { allotted: 12, ..before };
    let fewer = JobOrderBody { heads: 11, ..before.clone() };
    assert!(JobOrderBody::revised(Draft, &before, &fewer, NaiveDate::MIN).is_err());
}
