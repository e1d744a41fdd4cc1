//! What is offered to and signed with whom an employer of the demo has chosen: a paper that breaks the promise is held, and a
//! corrected one is in force.

use chrono::{Duration, NaiveDate};

use crate::{
    app::{
        App,
        demo::terms::terms,
        error::AppError,
        programme::{
            contracts::NewContract,
            offers::{NewAnswer, NewOffer},
        },
        resource::Filter,
        trust::own_channel::beginning::{BegunSession, NewSession},
    },
    domain::{
        Invalid,
        access::{actor::Actor, worker::WorkerAct},
        programme::{
            application::ApplicationId,
            offer::{Offer, OfferAnswer, OfferBody},
            terms::document::Terms,
        },
        recruitment::vacancy::Vacancy,
        trust::worker_session::OwnChannel,
        values::{hex::Sha256Hex, language::Lang},
    },
};

/// SHA-256 of no paper at all.
const NO_PAPER: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// For what, with whom, and on which day terms are agreed.
pub(super) struct Deal<'a> {
    pub(super) vacancy: &'a Vacancy,
    pub(super) application: ApplicationId,
    /// The day from which the time of the work is counted.
    pub(super) day: NaiveDate,
}

fn hash(text: &str) -> Result<Sha256Hex, AppError> {
    text.parse().map_err(|error: Invalid| AppError::Conflict(error.0))
}

/// The terms of a vacancy, offered to whom was chosen, if it says enough for that.
pub(super) fn offered(app: &App, employer: &Actor, deal: &Deal<'_>) -> Result<(), AppError> {
    let Some(terms) = terms(deal.vacancy, deal.day) else { return Ok(()) };
    let application = deal.application;
    let expires_at = app.now() + Duration::days(10);
    app.offer(employer, NewOffer { application, terms, expires_at }, None)?;
    Ok(())
}

/// The worker says yes to what was offered under an application, by a code that was handed over in person.
pub(super) fn accepted(app: &App, application: ApplicationId) -> Result<(), AppError> {
    let filter = Filter { application: Some(application.0), ..Filter::default() };
    for seen in app.list::<OfferBody>(&Actor::System, &filter, None, 1)? {
        let offer = seen.record;
        let worker = worker(app, &offer)?;
        let new = NewAnswer {
            answer: OfferAnswer::Accepted,
            terms_hash: hash(&offer.body.sealed.hash)?,
            language: Lang::UzLatn,
            evidence: None,
        };
        app.answer_offer(&worker, offer.id, new, None)?;
    }
    Ok(())
}

/// The worker to whom something is offered, in the own channel.
fn worker(app: &App, offer: &Offer) -> Result<Actor, AppError> {
    let new = NewSession {
        candidate: offer.body.candidate,
        act: WorkerAct::AnswerOffer,
        record: offer.id.0,
        channel: OwnChannel::InPerson,
        language: Lang::UzLatn,
    };
    let BegunSession { session, code } = app.begin_session(&Actor::System, &new, None)?.value;
    let opened = app.open_session(session.id, &code.ok_or(AppError::NoSession)?)?;
    Ok(Actor::Worker(opened.worker()))
}

/// A contract with the terms of a vacancy, but for so many hours a week more.
pub(super) fn signed(
    app: &App,
    employer: &Actor,
    deal: &Deal<'_>,
    hours: u8,
) -> Result<(), AppError> {
    let Some(terms) = terms(deal.vacancy, deal.day) else { return Ok(()) };
    let application = deal.application;
    let terms = Terms { weekly_hours: terms.weekly_hours + hours, ..terms };
    let (signed_on, paper_hash) = (app.today(), hash(NO_PAPER)?);
    app.record_contract(employer, NewContract { application, terms, signed_on, paper_hash }, None)?;
    Ok(())
}
