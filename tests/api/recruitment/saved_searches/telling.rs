//! When a saved search tells of what it has found.

use std::time::Duration;

use serde_json::json;

use super::{Witness, finds, found, items, last, saved, search, told};
use crate::{
    store::sql::Sql,
    support::{bodies, on_both, world::eventually},
};

const HOUR: Duration = Duration::from_hours(1);

on_both! {
    fn a_digest_is_told_once_when_its_hour_begins_in_moscow(app) {
        let (employer, agency, witness) = (app.employer(), app.agency(), Witness::of(app));
        // It is 11 o'clock in Moscow, on a Tuesday.
        let [daily, weekly] = [("daily", 13), ("weekly", 8)]
            .map(|(rhythm, hour)| saved(&employer, &search(&json!({"rhythm": rhythm, "hour": hour}))));
        let first = witness.candidate(app, &agency, &json!({}));
        let second = witness.candidate(app, &agency, &json!({}));
        for path in [&daily, &weekly] {
            assert_eq!(found(&employer, path), [last(&second), last(&first)]);
            assert!(items(&employer, path).iter().all(|item| item["told_at"].is_null()));
            assert_eq!(told(&employer, path, "matched") + told(&employer, path, "digest"), 0);
        }
        app.pass(2 * HOUR);
        let operator = app.operator(); // the employer's token has run out
        eventually("the digest is told", || told(&operator, &daily, "digest") == 1);
        assert!(items(&operator, &daily).iter().all(|item| !item["told_at"].is_null()));
        app.pass(24 * HOUR);
        let operator = app.operator();
        finds(&operator, &daily, &app.available(&app.agency(), &bodies::candidate()));
        assert_eq!(told(&operator, &daily, "digest"), 1, "a day on which nothing was found is silent");
        assert_eq!(told(&operator, &weekly, "digest"), 0);
    }

    fn a_weekly_digest_is_told_on_monday_unless_the_search_rests(app) {
        let (employer, agency, witness) = (app.employer(), app.agency(), Witness::of(app));
        let [told_of, resting] =
            [1, 2].map(|_| saved(&employer, &search(&json!({"rhythm": "weekly", "hour": 8}))));
        witness.candidate(app, &agency, &json!({}));
        employer.transition(&resting, "paused").expect(200);
        app.pass(5 * 24 * HOUR + 20 * HOUR);
        assert_eq!(told(&app.operator(), &told_of, "digest"), 0, "it is 7 o'clock on Monday");
        app.pass(2 * HOUR);
        let operator = app.operator();
        eventually("the digest is told", || told(&operator, &told_of, "digest") == 1);
        assert_eq!(told(&operator, &resting, "digest"), 0);
    }

    fn an_event_names_nobody_and_two_servers_tell_one_digest(app) {
        let (employer, agency, witness) = (app.employer(), app.agency(), Witness::of(app));
        let path = saved(&employer, &search(&json!({"rhythm": "daily", "hour": 12})));
        let second = app.another();
        let candidate = witness.candidate(app, &agency, &json!({}));
        let change = employer.get("/v1/changes?kind=saved_search&limit=100").expect(200);
        assert!(!change.to_string().contains(last(&candidate)), "{change}");
        assert_eq!(app.employer().get("/v1/changes?kind=saved_search").expect(200)["items"], json!([]));
        app.pass(HOUR);
        second.pass(HOUR);
        let operator = app.operator();
        eventually("the digest is told", || told(&operator, &path, "digest") == 1);
        let untold = "SELECT CAST(count(*) AS TEXT) AS text FROM saved_search_matches WHERE told_at IS NULL";
        assert_eq!(Sql::of(app).texts(untold), ["0"]);
        assert_eq!(told(&operator, &path, "digest"), 1);
    }
}
