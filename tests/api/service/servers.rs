//! Several servers over one database: each follows the change log, and ends with the same index.

use serde_json::json;

use crate::support::{
    TestApp, bodies, on_both,
    world::{but, eventually},
};

fn fingerprint_is_fresh(app: &TestApp) -> bool {
    let follower = app.server.app.follower();
    let (rebuilt, position) = follower.rebuilt().unwrap();
    follower.standing() == koprik::app::index::follower::IndexState::At(position)
        && follower.engine().fingerprint() == rebuilt.fingerprint()
}

on_both! {
    fn what_one_writes_the_other_finds(app) {
        let second = app.another();
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        let candidate = app.available(&agency, &bodies::candidate());
        let there = second.anonymous().with_token(employer.token());
        eventually("the match is there too", || {
            there.get(&format!("{vacancy}/matches")).json()["items"].as_array().is_some_and(|items| items.len() == 1)
        });
        let there_agency = second.anonymous().with_token(agency.token());
        there_agency.delete(&candidate, "*");
        eventually("the erased one is gone here", || {
            employer.get(&format!("{vacancy}/matches")).json()["items"] == json!([])
        });
    }

    fn parallel_writes_end_in_equal_indexes(app) {
        let second = app.another();
        let agency = app.agency();
        let there = second.anonymous().with_token(agency.token());
        let paths: Vec<String> = (0..8).map(|_| app.available(&agency, &bodies::candidate())).collect();
        std::thread::scope(|scope| {
            for writer in 0..6_usize {
                let (client, paths) = (if writer % 2 == 0 { agency.clone() } else { there.clone() }, &paths);
                scope.spawn(move || {
                    for n in 0..15_usize {
                        match (writer + n) % 4 {
                            0 => client.post("/v1/candidates", &bodies::candidate()).status,
                            1 => client.transition(&paths[n % 8], "paused").status,
                            2 => client.transition(&paths[n % 8], "available").status,
                            _ => client.patch(&paths[(writer + n) % 8], "*", &json!({"of_age": n % 3 != 0})).status,
                        };
                    }
                });
            }
        });
        eventually("the first is equal to one built afresh", || fingerprint_is_fresh(app));
        eventually("the second is equal to one built afresh", || fingerprint_is_fresh(&second));
        assert_eq!(app.server.app.follower().engine().fingerprint(), second.server.app.follower().engine().fingerprint());
    }

    fn a_server_that_starts_later_has_everything(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        app.available(&agency, &bodies::candidate());
        app.available(&agency, &but(bodies::candidate(), &json!({"home_region": "UZ-TK"})));
        let later = app.another();
        let there = later.anonymous().with_token(employer.token());
        let here = employer.get(&format!("{vacancy}/matches")).expect(200);
        assert_eq!(there.get(&format!("{vacancy}/matches")).expect(200), here);
    }
}
