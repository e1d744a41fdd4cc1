//! Hashes, the seed, and the names of versions.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{
    documents::{Found, Given},
    faults::Faults,
};

pub(super) fn check(document: &Value, given: &Given, found: &Found, faults: &mut Faults) {
    let certificate = &found.certificate;
    let mut text = String::new();
    write(document, &mut text);
    let hash = hex(&Sha256::digest(text.as_bytes()));
    faults.same("input_hash", "the hash of the input", &certificate.input_hash, &hash);
    let seed = bytes(&certificate.seed).map(|seed| hex(&Sha256::digest(seed)));
    faults.same("seed", "the hash of the seed", &Some(given.seed_commitment.clone()), &seed);
    faults.same("method", "the method", &certificate.method, &given.method);
    faults.same("caps_broken", "broken caps", &certificate.caps_broken, &0);
    faults.same("format", "the format of the input", &given.format.as_str(), &"allocation-1");
    faults.same("format", "the format", &found.format.as_str(), &"allocation-result-1");
    let version = certificate.solver_version.as_str();
    faults.same("solver_version", "the version of the solver", &version, &"solver-1");
}

/// The canonical form of a document of whole numbers and ASCII names (RFC 8785).
fn write(document: &Value, text: &mut String) {
    match document {
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort_unstable();
            text.push('{');
            for (at, name) in names.into_iter().enumerate() {
                text.push_str(if at == 0 { "" } else { "," });
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push(':');
                write(&members[name], text);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                text.push_str(if at == 0 { "" } else { "," });
                write(item, text);
            }
            text.push(']');
        }
        word => text.push_str(&word.to_string()),
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |four: u8| char::from(DIGITS[usize::from(four)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The bytes of a hexadecimal text.
pub(super) fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .bytes()
        .map(|digit| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'a'..=b'f' => Some(digit - b'a' + 10),
            _ => None,
        })
        .collect();
    let digits = digits.filter(|digits| digits.len().is_multiple_of(2))?;
    Some(digits.chunks(2).map(|two| two[0] * 16 + two[1]).collect())
}
