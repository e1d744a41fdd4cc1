//! Statistics of the programme: narrow tables that follow the change log, and the figures that are read from them.

pub(in crate::app) mod following;

mod figures;
mod funnel;

pub(in crate::app) use self::figures::facts;
pub use self::{figures::Figures, funnel::Stay};
