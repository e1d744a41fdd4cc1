//! What happens beside the way: who pays what, and who does not take being passed over for an answer. Which of them is told of
//! follows from the candidate, so that one seed gives one past.

use super::{
    people::{Person, Scene, refused},
    way::Step,
};
use crate::{
    app::{error::AppError, law::fees::Payment, programme::appeals::NewAppealDecision},
    domain::{
        access::actor::Actor,
        law::fee::{FeeKind, FeePayer},
        programme::{appeal::AppealVerdict, closing::ClosingReason},
        values::money::{Amount, Currency},
    },
};

/// One of so many workers has paid for a medical check, which no worker may be asked to.
const PAYS_UNLAWFULLY: u128 = 9;
/// One of so many who were passed over appeals; operators decide on every other appeal.
const APPEALS: u128 = 4;

/// What follows beside a step.
pub(super) fn after(scene: &Scene<'_>, person: &Person, step: Step) -> Result<(), AppError> {
    match step {
        Step::Placed => pay(scene, person),
        Step::Closed(ClosingReason::RejectedByEmployer) => appeal(scene, person),
        _ => Ok(()),
    }
}

/// The employer pays the way there; some workers tell of what they have paid themselves.
fn pay(scene: &Scene<'_>, person: &Person) -> Result<(), AppError> {
    let travel = (FeeKind::Travel, FeePayer::Employer, 18_000);
    paid(scene, person, &scene.employer(), travel)?;
    if person.candidate.as_u128().is_multiple_of(PAYS_UNLAWFULLY) {
        let medical = (FeeKind::Medical, FeePayer::Worker, 4_500);
        paid(scene, person, scene.office, medical)?;
    }
    Ok(())
}

fn paid(
    scene: &Scene<'_>,
    person: &Person,
    by: &Actor,
    (kind, payer, roubles): (FeeKind, FeePayer, u32),
) -> Result<(), AppError> {
    let payment = Payment {
        application: person.application()?,
        kind,
        payer,
        payee: "a firm of the demo".to_owned(),
        amount: Amount::whole(roubles),
        currency: Currency::Rub,
        paid_on: scene.app.today(),
        evidence: Some("a receipt of the demo".to_owned()),
        told_by_worker: payer == FeePayer::Worker,
    };
    refused(scene.app.record_fee(by, payment, None).map(drop)).map(drop)
}

/// Some of those who were passed over appeal, by the word that the agency writes down.
fn appeal(scene: &Scene<'_>, person: &Person) -> Result<(), AppError> {
    let chance = person.candidate.as_u128();
    if !chance.is_multiple_of(APPEALS) {
        return Ok(());
    }
    let (app, application) = (scene.app, person.application()?);
    let word = Some("a note of the agency".to_owned());
    let is_refused = refused(app.appeal(&person.agency(), application, word, None).map(drop))?;
    if is_refused || (chance / APPEALS).is_multiple_of(2) {
        return Ok(());
    }
    let (verdict, reason) = (AppealVerdict::Dismissed, "the seats were given by skill".to_owned());
    let new = NewAppealDecision { verdict, reason };
    refused(app.decide_on_appeal(scene.office, application, new, None).map(drop)).map(drop)
}
