//! Cases that the process opens by itself, whoever acts: what was promised to a worker, and is broken. The employer who is
//! accused reads nothing of them; the worker's centre and operators do.

use crate::{
    app::casework::complaints::told::NewComplaint,
    domain::{
        casework::complaint::{ComplaintChannel, ComplaintTopic, Urgency},
        programme::{
            offer::{Offer, OfferStatus},
            terms::{document::Terms, finding::findings},
        },
        values::language::Lang,
    },
};

/// The case that an offer opens that was accepted, and is taken back.
pub(super) fn taken_back(offer: &Offer, to: OfferStatus) -> Option<NewComplaint> {
    let is_broken = offer.status == OfferStatus::Accepted && to == OfferStatus::Retracted;
    let text = format!(
        "Offer {}, which the worker had accepted, was taken back by the employer.",
        offer.id
    );
    is_broken.then(|| broken_promise(offer, text))
}

/// The case that a contract opens with these terms, if they are not what the worker has accepted.
pub(super) fn substituted(accepted: &Offer, signed: &Terms) -> Option<NewComplaint> {
    let found = findings(&accepted.body.sealed.terms, signed);
    let terms: Vec<&str> = found.iter().map(|one| one.term.as_str()).collect();
    let text = format!(
        "The contract of application {} breaks what the worker has accepted in offer {}: {}.",
        accepted.body.application,
        accepted.id,
        terms.join(", ")
    );
    (!terms.is_empty()).then(|| broken_promise(accepted, text))
}

fn broken_promise(offer: &Offer, text: String) -> NewComplaint {
    let body = &offer.body;
    NewComplaint {
        topic: ComplaintTopic::Substitution,
        against: Some(offer.owner),
        against_name: None,
        channel: ComplaintChannel::Web,
        language: body.word.as_ref().map_or(Lang::UzLatn, |word| word.language),
        anonymous: false,
        urgency: Urgency::Grave,
        candidate: Some(body.candidate.0),
        text,
    }
}
