//! The agencies that may recruit for a job order: its employer names them, and each acts with a code of its own.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        programme::job_orders::{own_order, store_body},
        resource::checked::By,
    },
    domain::{
        access::actor::Actor,
        parties::agency::AgencyBody,
        programme::job_order::{Authorisation, JobOrder, JobOrderBody, JobOrderId},
        resource::{RecordKind, Resource, id::Id},
        values::hex::hex,
    },
    store::records::Stored,
};

/// The characters of codes: no two of them look alike.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many of them a code has.
const LENGTH: usize = 10;

/// What an agency was given, to be shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAuthorisation {
    /// The agency.
    pub agency: Uuid,
    /// Its code.
    pub code: String,
}

impl App {
    /// An employer lets an agency recruit for its order. The code is shown this once.
    pub fn authorise(
        &self,
        actor: &Actor,
        order: JobOrderId,
        agency: Uuid,
    ) -> Result<NewAuthorisation, AppError> {
        self.give_code(actor, (order, agency), "authorise", move |body, authorisation| {
            if body.agencies.iter().any(|one| one.agency == agency) {
                return Err(AppError::Taken("the job order names this agency already"));
            }
            body.agencies.push(authorisation);
            Ok(())
        })
    }

    /// An employer gives an agency that its order names another code. The one before it does not hold any more.
    pub fn renew_code(
        &self,
        actor: &Actor,
        order: JobOrderId,
        agency: Uuid,
    ) -> Result<NewAuthorisation, AppError> {
        self.give_code(actor, (order, agency), "renew_code", move |body, authorisation| {
            let named = body.agencies.iter_mut().find(|one| one.agency == agency);
            *named.ok_or(AppError::NoSuch(RecordKind::Agency))? = authorisation;
            Ok(())
        })
    }

    /// Makes a code for an agency, which `keep` puts into the order.
    fn give_code(
        &self,
        actor: &Actor,
        (order, agency): (JobOrderId, Uuid),
        action: &'static str,
        keep: impl FnOnce(&mut JobOrderBody, Authorisation) -> Result<(), AppError> + Send + 'static,
    ) -> Result<NewAuthorisation, AppError> {
        actor.require(JobOrderBody::WRITE)?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let code = new_code()?;
        let authorisation = Authorisation { agency, code_hash: hash(order, &code) };
        self.writer.run(move |tx| {
            AgencyBody::find(tx.conn(), Actor::System.reach(), Id::new(agency))?
                .ok_or(AppError::NoSuch(RecordKind::Agency))?;
            let order = own_order(tx, &by.actor, order)?;
            if !JobOrderBody::is_editable(order.status) {
                let why = format!("a job order that is {} gives out no codes", order.status);
                return Err(AppError::Conflict(why));
            }
            let mut body = order.body.clone();
            keep(&mut body, authorisation)?;
            store_body(tx, &order, (body, action), &by)
        })?;
        Ok(NewAuthorisation { agency, code })
    }
}

/// Checks that an agency shows the code that it was given for an order. To others there is no such order.
pub(super) fn check_code(
    order: &JobOrder,
    agency: Uuid,
    code: Option<&str>,
) -> Result<(), AppError> {
    let given = code.map(|code| hash(order.id, code)).unwrap_or_default();
    let mut named = order.body.agencies.iter().filter(|one| one.agency == agency);
    let fits = named.any(|one| one.code_hash.as_bytes().ct_eq(given.as_bytes()).into());
    fits.then_some(()).ok_or(AppError::NoSuch(RecordKind::JobOrder))
}

fn new_code() -> Result<String, AppError> {
    let mut bytes = [0_u8; LENGTH];
    getrandom::fill(&mut bytes)
        .map_err(|error| AppError::Thread(std::io::Error::other(error.to_string())))?;
    Ok(bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect())
}

/// What is kept of a code, for one order alone.
fn hash(order: JobOrderId, code: &str) -> String {
    hex(&Sha256::digest(format!("{order}{code}")))
}
