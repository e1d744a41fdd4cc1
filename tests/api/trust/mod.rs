//! What nobody learns of people by asking often or cleverly.

mod harvesting;
mod probing;
