//! Imports: files of vacancies and candidates, read row by row as jobs in the background.
//!
//! [`texts`] keeps what is sent while it arrives, [`rows`] cuts it into rows, and [`rules`] is what makes an import a job.
//! What a row says is read by whoever knows how records look to clients: a [`row::RowReader`], which the application is
//! given when a server or a command is opened.

pub mod row;
pub mod rows;
pub mod rules;
pub mod texts;

mod writing;
