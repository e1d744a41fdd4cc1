//! A server to test, and clients that ask it.

pub(crate) mod bodies;
pub(crate) mod client;
mod documented;
pub(crate) mod ports;
pub(crate) mod postgres;
pub(crate) mod worker;
pub(crate) mod world;

pub(crate) use client::{Answer, Client};
pub(crate) use world::{Database, TestApp};

/// Makes two tests of a function of a [`TestApp`]: one on SQLite, one on PostgreSQL.
macro_rules! on_both {
    ($(fn $name:ident($app:ident) $body:block)+) => {
        $(
            mod $name {
                #[allow(unused_imports, clippy::allow_attributes, reason = "each test takes what it needs of its module")]
                use super::*;

                fn test($app: &$crate::support::TestApp) $body

                #[test]
                fn on_sqlite() {
                    test(&$crate::support::TestApp::spawn($crate::support::Database::sqlite()));
                }

                #[test]
                fn on_postgres() {
                    if let Some(database) = $crate::support::Database::postgres() {
                        test(&$crate::support::TestApp::spawn(database));
                    }
                }
            }
        )+
    };
}
pub(crate) use on_both;
