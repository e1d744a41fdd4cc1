//! Query parameters, read strictly: an unknown, repeated or malformed one is 400, not ignored.

use serde::de::DeserializeOwned;

use super::error::ApiError;

/// Reads the parameters.
pub fn read<T: DeserializeOwned>(query: &str) -> Result<T, ApiError> {
    let mut names = std::collections::HashSet::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if value.contains('\0') {
            return Err(ApiError::Malformed(
                "a query parameter holds the character NUL".to_owned(),
            ));
        }
        if !names.insert(name.clone()) {
            return Err(ApiError::Malformed(format!(
                "the query parameter {} is repeated",
                printable(&name)
            )));
        }
    }
    serde_urlencoded::from_str(query).map_err(|error: serde_urlencoded::de::Error| {
        let (name, error) = (wrong_name::<T>(query), error.to_string());
        let name = name.as_deref().map_or("query", |name| name);
        ApiError::Malformed(format!("{}: {}", printable(name), without_value(&error)))
    })
}

/// The parameter without which the others are right, or wrong in another way.
fn wrong_name<T: DeserializeOwned>(query: &str) -> Option<String> {
    let wrong = |query: &str| serde_urlencoded::from_str::<T>(query).err().map(|e| e.to_string());
    let told = wrong(query);
    let names = form_urlencoded::parse(query.as_bytes()).map(|(name, _)| name.into_owned());
    names.into_iter().find(|name| {
        let others = form_urlencoded::parse(query.as_bytes()).filter(|(other, _)| other != name);
        wrong(&form_urlencoded::Serializer::new(String::new()).extend_pairs(others).finish())
            != told
    })
}

fn printable(name: &str) -> String {
    name.chars().filter(char::is_ascii_graphic).take(40).collect()
}

/// The message without the value that was sent, which may be personal.
fn without_value(message: &str) -> String {
    match message.find("expected") {
        Some(at) if message.starts_with("invalid") => message[at..].to_owned(),
        _ => message.chars().take(200).collect(),
    }
}

/// Splits a parameter that lists values with commas between.
pub fn list<T: std::str::FromStr<Err = crate::domain::Invalid>>(
    name: &str,
    text: Option<&str>,
) -> Result<Vec<T>, ApiError> {
    let parts = text.into_iter().flat_map(|text| text.split(','));
    parts.map(|part| one(name, part)).collect()
}

/// Reads one value of a parameter.
pub fn one<T: std::str::FromStr<Err = crate::domain::Invalid>>(
    name: &str,
    text: &str,
) -> Result<T, ApiError> {
    text.parse().map_err(|error| ApiError::Malformed(format!("{name}: {error}")))
}
