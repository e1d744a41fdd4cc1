//! Tokens whose signature was verified, so that a client's next request need not pay for it again.
//!
//! Only the signature is remembered: time and revocation are checked at each request.

use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock},
};

use super::token::Claims;

/// Tokens that are remembered at most.
const MOST: usize = 10_000;

/// Verified tokens with what they say.
#[derive(Default)]
pub struct TokenCache(RwLock<HashMap<String, Claims>>);

impl TokenCache {
    /// What a verified token says.
    pub fn get(&self, token: &str) -> Option<Claims> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(token).cloned()
    }

    /// Remembers a verified token; begins anew when there are too many.
    pub fn put(&self, token: &str, claims: &Claims) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(token.to_owned(), claims.clone());
    }

    /// Forgets all, because the keys may have changed.
    pub fn clear(&self) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
