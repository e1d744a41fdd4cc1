//! How messages are signed (Standard Webhooks 1.0.0): with HMAC-SHA256 and a secret that belongs to one endpoint, and with
//! Ed25519, so that whoever checks need not hold a secret.
//!
//! The keys are made of one key of the installation, the endpoint's id and the number of rotations, so no database and no
//! copy of one holds them.

use std::fmt;

use aws_lc_rs::{
    error::KeyRejected,
    hmac::{self, HMAC_SHA256, Key},
    signature::{Ed25519KeyPair, KeyPair},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use uuid::Uuid;

/// The key of which the secrets of all endpoints are made. It does not print.
#[derive(Clone)]
pub struct WebhookKey([u8; 32]);

impl fmt::Debug for WebhookKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookKey")
    }
}

/// What signs the messages to an endpoint: a secret that it shares, and a pair of keys of which it knows the public half. It
/// does not print.
pub struct WebhookSigner {
    shared: Vec<u8>,
    pair: Ed25519KeyPair,
}

impl fmt::Debug for WebhookSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSigner")
    }
}

impl WebhookKey {
    /// A key of these bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// What signs for an endpoint after so many rotations.
    pub fn signer(&self, endpoint: Uuid, generation: i64) -> Result<WebhookSigner, KeyRejected> {
        let made = |what: &str| hmac(&self.0, format!("{what} {endpoint} {generation}").as_bytes());
        let pair = Ed25519KeyPair::from_seed_unchecked(&made("webhook pair"))?;
        Ok(WebhookSigner { shared: made("webhook"), pair })
    }
}

impl WebhookSigner {
    /// The secret as its client is told it.
    pub fn secret(&self) -> String {
        format!("whsec_{}", STANDARD.encode(&self.shared))
    }

    /// The public key as its client is told it.
    pub fn public_key(&self) -> String {
        format!("whpk_{}", STANDARD.encode(self.pair.public_key()))
    }

    /// Both signatures of a message that is sent at a moment, in seconds since 1970.
    pub fn sign(&self, id: &str, timestamp: i64, body: &str) -> String {
        let signed = format!("{id}.{timestamp}.{body}");
        let shared = STANDARD.encode(hmac(&self.shared, signed.as_bytes()));
        let paired = STANDARD.encode(self.pair.sign(signed.as_bytes()));
        format!("v1,{shared} v1a,{paired}")
    }
}

fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    hmac::sign(&Key::new(HMAC_SHA256, key), text).as_ref().to_vec()
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};

    use super::*;

    const BODY: &str = r#"{"event_type":"ping","data":{"success":true}}"#;

    /// The example with which verifiers of the standard are documented.
    #[test]
    fn a_signature_is_the_one_of_the_standard() {
        let shared = STANDARD.decode("plJ3nmyCDGBKInavdOK15jsl").unwrap();
        let signer =
            WebhookSigner { shared, pair: Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap() };
        let both = signer.sign("msg_loFOjxBNrRLzqYUf", 1_731_705_121, BODY);
        assert_eq!(both.split(' ').next(), Some("v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="));
    }

    #[test]
    fn the_public_key_checks_the_second_signature_of_what_was_signed_and_of_nothing_else() {
        let signer = WebhookKey::new([7; 32]).signer(Uuid::nil(), 1).unwrap();
        let both = signer.sign("msg_1", 5, BODY);
        let (_, signature) = both.rsplit_once(" v1a,").unwrap();
        let public = STANDARD.decode(signer.public_key().strip_prefix("whpk_").unwrap()).unwrap();
        let key = UnparsedPublicKey::new(&ED25519, public);
        let check =
            |signed: String| key.verify(signed.as_bytes(), &STANDARD.decode(signature).unwrap());
        assert!(check(format!("msg_1.5.{BODY}")).is_ok());
        assert!(check(format!("msg_1.6.{BODY}")).is_err());
    }

    #[test]
    fn each_endpoint_and_each_rotation_has_keys_of_its_own() {
        let keys = |endpoint: u128, generation| {
            let signer =
                WebhookKey::new([7; 32]).signer(Uuid::from_u128(endpoint), generation).unwrap();
            [signer.secret(), signer.public_key()]
        };
        let [one, later, other] = [keys(1, 1), keys(1, 2), keys(2, 1)];
        assert!((0..2).all(|key| one[key] != later[key] && one[key] != other[key]));
        assert_eq!(one, keys(1, 1));
        assert!(one[0].starts_with("whsec_") && one[0].len() == 50 && one[1].len() == 49);
    }
}
