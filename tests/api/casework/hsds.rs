//! Centres as organizations of HSDS 3, out and in again.

use serde_json::{Value, json};

use crate::support::{
    Client, bodies, on_both,
    world::{but, id},
};

/// What HSDS 3 cannot do without (`required` of its schemas, github.com/openreferral/specification, 3.1).
const REQUIRED: [(&str, &[&str]); 6] = [
    ("", &["id", "name", "description"]),
    ("/locations/0", &["id", "location_type"]),
    (
        "/locations/0/addresses/0",
        &["id", "address_1", "city", "state_province", "postal_code", "country", "address_type"],
    ),
    ("/locations/0/phones/0", &["id", "number"]),
    ("/locations/0/schedules/0", &["id"]),
    ("/services/0", &["id", "name", "status"]),
];

/// What only `koprik` can tell.
const KOPRIKS_OWN: &str = "/locations/0/koprik";

on_both! {
    fn a_centre_that_went_out_comes_in_equal(app) {
        let night = json!({"days": ["saturday"], "opens_at": "22:00", "closes_at": "06:00", "next_day": true});
        let mut body = bodies::centre();
        body["hours"]["weekly"].as_array_mut().unwrap().push(night);
        body["hours"]["time_zone"] = json!("Asia/Samarkand");
        let operator = app.operator();
        let (centre, told) = told(&operator, &body);
        let item = import(&operator, &told);
        assert_eq!((&item["status"], &item["external_ref"]), (&json!(201), &json!(centre)));
        assert_eq!(plain(&copy(&operator, &centre)), plain(&body));
        assert_eq!(import(&operator, &told)["version"], json!(1), "the same again changes nothing");
    }

    fn without_our_own_member_a_centre_comes_in_as_far_as_hsds_can_tell_of_it(app) {
        let operator = app.operator();
        let (centre, mut told) = told(&operator, &bodies::centre());
        told["locations"][0].as_object_mut().unwrap().remove("koprik");
        assert_eq!(import(&operator, &told)["status"], json!(201));
        let mut wanted = but(bodies::centre(), &json!({
            "name": {"ru": "Центр адаптации"}, "organization": {"ru": "Example"}, "note": {"ru": "Nobody is here"}
        }));
        wanted["name"].as_object_mut().unwrap().remove("en");
        wanted["organization"].as_object_mut().unwrap().remove("en");
        wanted["note"].as_object_mut().unwrap().remove("en");
        wanted["hours"].as_object_mut().unwrap().remove("closed_on_holidays");
        assert_eq!(plain(&copy(&operator, &centre)), plain(&wanted));
    }

    fn what_hsds_requires_is_there_and_drafts_are_not(app) {
        let (_, told) = told(&app.operator(), &bodies::centre());
        for (at, members) in REQUIRED {
            for member in members {
                assert!(told.pointer(&format!("{at}/{member}")).is_some_and(Value::is_string), "{at}/{member}: {told}");
            }
        }
        let draft = id(&app.operator().post("/v1/centres", &bodies::centre()).expect(201)).to_string();
        let listed = app.anonymous().get("/v1/hsds/organizations?per_page=100").expect(200);
        assert!(!listed.to_string().contains(&draft));
        let beyond = app.anonymous().get("/v1/hsds/organizations?page=1000").expect(200);
        assert_eq!((&beyond["empty"], &beyond["last_page"]), (&json!(true), &json!(true)));
    }

    fn members_that_contradict_each_other_are_refused_and_not_chosen_from(app) {
        let operator = app.operator();
        let (centre, mut told) = told(&operator, &bodies::centre());
        told["locations"][0]["name"] = json!("Другое имя");
        let item = import(&operator, &told);
        assert_eq!(pointers(&item), [KOPRIKS_OWN.trim_start_matches("/locations/0")]);
        operator.get(&format!("/v1/centres/by-ref/{centre}")).problem(404, "not-found");
    }

    fn another_directory_has_other_members_and_its_locations_within_its_services(app) {
        let (operator, mut other) = (app.operator(), directory());
        assert_eq!(import(&operator, &other)["status"], json!(201));
        let read = copy(&operator, "3a19ff88-4620-4d17-9830-ac1d859eb5d5");
        assert_eq!(read["address"], json!({"ru": "Казань, ул. Примерная, 1"}));
        assert_eq!(read["phones"], json!(["+78432000000"]));
        assert_eq!(read["hours"]["weekly"], json!([
            {"days": ["tuesday"], "opens_at": "09:00", "closes_at": "18:00", "next_day": false}
        ]));
        let schedule = other["services"][0]["service_at_locations"][0]["location"]["schedules"][0].as_object_mut().unwrap();
        schedule.remove("timezone");
        other["services"][0].as_object_mut().unwrap().remove("assured_date");
        other["services"][0]["name"] = json!("Gardening");
        assert_eq!(pointers(&import(&operator, &other)), ["/assured_on", "/hours/time_zone", "/services/0/kind"]);
        other["services"][0]["service_at_locations"][0]["location"]["schedules"][0]["valid_from"] = json!("2027-06-01");
        assert_eq!(pointers(&import(&operator, &other)), ["/schedules/0"]);
    }

    fn only_who_keeps_centres_brings_some(app) {
        let body = json!({"lang": "ru", "organizations": [directory()]});
        app.anonymous().post(PATH, &body).problem(401, "unauthenticated");
        app.employer().post(PATH, &body).problem(403, "forbidden");
        let many = json!({"lang": "ru", "organizations": vec![json!({"locations": vec![json!({}); 251]}); 2]});
        assert_eq!(app.operator().post(PATH, &many).pointers(), ["/organizations"]);
        let wrong = json!({"lang": "ru", "organizations": [{"name": 7}, directory()]});
        let items = app.operator().post(PATH, &wrong).expect(207);
        assert_eq!((&items["items"][0]["status"], &items["items"][1]["status"]), (&json!(422), &json!(201)));
    }
}

const PATH: &str = "/v1/hsds/organizations/batch";

/// A published centre, and the organization that it goes out as.
fn told(operator: &Client, body: &Value) -> (String, Value) {
    let centre = id(&operator.post("/v1/centres", body).expect(201)).to_string();
    operator.transition(&format!("/v1/centres/{centre}"), "published").expect(200);
    let page = operator.get("/v1/hsds/organizations?lang=ru&per_page=100").expect(200);
    let all = page["contents"].as_array().unwrap().iter();
    let mut with = all.filter(|one| one["locations"][0]["id"] == json!(centre));
    (centre.clone(), with.next().expect("it is listed").clone())
}

/// What became of the only location of an organization.
fn import(operator: &Client, organization: &Value) -> Value {
    let body = json!({"lang": "ru", "organizations": [organization]});
    operator.post(PATH, &body).expect(207)["items"][0].clone()
}

fn copy(operator: &Client, reference: &str) -> Value {
    operator.get(&format!("/v1/centres/by-ref/{reference}")).expect(200)
}

/// What a centre says, without its head and what is left out.
fn plain(centre: &Value) -> Value {
    let said = bodies::centre();
    let members = said.as_object().unwrap().keys();
    let mut plain: Value = members.map(|member| (member.clone(), centre[member].clone())).collect();
    for span in plain["hours"]["weekly"].as_array_mut().unwrap() {
        span["next_day"] = json!(span["next_day"] == json!(true));
    }
    for days in plain["hours"]["exceptions"].as_array_mut().unwrap() {
        days["open"][0]["next_day"] = json!(false);
    }
    plain
}

fn pointers(item: &Value) -> Vec<&str> {
    let errors = item["problem"]["errors"].as_array().expect("it is refused");
    let mut pointers: Vec<&str> =
        errors.iter().map(|error| error["pointer"].as_str().unwrap()).collect();
    pointers.sort_unstable();
    pointers
}

/// An organization as the API of another directory answers with it.
fn directory() -> Value {
    json!({
        "id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "Пример", "description": "Помощь", "tax_status": "none",
        "services": [{
            "id": "ac148810-d857-441c-9679-408f346de14b", "name": "Legal advice", "status": "active", "minimum_age": 18,
            "assured_date": "2026-11-20", "languages": [{"id": "2989d3ed-c547-48f8-8f9d-432d81c7892e", "name": "Uzbek", "code": "uzb"}],
            "service_at_locations": [{
                "id": "e94c9f38-1e8f-4564-91d4-d53501ab1765",
                "location": {
                    "id": "3a19ff88-4620-4d17-9830-ac1d859eb5d5", "location_type": "physical", "name": "Центр",
                    "addresses": [{
                        "id": "74706e55-df26-4b84-80fe-ecc30b5befb4", "address_1": "ул. Примерная, 1", "city": "Казань",
                        "state_province": "", "postal_code": "420000", "country": "RU", "address_type": "physical"
                    }],
                    "phones": [{"id": "1554f2e2-a373-45db-a3fa-9fc48a61c15e", "number": "+7 (843) 200-00-00", "type": "voice"}],
                    "schedules": [{
                        "id": "48102e86-bb50-41c4-8f1e-e269368c41d1", "freq": "WEEKLY", "byday": "TU", "wkst": "MO",
                        "timezone": 3, "opens_at": "09:00:00", "closes_at": "18:00:00"
                    }]
                }
            }]
        }]
    })
}
