//! An employer, an agency and an operator who test people together.

use std::time::Duration;

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{allotments::Recruiting, scene::last};
use crate::support::{
    Answer, Client, TestApp, bodies,
    world::{but, id},
};

/// The day after the one on which tests begin.
pub(super) const DAY: &str = "2026-11-25";
/// The day on which these sessions take place.
pub(super) const LATER: &str = "2026-12-01";

/// An employer with a vacancy under an approved order, an agency that recruits for it, and an operator on the panel.
pub(super) struct Selection {
    pub(super) recruiting: Recruiting,
    pub(super) code: String,
    pub(super) employer: Client,
    pub(super) agency: Client,
    pub(super) office: Client,
    pub(super) ids: [Uuid; 3],
}

impl Selection {
    pub(super) fn on(app: &TestApp) -> Self {
        let recruiting = Recruiting::with_heads(app, 100);
        let code = recruiting.code();
        let employer = recruiting.demand.read()["employer_id"].as_str().unwrap().parse().unwrap();
        let ids = [employer, recruiting.agency_id.parse().unwrap(), Uuid::now_v7()];
        let [employer, agency, office] = clients(app, ids);
        Self { recruiting, code, employer, agency, office, ids }
    }

    /// Lets time pass; tokens run out by that.
    pub(super) fn after(&mut self, app: &TestApp, days: u64) {
        app.pass(Duration::from_hours(24 * days));
        [self.employer, self.agency, self.office] = clients(app, self.ids);
    }

    pub(super) fn vacancy(&self) -> &str {
        last(&self.recruiting.scene.vacancy)
    }

    /// What the employer plans for a day.
    pub(super) fn plan(&self, day: &str, more: &Value) -> Value {
        let [employer, agency, office] = self.ids;
        let body = json!({
            "starts_at": format!("{day}T06:00:00Z"), "ends_at": format!("{day}T12:00:00Z"),
            "vacancy_ids": [self.vacancy()], "agency_ids": [agency],
            "panel": [{"role": "employer", "organisation_id": employer}, {"role": "operator", "organisation_id": office}]
        });
        but(but(bodies::selection_session(), &body), more)
    }

    pub(super) fn planned(&self, day: &str, more: &Value) -> String {
        let made = self.employer.post("/v1/selection-sessions", &self.plan(day, more));
        format!("/v1/selection-sessions/{}", id(&made.expect(201)))
    }

    pub(super) fn announced(&self, day: &str, more: &Value) -> String {
        let path = self.planned(day, more);
        self.employer.transition(&path, "announced").expect(200);
        path
    }

    /// The path of a candidate whom the agency has put forward, who says to lay bricks, and of the application.
    pub(super) fn put_forward(&self, app: &TestApp) -> (String, String) {
        let skills = json!([{"skill": "con.lay_bricks", "level": 3, "years": 6, "evidence": "self_declared"}]);
        let body = but(bodies::candidate(), &json!({"skills": skills}));
        let candidate = app.available(&self.agency, &body);
        let forward = json!({
            "vacancy_id": self.vacancy(), "candidate_id": last(&candidate), "authorisation_code": self.code
        });
        let made = self.agency.post("/v1/applications", &forward).expect(201);
        (candidate, format!("/v1/applications/{}", id(&made)))
    }

    pub(super) fn give(&self, session: &str, candidate: &str, day: &str) -> Answer {
        give(&self.agency, session, candidate, day)
    }

    /// Gives somebody a slot who says to come.
    pub(super) fn confirmed(&self, app: &TestApp, session: &str, day: &str) -> String {
        let (candidate, _) = self.put_forward(app);
        self.give(session, &candidate, day).expect(201);
        becomes(&self.agency, session, &candidate, "confirmed").expect(200);
        candidate
    }

    pub(super) fn enter(
        &self,
        client: &Client,
        (session, candidate): (&str, &str),
        result: &Value,
    ) -> Answer {
        let path = format!("{session}/results/{}/{}", last(candidate), self.vacancy());
        client.put(&path, &[], result)
    }

    pub(super) fn states(&self, session: &str) -> Vec<String> {
        let slots = self.employer.get(&format!("{session}/slots")).expect(200);
        let all = slots["items"].as_array().unwrap().iter();
        all.map(|slot| slot["state"].as_str().unwrap().to_owned()).collect()
    }
}

pub(super) fn clients(app: &TestApp, [employer, agency, office]: [Uuid; 3]) -> [Client; 3] {
    [(Role::Employer, employer), (Role::Agency, agency), (Role::Operator, office)]
        .map(|(role, organisation)| app.client(role, organisation, ""))
}

pub(super) fn give(agency: &Client, session: &str, candidate: &str, day: &str) -> Answer {
    let slot = json!({"candidate_id": last(candidate), "at": format!("{day}T07:30:00Z")});
    agency.post(&format!("{session}/slots"), &slot)
}

pub(super) fn becomes(client: &Client, session: &str, candidate: &str, to: &str) -> Answer {
    let path = format!("{session}/slots/{}/transitions", last(candidate));
    client.post(&path, &json!({"to": to}))
}

/// What the panel enters of somebody who lays bricks well.
pub(super) fn passed(assessor: Uuid) -> Value {
    let test = json!({"skill": "con.lay_bricks", "level": 4, "assessor_id": assessor});
    json!({"outcome": "pass", "tests": [test]})
}

pub(super) fn failed() -> Value {
    json!({"outcome": "fail", "reason": "skill_below_required"})
}
