//! Jobs of every kind, in one table with one table of results: a next kind needs no table of its own.
//!
//! [`records`] is how owners see them, [`work`] how servers share the work, [`results`] what they found, and [`purge`]
//! removes what was erased. [`texts`] is what jobs of imports read.

pub mod purge;
pub mod records;
pub mod results;
pub mod texts;
pub mod work;

mod rows;
