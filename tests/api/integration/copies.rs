//! Followers who keep a copy, while many write on two servers: each ends with what a full read shows.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, Ordering},
};

use serde_json::{Value, json};

use crate::support::{Client, bodies, on_both};

/// The lists that are kept: the word of the kind, and the path.
const LISTS: [(&str, &str); 6] = [
    ("employer", "/v1/employers"),
    ("vacancy", "/v1/vacancies"),
    ("candidate", "/v1/candidates"),
    ("application", "/v1/applications"),
    ("offer", "/v1/offers"),
    ("contract", "/v1/contracts"),
];

/// Records by their path, each with its state.
type Copy = BTreeMap<String, Value>;

fn path(change: &Value) -> Option<String> {
    let (_, list) = LISTS.iter().find(|(kind, _)| change["kind"] == *kind)?;
    Some(format!("{list}/{}", change["id"].as_str().unwrap()))
}

/// Somebody who keeps a copy.
struct Follower {
    reader: Client,
    copy: Copy,
    position: i64,
}

impl Follower {
    fn new(reader: Client) -> Self {
        Self { reader, copy: Copy::new(), position: 0 }
    }

    /// Follows a page. Whether there is more.
    fn follow(&mut self, limit: usize) -> bool {
        let page = self.reader.get(&format!("/v1/changes?limit={limit}&after={}", self.position));
        let page = page.expect(200);
        for change in page["items"].as_array().unwrap() {
            let Some(path) = path(change) else { continue };
            let read = (change["event"] == "changed").then(|| self.reader.get(&path));
            match read.filter(|answer| answer.status == 200) {
                Some(answer) => self.copy.insert(path, answer.json()["status"].clone()),
                None => self.copy.remove(&path),
            };
        }
        self.position = page["position"].as_i64().unwrap();
        page["more"] == true
    }
}

/// Everything that a reader sees now.
fn full(reader: &Client) -> Copy {
    let mut all = Copy::new();
    for (_, list) in LISTS {
        let mut next = json!(format!("{list}?limit=100"));
        while let Some(at) = next.as_str() {
            let answer = reader.get(&at.replace("http://koprik.test", ""));
            if answer.status == 403 {
                break;
            }
            let page = answer.expect(200);
            all.extend(page["items"].as_array().unwrap().iter().map(|item| {
                (format!("{list}/{}", item["id"].as_str().unwrap()), item["status"].clone())
            }));
            next = page["next"].clone();
        }
    }
    all
}

/// One of so many, by a fixed sequence that jumps about.
struct Chance(u64);

impl Chance {
    fn of(&mut self, count: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count
    }
}

/// Somebody who writes what they like; some of it is refused.
fn write(seed: u64, (employer, agency): (&Client, &Client)) {
    let (mut chance, mut vacancies, mut candidates) = (Chance(seed), Vec::new(), Vec::new());
    let last = |path: &str| path.rsplit_once('/').unwrap().1.to_owned();
    for _ in 0..25 {
        match chance.of(7) {
            0 | 1 => vacancies.push(
                employer.post("/v1/vacancies", &bodies::vacancy()).header("location").to_owned(),
            ),
            2 => candidates.push(
                agency.post("/v1/candidates", &bodies::candidate()).header("location").to_owned(),
            ),
            3 if !vacancies.is_empty() => {
                let at = chance.of(vacancies.len());
                let to = ["published", "suspended", "cancelled", "draft"][chance.of(4)];
                employer.transition(&vacancies[at], to);
            }
            4 if !vacancies.is_empty() => {
                employer.delete(&vacancies[chance.of(vacancies.len())], "*");
            }
            5 if !candidates.is_empty() => {
                let at = chance.of(candidates.len());
                match chance.of(3) {
                    0 => agency.delete(&candidates[at], "*").status,
                    _ => {
                        agency
                            .transition(&candidates[at], ["available", "paused"][chance.of(2)])
                            .status
                    }
                };
            }
            6 if !candidates.is_empty() && !vacancies.is_empty() => {
                let vacancy = last(&vacancies[chance.of(vacancies.len())]);
                let candidate = last(&candidates[chance.of(candidates.len())]);
                agency.post(
                    "/v1/applications",
                    &json!({"vacancy_id": vacancy, "candidate_id": candidate}),
                );
            }
            _ => {}
        }
    }
}

on_both! {
    fn a_copy_that_follows_ends_equal_to_a_full_read(app) {
        let second = app.another();
        let (employer, agency) = (app.employer(), app.agency());
        let there = |client: &Client| second.anonymous().with_token(client.token());
        let readers = [employer.clone(), agency.clone(), app.operator(), app.partner(), app.employer()];
        let mut followers: Vec<Follower> = readers.iter().enumerate()
            .map(|(n, reader)| Follower::new(if n % 2 == 0 { reader.clone() } else { there(reader) }))
            .collect();
        let written = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let writers: Vec<_> = (1..=4_u64).map(|seed| {
                let sides = if seed % 2 == 0 { (employer.clone(), agency.clone()) } else { (there(&employer), there(&agency)) };
                scope.spawn(move || write(seed, (&sides.0, &sides.1)))
            }).collect();
            for (n, follower) in followers.iter_mut().enumerate() {
                let written = &written;
                scope.spawn(move || while follower.follow(3 + n) || !written.load(Ordering::SeqCst) {});
            }
            for writer in writers {
                writer.join().unwrap();
            }
            written.store(true, Ordering::SeqCst);
        });
        for (follower, reader) in followers.iter_mut().zip(&readers) {
            while follower.follow(100) {}
            assert_eq!(follower.copy, full(reader));
        }
        assert!(followers[2].copy.len() > 10, "something was written");
        let late: Vec<Copy> = readers.iter().map(|reader| {
            let mut follower = Follower::new(reader.clone());
            while follower.follow(100) {}
            follower.copy
        }).collect();
        let kept: Vec<&Copy> = followers.iter().map(|follower| &follower.copy).collect();
        assert_eq!(kept, late.iter().collect::<Vec<_>>(), "whoever begins late ends with the same");
    }
}
