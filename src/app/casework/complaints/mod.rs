//! Complaints: they are filed with an account or without, talked about in the complainant's own channel, dealt with by
//! operators and centres, and late ones go up. Who is complained of learns the topic and the remedy, and nothing else.

pub mod against;
pub mod clocks;
pub mod filing;
pub mod handling;
pub mod own_channel;
pub mod referrals;
pub(in crate::app) mod retaliation;
pub mod sealed;
pub mod told;

use crate::{
    app::{
        casework::complaints::clocks::count_breaches, error::AppError,
        resource::rules::ResourceRules,
    },
    domain::casework::complaint::{Complaint, ComplaintBody},
    store::tx::Tx,
};

impl ResourceRules for ComplaintBody {
    fn follow(tx: &mut Tx<'_>, _before: &Complaint, after: &Complaint) -> Result<(), AppError> {
        count_breaches(tx, after, after.updated_at).map(drop)
    }
}
