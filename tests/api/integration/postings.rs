//! Public vacancies as postings: in the vocabulary of schema.org, safe to show, and only while they are public.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{Answer, Client, TestApp, bodies::vacancy, on_both, world::but};

/// The properties of each type that a posting has (<https://schema.org/JobPosting> and the types that it names, release 29).
const VOCABULARY: [(&str, &[&str]); 10] = [
    (
        "JobPosting",
        &[
            "applicantLocationRequirements",
            "baseSalary",
            "datePosted",
            "description",
            "directApply",
            "educationRequirements",
            "employmentType",
            "experienceRequirements",
            "hiringOrganization",
            "identifier",
            "incentiveCompensation",
            "jobBenefits",
            "jobImmediateStart",
            "jobLocation",
            "jobStartDate",
            "occupationalCategory",
            "qualifications",
            "responsibilities",
            "skills",
            "title",
            "totalJobOpenings",
            "url",
            "validThrough",
            "workHours",
        ],
    ),
    ("PropertyValue", &["name", "value"]),
    ("Organization", &["name"]),
    ("Place", &["address"]),
    ("PostalAddress", &["addressCountry", "addressLocality", "addressRegion", "streetAddress"]),
    ("MonetaryAmount", &["currency", "value"]),
    ("QuantitativeValue", &["maxValue", "minValue", "unitText", "value"]),
    ("CategoryCode", &["codeValue", "inCodeSet", "name"]),
    ("OccupationalExperienceRequirements", &["monthsOfExperience"]),
    ("EducationalOccupationalCredential", &["credentialCategory"]),
];
/// What search engines ask for, and what they would like
/// (<https://developers.google.com/search/docs/appearance/structured-data/job-posting>, read 2026-11-29).
const WANTED: [&str; 11] = [
    "datePosted",
    "description",
    "hiringOrganization",
    "jobLocation",
    "title",
    "baseSalary",
    "directApply",
    "employmentType",
    "identifier",
    "validThrough",
    "educationRequirements",
];

/// Checks that an object and all in it use the words of their types.
fn speaks_schema_org(value: &Value) {
    match value {
        Value::Array(items) => items.iter().for_each(speaks_schema_org),
        Value::Object(members) => {
            let kind = members["@type"].as_str().unwrap();
            let known = VOCABULARY.iter().find(|(name, _)| *name == kind).map(|(_, known)| known);
            for (name, value) in members.iter().filter(|(name, _)| !name.starts_with('@')) {
                assert!(
                    known.is_some_and(|known| known.contains(&name.as_str())),
                    "{kind} has no {name}"
                );
                speaks_schema_org(value);
            }
        }
        _ => {}
    }
}

fn posting(app: &TestApp, id: &str, lang: &str) -> Value {
    app.anonymous().get(&format!("/v1/vacancies/{id}/job-posting?lang={lang}")).expect(200)
}

fn feed(app: &TestApp, query: &str) -> Answer {
    let answer = app.anonymous().get(&format!("/v1/vacancies/feed?{query}"));
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer
}

/// The id of a new published vacancy.
fn published(app: &TestApp, employer: &Client, body: &Value) -> String {
    app.published(employer, body).rsplit_once('/').unwrap().1.to_owned()
}

/// What stands between two tags, each time.
fn between<'t>(text: &'t str, begin: &str, end: &str) -> Vec<&'t str> {
    text.split(begin).skip(1).map(|rest| rest.split(end).next().unwrap()).collect()
}

on_both! {
    fn a_public_vacancy_is_told_in_the_words_of_schema_org(app) {
        let full = but(vacancy(), &json!({
            "background": {"min_years": 2, "education": "vocational"}, "job_benefits": {"ru": "Питание"},
            "responsibilities": {"ru": "Кладка стен\nРаствор"}, "frame": {"date_posted": "2026-11-20"},
        }));
        let id = published(app, &app.employer(), &full);
        let told = posting(app, &id, "ru");
        speaks_schema_org(&told);
        for name in WANTED {
            assert!(!told[name].is_null(), "{name} is missing: {told}");
        }
        assert_eq!(told["@context"], "https://schema.org");
        assert_eq!(told["datePosted"], "2026-11-20");
        assert_eq!(told["experienceRequirements"]["monthsOfExperience"], 24);
        assert!(told["description"].as_str().unwrap().starts_with("<p>Кладка стен</p><p>Раствор</p>"));
        assert_eq!(told["jobLocation"][0]["address"]["addressRegion"], "RU-TA");
        assert_ne!(told["jobLocation"], posting(app, &id, "en")["jobLocation"]);
    }

    fn what_is_not_known_of_a_vacancy_is_left_out(app) {
        let id = published(app, &app.employer(), &json!({
            "title": {"ru": "Каменщик"}, "workplace": {"oktmo": "92701000"}, "base_salary": {"min": 90000},
        }));
        let told = posting(app, &id, "ru");
        speaks_schema_org(&told);
        for name in ["baseSalary", "employmentType", "workHours", "skills", "jobStartDate", "totalJobOpenings"] {
            assert!(told.get(name).is_none(), "{name}: {told}");
        }
        assert_eq!(told["jobImmediateStart"], true);
    }

    fn a_page_shows_what_was_written_and_runs_none_of_it(app) {
        let evil = "Сварщик \"M&M\" ]]> </script> 'x' 5 < 6";
        let id = published(app, &app.employer(), &but(vacancy(), &json!({"title": {"ru": evil}})));
        let page = app.anonymous().get(&format!("/jobs/{id}?lang=uz-Latn"));
        assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
        assert!(page.header("content-security-policy").starts_with("default-src 'none'"));
        let scripts = between(&page.text, "<script type=\"application/ld+json\">", "</script>");
        let told: Value = serde_json::from_str(scripts[0]).unwrap();
        assert_eq!((scripts.len(), &told), (1, &posting(app, &id, "uz-Latn")));
        assert_eq!(page.text.matches("<script").count(), 1);
        assert!(page.text.contains("M&#38;M&#34;") && page.text.contains("<dt>Ish haqi</dt>"), "{}", page.text);
        let entry = feed(app, "limit=1").text;
        assert!(entry.contains("M&#38;M&#34;") && !entry.contains("]]>"), "{entry}");
    }

    fn what_is_not_public_is_told_by_nothing(app) {
        let employer = app.employer();
        let draft = employer.post("/v1/vacancies", &vacancy()).expect(201);
        let id = published(app, &employer, &vacancy());
        employer.transition(&format!("/v1/vacancies/{id}"), "suspended").expect(200);
        let owner = draft["employer_id"].as_str().unwrap();
        for gone in [draft["id"].as_str().unwrap(), &*id] {
            for reader in [app.anonymous(), employer.clone()] {
                reader.get(&format!("/v1/vacancies/{gone}/job-posting")).problem(404, "not-found");
                reader.get(&format!("/jobs/{gone}")).problem(404, "not-found");
            }
            assert!(!app.anonymous().get("/sitemap.xml").text.contains(gone));
        }
        assert!(!feed(app, &format!("employer_id={owner}")).text.contains("<entry>"));
    }

    fn a_feed_is_read_to_its_end_by_its_links(app) {
        let employer = app.employer();
        let ids: BTreeSet<String> = (0..5).map(|_| published(app, &employer, &vacancy())).collect();
        let owner = employer.get("/v1/me").expect(200)["organisation_id"].as_str().unwrap().to_owned();
        let (mut read, mut next) = (Vec::new(), Some(format!("employer_id={owner}&limit=2")));
        while let Some(query) = next {
            let page = feed(app, &query);
            assert_eq!(page.header("content-type"), "application/atom+xml");
            read.extend(between(&page.text, "<id>urn:uuid:", "</id>").into_iter().map(ToOwned::to_owned));
            let links = between(&page.text, "<link rel=\"next\" href=\"", "\"");
            next = links.first().map(|link| link.split_once('?').unwrap().1.replace("&#38;", "&"));
        }
        assert_eq!(read.len(), ids.len());
        assert_eq!(read.into_iter().collect::<BTreeSet<_>>(), ids);
        let map = app.anonymous().get("/sitemap.xml").text;
        assert!(ids.iter().all(|id| map.contains(&format!("/jobs/{id}</loc>"))));
    }

    fn a_posting_that_the_reader_has_is_not_sent_again(app) {
        let id = published(app, &app.employer(), &vacancy());
        let addresses = [format!("/v1/vacancies/{id}/job-posting"), format!("/jobs/{id}")];
        for address in addresses {
            let first = app.anonymous().get(&address);
            assert_eq!(first.header("cache-control"), "public, max-age=60");
            let etag = first.header("etag").to_owned();
            let again = app.anonymous().send("GET", &address, &[("if-none-match", &etag)], None);
            assert_eq!(again.status, 304, "{address}");
        }
    }

    fn a_reader_of_feeds_is_let_in(app) {
        let asked = [("accept", "application/atom+xml")];
        let answer = app.anonymous().send("GET", "/v1/vacancies/feed", &asked, None);
        assert_eq!(answer.status, 200, "{}", answer.text);
        let odd = app.anonymous().get("/v1/vacancies/feed?limit=0");
        odd.problem(400, "malformed-request");
    }
}
