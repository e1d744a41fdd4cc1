//! What real advertisements say goes in as it is: little is needed, what is missing is told, and nothing is invented.

use serde_json::{Value, json};

use crate::support::{Client, bodies, on_both, world::but};

/// The pointers of what is missing for a purpose.
fn missing(vacancy: &Value, purpose: &str) -> Vec<String> {
    let all = vacancy["missing"].as_array().unwrap();
    let of = all.iter().filter(|one| one["needed_for"] == purpose);
    of.map(|one| one["pointer"].as_str().unwrap().to_owned()).collect()
}

/// A published vacancy that says only what `body` says.
fn published(employer: &Client, body: &Value) -> String {
    let path = employer.post("/v1/vacancies", body).header("location").to_owned();
    employer.transition(&path, "published").expect(200);
    path
}

on_both! {
    fn a_title_is_enough_for_a_draft_and_the_answer_says_what_is_missing(app) {
        let employer = app.employer();
        let created = employer.post("/v1/vacancies", &json!({"title": {"ru": "Каменщик"}}));
        let draft = created.expect(201);
        assert_eq!(missing(&draft, "publish"), ["/workplace/oktmo"]);
        assert_eq!(draft["resolutions"][0]["concept_id"], "bricklayer", "{draft}");
        for pointer in ["/base_salary", "/valid_through", "/job_start_date", "/total_job_openings"] {
            assert!(missing(&draft, "match").contains(&pointer.to_owned()), "{pointer}: {draft}");
        }
        for unsaid in ["employment_type", "work_hours", "base_salary", "housing", "open_job_openings"] {
            assert_eq!(draft[unsaid], Value::Null, "{unsaid} is invented");
        }
        let path = created.header("location").to_owned();
        assert_eq!(draft["allowed_transitions"], json!(["cancelled"]));
        let refused = employer.transition(&path, "published").problem(409, "conflict");
        assert!(refused["detail"].as_str().unwrap().contains("/workplace/oktmo"), "{refused}");
        employer.post("/v1/vacancies", &json!({"total_job_openings": 3})).problem(422, "invalid");
    }

    fn a_title_that_nobody_knows_is_published_and_matched_by_its_skills(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let candidate = app.available(&agency, &bodies::candidate());
        let path = published(&employer, &json!({
            "title": {"ru": "Мастер чистоты и света"},
            "skill_texts": [{"text": "кладка кирпича"}],
            "workplace": {"oktmo": "92701000"}
        }));
        let vacancy = employer.get(&path).expect(200);
        assert_eq!(missing(&vacancy, "publish"), [""; 0]);
        assert!(missing(&vacancy, "match").contains(&"/occupation".to_owned()), "{vacancy}");
        assert_eq!(vacancy["unmapped"][0]["text"], "Мастер чистоты и света", "{vacancy}");
        let found = employer.get(&format!("{path}/matches")).expect(200);
        let id = candidate.rsplit('/').next().unwrap();
        assert_eq!(found["items"][0]["candidate_id"], id, "{found}");
    }

    fn the_title_says_the_occupation_where_nothing_else_does(app) {
        let (employer, agency) = (app.employer(), app.agency());
        app.available(&agency, &bodies::candidate());
        let body = json!({
            "title": {"ru": "На объект в центре", "en": "Bricklayer"}, "workplace": {"oktmo": "92701000"}
        });
        let path = published(&employer, &body);
        let of = |path: &str| employer.get(&format!("{path}/matches")).expect(200)["items"].clone();
        assert_eq!(of(&path)[0]["parts"]["occupation"], 1000, "any of its languages does");
        let found = employer.get("/v1/vacancies?occupation=bricklayer").expect(200);
        assert_eq!(found["items"].as_array().unwrap().len(), 1, "{found}");
        let said = but(body, &json!({"occupation_text": {"text": "Мастер чистоты и света"}}));
        let said = employer.post("/v1/vacancies", &said).expect(201);
        let read: Vec<_> = said["resolutions"].as_array().unwrap().iter().map(|one| &one["text"]).collect();
        assert_eq!(read, ["Мастер чистоты и света"], "what is said of the occupation goes before the title");
    }

    fn a_vacancy_without_a_last_day_stands_for_sixty_days(app) {
        let employer = app.employer();
        let path = published(&employer, &json!({
            "title": {"ru": "Каменщик"}, "occupation": {"trade": "bricklayer"}, "workplace": {"oktmo": "92701000"}
        }));
        let last = employer.get(&path).expect(200)["valid_through"].clone();
        assert_eq!(last, "2027-01-23", "the clock of the tests stands at 2026-11-24");
    }

    fn work_outside_tatarstan_is_kept_and_not_published(app) {
        let employer = app.employer();
        let body = but(bodies::vacancy(), &json!({"workplace": {"oktmo": "45301000"}}));
        let created = employer.post("/v1/vacancies", &body);
        assert_eq!(missing(&created.expect(201), "publish"), ["/workplace/oktmo"]);
        let path = created.header("location").to_owned();
        let refused = employer.transition(&path, "published").problem(409, "conflict");
        assert!(refused["detail"].as_str().unwrap().contains("outside Tatarstan"), "{refused}");
        let unknown = but(bodies::vacancy(), &json!({"workplace": {"oktmo": "92000001"}}));
        employer.post("/v1/vacancies", &unknown).problem(422, "invalid");
    }

    fn pay_is_taken_as_it_is_said(app) {
        let employer = app.employer();
        for pay in [
            json!({"currency": "RUB", "unit": "month", "min": 90000}),
            json!({"currency": "RUB", "max": 120_000}),
            json!({"currency": "RUB", "unit": "hour", "min": 433.57, "gross": false}),
            json!({"currency": "RUB", "unit": "piece", "unit_text": "м² кладки", "min": 850}),
            json!({"currency": "RUB", "unit": "rotation", "min": 240_000, "bonus": "премия", "trainee": "60 000 ₽"}),
            json!({"min": 150_000}),
            json!({"currency": "TRY", "min": 16_000, "max": 16_000}),
            json!({}),
        ] {
            let made = employer.post("/v1/vacancies", &but(bodies::vacancy(), &json!({"base_salary": pay})));
            assert_eq!(made.expect(201)["base_salary"], pay);
        }
        for (wrong, pointer) in [
            (json!({"currency": "RUB", "min": 5, "max": 4}), "/base_salary/max"),
            (json!({"currency": "RUB", "min": 1.005}), "/base_salary/min"),
            (json!({"currency": "RUB", "min": 0}), "/base_salary/min"),
        ] {
            let body = but(bodies::vacancy(), &json!({"base_salary": wrong}));
            let problem = employer.post("/v1/vacancies", &body).problem(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
        }
    }

    fn pay_by_the_shift_is_compared_by_the_schedule(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let candidate = app.available(&agency, &bodies::candidate());
        let id = candidate.rsplit('/').next().unwrap();
        for (pay, eligible) in [
            (json!({"currency": "RUB", "unit": "shift", "min": 5000, "gross": true}), true),
            (json!({"currency": "RUB", "unit": "shift", "min": 3000, "gross": true}), false),
            (json!({"currency": "RUB", "unit": "piece", "min": 1, "gross": true}), true),
            (json!({"currency": "RUB", "unit": "month", "min": 79999, "gross": true}), false),
            (json!({"currency": "RUB", "unit": "month", "min": 79999}), true),
            (json!({}), true),
        ] {
            let path = published(&employer, &but(bodies::vacancy(), &json!({"base_salary": pay})));
            let found = agency.get(&format!("{path}/matches/{id}")).expect(200);
            assert_eq!(found["eligible"], eligible, "{pay}: {found}");
        }
    }

    fn rotations_and_long_weeks_are_taken(app) {
        let employer = app.employer();
        let hours = json!({
            "hours_per_week": 77, "schedule": "rotation", "hours_per_shift": 11, "night_shifts": true,
            "rotation": {"days_on": 60, "days_off": 30}, "shift_clock": "08:00–19:00"
        });
        let body = but(bodies::vacancy(), &json!({"employment_type": "rotation", "work_hours": hours}));
        assert_eq!(employer.post("/v1/vacancies", &body).expect(201)["work_hours"], hours);
        let three = but(bodies::vacancy(), &json!({"work_hours": {"schedule": "three_three"}}));
        employer.post("/v1/vacancies", &three).expect(201);
        let too_long = but(bodies::vacancy(), &json!({"work_hours": {"hours_per_week": 85}}));
        employer.post("/v1/vacancies", &too_long).problem(422, "invalid");
    }

    fn what_nobody_says_of_the_conditions_is_unknown(app) {
        let employer = app.employer();
        for (name, sent, answered) in [
            ("travel", json!({"daily_transport": true}), json!({"outbound": "unknown", "homeward": "unknown", "daily_transport": true})),
            ("travel", json!({"outbound": "employer"}), json!({"outbound": "employer", "homeward": "unknown"})),
            ("travel", json!({"outbound": "worker", "homeward": "unknown", "daily_transport": false}),
                json!({"outbound": "worker", "homeward": "unknown", "daily_transport": false})),
            ("housing", json!({"kind": "dormitory"}), json!({"kind": "dormitory"})),
            ("housing", json!({"kind": "dormitory", "monthly_cost": 0}), json!({"kind": "dormitory", "monthly_cost": 0})),
            ("meals", json!({"kind": "free"}), json!({"kind": "free"})),
            ("meals", json!({"kind": "none", "per_day": 0}), json!({"kind": "none", "per_day": 0})),
        ] {
            let made = employer.post("/v1/vacancies", &but(bodies::vacancy(), &json!({name: sent}))).expect(201);
            assert_eq!(made[name], answered);
            let again = employer.post("/v1/vacancies", &but(bodies::vacancy(), &json!({name: answered}))).expect(201);
            assert_eq!(again[name], answered, "what is answered can be sent");
        }
    }

    fn a_rotation_may_leave_open_how_long_one_is_at_home(app) {
        let employer = app.employer();
        let (alone, whole) = (json!({"rotation_days_on": 60}), json!({"rotation": {"days_on": 60, "days_off": 30}}));
        for sent in [json!({"rotation": {"days_on": 60}}), alone.clone()] {
            let made = employer.post("/v1/vacancies", &but(bodies::vacancy(), &json!({"work_hours": sent}))).expect(201);
            assert_eq!(made["work_hours"], alone);
            let path = format!("/v1/vacancies/{}", made["id"].as_str().unwrap());
            let etag = employer.get(&path).header("etag").to_owned();
            let hours = json!({"work_hours": {"hours_per_week": null, "schedule": null, "rotation": whole["rotation"]}});
            assert_eq!(employer.patch(&path, &etag, &hours).expect(200)["work_hours"], whole);
        }
    }

    fn the_clock_of_shifts_may_be_as_long_as_advertisements_have_it(app) {
        for (length, status) in [(101, 201), (300, 201), (301, 422)] {
            let hours = json!({"work_hours": {"shift_clock": "ш".repeat(length)}});
            app.employer().post("/v1/vacancies", &but(bodies::vacancy(), &hours)).expect(status);
        }
    }

    fn what_is_asked_offered_and_noted_is_answered_as_it_was_sent(app) {
        let employer = app.employer();
        let said = json!({
            "background": {
                "min_years": 0, "will_train": true, "education": "vocational", "min_grade": 4,
                "other_occupations": [{"trade": "plasterer", "isco08": "7123"}]
            },
            "other_workplaces": [{"oktmo": "92730000", "address": "пр. Мира, 1"}],
            "provided": {"work_clothes": true, "medical_examination": true, "papers": false},
            "frame": {
                "department": "СМУ-3", "contact_role": "отдел кадров", "okpdtr": "12680",
                "date_posted": "2026-11-20", "source_url": "https://jobs.example/1"
            }
        });
        let vacancy = employer.post("/v1/vacancies", &but(bodies::vacancy(), &said)).expect(201);
        for (name, value) in said.as_object().unwrap() {
            assert_eq!(&vacancy[name], value);
        }
        let listed = employer.get("/v1/vacancies?municipality=92730000").expect(200);
        assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    }
}
