//! Which changes a saved search finds.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{Witness, finds, found, items, last, saved, search, told, touch};
use crate::support::{
    TestApp, bodies, on_both,
    world::{but, eventually},
};

on_both! {
    fn a_new_candidate_is_found_once_and_told_once(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let before = app.available(&agency, &bodies::candidate());
        let path = saved(&employer, &bodies::saved_search());
        let witness = Witness::of(app);
        let candidate = witness.candidate(app, &agency, &json!({}));
        assert_eq!(found(&employer, &path), [last(&candidate)], "whoever matched before is not told");
        let item = &items(&employer, &path)[0];
        assert_eq!(item["told_at"], item["found_at"]);
        assert_eq!(item["candidate"]["occupations"][0]["trade"], "bricklayer", "the profile stands beside it");
        assert_eq!(told(&employer, &path, "matched"), 1);

        touch(&agency, &candidate);
        agency.transition(&candidate, "paused").expect(200);
        eventually("who is not matched any more disappears", || found(&employer, &path).is_empty());
        agency.transition(&candidate, "available").expect(200);
        touch(&agency, &before);
        finds(&employer, &path, &before);
        assert_eq!(found(&employer, &path), [last(&before), last(&candidate)]);
        assert_eq!(told(&employer, &path, "matched"), 2, "nobody is told twice");
    }

    fn what_is_found_scores_as_the_matches_do_and_the_least_score_is_kept(app) {
        let (employer, agency, witness) = (app.employer(), app.agency(), Witness::of(app));
        let candidate = witness.candidate(app, &agency, &json!({}));
        let asked = json!({"vacancy": bodies::vacancy()});
        let answer = employer.post("/v1/matches/search", &asked).expect(200);
        let score = answer["items"][0]["score"].as_i64().unwrap();
        assert_eq!(items(&witness.employer, &witness.search)[0]["score"], score);
        let [reached, missed] =
            [score, score + 1].map(|least| saved(&employer, &search(&json!({"min_score": least}))));
        agency.patch(&candidate, "*", &json!({"external_ref": "again"})).expect(200);
        finds(&employer, &reached, &candidate);
        assert_eq!(items(&employer, &reached)[0]["score"], score);
        assert_eq!(items(&employer, &missed), [] as [Value; 0]);
    }

    fn an_agency_hears_of_vacancies_for_its_candidate(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let candidate = app.available(&agency, &bodies::candidate());
        let body = json!({"name": "Work for a bricklayer", "candidate_id": last(&candidate)});
        let path = saved(&agency, &body);
        let other = but(bodies::candidate(), &json!({"destinations": {"ranked": ["92644000"], "elsewhere": false}}));
        let other = app.available(&agency, &other);
        let unwilling = saved(&agency, &but(body, &json!({"candidate_id": last(&other)})));
        let vacancy = app.published(&employer, &bodies::vacancy());
        finds(&agency, &path, &vacancy);
        assert_eq!(items(&agency, &path)[0]["vacancy"]["employer_id"], employer.get(&vacancy).expect(200)["employer_id"]);
        assert_eq!(found(&agency, &unwilling), [] as [&str; 0]);
        assert_eq!(told(&agency, &path, "matched"), 1);
        employer.transition(&vacancy, "suspended").expect(200);
        eventually("what is not published disappears", || found(&agency, &path).is_empty());
    }

    fn a_search_with_a_vacancy_asks_as_the_vacancy_is_while_it_is_published(app) {
        let (employer, agency, witness) = (app.employer(), app.agency(), Witness::of(app));
        let vacancy = employer.post("/v1/vacancies", &bodies::vacancy()).header("location").to_owned();
        let path = saved(&employer, &json!({"name": "Ours", "vacancy_id": last(&vacancy)}));
        let early = witness.candidate(app, &agency, &json!({}));
        assert_eq!(found(&employer, &path), [] as [&str; 0], "a draft asks nobody");
        employer.transition(&vacancy, "published").expect(200);
        let later = witness.candidate(app, &agency, &json!({}));
        assert_eq!(found(&employer, &path), [last(&later)]);
        let stricter = json!({"requirements": [{"skill": "con.lay_bricks", "kind": "must", "min_level": 5}]});
        employer.patch(&vacancy, "*", &stricter).expect(200);
        let beginner = witness.candidate(app, &agency, &json!({}));
        assert_eq!(found(&employer, &path), [last(&later)], "{early} {beginner}");
    }

    fn a_paused_search_finds_nothing_and_is_told_nothing_later(app) {
        let (employer, agency, witness) = (app.employer(), app.agency(), Witness::of(app));
        let path = saved(&employer, &bodies::saved_search());
        employer.transition(&path, "paused").expect(200);
        let missed = witness.candidate(app, &agency, &json!({}));
        employer.transition(&path, "active").expect(200);
        let seen = witness.candidate(app, &agency, &json!({}));
        assert_eq!(found(&employer, &path), [last(&seen)]);
        touch(&agency, &missed);
        finds(&employer, &path, &missed);
    }

    fn another_question_begins_anew_and_another_name_goes_on(app) {
        let (employer, agency, witness) = (app.employer(), app.agency(), Witness::of(app));
        let plasterers = json!([{"skill": "con.plaster", "kind": "must", "min_level": 1}]);
        let path = saved(&employer, &search(&json!({"vacancy": but(bodies::vacancy(), &json!({"requirements": plasterers}))})));
        let candidate = witness.candidate(app, &agency, &json!({}));
        employer.patch(&path, "*", &json!({"name": "Whoever lays bricks", "vacancy": bodies::vacancy()})).expect(200);
        let next = witness.candidate(app, &agency, &json!({}));
        assert_eq!(found(&employer, &path), [last(&next)], "{candidate} matched before it was asked");
        employer.patch(&path, "*", &json!({"name": "Bricklayers", "rhythm": "weekly"})).expect(200);
        let third = witness.candidate(app, &agency, &json!({}));
        assert_eq!(found(&employer, &path), [last(&third), last(&next)]);
    }

    fn two_servers_and_a_restart_find_each_once(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let path = saved(&employer, &bodies::saved_search());
        let second = app.another();
        let there = second.anonymous().with_token(agency.token());
        let mut all: Vec<String> = (0..6)
            .map(|n| app.available(if n % 2 == 0 { &agency } else { &there }, &bodies::candidate()))
            .collect();
        for candidate in &all {
            finds(&employer, &path, candidate);
        }
        drop(second);
        app.server.drain();
        let third = TestApp::spawn_with(Arc::clone(&app.database), &[]);
        let [employer, agency] = [&employer, &agency].map(|one| third.anonymous().with_token(one.token()));
        all.push(third.available(&agency, &bodies::candidate()));
        finds(&employer, &path, &all[6]);
        touch(&agency, &all[0]);
        all.push(third.available(&agency, &bodies::candidate()));
        finds(&employer, &path, &all[7]);
        let mut ids = found(&employer, &path);
        ids.sort();
        let mut expected: Vec<&str> = all.iter().map(|path| last(path)).collect();
        expected.sort_unstable();
        assert_eq!(ids, expected);
        assert!((1..=8).contains(&told(&employer, &path, "matched")), "what is found together is told together");
    }
}
