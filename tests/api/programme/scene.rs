//! An employer with a vacancy, and an agency with candidates who match it.

use std::time::Duration;

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use crate::support::{
    Answer, Client, TestApp, bodies, worker,
    world::{but, id},
};

/// Both sides of applications.
#[derive(Clone)]
pub(crate) struct Scene {
    pub(crate) employer: Client,
    pub(crate) agency: Client,
    /// Who hands codes over to workers.
    pub(crate) operator: Client,
    /// The path of the vacancy.
    pub(crate) vacancy: String,
}

/// The last part of a path.
pub(crate) fn last(path: &str) -> &str {
    path.rsplit_once('/').unwrap().1
}

impl Scene {
    /// A vacancy with this many openings.
    pub(crate) fn with_openings(app: &TestApp, openings: u32) -> Self {
        let (employer, agency, operator) = (app.employer(), app.agency(), app.operator());
        let body = but(bodies::vacancy(), &json!({"total_job_openings": openings}));
        let vacancy = app.published(&employer, &body);
        Self { employer, agency, operator, vacancy }
    }

    /// Lets time pass after an application, with tokens that hold again.
    pub(crate) fn pass(&mut self, app: &TestApp, application: &str, time: Duration) {
        let seen = self.agency.get(application).expect(200);
        let of = |member: &str| seen[member].as_str().unwrap().parse().unwrap();
        app.pass(time);
        self.employer = app.client(Role::Employer, of("employer_id"), "");
        self.agency = app.client(Role::Agency, of("agency_id"), "");
        self.operator = app.operator();
    }

    /// The path of a new candidate who matches.
    pub(crate) fn candidate(&self, app: &TestApp) -> String {
        app.available(&self.agency, &bodies::candidate())
    }

    /// The employer invites a candidate.
    pub(crate) fn invite(&self, candidate: &str) -> Answer {
        let path = format!("{}/matches/{}/invite", self.vacancy, last(candidate));
        self.employer.send("POST", &path, &[], None)
    }

    /// What the agency sends to put a candidate forward.
    pub(crate) fn putting_forward(&self, candidate: &str) -> Value {
        json!({"vacancy_id": last(&self.vacancy), "candidate_id": last(candidate)})
    }

    /// The path of an application that the agency made.
    pub(crate) fn applied(&self, candidate: &str) -> String {
        let made = self.agency.post("/v1/applications", &self.putting_forward(candidate));
        format!("/v1/applications/{}", id(&made.expect(201)))
    }

    /// The path of an application of a new candidate that has come to an interview.
    pub(crate) fn interviewed(&self, app: &TestApp) -> String {
        let path = self.applied(&self.candidate(app));
        for state in ["shortlisted", "interview"] {
            self.employer.transition(&path, state).expect(200);
        }
        path
    }

    /// The path of an application of a candidate whom the employer has chosen.
    pub(crate) fn chosen(&self, candidate: &str) -> String {
        let path = self.applied(candidate);
        for state in ["shortlisted", "interview", "selected"] {
            self.employer.transition(&path, state).expect(200);
        }
        path
    }

    /// Terms of the vacancy.
    pub(crate) fn terms(&self) -> Value {
        let vacancy = self.employer.get(&self.vacancy).expect(200);
        but(bodies::all_terms(), &json!({"employer_id": vacancy["employer_id"]}))
    }

    /// The path of an offer that the employer made for an application.
    pub(crate) fn offered(&self, application: &str, terms: &Value) -> String {
        let made = self.employer.post("/v1/offers", &offering(application, terms));
        format!("/v1/offers/{}", id(&made.expect(201)))
    }

    /// What is sent when a worker answers to an offer.
    pub(crate) fn answering(&self, offer: &str, answer: &str) -> Value {
        let hash = self.agency.get(offer).expect(200)["terms_hash"].clone();
        json!({"answer": answer, "terms_hash": hash, "language": "uz-Latn", "evidence": "recording 17"})
    }

    /// The worker of an offer, who was handed a code to answer it.
    pub(crate) fn worker(&self, offer: &str) -> Client {
        worker::in_person(&self.operator, "answer_offer", offer)
    }

    /// A worker says yes to an offer in the own channel; a no is written down by the agency.
    pub(crate) fn answer(&self, offer: &str, answer: &str) -> Answer {
        let said = self.answering(offer, answer);
        let who = if answer == "accepted" { self.worker(offer) } else { self.agency.clone() };
        who.post(&format!("{offer}/answers"), &said)
    }

    /// The vacancy's state and its open and reserved seats.
    pub(crate) fn seats(&self) -> (String, u64, u64) {
        let vacancy = self.employer.get(&self.vacancy).expect(200);
        let number = |member: &str| vacancy[member].as_u64().unwrap();
        let status = vacancy["status"].as_str().unwrap().to_owned();
        (status, number("open_job_openings"), number("reserved_job_openings"))
    }
}

/// Closes an application for a reason.
pub(crate) fn close(client: &Client, path: &str, reason: &str) -> Answer {
    client.post(&format!("{path}/transitions"), &json!({"to": "closed", "reason": reason}))
}

/// What the employer sends to offer terms for an application, for eight days.
pub(crate) fn offering(application: &str, terms: &Value) -> Value {
    json!({"application_id": last(application), "terms": terms, "expires_at": "2026-12-02T08:00:00Z"})
}
