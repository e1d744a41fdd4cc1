//! Offers: an employer offers terms to whom it has chosen, and the worker answers in the own channel.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        law::commitments::{Offered, check_to_bind},
        programme::{cases::taken_back, ending::after_offer, words::answered_word},
        resource::{
            checked::By,
            idempotent::Idempotent,
            rules::{CaseOf, ResourceRules},
            transition::{may_move, moved},
            visible::Visible,
        },
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            relation::Relation,
        },
        law::compliance::{CheckSubject, CheckedRecord},
        programme::{
            application::{Application, ApplicationBody, ApplicationId, ApplicationStatus},
            job_order::JobOrderBody,
            offer::{Offer, OfferAnswer, OfferBody, OfferId, OfferStatus, STANDS_DAYS},
            terms::{
                compare::{Comparison, Term},
                document::Terms,
                floor::below,
                sealed::SealedTerms,
            },
        },
        recruitment::vacancy::{Vacancy, VacancyBody},
        resource::{
            Record, RecordKind, Resource,
            id::Id,
            lifecycle::{Lack, OwnerStanding},
        },
        values::{hex::Sha256Hex, language::Lang},
    },
    store::{
        StoreError,
        backend::DbConnection,
        constraint::Constraint,
        idempotency::Key,
        programme::{applications, offers},
        records::{Document, Stored},
        tx::Tx,
    },
};

/// Offers that one sweep ends at most.
const SWEPT: i64 = 1_000;

impl ResourceRules for OfferBody {
    const OPENS_CASE: Option<CaseOf<Self>> = Some(taken_back);

    fn hold_owner(conn: &mut DbConnection, owner: Uuid) -> Result<(), AppError> {
        VacancyBody::hold_owner(conn, owner)
    }

    fn owner_standing(
        conn: &mut DbConnection,
        owner: Uuid,
        today: NaiveDate,
    ) -> Result<OwnerStanding, AppError> {
        VacancyBody::owner_standing(conn, owner, today)
    }

    fn follow(tx: &mut Tx<'_>, before: &Offer, after: &Offer) -> Result<(), AppError> {
        after_offer(tx, before, after)
    }
}

/// What an employer offers.
#[derive(Debug, Clone)]
pub struct NewOffer {
    /// The application of whom it has chosen.
    pub application: ApplicationId,
    /// The terms.
    pub terms: Terms,
    /// Until when the worker can answer.
    pub expires_at: DateTime<Utc>,
}

/// What a worker answers to an offer.
#[derive(Debug, Clone)]
pub struct NewAnswer {
    /// Yes or no.
    pub answer: OfferAnswer,
    /// The hash of the terms that the worker has read.
    pub terms_hash: Sha256Hex,
    /// The language in which the worker has read them.
    pub language: Lang,
    /// Where the proof is kept, if it is not the session in the own channel.
    pub evidence: Option<String>,
}

impl App {
    /// An employer offers terms to whom it has chosen.
    pub fn offer(
        &self,
        actor: &Actor,
        new: NewOffer,
        key: Option<Key>,
    ) -> Result<Idempotent<Visible<OfferBody>>, AppError> {
        actor.require(OfferBody::WRITE)?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let made = self.once(key, move |tx| {
            hold_employer(tx, &by.actor, new.application)?;
            let (application, vacancy) = own_application(tx, &by.actor, new.application)?;
            let wrong = wrong_with(&new, &vacancy, by.now);
            if !wrong.is_empty() {
                return Err(AppError::Invalid(wrong));
            }
            keeps_to_order(tx, &application, &new.terms)?;
            let offer = made(&application, new, by.now);
            let (to, system) = (ApplicationStatus::ContractOffered, By::system("an offer", by.now));
            may_move(tx.conn(), &Actor::System, &application, (to, by.now))?;
            if applications::is_bound(tx.conn(), application.body.candidate)? {
                return Err(StoreError::Taken(Constraint::OfferedApplication).into());
            }
            check_to_bind(tx, &lawful(&application, &offer), by.now)?;
            offers::insert(tx, &offer, by.note("create"))?;
            moved(tx, &application, to, &system)?;
            Ok((offer.id.0, offer))
        });
        self.seen_once(actor, self.keeping_refusals(made)?)
    }

    /// A worker answers to an offer in the own channel; yes is yes to its very terms. A no may be written down by the agency.
    pub fn answer_offer(
        &self,
        actor: &Actor,
        id: OfferId,
        new: NewAnswer,
        key: Option<Key>,
    ) -> Result<Idempotent<Visible<OfferBody>>, AppError> {
        actor.require(OfferBody::WRITE)?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let done = self.once(key, move |tx| {
            let offer = OfferBody::find(tx.conn(), by.actor.reach(), id)?;
            let offer = offer.ok_or(AppError::NoSuch(RecordKind::Offer))?;
            Ok((id.0, answered(tx, &offer, new, &by)?))
        })?;
        self.seen_once(actor, done)
    }

    /// Ends the offers that nobody has answered in time, each by itself. Returns how many.
    pub(in crate::app) fn expire_offers(&self) -> Result<usize, AppError> {
        let now = self.now();
        let over = self.store.read(|conn| offers::sent_until_before(conn, now, SWEPT))?;
        let mut expired = 0;
        for offer in over {
            let by = By::system("its time is over", now);
            match self.writer.run(move |tx| moved(tx, &offer, OfferStatus::Expired, &by)) {
                Ok(_) => expired += 1,
                Err(AppError::Outdated) => {} // somebody was faster: the next sweep sees
                Err(failed) => return Err(failed),
            }
        }
        Ok(expired)
    }
}

/// Reserves the employer of an application before its vacancy, as whoever publishes does.
fn hold_employer(tx: &mut Tx<'_>, actor: &Actor, id: ApplicationId) -> Result<(), AppError> {
    let found = ApplicationBody::find(tx.conn(), actor.reach(), id)?;
    let employer = found.ok_or(AppError::NoSuch(RecordKind::Application))?.owner;
    OfferBody::hold_owner(tx.conn(), employer)
}

/// What the law is asked about an offer.
fn lawful<'o>(application: &Application, offer: &'o Offer) -> Offered<'o> {
    Offered {
        about: CheckedRecord { subject: CheckSubject::Offer, id: offer.id.0 },
        employer: offer.owner,
        vacancy: offer.body.vacancy,
        order: application.body.order,
        terms: &offer.body.sealed.terms,
        workers: 1,
        bound: 0,
    }
}

/// An application for a vacancy of the employer that acts, and the vacancy, which nobody else moves before this transaction
/// ends.
pub(super) fn own_application(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ApplicationId,
) -> Result<(Application, Vacancy), AppError> {
    let find = |tx: &mut Tx<'_>| {
        let found = ApplicationBody::find(tx.conn(), actor.reach(), id)?;
        found.ok_or(AppError::NoSuch(RecordKind::Application))
    };
    let vacancy = find(tx)?.body.vacancy;
    VacancyBody::claim(tx.conn(), vacancy)?;
    let application = find(tx)?;
    if application.relation(actor) != Relation::Owner {
        return Err(Denied::Role.into());
    }
    let vacancy = VacancyBody::find(tx.conn(), Actor::System.reach(), vacancy)?;
    Ok((application, vacancy.ok_or(AppError::NoSuch(RecordKind::Vacancy))?))
}

/// What contradicts the vacancy, or stands for too short or too long a time.
fn wrong_with(new: &NewOffer, vacancy: &Vacancy, now: DateTime<Utc>) -> Vec<FieldError> {
    let (terms, offered) = (&new.terms, &vacancy.body);
    let isco08 = offered.known_occupation().map(|occupation| &occupation.isco08);
    let is_there = offered.municipalities().any(|place| place == terms.municipality);
    let [least, most] = STANDS_DAYS.map(|days| now + Duration::days(days));
    let checks = [
        (
            terms.employer_id == vacancy.owner,
            "/terms/employer_id",
            "must be the employer of the vacancy",
        ),
        (isco08 == Some(&terms.isco08), "/terms/isco08", "must be the occupation of the vacancy"),
        (is_there, "/terms/municipality", "must be a municipality of the vacancy"),
    ];
    let contradictions = checks.into_iter().filter(|(is_so, ..)| !is_so);
    let mut wrong: Vec<FieldError> =
        contradictions.map(|(_, at, why)| FieldError::new(at, "contradiction", why)).collect();
    if !(least..=most).contains(&new.expires_at) {
        let [least, most] = STANDS_DAYS;
        let why = format!("must lie {least} to {most} days from now");
        wrong.push(FieldError::new("/expires_at", "range", why));
    }
    wrong
}

/// Refuses terms that fall below those of the job order that the application stands under.
fn keeps_to_order(
    tx: &mut Tx<'_>,
    application: &Application,
    offered: &Terms,
) -> Result<(), AppError> {
    let Some(id) = application.body.order else { return Ok(()) };
    let order = JobOrderBody::find(tx.conn(), Actor::System.reach(), id)?;
    let order = order.ok_or(AppError::NoSuch(RecordKind::JobOrder))?;
    let Some(floor) = &order.body.terms else { return Ok(()) };
    let lack = |(term, how): (Term, Comparison)| {
        let is = match how {
            Comparison::Missing => "is missing, and the job order promises it",
            Comparison::NotComparable => "is another than in the terms of the job order",
            _ => "is worse than in the terms of the job order",
        };
        Lack { need: "worse_than_order", why: format!("{term} {is}: offer no less") }
    };
    let below: Vec<Lack> = below(floor, offered).into_iter().map(lack).collect();
    if below.is_empty() { Ok(()) } else { Err(AppError::Lacking(below)) }
}

fn made(application: &Application, new: NewOffer, now: DateTime<Utc>) -> Offer {
    let sealed = SealedTerms::of(new.terms);
    let about = &application.body;
    let body = OfferBody {
        application: application.id,
        vacancy: about.vacancy,
        candidate: about.candidate,
        agency: about.agency,
        texts: sealed.texts(),
        sealed,
        expires_at: new.expires_at,
        word: None,
        accepted_hash: None,
    };
    Record::create(Id::new(Uuid::now_v7()), application.owner, None, body, now)
}

/// The offer as it is once it is answered, with all that follows.
fn answered(tx: &mut Tx<'_>, offer: &Offer, new: NewAnswer, by: &By) -> Result<Offer, AppError> {
    let NewAnswer { answer, terms_hash, language, evidence } = new;
    may_answer(offer, &by.actor, answer)?;
    let to = answer.state();
    if says_it_again(offer, &by.actor, (to, &terms_hash)) {
        return Ok(offer.clone());
    }
    may_move(tx.conn(), &Actor::System, offer, (to, by.now))?;
    if offer.body.expires_at <= by.now {
        return Err(AppError::Conflict("the time to answer the offer is over".to_owned()));
    }
    has_read("offer", &offer.body.sealed, &terms_hash)?;
    let word = answered_word(tx, (offer.id, answer), (language, evidence), by)?;
    let mut body = offer.body.clone();
    body.word = Some(word);
    body.accepted_hash = (answer == OfferAnswer::Accepted).then(|| terms_hash.to_string());
    let later = offer.clone().with_body(body, None, by.now).entered(to, by.now);
    if !OfferBody::update(tx, offer, &later, by.note(answer.as_str()))? {
        return Err(AppError::Taken("the offer was answered or taken back at this moment"));
    }
    OfferBody::follow(tx, offer, &later)?;
    Ok(later)
}

/// Whether the same person says the same to the same terms with the same code: the first answer stands.
fn says_it_again(offer: &Offer, actor: &Actor, (to, read): (OfferStatus, &Sha256Hex)) -> bool {
    let said = offer.body.word.as_ref().and_then(|word| word.session);
    let is_same = offer.status == to && offer.body.sealed.hash == read.as_str();
    is_same && said.is_some() && said == actor.worker().map(|worker| worker.session)
}

/// Only the worker says yes; a no may be written down by the agency.
fn may_answer(offer: &Offer, actor: &Actor, answer: OfferAnswer) -> Result<(), Denied> {
    match (offer.relation(actor), answer) {
        (Relation::Worker, _) | (Relation::Party, OfferAnswer::Declined) => Ok(()),
        (Relation::Party, OfferAnswer::Accepted) => Err(Denied::OwnChannel),
        _ => Err(Denied::Role),
    }
}

/// Whether the terms that a worker has read are those that were written down.
pub(super) fn has_read(what: &str, sealed: &SealedTerms, read: &Sha256Hex) -> Result<(), AppError> {
    if sealed.hash == read.as_str() {
        return Ok(());
    }
    let why = "has other terms than those of this terms_hash: the worker reads them first";
    Err(AppError::Conflict(format!("the {what} {why}")))
}
