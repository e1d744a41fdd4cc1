//! A vacancy and a candidate in, an explained match out.

use serde_json::{Value, json};

use crate::support::{Client, bodies, on_both, world::but};

fn score_of(parts: &Value, weights: &Value) -> u64 {
    let of = |name: &str| (parts[name].as_u64().unwrap(), weights[name].as_u64().unwrap());
    let all = ["skills", "occupation", "region", "language", "experience", "pay"].map(of);
    10 * all.iter().map(|(part, weight)| part * weight).sum::<u64>()
        / all.iter().map(|(_, weight)| weight).sum::<u64>()
}

on_both! {
    fn a_match_is_the_same_from_both_sides_and_recomputes(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        let candidate = app.available(&agency, &bodies::candidate());

        let page = employer.get(&format!("{vacancy}/matches")).expect(200);
        let found = &page["items"][0];
        assert_eq!(format!("/v1/candidates/{}", found["candidate_id"].as_str().unwrap()), candidate, "{page}");
        assert_eq!(found["score"], score_of(&found["parts"], &page["weights"]));
        assert!(!found["reason"].as_str().unwrap().is_empty());
        assert_eq!(page["next"], Value::Null);

        let back = agency.get(&format!("{candidate}/matches")).expect(200);
        assert_eq!(back["items"][0]["score"], found["score"]);
        assert_eq!(format!("/v1/vacancies/{}", back["items"][0]["vacancy_id"].as_str().unwrap()), vacancy);
        let pair = format!("{vacancy}/matches/{}", found["candidate_id"].as_str().unwrap());
        for caller in [&employer, &agency, &app.operator()] {
            let explained = caller.get(&pair).expect(200);
            assert_eq!((&explained["score"], &explained["eligible"]), (&found["score"], &json!(true)));
        }
    }

    fn a_match_shows_what_was_found_and_not_whom(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        let candidate = app.available(&agency, &bodies::candidate());

        let page = employer.get(&format!("{vacancy}/matches")).expect(200);
        let profile = &page["items"][0]["candidate"];
        for name in ["home_region", "available_from"] {
            assert_eq!(profile[name], bodies::candidate()[name], "{page}");
        }
        assert_eq!(profile["skills"].as_array().unwrap().len(), bodies::candidate()["skills"].as_array().unwrap().len());
        assert_eq!(profile["occupations"][0]["trade"], bodies::candidate()["occupations"][0]["trade"]);
        let mut names: Vec<&String> = profile.as_object().unwrap().keys().collect();
        names.sort();
        assert_eq!(names, ["available_from", "certificates", "driving_licences", "home_region", "languages", "occupations", "skills"]);

        let back = agency.get(&format!("{candidate}/matches")).expect(200);
        let (offer, sent) = (&back["items"][0]["vacancy"], bodies::vacancy());
        assert_eq!((&offer["title"], &offer["base_salary"]), (&sent["title"], &sent["base_salary"]), "{back}");
        assert_eq!((&offer["municipality"], &offer["open_job_openings"]), (&sent["workplace"]["oktmo"], &sent["total_job_openings"]));
        let metrics = app.operator().get("/metrics").text;
        assert!(metrics.contains("koprik_match_seconds_count{found=\"candidates\"} 1"), "{metrics}");
    }

    fn the_reason_comes_in_five_languages(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        app.available(&agency, &bodies::candidate());
        let reason = |lang: &str| {
            let page = employer.get(&format!("{vacancy}/matches?lang={lang}")).expect(200);
            page["items"][0]["reason"].as_str().unwrap().to_owned()
        };
        let mut reasons = ["ru", "uz-Latn", "uz-Cyrl", "tt", "en"].map(reason).to_vec();
        let headers = [("accept-language", "tt, ru;q=0.5")];
        let negotiated = employer.send("GET", &format!("{vacancy}/matches"), &headers, None).expect(200);
        assert_eq!(negotiated["items"][0]["reason"], reasons[3]);
        reasons.sort();
        reasons.dedup();
        assert_eq!(reasons.len(), 5, "{reasons:?}");
    }

    fn an_ineligible_pair_is_told_what_is_missing_and_what_would_help(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        let weak = json!([{"skill": "con.lay_bricks", "level": 2, "years": 6, "evidence": "assessed"}]);
        let floor = json!({"currency": "RUB", "unit": "month", "amount": 95000});
        let body = but(bodies::candidate(), &json!({"skills": weak, "pay_floor": floor}));
        let candidate = app.available(&agency, &body);

        assert_eq!(employer.get(&format!("{vacancy}/matches")).expect(200)["items"], json!([]));
        let id = candidate.rsplit('/').next().unwrap();
        let explained = agency.get(&format!("{vacancy}/matches/{id}")).expect(200);
        assert_eq!(explained["eligible"], false);
        let rules: Vec<&str> = explained["failed_rules"].as_array().unwrap().iter().map(|failed| failed["rule"].as_str().unwrap()).collect();
        assert_eq!(rules, ["skill", "pay"], "{explained}");
        assert!(explained["failed_rules"][0]["needed"].as_str().unwrap().contains('3'));
        assert!(explained["failed_rules"][0]["actual"].as_str().unwrap().contains('2'));
        let steps: Vec<&str> = explained["path"].as_array().unwrap().iter().map(|step| step["step"].as_str().unwrap()).collect();
        assert_eq!(steps, ["raise_skill", "offer_more"], "{explained}");
    }

    fn an_employer_learns_no_floor_and_no_place_that_was_ruled_out(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        let floor = json!({"currency": "RUB", "unit": "month", "amount": 987_654});
        let explained = |destinations: Value, lang: &str| {
            let body = but(bodies::candidate(), &json!({"pay_floor": floor, "destinations": destinations}));
            let candidate = app.available(&agency, &body);
            let path = format!("{vacancy}/matches/{}?lang={lang}", candidate.rsplit('/').next().unwrap());
            let told = agency.get(&path).expect(200);
            assert!(told.to_string().contains("987654"), "the agency sees its own: {told}");
            let mut shown = employer.get(&path).expect(200);
            assert!(!shown.to_string().contains("98765"), "{shown}");
            shown["candidate_id"] = json!(null);
            shown
        };
        for lang in ["ru", "uz-Latn", "uz-Cyrl", "tt", "en"] {
            let never = json!({"ranked": [], "never": ["92701000"], "elsewhere": true});
            let unnamed = json!({"ranked": ["92730000"], "never": [], "elsewhere": false});
            let (never, unnamed) = (explained(never, lang), explained(unnamed, lang));
            assert_eq!(never["failed_rules"], unnamed["failed_rules"], "{lang}");
            assert_eq!((&never["path"], &never["reason"]), (&unnamed["path"], &unnamed["reason"]), "{lang}");
        }
    }

    fn an_employer_does_not_learn_whether_there_is_a_floor_nor_for_what(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let by_hour = json!({"currency": "RUB", "unit": "hour", "amount": 100_000});
        let by_month = json!({"currency": "RUB", "unit": "month", "amount": 20_000});
        let dollars = json!({"currency": "USD", "unit": "month", "amount": 300});
        let months = json!({"currency": "RUB", "unit": "month", "amount": 900_000});
        let vague = json!({"base_salary": {"currency": "RUB", "unit": "month", "min": 90_000}});
        for (members, floors) in [
            (vague, [json!(null), by_month.clone(), dollars.clone()]),
            (json!({"base_salary": {"by_agreement": true}}), [json!(null), by_month, dollars]),
            (json!({}), [by_hour, months.clone(), months]),
        ] {
            let vacancy = app.published(&employer, &but(bodies::vacancy(), &members));
            let shown = floors.map(|floor| {
                let candidate = app.available(&agency, &but(bodies::candidate(), &json!({"pay_floor": floor})));
                let path = format!("{vacancy}/matches/{}", candidate.rsplit('/').next().unwrap());
                let mut shown = employer.get(&path).expect(200);
                agency.delete(&candidate, "*");
                shown["candidate_id"] = json!(null);
                shown
            });
            assert_eq!((&shown[0], &shown[1]), (&shown[1], &shown[2]), "{members}");
        }
    }

    fn work_in_several_places_suits_whoever_would_go_to_one_of_them(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let further = json!({"other_workplaces": [{"oktmo": "92730000"}, {"oktmo": "92644000"}]});
        let vacancy = app.published(&employer, &but(bodies::vacancy(), &further));
        for (destinations, region) in [
            (json!({"ranked": ["92644000", "92730000"], "never": ["92701000"], "elsewhere": false}), Some(1000)),
            (json!({"ranked": ["92701000"], "never": [], "elsewhere": false}), Some(1000)),
            (json!({"ranked": ["92610000"], "never": [], "elsewhere": false}), None),
            (json!({"ranked": [], "never": ["92701000", "92730000", "92644000"], "elsewhere": true}), None),
        ] {
            let candidate = app.available(&agency, &but(bodies::candidate(), &json!({"destinations": destinations})));
            let path = format!("{vacancy}/matches/{}?lang=en", candidate.rsplit('/').next().unwrap());
            let (told, back) = (agency.get(&path).expect(200), agency.get(&format!("{candidate}/matches")).expect(200));
            assert_eq!(told["eligible"], region.is_some(), "{told}");
            assert_eq!(back["items"][0]["parts"]["region"].as_u64(), region, "{destinations}: {back}");
            if region.is_none() {
                assert_eq!(told["failed_rules"][0]["needed"], "one of 92701000, 92730000, 92644000 accepted");
                assert_eq!(told["path"][0]["step"], "accept_municipality");
            }
        }
        let found = employer.get(&format!("{vacancy}/matches?lang=en")).expect(200);
        assert_eq!(found["items"].as_array().unwrap().len(), 2, "{found}");
        let reasons: Vec<_> = found["items"].as_array().unwrap().iter().map(|one| one["reason"].as_str().unwrap()).collect();
        assert!(reasons.iter().all(|reason| reason.contains("wish no. 1")), "{reasons:?}");
    }

    fn of_equal_places_each_is_the_first_wish(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        let listed = ["92730000", "92644000", "92701000"];
        for (destinations, region, told) in [
            (json!({"ranked": listed, "never": [], "elsewhere": false}), 800, "wish no. 3"),
            (json!({"ranked": listed, "equal": true, "never": [], "elsewhere": false}), 1000, "places that are equal"),
            (json!({"ranked": ["92701000"], "equal": true, "never": []}), 1000, "wish no. 1"),
        ] {
            let candidate = app.available(&agency, &but(bodies::candidate(), &json!({"destinations": destinations})));
            let kept = agency.get(&candidate).expect(200)["destinations"].clone();
            assert_eq!((&kept["ranked"], kept.get("equal")), (&destinations["ranked"], destinations.get("equal")));
            let id = candidate.rsplit('/').next().unwrap();
            let pair = employer.get(&format!("{vacancy}/matches/{id}?lang=en")).expect(200);
            let back = agency.get(&format!("{candidate}/matches?lang=en")).expect(200);
            for one in [&pair, &back["items"][0]] {
                assert_eq!(one["parts"]["region"], region, "{destinations}: {one}");
                assert!(one["reason"].as_str().unwrap().contains(told), "{one}");
            }
        }
        let found = employer.get(&format!("{vacancy}/matches?lang=en")).expect(200);
        let regions: Vec<_> = found["items"].as_array().unwrap().iter().map(|one| one["parts"]["region"].as_u64().unwrap()).collect();
        assert_eq!(regions, [1000, 1000, 800], "{found}");
    }

    fn a_change_is_seen_by_the_very_next_request(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        let candidate = app.available(&agency, &bodies::candidate());
        let matches = || employer.get(&format!("{vacancy}/matches")).expect(200)["items"].as_array().unwrap().len();
        assert_eq!(matches(), 1);

        let etag = agency.get(&candidate).header("etag").to_owned();
        let withdrawn = json!({"matching_consent": {"withdrawn_at": "2026-11-20T00:00:00Z"}});
        let changed = agency.patch(&candidate, &etag, &withdrawn);
        changed.expect(200);
        assert_eq!(matches(), 0, "consent was withdrawn");
        agency.get(&format!("{candidate}/matches")).problem(409, "conflict");

        let given = json!({"matching_consent": {"withdrawn_at": null}});
        let again = agency.patch(&candidate, changed.header("etag"), &given);
        again.expect(200);
        assert_eq!(matches(), 1);
        assert_eq!(agency.delete(&candidate, again.header("etag")).status, 204);
        assert_eq!(matches(), 0, "the candidate was erased");
        agency.get(&candidate).problem(404, "not-found");
    }

    fn filters_and_weights_are_obeyed(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        app.available(&agency, &bodies::candidate());
        let count = |query: &str| employer.get(&format!("{vacancy}/matches?{query}")).expect(200)["items"].as_array().unwrap().len();
        for (query, expected) in [
            ("home_region=UZ-SA", 1), ("home_region=UZ-TK,UZ-AN", 0), ("isco08=71", 1), ("isco08=5", 0),
            ("min_evidence=assessed", 1), ("min_evidence=recognised", 0), ("min_score=10000", 0),
            ("municipality=92701000", 1), ("available_by=2027-01-31", 0), ("available_by=2027-02-01", 1),
        ] {
            assert_eq!(count(query), expected, "{query}");
        }
        let page = employer.get(&format!("{vacancy}/matches?weights=0,100,0,0,0,0")).expect(200);
        assert_eq!((&page["items"][0]["score"], &page["weights"]["occupation"]), (&json!(10000), &json!(100)));
        employer.get(&format!("{vacancy}/matches?weights=0,0,0,0,0,0")).problem(400, "malformed-request");
        employer.get(&format!("{vacancy}/matches?profile=nonsense")).problem(400, "malformed-request");
    }

    fn a_match_says_what_was_stated_implied_related_and_unknown(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let asked = |skill: &str| json!({"skill": skill, "kind": "preferred", "min_level": 3});
        let asked = ["con.level", "con.lay_bricks", "con.lay_blocks", "food.cook"].map(asked);
        let words = json!([{"text": "организаторские способности", "kind": "must"}]);
        let body = but(bodies::vacancy(), &json!({"requirements": asked, "skill_texts": words}));
        let vacancy = app.published(&employer, &body);
        let skills = json!([
            {"skill": "con.level", "level": 3, "years": 2, "evidence": "self_declared"},
            {"skill": "con.mix_mortar", "level": 3, "years": 2, "evidence": "self_declared"},
        ]);
        app.available(&agency, &but(bodies::candidate(), &json!({"skills": skills})));

        let page = employer.get(&format!("{vacancy}/matches?lang=en")).expect(200);
        let found = &page["items"][0];
        let basis = |at: usize| found["requirements"][at]["basis"].clone();
        assert_eq!([0, 1, 2, 3].map(basis), ["stated", "implied", "related", "unknown"], "{found}");
        assert_eq!(found["requirements"][1]["implied_by"], bodies::candidate()["occupations"][0]["trade"]);
        assert_eq!(found["requirements"][1]["found"], Value::Null);
        assert_eq!(found["unread_requirements"], 1);
        let reason = found["reason"].as_str().unwrap();
        for said in ["by the trade, not proven: 1", "not known: 1", "not understood yet: 1"] {
            assert!(reason.contains(said), "{reason}");
        }
    }

    fn what_is_not_understood_is_no_agreement(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let words = ["Организаторские способности", "Строительное образование"];
        let words = words.map(|text| json!({"text": text, "kind": "must"}));
        let change = json!({"occupation": {"trade": "site_foreman"}, "requirements": [], "skill_texts": words});
        let foreman = app.published(&employer, &but(bodies::vacancy(), &change));
        let bare = app.published(&employer, &but(bodies::vacancy(), &json!({"occupation": {"trade": "site_foreman"}, "requirements": []})));
        let seamstress = json!({"occupations": [{"trade": "seamstress", "years": 3}], "skills": []});
        let candidate = app.available(&agency, &but(bodies::candidate(), &seamstress));
        for vacancy in [foreman, bare] {
            let id = candidate.rsplit('/').next().unwrap();
            let explained = employer.get(&format!("{vacancy}/matches/{id}")).expect(200);
            assert_eq!(explained["parts"]["skills"], 0, "{explained}");
            assert!(explained["score"].as_u64().unwrap() < 2000, "{explained}");
        }
    }

    fn what_cannot_be_compared_is_named_to_both_sides(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let net = json!({"currency": "RUB", "unit": "month", "min": 70_000, "gross": false});
        let vague = json!({"title": {"ru": "Мастер чистоты и света"}, "occupation": null, "base_salary": net});
        let vacancy = app.published(&employer, &but(bodies::vacancy(), &vague));
        let candidate = app.available(&agency, &bodies::candidate());
        let pair = format!("{vacancy}/matches/{}?lang=en", candidate.rsplit('/').next().unwrap());
        let listed = |path: &str, caller: &Client| caller.get(&format!("{path}/matches?lang=en")).expect(200)["items"][0].clone();
        for told in [
            employer.get(&pair).expect(200), agency.get(&pair).expect(200),
            listed(&vacancy, &employer), listed(&candidate, &agency),
        ] {
            assert_eq!(told["unknown"], json!(["occupation", "pay_not_comparable"]), "{told}");
            assert_eq!((&told["parts"]["occupation"], &told["parts"]["pay"]), (&json!(0), &json!(0)), "{told}");
            let said = "the occupation is not known; the pay of the vacancy cannot be compared";
            assert!(told["reason"].as_str().unwrap().contains(said), "{told}");
        }
    }

    fn who_is_entered_in_words_matches(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let asked = json!([{"skill": "con.lay_bricks", "kind": "must", "min_level": 3}]);
        let vacancy = app.published(&employer, &but(bodies::vacancy(), &json!({"requirements": asked})));
        let in_words = json!({"skills": [], "occupations": [], "skill_texts": [{"text": "кладка кирпича"}]});
        app.available(&agency, &but(bodies::candidate(), &in_words));
        let page = employer.get(&format!("{vacancy}/matches")).expect(200);
        assert_eq!(page["items"].as_array().unwrap().len(), 1, "{page}");
    }

    fn of_several_texts_for_one_skill_the_best_counts(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        let little = json!({"text": "кладка кирпича", "level": 2});
        let much = json!({"text": "gʻisht terish", "level": 5, "years": 8, "evidence": "assessed"});
        for texts in [json!([little, much]), json!([much, little])] {
            let in_words = json!({"skills": [], "occupations": [], "skill_texts": texts});
            app.available(&agency, &but(bodies::candidate(), &in_words));
        }
        let page = employer.get(&format!("{vacancy}/matches")).expect(200);
        assert_eq!(page["items"].as_array().unwrap().len(), 2, "{page}");
        assert_eq!(page["items"][0]["score"], page["items"][1]["score"]);
    }

    fn an_unsaved_question_is_answered_and_not_kept(app) {
        let (employer, agency, partner) = (app.employer(), app.agency(), app.partner());
        app.published(&employer, &bodies::vacancy());
        app.available(&agency, &bodies::candidate());
        let for_vacancy = json!({"vacancy": bodies::vacancy(), "limit": 5});
        let for_candidate = json!({"candidate": bodies::candidate()});
        for (caller, question, status) in [
            (&employer, &for_vacancy, 200), (&employer, &for_candidate, 200), (&agency, &for_candidate, 200),
            (&partner, &for_candidate, 200), (&agency, &for_vacancy, 403), (&partner, &for_vacancy, 403),
        ] {
            let answer = caller.post("/v1/matches/search", question).expect(status);
            assert!(status != 200 || answer["items"].as_array().unwrap().len() == 1, "{answer}");
        }
        assert_eq!(employer.get("/v1/vacancies").expect(200)["items"].as_array().unwrap().len(), 1);
        let both = json!({"vacancy": bodies::vacancy(), "candidate": bodies::candidate()});
        employer.post("/v1/matches/search", &both).problem(422, "invalid");
    }

    fn a_draft_is_not_matched_and_says_so(app) {
        let employer = app.employer();
        let draft = employer.post("/v1/vacancies", &bodies::vacancy()).expect(201);
        let path = format!("/v1/vacancies/{}/matches", draft["id"].as_str().unwrap());
        employer.get(&path).problem(409, "conflict");
    }

    fn a_suspended_employers_vacancies_are_taken_down(app) {
        let id = app.new_employer();
        let employer = app.client(koprik::domain::access::scope::Role::Employer, id, "");
        let (agency, vacancy) = (app.agency(), app.published(&employer, &bodies::vacancy()));
        let candidate = app.available(&agency, &bodies::candidate());
        app.operator().transition(&format!("/v1/employers/{id}"), "suspended").expect(200);
        assert_eq!(employer.get(&vacancy).expect(200)["status"], "suspended");
        assert_eq!(agency.get(&format!("{candidate}/matches")).expect(200)["items"], json!([]));
        employer.transition(&vacancy, "published").problem(409, "conflict");
    }

    fn a_narrower_skill_counts_and_protected_traits_do_not(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let narrow = agency.get("/v1/taxonomy/skills/con.lay_bricks").expect(200);
        let broader = narrow["broader"][0].as_str().expect("bricklaying has a broader skill").to_owned();
        let asked = json!([{"skill": broader, "kind": "must", "min_level": 3}]);
        let vacancy = app.published(&employer, &but(bodies::vacancy(), &json!({"requirements": asked})));
        app.available(&agency, &bodies::candidate());
        let others = but(bodies::candidate(), &json!({"education": "higher"}));
        app.available(&agency, &others);
        let page = employer.get(&format!("{vacancy}/matches")).expect(200);
        assert_eq!(page["items"].as_array().unwrap().len(), 2, "{page}");
        assert_eq!(page["items"][0]["requirements"][0]["found"]["relation"], "narrower");
        assert_eq!(page["items"][0]["score"], page["items"][1]["score"]);
    }
}
