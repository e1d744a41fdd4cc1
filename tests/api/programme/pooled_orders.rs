//! Small employers who have one order together: each allots its own share, and no more.

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    allotments::draft,
    job_orders::Demand,
    scene::{Scene, last},
};
use crate::{
    store::sql::Sql,
    support::{
        Answer, Client, TestApp, bodies, on_both,
        world::{but, id},
    },
};

/// An order of two employers, of five heads and of seven.
struct Pool {
    demand: Demand,
    other: Client,
    ids: [Uuid; 2],
}

impl Pool {
    fn shares(ids: [Uuid; 2], heads: [u32; 2]) -> Value {
        let share = |n: usize| json!({"employer_id": ids[n], "heads": heads[n]});
        json!([share(0), share(1)])
    }

    fn submitted(app: &TestApp) -> Self {
        let ids = [app.new_employer(), app.new_employer()];
        let [employer, other] = ids.map(|id| app.client(Role::Employer, id, ""));
        let body = but(bodies::job_order(), &json!({"pool": Self::shares(ids, [5, 7])}));
        let path =
            format!("/v1/job-orders/{}", id(&employer.post("/v1/job-orders", &body).expect(201)));
        employer.transition(&path, "submitted").expect(200);
        let (tatarstan, uzbekistan) = (app.operator(), app.operator());
        Self { demand: Demand { employer, tatarstan, uzbekistan, path }, other, ids }
    }

    fn approved(app: &TestApp) -> Self {
        let pool = Self::submitted(app);
        let demand = &pool.demand;
        demand.decide(&demand.tatarstan, "tt", "approve").expect(200);
        demand.decide(&demand.uzbekistan, "uz", "approve").expect(200);
        pool
    }

    fn allot(&self, client: &Client, vacancy: &str, heads: u32) -> Answer {
        let path = format!("{}/allotments/{}", self.demand.path, last(vacancy));
        client.put(&path, &[], &json!({"heads": heads}))
    }
}

on_both! {
    fn each_employer_of_a_pool_allots_its_own_share_and_no_more(app) {
        let pool = Pool::approved(app);
        let (lead, other, path) = (&pool.demand.employer, &pool.other, &pool.demand.path);
        let [own, theirs] = [draft(lead, 5), draft(other, 7)];
        for (client, vacancy, share) in [(lead, &own, 5), (other, &theirs, 7)] {
            let told = pool.allot(client, vacancy, share + 1).problem(409, "conflict").to_string();
            assert!(told.contains("the pool gives this employer"), "{told}");
            pool.allot(client, vacancy, share).expect(200);
            pool.allot(client, &draft(client, 1), 1).problem(409, "conflict");
        }
        pool.allot(lead, &theirs, 5).problem(404, "not-found");
        pool.allot(&app.employer(), &theirs, 5).problem(404, "not-found");
        let agency = app.new_agency();
        let code = pool.demand.authorise(&agency.to_string()).expect(201)["authorisation_code"].clone();
        let agency = app.client(Role::Agency, agency, "");
        pool.allot(&agency, &theirs, 5).problem(403, "forbidden");

        let seen = other.get(path).expect(200);
        assert_eq!((&seen["pool"][1]["heads"], &seen["allotted_heads"], &seen["agency_ids"]), (&json!(7), &json!(12), &json!([])));
        assert_eq!(seen["allowed_transitions"], json!([]));
        assert_eq!(other.get("/v1/job-orders").expect(200)["items"].as_array().unwrap().len(), 1);
        other.get(&format!("{path}/history")).expect(200);
        other.transition(path, "withdrawn").problem(403, "forbidden");
        other.patch(path, "*", &json!({"heads": 13})).problem(403, "forbidden");
        app.employer().get(path).problem(404, "not-found");

        other.transition(&theirs, "published").expect(200);
        let scene = Scene { employer: other.clone(), agency, operator: app.operator(), vacancy: theirs };
        let body = but(scene.putting_forward(&scene.candidate(app)), &json!({"authorisation_code": code}));
        assert_eq!(scene.agency.post("/v1/applications", &body).expect(201)["job_order_id"], last(path));
    }

    fn shares_are_the_heads_and_are_never_less_than_what_was_allotted(app) {
        let pool = Pool::approved(app);
        let (lead, path) = (&pool.demand.employer, &pool.demand.path);
        let share = |ids: [Uuid; 2], heads: [u32; 2]| lead.patch(path, "*", &json!({"pool": Pool::shares(ids, heads)}));
        assert_eq!(share(pool.ids, [5, 6]).pointers(), ["/pool"]);
        assert_eq!(share([pool.ids[0]; 2], [5, 7]).pointers(), ["/pool/1/employer_id"]);
        pool.allot(&pool.other, &draft(&pool.other, 7), 7).expect(200);
        let told = share(pool.ids, [6, 6]).problem(409, "conflict").to_string();
        assert!(told.contains(&pool.ids[1].to_string()), "{told}");
        let mut sql = Sql::of(app);
        let fewer = sql.either(
            "UPDATE job_orders SET body = jsonb_set(body, '{pool,0,heads}', '4')",
            "UPDATE job_orders SET body = json_set(body, '$.pool[0].heads', 4)",
        ).to_owned();
        let swapped = sql.either(
            "UPDATE job_orders SET body = jsonb_set(jsonb_set(body, '{pool,0,heads}', '6'), '{pool,1,heads}', '6')",
            "UPDATE job_orders SET body = json_set(body, '$.pool[0].heads', 6, '$.pool[1].heads', 6)",
        ).to_owned();
        let vacancy = draft(&pool.other, 1);
        let bytes = |path: &str| match &sql {
            Sql::Postgres(_) => format!("'{}'", last(path)),
            Sql::Sqlite(_) => format!("x'{}'", last(path).replace('-', "")),
        };
        let more = format!("INSERT INTO allotments (vacancy, job_order, heads) VALUES ({}, {}, 1)", bytes(&vacancy), bytes(path));
        for (refused, by) in [
            (&fewer, "job_orders_pool_adds_up"), (&swapped, "job_orders_pool_adds_up"), (&more, "allotments_stay_within_the_share"),
        ] {
            let told = sql.run(refused).expect_err(refused).to_string();
            assert!(told.contains(by), "{refused}: {told}");
        }
        let changed = lead.patch(path, "*", &json!({"pool": Pool::shares(pool.ids, [4, 8]), "heads": 12})).expect(200);
        assert_eq!((&changed["status"], &changed["decisions"]), (&json!("submitted"), &json!([])), "both sides decide anew");
    }

    fn no_order_is_submitted_with_an_employer_who_may_not_offer_work(app) {
        let pool = Pool::submitted(app);
        let lead = &pool.demand.employer;
        let suspended = format!("/v1/employers/{}", pool.ids[1]);
        app.operator().transition(&suspended, "suspended").expect(200);
        for ids in [pool.ids, [pool.ids[0], Uuid::now_v7()]] {
            let body = but(bodies::job_order(), &json!({"pool": Pool::shares(ids, [5, 7])}));
            let path = format!("/v1/job-orders/{}", id(&lead.post("/v1/job-orders", &body).expect(201)));
            let refused = lead.transition(&path, "submitted").problem(409, "gate-closed");
            assert_eq!(refused["errors"][0]["code"], "pool_in_good_standing", "{refused}");
            assert!(refused.to_string().contains(&ids[1].to_string()), "{refused}");
        }
    }
}
