//! Referrals of complaints to authorities.

use uuid::Uuid;

use crate::{
    app::{
        App,
        casework::complaints::{filing::wrong, own_channel::claimed},
        error::AppError,
        resource::checked::{note, touched},
    },
    domain::{
        access::{
            actor::{Actor, Denied},
            relation::Relation,
            scope::Scope,
        },
        casework::{
            complaint::{Complaint, ComplaintBody, ComplaintId, Urgency},
            referral::{NamingBasis, Referral, ReferralState},
        },
    },
    store::{casework::referrals, tx::Tx},
};

/// A referral as an operator makes it.
#[derive(Debug)]
pub struct NewReferral {
    /// The authority, in words.
    pub authority: String,
    /// Why the authority may learn who complains, if it may.
    pub basis: Option<NamingBasis>,
    /// What shows the worker's consent.
    pub evidence: Option<String>,
}

impl App {
    /// Sends a complaint to an authority.
    pub fn refer_complaint(
        &self,
        actor: &Actor,
        id: ComplaintId,
        new: NewReferral,
    ) -> Result<Referral, AppError> {
        let (client, now) = (self.case_operator(actor, id)?, self.now());
        let NewReferral { authority, basis, evidence } = new;
        let shown = basis == Some(NamingBasis::Consent);
        if shown != evidence.is_some() {
            return Err(wrong("/evidence", "what shows the worker's consent goes with consent"));
        }
        let referral = Referral {
            id: Uuid::now_v7(),
            complaint: id.0,
            authority,
            state: ReferralState::InProgress,
            basis,
            evidence,
            made_by: client,
            approved_by: None,
            made_at: now,
        };
        self.with_referral(actor, id, "referral_in_progress", move |tx, complaint| {
            let is_danger = complaint.body.urgency == Urgency::Danger;
            if basis == Some(NamingBasis::DangerToLife) && !is_danger {
                return Err(wrong("/basis", "this complaint tells of no danger"));
            }
            referrals::insert(tx, &referral)?;
            Ok(referral)
        })
    }

    /// Says as the second person that a life is in danger.
    pub fn approve_naming(
        &self,
        actor: &Actor,
        (id, referral): (ComplaintId, Uuid),
    ) -> Result<Referral, AppError> {
        let client = self.case_operator(actor, id)?;
        self.with_referral(actor, id, "naming_approved", move |tx, _| {
            let found = found(tx, id, referral)?;
            if found.basis != Some(NamingBasis::DangerToLife) || found.approved_by.is_some() {
                return Err(conflict("there is nothing to approve of"));
            }
            if found.made_by == client {
                return Err(conflict("another person has to say so too"));
            }
            let after = Referral { approved_by: Some(client), ..found };
            referrals::update(tx, &after)?;
            Ok(after)
        })
    }

    /// Notes what became of a referral.
    pub fn move_referral(
        &self,
        actor: &Actor,
        (id, referral): (ComplaintId, Uuid),
        to: ReferralState,
    ) -> Result<Referral, AppError> {
        self.case_operator(actor, id)?;
        self.with_referral(actor, id, "referral_moved", move |tx, _| {
            let found = found(tx, id, referral)?;
            if !found.state.leads_to(to) {
                return Err(conflict(&format!(
                    "a referral that is {} cannot become {to}",
                    found.state
                )));
            }
            let after = Referral { state: to, ..found };
            referrals::update(tx, &after)?;
            Ok(after)
        })
    }

    /// The operator's client, to whom the complaint is there.
    fn case_operator(&self, actor: &Actor, id: ComplaintId) -> Result<Uuid, AppError> {
        actor.require(Scope::ComplaintsWrite)?;
        let found = self.find_record::<ComplaintBody>(actor, id)?;
        let client = actor.client().filter(|_| found.relation(actor) == Relation::Operator);
        Ok(client.ok_or(Denied::Role)?.id)
    }

    /// Changes something about the referrals of a complaint that nobody else changes meanwhile.
    fn with_referral(
        &self,
        actor: &Actor,
        id: ComplaintId,
        action: &str,
        change: impl FnOnce(&mut Tx<'_>, &Complaint) -> Result<Referral, AppError> + Send + 'static,
    ) -> Result<Referral, AppError> {
        let note = note(actor, action, None, self.now());
        self.writer.run(move |tx| {
            let complaint = claimed(tx, id.0)?;
            let after = change(tx, &complaint)?;
            tx.log(touched(&complaint, note));
            Ok(after)
        })
    }
}

fn found(tx: &mut Tx<'_>, complaint: ComplaintId, id: Uuid) -> Result<Referral, AppError> {
    referrals::find(tx.conn(), complaint.0, id)?.ok_or(AppError::NoReferral)
}

fn conflict(why: &str) -> AppError {
    AppError::Conflict(why.to_owned())
}
