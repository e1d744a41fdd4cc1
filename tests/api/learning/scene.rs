//! A candidate whose skills nobody has proven, a vacancy that asks for them, and who proves and teaches.

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    programme::scene::last,
    support::{
        Answer, Client, TestApp, bodies,
        world::{but, id},
    },
};

/// Everybody around a candidate's skills.
pub(crate) struct Scene {
    pub(super) employer: Client,
    pub(crate) agency: Client,
    pub(crate) operator: Client,
    /// Gives courses.
    pub(super) partner: Client,
    /// The path of the vacancy.
    pub(super) vacancy: String,
    /// The path of the candidate.
    pub(crate) candidate: String,
    organisations: [Uuid; 2],
}

/// A bricklayer who only says so.
pub(super) fn unproven() -> Value {
    let skills =
        json!([{"skill": "con.lay_bricks", "level": 4, "years": 6, "evidence": "self_declared"}]);
    but(bodies::candidate(), &json!({"skills": skills}))
}

impl Scene {
    pub(crate) fn on(app: &TestApp) -> Self {
        let organisations = [app.new_employer(), app.new_agency()];
        let [employer, agency] = clients(app, organisations);
        let vacancy = app.published(&employer, &bodies::vacancy());
        let candidate = app.available(&agency, &unproven());
        let (operator, partner) = (app.operator(), app.partner());
        Self { employer, agency, operator, partner, vacancy, candidate, organisations }
    }

    /// Lets time pass to another moment; tokens run out by that.
    pub(crate) fn after(&mut self, app: &TestApp, days: u64) {
        app.pass(std::time::Duration::from_hours(24 * days));
        [self.employer, self.agency] = clients(app, self.organisations);
        self.operator = app.operator();
    }

    /// The same people, who speak to another server.
    pub(super) fn there(&self, app: &TestApp) -> Self {
        let on = |client: &Client| app.anonymous().with_token(client.token());
        Self {
            employer: on(&self.employer),
            agency: on(&self.agency),
            operator: on(&self.operator),
            partner: on(&self.partner),
            vacancy: self.vacancy.clone(),
            candidate: self.candidate.clone(),
            organisations: self.organisations,
        }
    }

    /// What the agency files, with some members changed.
    pub(super) fn filing(&self, more: &Value) -> Value {
        let body = json!({"candidate_id": last(&self.candidate)});
        but(but(bodies::recognition(), &body), more)
    }

    /// The path of a recognition that the agency filed.
    pub(crate) fn filed(&self, more: &Value) -> String {
        let made = self.agency.post("/v1/recognitions", &self.filing(more));
        format!("/v1/recognitions/{}", id(&made.expect(201)))
    }

    /// The path of one that waits for a decision.
    pub(super) fn assessed(&self, more: &Value) -> String {
        let path = self.filed(more);
        for state in ["documents_checked", "assessed"] {
            self.operator.transition(&path, state).expect(200);
        }
        path
    }

    /// An operator writes down a decision.
    pub(super) fn decide(&self, path: &str, decision: &Value) -> Answer {
        self.operator.post(&format!("{path}/decisions"), decision)
    }

    /// The path of one that is recognised.
    pub(crate) fn recognised(&self, more: &Value) -> String {
        let path = self.assessed(&json!({}));
        self.decide(&path, &but(recognised(), more)).expect(200);
        path
    }

    /// The match of the vacancy and the candidate, as the agency explains it to itself.
    pub(super) fn explained(&self) -> Value {
        let path = format!("{}/matches/{}?lang=en", self.vacancy, last(&self.candidate));
        self.agency.get(&path).expect(200)
    }

    /// The score of the match.
    pub(super) fn score(&self) -> u64 {
        self.explained()["score"].as_u64().unwrap()
    }

    /// On whose word the asked skill rests.
    pub(super) fn evidence(&self) -> String {
        self.explained()["requirements"][0]["found"]["evidence"].as_str().unwrap().to_owned()
    }

    /// The path of a published course of the partner.
    pub(super) fn course(&self, more: &Value) -> String {
        let made = self.partner.post("/v1/courses", &but(bodies::course(), more));
        let path = format!("/v1/courses/{}", id(&made.expect(201)));
        self.partner.transition(&path, "published").expect(200);
        path
    }

    /// What the agency sends to enrol a candidate.
    #[expect(clippy::unused_self, reason = "it reads like the other steps of a test")]
    pub(super) fn enrolling(&self, course: &str, candidate: &str) -> Value {
        json!({
            "course_id": last(course), "candidate_id": last(candidate), "language": "uz-Latn",
            "evidence": "recording 5"
        })
    }

    /// The path of an enrolment.
    pub(super) fn enrolled(&self, course: &str, candidate: &str) -> String {
        let made = self.agency.post("/v1/enrolments", &self.enrolling(course, candidate));
        format!("/v1/enrolments/{}", id(&made.expect(201)))
    }

    /// The provider reports how a course ended for somebody.
    pub(super) fn report(&self, enrolment: &str, result: &Value) -> Answer {
        self.partner.post(&format!("{enrolment}/results"), result)
    }
}

fn clients(app: &TestApp, organisations: [Uuid; 2]) -> [Client; 2] {
    let [employer, agency] = organisations;
    [(Role::Employer, employer), (Role::Agency, agency)].map(|(role, id)| app.client(role, id, ""))
}

/// All that was asked for counts.
pub(super) fn recognised() -> Value {
    json!({
        "outcome": "recognised", "skills": [{"skill": "con.lay_bricks", "level": 4}], "level": {"eqf": 3},
        "decided_on": "2026-11-24"
    })
}

/// None of it counts.
pub(super) fn refused() -> Value {
    json!({
        "outcome": "refused", "missing": "Russian building codes", "no_course": "none is announced",
        "decided_on": "2026-11-24"
    })
}

/// The state of a record.
pub(super) fn status(client: &Client, path: &str) -> String {
    client.get(path).expect(200)["status"].as_str().unwrap().to_owned()
}
