//! Writes and reads documents with the number of their format. Those from before there were numbers have format 1.

use serde::{Deserialize, Serialize, de::Error};
use serde_json::{Map, Value};

use crate::domain::resource::format::Format;

/// How a document begins that this store has written and no database has reordered.
const BEGINNING: &str = "{\"format\":";

#[derive(Serialize)]
struct Numbered<'d, T> {
    format: u32,
    #[serde(flatten)]
    document: &'d T,
}

#[derive(Deserialize)]
struct Number {
    #[serde(default = "first")]
    format: u32,
}

fn first() -> u32 {
    1
}

/// The document in the present format.
pub fn write<T: Format>(document: &T) -> serde_json::Result<String> {
    serde_json::to_string(&Numbered { format: T::NUMBER, document })
}

/// Reads a document of any format that a release has written.
pub fn read<T: Format>(text: &str) -> serde_json::Result<T> {
    let format = number(text)?;
    if format == T::NUMBER {
        return serde_json::from_str(text);
    }
    if format > T::NUMBER {
        let told = format!("format {format} is of a newer release, this one knows {}", T::NUMBER);
        return Err(Error::custom(told));
    }
    let mut document: Map<String, Value> = serde_json::from_str(text)?;
    for from in format..T::NUMBER {
        T::upgrade(&mut document, from).map_err(Error::custom)?;
    }
    serde_json::from_value(Value::Object(document))
}

/// The number of the document's format, without a look at the rest if it stands first.
fn number(text: &str) -> serde_json::Result<u32> {
    let digits = text.strip_prefix(BEGINNING).and_then(|rest| rest.split([',', '}']).next());
    match digits.and_then(|digits| digits.parse().ok()) {
        Some(number) => Ok(number),
        None => Ok(serde_json::from_str::<Number>(text)?.format),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Invalid;

    /// A length, in metres since format 3; in format 1 the member had another name.
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Length {
        metres: u32,
    }

    impl Format for Length {
        const NUMBER: u32 = 3;

        fn upgrade(document: &mut Map<String, Value>, from: u32) -> Result<(), Invalid> {
            let wrong = || Invalid::expected("a length");
            if from == 1 {
                let length = document.remove("len").ok_or_else(wrong)?;
                document.insert("centimetres".to_owned(), length);
            } else {
                let length = document.remove("centimetres").ok_or_else(wrong)?;
                let metres = length.as_u64().ok_or_else(wrong)? / 100;
                document.insert("metres".to_owned(), metres.into());
            }
            Ok(())
        }
    }

    #[test]
    fn every_format_is_read_as_what_it_meant() {
        let written = write(&Length { metres: 2 }).unwrap();
        assert_eq!(written, r#"{"format":3,"metres":2}"#);
        for text in [
            &written,
            r#"{"metres": 2, "format": 3}"#,
            r#"{"format": 2, "centimetres": 200}"#,
            r#"{"format":2,"centimetres":200}"#,
            r#"{"format":1,"len":200}"#,
            r#"{"len":200}"#,
        ] {
            assert_eq!(read::<Length>(text).unwrap(), Length { metres: 2 }, "{text}");
        }
    }

    #[test]
    fn a_format_that_this_release_does_not_know_is_not_guessed() {
        for text in [r#"{"format":4,"metres":2}"#, r#"{"format":0,"metres":2}"#] {
            assert!(read::<Length>(text).is_err(), "{text}");
        }
    }
}
