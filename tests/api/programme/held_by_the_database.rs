//! What the process rules out no statement brings about, past the program either.

use serde_json::json;

use super::{
    allotments::Recruiting,
    departure::{Signed, trip},
    groups::{formed, people},
    job_orders::Demand,
    scene::{Scene, close, last},
    selection_scene::{DAY, Selection, give},
};
use crate::{store::sql::Sql, support::on_both};

/// Each statement is refused by what is called so.
fn refused(sql: &mut Sql, all: &[(String, &str)]) {
    for (statement, by) in all {
        let told = sql.run(statement).expect_err(statement).to_string();
        assert!(told.contains(by), "{statement}: {told}");
    }
}

/// The id of a path as the database writes it.
fn literal(sql: &Sql, path: &str) -> String {
    sql.either("'{}'", "x'{}'").replace("{}", &last(path).replace('-', ""))
}

/// A change of a member of each job order.
fn order(sql: &Sql, member: &str, value: &str) -> String {
    let in_postgres =
        format!("UPDATE job_orders SET body = jsonb_set(body, '{{{member}}}', '{value}')");
    let in_sqlite =
        format!("UPDATE job_orders SET body = json_set(body, '$.{member}', json('{value}'))");
    sql.either(&in_postgres, &in_sqlite).to_owned()
}

on_both! {
    fn an_application_begins_at_its_beginning_and_goes_step_by_step(app) {
        let scene = Scene::with_openings(app, 1);
        let chosen = scene.interviewed(app);
        let waiting = scene.applied(&scene.candidate(app));
        let over = scene.applied(&scene.candidate(app));
        close(&scene.agency, &over, "withdrawn_by_worker").expect(200);
        scene.employer.transition(&chosen, "selected").expect(200);
        let mut sql = Sql::of(app);
        let candidate = literal(&sql, &scene.candidate(app));
        let new = |state: &str| format!(
            "INSERT INTO applications (id, owner, agency, vacancy, candidate, status, version, created_at, updated_at, origin) \
             SELECT :1, owner, agency, vacancy, {candidate}, '{state}', 1, created_at, created_at, origin \
             FROM applications WHERE status = 'submitted'"
        );
        let to = |state: &str, from: &str| format!("UPDATE applications SET status = '{state}', closing = NULL WHERE status = '{from}'");
        refused(&mut sql, &[
            (new("selected"), "applications_begin_on_an_open_seat"),
            (new("working"), "applications_begin_on_an_open_seat"),
            (new("returned"), "applications_begin_on_an_open_seat"),
            (to("returned", "submitted"), "applications_step_by_step"),
            (to("interview", "submitted"), "applications_step_by_step"),
            (to("submitted", "selected"), "applications_step_by_step"),
            (to("shortlisted", "closed"), "applications_"),
        ]);
        assert_eq!(scene.agency.get(&waiting).expect(200)["status"], "submitted");
        assert_eq!(sql.run(&new("draft")).unwrap(), 1, "but for the state it is an application");
    }

    fn an_order_stays_what_it_can_be_and_what_was_approved(app) {
        let draft = Demand::submitted(app);
        let mut sql = Sql::of(app);
        let mut wrong: Vec<(String, &str)> = [("heads", "0"), ("heads", "20000"), ("period_end", "\"2027-01-01\"")]
            .map(|(member, value)| (order(&sql, member, value), "job_orders_are_as_they_can_be")).into();
        wrong.push(("UPDATE job_orders SET status = 'forgotten'".to_owned(), "job_orders_are_as_they_can_be"));
        let anew = "INSERT INTO job_orders (id, owner, status, version, created_at, updated_at, search, body) \
            SELECT :1, owner, 'forgotten', 1, created_at, updated_at, search, body FROM job_orders";
        wrong.push((anew.to_owned(), "job_orders_are_as_they_can_be"));
        refused(&mut sql, &wrong);
        assert_eq!(draft.read()["heads"], 12);
        let (heads, terms) = (order(&sql, "heads", "13"), order(&sql, "terms", "{}"));
        assert_eq!(sql.run(&heads).unwrap(), 1, "before anybody has decided it may change");
        let approved = Recruiting::with_heads(app, 12);
        let only = literal(&sql, &approved.demand.path);
        let of_it = |statement: &str| format!("{statement} WHERE id = {only}");
        let place = order(&sql, "municipality", "\"92730000\"");
        refused(&mut sql, &[
            (of_it(&order(&Sql::of(app), "heads", "13")), "job_orders_stay_as_they_were_decided"),
            (of_it(&terms), "job_orders_stay_as_they_were_decided"),
            (of_it(&place), "job_orders_stay_as_they_were_decided"),
            ("UPDATE allotments SET heads = 5".to_owned(), "allotments_stay_as_they_are"),
        ]);
    }

    fn a_slot_stays_in_its_time(app) {
        let all = Selection::on(app);
        let session = all.announced(DAY, &json!({}));
        let (candidate, _) = all.put_forward(app);
        give(&all.agency, &session, &candidate, DAY).expect(201);
        let mut sql = Sql::of(app);
        let longer = sql.either("UPDATE selection_slots SET ends_at = ends_at + interval '1 day'", "UPDATE selection_slots SET ends_at = ends_at + 1").to_owned();
        refused(&mut sql, &[(longer, "selection_slots_stay_in_their_time")]);
    }

    fn nothing_begins_as_accepted_confirmed_or_boarded(app) {
        let scene = Scene::with_openings(app, 12);
        let offer = scene.offered(&scene.chosen(&scene.candidate(app)), &scene.terms());
        scene.answer(&offer, "declined").expect(200);
        formed(&scene, &people(&scene, app, 2));
        let mut sql = Sql::of(app);
        let accepted = "INSERT INTO offers (id, owner, agency, vacancy, candidate, status, version, created_at, updated_at, application, \
             expires_at, terms, told_by, terms_hash, texts, word, accepted_hash) SELECT :1, owner, agency, vacancy, candidate, 'accepted', 1, \
             created_at, created_at, application, expires_at, terms, told_by, terms_hash, texts, word, terms_hash FROM offers";
        let confirmed = "INSERT INTO groups_of_workers (id, owner, status, version, created_at, updated_at, search, body) \
             SELECT :1, owner, 'confirmed', 1, created_at, updated_at, search, body FROM groups_of_workers";
        refused(&mut sql, &[
            (accepted.to_owned(), "offers_begin_unanswered"),
            (confirmed.to_owned(), "groups_of_workers_begin_unconfirmed"),
        ]);
    }

    fn nobody_has_boarded_who_was_given_no_seat(app) {
        let signed = Signed::on(app);
        let path = trip(&signed.scene.agency, app, 2);
        let mut sql = Sql::of(app);
        let there = literal(&sql, &path);
        let seat = |state: &str| format!(
            "INSERT INTO trip_seats (trip, application, candidate, state, seated_at) \
             SELECT {there}, id, candidate, '{state}', updated_at FROM applications"
        );
        refused(&mut sql, &[(seat("boarded"), "trip_seats_begin_empty")]);
        assert_eq!(sql.run(&seat("seated")).unwrap(), 1);
    }
}
