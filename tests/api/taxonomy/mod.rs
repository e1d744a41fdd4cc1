//! Occupations, skills and places: read, and amended.

mod amendments;
mod concepts;
mod imports;
