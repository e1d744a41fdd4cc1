//! What `validator` finds wrong, as errors with pointers and plain words.

use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::domain::FieldError;

/// What is said of a member of which no example is at hand.
pub(super) const EXPECTED_BY_SCHEMA: &str = "expected what its schema in /openapi.json says";

/// The errors of `validator` as pointers: `/contact/email`, `/skills/0/level`.
pub(super) fn flatten(prefix: &str, invalid: &ValidationErrors, errors: &mut Vec<FieldError>) {
    for (name, kind) in invalid.errors() {
        let pointer = match name.as_ref() {
            "__all__" => prefix.to_owned(),
            name => format!("{prefix}/{}", wire_name(name)),
        };
        match kind {
            ValidationErrorsKind::Field(list) => {
                errors.extend(
                    list.iter().map(|error| {
                        FieldError::new(&*pointer, word(&error.code), describe(error))
                    }),
                );
            }
            ValidationErrorsKind::Struct(inner) => flatten(&pointer, inner, errors),
            ValidationErrorsKind::List(items) => {
                for (at, inner) in items {
                    flatten(&format!("{pointer}/{at}"), inner, errors);
                }
            }
        }
    }
}

/// The members whose name in Rust differs from the one on the wire.
fn wire_name(name: &str) -> &str {
    match name {
        "uz_latn" => "uz-Latn",
        "uz_cyrl" => "uz-Cyrl",
        same => same,
    }
}

fn word(code: &str) -> &'static str {
    match code {
        "length" => "length",
        "range" => "range",
        "duplicate" => "duplicate",
        "contradiction" => "contradiction",
        "required" => "required",
        _ => "invalid",
    }
}

fn describe(error: &ValidationError) -> String {
    if let Some(message) = &error.message {
        return message.to_string();
    }
    if error.code == "length" && error.params.get("value").is_some_and(|value| value == "") {
        return "expected a text that somebody can read: blanks, tags and invisible signs alone are none"
            .to_owned();
    }
    let bound = |name| error.params.get(name).map(ToString::to_string);
    let what = if error.code == "length" { "the length must be" } else { "must be" };
    match (bound("min"), bound("max")) {
        (Some(min), Some(max)) => format!("{what} between {min} and {max}"),
        (Some(min), None) => format!("{what} at least {min}"),
        (None, Some(max)) => format!("{what} at most {max}"),
        (None, None) if error.code == "url" => {
            "expected an address such as https://example.org/page".to_owned()
        }
        (None, None) if error.code == "email" => {
            "expected an address such as office@example.org".to_owned()
        }
        (None, None) => EXPECTED_BY_SCHEMA.to_owned(),
    }
}
