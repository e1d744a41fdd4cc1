//! What workers say, as it is written down: in the own channel, or by the agency where that suffices.

use uuid::Uuid;

use crate::{
    app::{
        error::AppError,
        resource::checked::By,
        trust::own_channel::speaking::{Spoken, Weight, spoken},
    },
    domain::{
        FieldError,
        access::{
            actor::Denied,
            worker::{Worker, WorkerAct},
        },
        programme::{
            application::ApplicationId,
            contract::ContractId,
            group::GroupId,
            offer::{OfferAnswer, OfferId, WorkerChannel, WorkerWord},
        },
        values::language::Lang,
    },
    store::tx::Tx,
};

/// The language that a worker has read, and where a proof is kept beside the session.
type Said = (Lang, Option<String>);

/// The answer to an offer: in the own channel by a code that is spent by it, or written down with its proof.
pub(super) fn answered_word(
    tx: &mut Tx<'_>,
    (offer, answer): (OfferId, OfferAnswer),
    (language, evidence): Said,
    by: &By,
) -> Result<WorkerWord, AppError> {
    let Some(worker) = by.actor.worker() else {
        let why = "say where the proof of the worker's word is kept";
        let missing = || AppError::Invalid(vec![FieldError::new("/evidence", "required", why)]);
        let (channel, at) = (WorkerChannel::Agency, by.now);
        let evidence = Some(evidence.ok_or_else(missing)?);
        return Ok(WorkerWord {
            language,
            channel,
            evidence,
            at,
            session: None,
            read_seconds: None,
        });
    };
    let weight = match answer {
        OfferAnswer::Accepted => Weight::Terms,
        OfferAnswer::Declined => Weight::Light,
    };
    let said = spoken(tx, worker, (WorkerAct::AnswerOffer, offer.0), (weight, by.now))?;
    Ok(word(said, (language, evidence), by))
}

/// What a worker says of a contract on arrival, in the own channel.
pub(super) fn arrival_word(
    tx: &mut Tx<'_>,
    worker: &Worker,
    contract: ContractId,
    (language, by): (Lang, &By),
) -> Result<WorkerWord, AppError> {
    let about = (WorkerAct::ConfirmContract, contract.0);
    let said = spoken(tx, worker, about, (Weight::Light, by.now))?;
    Ok(word(said, (language, None), by))
}

/// The agreement to a contract, in the own channel.
pub(super) fn agreed_word(
    tx: &mut Tx<'_>,
    contract: ContractId,
    said: Said,
    by: &By,
) -> Result<WorkerWord, AppError> {
    let worker = by.actor.worker().ok_or(Denied::OwnChannel)?;
    let about = (WorkerAct::AgreeToContract, contract.0);
    Ok(word(spoken(tx, worker, about, (Weight::Terms, by.now))?, said, by))
}

/// The session in which a member of a group speaks.
pub(super) fn group_word(
    tx: &mut Tx<'_>,
    worker: &Worker,
    group: GroupId,
    by: &By,
) -> Result<Uuid, AppError> {
    let about = (WorkerAct::ConfirmGroup, group.0);
    Ok(spoken(tx, worker, about, (Weight::Light, by.now))?.session)
}

/// The session in which a worker speaks of the work, or of the arrival.
pub(super) fn work_word(
    tx: &mut Tx<'_>,
    worker: &Worker,
    (act, application): (WorkerAct, ApplicationId),
    by: &By,
) -> Result<Uuid, AppError> {
    Ok(spoken(tx, worker, (act, application.0), (Weight::Light, by.now))?.session)
}

fn word(spoken: Spoken, (language, evidence): Said, by: &By) -> WorkerWord {
    WorkerWord {
        language,
        channel: spoken.channel.into(),
        evidence,
        at: by.now,
        session: Some(spoken.session),
        read_seconds: Some(spoken.seconds),
    }
}
