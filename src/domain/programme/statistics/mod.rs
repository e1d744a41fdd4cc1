//! Statistics of the programme: how many, by month and by who or where, told so that nobody is told apart.
//!
//! The public reads figures that are rounded by a keyed draw ([`rounding`]). Operators read exact figures of which so many
//! are hidden that no subtraction brings a small one back ([`hiding`], held by the exact [`audit`]).

pub mod audit;
pub mod cube;
pub mod funnel;
pub mod hiding;
pub mod month;
pub mod rounding;
pub mod series;
