//! Nobody's change is lost: entity tags, and one winner among many writers.

use serde_json::{Value, json};

use crate::support::{
    Answer, Client, bodies, on_both,
    world::{but, next},
};

/// A record that many write to.
struct Target {
    path: String,
    reference: String,
    etag: String,
}

/// A way to change it; the number makes each change another.
type Way = fn(&Client, &Target, usize) -> Answer;

fn patch(client: &Client, record: &Target, n: usize) -> Answer {
    client.patch(&record.path, &record.etag, &json!({"pay_floor": pay(n)}))
}

fn put(client: &Client, record: &Target, n: usize) -> Answer {
    client.put(&record.path, &[("if-match", &record.etag)], &changed(record, n))
}

fn put_by_reference(client: &Client, record: &Target, n: usize) -> Answer {
    let path = format!("/v1/candidates/by-ref/{}", record.reference);
    client.put(&path, &[("if-match", &record.etag)], &changed(record, n))
}

fn transition(client: &Client, record: &Target, n: usize) -> Answer {
    let body = json!({"to": if n.is_multiple_of(2) { "paused" } else { "withdrawn" }}).to_string();
    let path = format!("{}/transitions", record.path);
    client.send("POST", &path, &[("if-match", &record.etag)], Some(body.as_bytes()))
}

fn delete(client: &Client, record: &Target, _: usize) -> Answer {
    client.delete(&record.path, &record.etag)
}

fn pay(n: usize) -> Value {
    json!({"currency": "RUB", "unit": "month", "amount": 80_001 + n})
}

fn changed(record: &Target, n: usize) -> Value {
    but(bodies::candidate(), &json!({"external_ref": record.reference, "pay_floor": pay(n)}))
}

on_both! {
    fn a_reader_that_has_the_record_gets_304(app) {
        let employer = app.employer();
        let path = app.published(&employer, &bodies::vacancy());
        let read = employer.get(&path);
        let etag = read.header("etag");
        assert!(etag.starts_with('"'), "{etag}");
        let seen = |tags: &str| employer.send("GET", &path, &[("if-none-match", tags)], None);
        for tags in [etag.to_owned(), format!("\"x\", W/{etag}"), "*".to_owned()] {
            let answer = seen(&tags);
            assert_eq!((answer.status, answer.text.as_str(), answer.header("etag")), (304, "", etag));
        }
        assert_eq!(seen("\"x\"").status, 200);
        seen("x").problem(400, "malformed-request");
        let public = app.anonymous().get(&path);
        assert_ne!(public.header("etag"), etag, "another view has another tag");
        assert!(public.json().get("external_ref").is_none());
    }

    fn a_blind_or_stale_change_is_refused(app) {
        let employer = app.employer();
        let path = app.published(&employer, &bodies::vacancy());
        let etag = employer.get(&path).header("etag").to_owned();
        let more = json!({"total_job_openings": 20});
        let send = |headers: &[(&str, &str)]| {
            let mut all = vec![("content-type", "application/merge-patch+json")];
            all.extend(headers);
            employer.send("PATCH", &path, &all, Some(more.to_string().as_bytes()))
        };
        send(&[]).problem(428, "precondition-required");
        send(&[("if-match", "\"0-owner\"")]).problem(412, "precondition-failed");
        send(&[("if-match", &format!("W/{etag}"))]).problem(412, "precondition-failed");
        send(&[("if-match", "nonsense")]).problem(400, "malformed-request");
        employer.put(&path, &[], &bodies::vacancy()).problem(428, "precondition-required");
        employer.send("DELETE", &path, &[], None).problem(428, "precondition-required");
        let changed = send(&[("if-match", &format!("\"x\", {etag}"))]);
        assert_eq!(changed.expect(200)["total_job_openings"], 20);
        assert_ne!(changed.header("etag"), etag);
        assert_eq!(send(&[("if-match", "*")]).expect(200)["version"], 3, "an equal body changes nothing");
    }

    fn the_checks_come_in_their_order(app) {
        let (employer, stranger) = (app.employer(), app.employer());
        let path = app.published(&employer, &bodies::vacancy());
        let broken = |client: &crate::support::Client, headers: &[(&str, &str)]| client.send("PATCH", &path, headers, Some(b"{"));
        broken(&app.anonymous(), &[]).problem(401, "unauthenticated");
        broken(&stranger, &[("if-match", "\"0-owner\"")]).problem(404, "not-found");
        let reader = employer.get("/v1/me").expect(200)["organisation_id"].as_str().unwrap().parse().unwrap();
        let reader = app.client(koprik::domain::access::scope::Role::Employer, reader, "vacancies:read");
        broken(&reader, &[]).problem(403, "forbidden");
        broken(&employer, &[]).problem(428, "precondition-required");
        broken(&employer, &[("if-match", "\"0-owner\"")]).problem(412, "precondition-failed");
        broken(&employer, &[("if-match", "*")]).problem(415, "unsupported-media-type");
        let media = ("content-type", "application/merge-patch+json");
        broken(&employer, &[("if-match", "*"), media]).problem(400, "malformed-request");
        let wrong = employer.send("PATCH", &path, &[("if-match", "*"), media], Some(b"{\"id\": \"x\", \"start_grace_days\": 400}"));
        assert_eq!(wrong.pointers(), ["/id", "/start_grace_days"]);
    }

    fn of_many_writers_with_one_tag_one_wins(app) {
        let employer = app.employer();
        let path = app.published(&employer, &bodies::vacancy());
        for _ in 0..4 {
            let etag = employer.get(&path).header("etag").to_owned();
            let statuses: Vec<u16> = std::thread::scope(|scope| {
                let writers: Vec<_> = (0..32)
                    .map(|n| {
                        let (employer, path, etag) = (employer.clone(), &path, &etag);
                        scope.spawn(move || {
                            let grace = crate::support::world::next() % 300 + n % 2;
                            employer.patch(path, etag, &json!({"start_grace_days": grace, "total_job_openings": 100 + n})).status
                        })
                    })
                    .collect();
                writers.into_iter().map(|writer| writer.join().unwrap()).collect()
            });
            assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
            assert!(statuses.iter().all(|status| matches!(status, 200 | 412)), "{statuses:?}");
        }
    }

    fn of_many_writers_with_one_tag_one_wins_whatever_they_do(app) {
        let agency = app.agency();
        let ways: [Way; 5] = [patch, put, put_by_reference, transition, delete];
        let alone = ways.iter().map(|way| vec![*way]);
        for (round, ways) in alone.chain([ways.to_vec(), vec![patch, delete], vec![patch, transition]]).enumerate().cycle().take(24) {
            let reference = format!("race-{round}-{}", next());
            let path = app.available(&agency, &but(bodies::candidate(), &json!({"external_ref": reference})));
            let etag = agency.get(&path).header("etag").to_owned();
            let record = Target { path, reference, etag };
            let statuses: Vec<u16> = std::thread::scope(|scope| {
                let write = |n: usize| {
                    let (agency, way, record) = (agency.clone(), ways[n % ways.len()], &record);
                    scope.spawn(move || way(&agency, record, n).status)
                };
                let writers: Vec<_> = (0..16).map(write).collect();
                writers.into_iter().map(|writer| writer.join().unwrap()).collect()
            });
            assert_eq!(statuses.iter().filter(|status| **status < 300).count(), 1, "{round}: {statuses:?}");
            assert!(statuses.iter().all(|status| matches!(status, 200 | 204 | 404 | 412)), "{round}: {statuses:?}");
        }
    }
}
