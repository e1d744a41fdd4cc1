//! One person under two candidates: found when the identity is written, merged by an operator, and taken apart again.

use serde_json::{Value, json};

use crate::{
    store::sql::Sql,
    support::{Answer, Client, TestApp, bodies, on_both, world::eventually},
};

fn person() -> Value {
    json!({"latin_name": {"family": "Karimov", "given": "Olim"}, "birth_date": "1990-02-15"})
}

fn id(path: &str) -> &str {
    path.rsplit_once('/').unwrap().1
}

fn merge(client: &Client, path: &str, into: &str) -> Answer {
    let body = json!({"state": "merged", "survivor_id": id(into), "reason": "the same passport"});
    client.post(&format!("{path}/merges"), &body)
}

fn undo(client: &Client, path: &str) -> Answer {
    let body = json!({"state": "undone", "reason": "two persons of one name"});
    client.post(&format!("{path}/merges"), &body)
}

fn standing(client: &Client, path: &str) -> (Value, Value) {
    let candidate = client.get(path).expect(200);
    (candidate["status"].clone(), candidate["superseded"].clone())
}

/// Paths of available candidates of an agency.
fn candidates<const N: usize>(app: &TestApp, agency: &Client) -> [String; N] {
    [(); N].map(|()| app.available(agency, &bodies::candidate()))
}

on_both! {
    fn who_is_registered_twice_is_merged_and_taken_apart_again(app) {
        let (operator, one, other, employer) = (app.operator(), app.agency(), app.agency(), app.employer());
        let vacancy = app.published(&employer, &bodies::vacancy());
        let [first] = candidates(app, &one);
        let [second] = candidates(app, &other);
        one.put(&format!("{first}/identity"), &[], &person()).expect(200);
        for _ in 0..2 {
            other.put(&format!("{second}/identity"), &[], &person()).problem(409, "conflict");
        }
        let doubles = operator.get(&format!("{second}/doubles")).expect(200)["items"].clone();
        assert_eq!(doubles.as_array().unwrap().len(), 1, "it is noted once");
        assert_eq!(doubles[0]["candidate_id"], id(&first));
        assert_eq!(doubles[0]["agency_id"], one.get(&first).expect(200)["agency_id"]);

        let matches = || employer.get(&format!("{vacancy}/matches")).expect(200)["items"].as_array().unwrap().len();
        assert_eq!(matches(), 2);
        let entry = merge(&operator, &second, &first).expect(201);
        assert_eq!((&entry["survivor_id"], &entry["status_before"]), (&json!(id(&first)), &json!("available")));
        assert_eq!((matches(), standing(&other, &second)), (1, (json!("paused"), json!(true))));
        assert_eq!(standing(&one, &first), (json!("available"), json!(false)));

        let refused = other.transition(&second, "available").problem(409, "conflict");
        assert!(refused["detail"].as_str().unwrap().contains("another candidate stands"), "{refused}");
        let seen = other.get(&second).expect(200);
        assert!(!seen["allowed_transitions"].to_string().contains("available"), "{seen}");
        other.put(&second, &[("if-match", "*")], &bodies::candidate()).expect(200);
        assert_eq!(standing(&other, &second).1, json!(true), "nobody undoes a merge by a new body");

        let told = other.get(&format!("{second}/merges")).expect(200);
        assert!(told["items"][0]["survivor_id"].is_null() && !told.to_string().contains(id(&first)), "{told}");
        let export = other.get(&format!("{second}/export")).expect(200);
        assert!(!export["merges"].to_string().contains(id(&first)) && export["merges"][0]["state"] == "merged");

        assert_eq!(undo(&operator, &second).expect(201)["state"], "undone");
        assert_eq!((matches(), standing(&other, &second)), (2, (json!("available"), json!(false))));
        let history = other.get(&format!("{second}/history?limit=100")).expect(200).to_string();
        for action in ["double_found", "merged", "merge_undone"] {
            assert!(history.contains(&format!("\"{action}\"")), "{history}");
        }
        assert!(!history.contains(id(&first)), "{history}");
    }

    fn an_agency_reads_which_of_its_own_candidates_stands_for_another(app) {
        let (operator, agency) = (app.operator(), app.agency());
        let [first, second] = candidates(app, &agency);
        merge(&operator, &second, &first).expect(201);
        let told = agency.get(&format!("{second}/merges")).expect(200);
        assert_eq!(told["items"][0]["survivor_id"], id(&first));
    }

    fn operators_alone_merge_and_see_doubles(app) {
        let (agency, stranger) = (app.agency(), app.agency());
        let [first, second] = candidates(app, &agency);
        for (client, status) in [(&agency, 403), (&stranger, 403), (&app.employer(), 403), (&app.partner(), 403)] {
            for answer in [merge(client, &second, &first), undo(client, &second), client.get(&format!("{second}/doubles"))] {
                assert_eq!(answer.status, status, "{}", answer.text);
            }
        }
        stranger.get(&format!("{second}/merges")).problem(404, "not-found");
        assert_eq!(standing(&agency, &second), (json!("available"), json!(false)));
    }

    fn merges_make_no_chain_and_are_undone_in_turn(app) {
        let (operator, agency) = (app.operator(), app.agency());
        let [a, b, c] = candidates(app, &agency);
        undo(&operator, &a).problem(409, "conflict");
        merge(&operator, &a, &a).problem(409, "conflict");
        merge(&operator, &a, &b).expect(201);
        merge(&operator, &a, &c).problem(409, "conflict");
        merge(&operator, &b, &c).problem(409, "conflict");
        merge(&operator, &c, &a).problem(409, "conflict");
        merge(&operator, &b, &a).problem(409, "conflict");
        merge(&operator, &c, &b).expect(201);
        undo(&operator, &a).expect(201);
        merge(&operator, &b, &a).problem(409, "conflict");
        undo(&operator, &c).expect(201);
        merge(&operator, &b, &a).expect(201);

        let unknown = "/v1/candidates/01890000-0000-7000-8000-000000000000";
        assert_eq!(merge(&operator, &c, unknown).pointers(), ["/survivor_id"]);
        let path = format!("{c}/merges");
        for (body, pointer) in [
            (json!({"state": "merged", "reason": "why"}), "/survivor_id"),
            (json!({"state": "undone", "survivor_id": id(&a), "reason": "why"}), "/survivor_id"),
            (json!({"state": "undone", "reason": ""}), "/reason"),
            (json!({"state": "torn", "reason": "why"}), "/state"),
        ] {
            assert_eq!(operator.post(&path, &body).pointers(), [pointer]);
        }
        let body = json!({"state": "merged", "survivor_id": id(&a), "reason": "why"});
        let first = operator.post_once(&path, "once", &body).expect(201);
        assert_eq!(operator.post_once(&path, "once", &body).expect(201), first, "it is replayed");
    }

    fn undoing_leaves_what_has_happened_meanwhile(app) {
        let (operator, agency) = (app.operator(), app.agency());
        let [a, b, c] = candidates(app, &agency);
        for path in [&b, &c] {
            merge(&operator, path, &a).expect(201);
        }
        agency.transition(&b, "withdrawn").expect(200);
        undo(&operator, &b).expect(201);
        assert_eq!(standing(&agency, &b), (json!("withdrawn"), json!(false)));
        let owner = agency.get(&a).expect(200)["agency_id"].as_str().unwrap().to_owned();
        operator.transition(&format!("/v1/agencies/{owner}"), "suspended").expect(200);
        eventually("its candidates rest", || standing(&agency, &a).0 == "paused");
        undo(&operator, &c).expect(201);
        assert_eq!(standing(&agency, &c), (json!("paused"), json!(false)));
    }

    fn of_many_merges_at_once_one_is_made(app) {
        let (operator, agency, second) = (app.operator(), app.agency(), app.another());
        let [a, b] = candidates(app, &agency);
        let there = second.anonymous().with_token(operator.token());
        let answers: Vec<u16> = std::thread::scope(|scope| {
            let sent: Vec<_> = (0..64_usize).map(|n| {
                let client = if n % 2 == 0 { operator.clone() } else { there.clone() };
                let (from, into) = if n % 4 < 2 { (&a, &b) } else { (&b, &a) };
                scope.spawn(move || merge(&client, from, into).status)
            }).collect();
            sent.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let made = answers.iter().filter(|status| **status == 201).count();
        assert!(made == 1 && answers.iter().all(|status| matches!(status, 201 | 409 | 412 | 429)), "{answers:?}");
        let rests = [&a, &b].map(|path| standing(&agency, path).1 == true);
        assert_eq!(rests.iter().filter(|rests| **rests).count(), 1);
    }

    fn an_erased_candidate_takes_its_merges_along_and_frees_others(app) {
        let (operator, agency) = (app.operator(), app.agency());
        let [a, b, c] = candidates(app, &agency);
        merge(&operator, &b, &a).expect(201);
        merge(&operator, &c, &a).expect(201);
        agency.delete(&b, "*").expect(204);
        agency.delete(&a, "*").expect(204);
        let told = operator.get(&format!("{c}/merges")).expect(200);
        assert!(told["items"][0]["survivor_id"].is_null(), "{told}");
        undo(&operator, &c).expect(201);
        assert_eq!(standing(&agency, &c), (json!("available"), json!(false)));
        assert_eq!(Sql::of(app).texts("SELECT 'row' AS text FROM candidate_merges").len(), 2);
    }

    fn the_database_itself_keeps_merges(app) {
        let (operator, agency) = (app.operator(), app.agency());
        let [a, b, c] = candidates(app, &agency);
        merge(&operator, &b, &a).expect(201);
        let mut sql = Sql::of(app);
        let [a, b, c] = [&a, &b, &c].map(|path| sql.either("'{}'", "x'{}'").replace("{}", &id(path).replace('-', "")));
        let add = |candidate: &str, survivor: &str, state: &str| format!(
            "INSERT INTO candidate_merges (n, candidate, survivor, state, status_before, reason, recorded_at) \
             VALUES (1000, {candidate}, {survivor}, '{state}', 'available', '', :now)"
        );
        for statement in [
            "UPDATE candidate_merges SET state = 'undone'".to_owned(),
            "DELETE FROM candidate_merges".to_owned(),
            format!("UPDATE candidates SET status = 'available' WHERE id = {b}"),
            add(&b, &c, "merged"),
            add(&a, &c, "merged"),
            add(&c, &b, "merged"),
            add(&c, &a, "undone"),
            add(&c, &c, "merged"),
        ] {
            assert!(sql.run(&statement).is_err(), "{statement}");
        }
        assert_eq!(sql.run(&add(&c, &a, "merged")).unwrap(), 1);
    }
}
