//! Categories of driving licences, which people write with Latin letters or with Cyrillic ones of the same look.

/// Whether a folded word announces categories of a licence.
pub(super) fn announces(key: &str) -> bool {
    matches!(key, "kat" | "cat" | "licence" | "license")
        || ["kategori", "categor", "toifa"].iter().any(|stem| key.starts_with(stem))
}

/// The Latin letters of a category written in Cyrillic, lower case; `None` for any other word.
pub(super) fn latin(raw: &str) -> Option<&'static str> {
    Some(match raw {
        "а" => "a",
        "в" => "b",
        "с" => "c",
        "е" => "e",
        "ве" => "be",
        "се" => "ce",
        "вс" => "bc",
        _ => return None,
    })
}
