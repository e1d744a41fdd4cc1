//! JSON in its one canonical form (RFC 8785), so that equal documents have equal hashes wherever they were written.

use serde_json::{Number, Value};
use sha2::{Digest, Sha256};

use crate::domain::values::hex::hex;

/// The canonical form of a document: no spaces, members in the order of their names, numbers as ECMAScript writes them.
///
/// A number with a fraction is written as it was read; the reader of JSON may have taken a neighbour of the nearest double.
pub fn canonical(document: &Value) -> String {
    match document {
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort_by(|one, other| one.encode_utf16().cmp(other.encode_utf16()));
            // Of strings the canonical form is what serde writes: the shortest escapes, and no others.
            let member = |name: &String| {
                format!("{}:{}", Value::from(name.as_str()), canonical(&members[name]))
            };
            format!("{{{}}}", names.into_iter().map(member).collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(","))
        }
        Value::Number(number) => canonical_number(number),
        word => word.to_string(),
    }
}

/// SHA-256 of the canonical form, in hexadecimal.
pub fn canonical_hash(document: &Value) -> String {
    hex(&Sha256::digest(canonical(document).as_bytes()))
}

/// A number is a double, and is written with the fewest digits that give it back (ECMA-262, `Number::toString`).
fn canonical_number(number: &Number) -> String {
    let number = number.as_f64().unwrap_or(0.0);
    let sign = if number < 0.0 { "-" } else { "" };
    let (digits, exponent) = digits(number.abs());
    let before = usize::try_from(exponent + 1).unwrap_or(0); // digits before the point
    match exponent {
        0..=20 if digits.len() <= before => format!("{sign}{digits:0<before$}"),
        0..=20 => format!("{sign}{}.{}", &digits[..before], &digits[before..]),
        -6..=-1 => {
            let zeros = usize::try_from(-exponent - 1).unwrap_or(0);
            format!("{sign}0.{}{digits}", "0".repeat(zeros))
        }
        _ if digits.len() == 1 => format!("{sign}{digits}e{exponent:+}"),
        _ => format!("{sign}{}.{}e{exponent:+}", &digits[..1], &digits[1..]),
    }
}

/// The fewest digits that give a number back, of two equally near ones the even, and the power of ten of the first.
fn digits(number: f64) -> (String, i32) {
    let shortest = Value::from(number).to_string();
    let (mantissa, power) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = [whole, fraction].concat();
    let digits = all.trim_start_matches('0');
    let place = |length: usize| i32::try_from(length).unwrap_or(0);
    let first = place(whole.len()) - 1 - place(all.len() - digits.len());
    match digits.trim_end_matches('0') {
        "" => ("0".to_owned(), 0),
        some => (some.to_owned(), first + power.parse().unwrap_or(0)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// RFC 8785, appendix B.
    #[test]
    fn numbers_are_written_as_the_rfc_lists_them() {
        for (bits, written) in [
            (0x0000_0000_0000_0000, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"),
            (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0xc340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
            (0x44b5_2d02_c7e1_4af6, "1e+23"),
            (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
            (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
            (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x41b3_de43_5555_5553, "333333333.3333332"),
            (0x41b3_de43_5555_5554, "333333333.33333325"),
            (0x41b3_de43_5555_5555, "333333333.3333333"),
            (0x41b3_de43_5555_5556, "333333333.3333334"),
            (0x41b3_de43_5555_5557, "333333333.33333343"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        ] {
            assert_eq!(canonical(&json!(f64::from_bits(bits))), written, "{bits:x}");
        }
    }

    /// RFC 8785, sections 3.2.2 to 3.2.4.
    #[test]
    fn a_document_is_written_as_the_rfc_shows_it() {
        let sent = r#"{
            "numbers": [0, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
            "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
            "literals": [null, true, false]
        }"#;
        let mut document: Value = serde_json::from_str(sent).unwrap();
        // What lies between two doubles is read to the one beside the nearest by the reader of JSON; terms have no such.
        document["numbers"][0] = json!(f64::from_bits(0x41b3_de43_5555_5555));
        let written = concat!(
            r#"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#,
            r#""string":"€$\u000f\nA'B\"\\\\\"/"}"#
        );
        assert_eq!(canonical(&document), written);
    }

    /// RFC 8785, section 3.2.3: by the UTF-16 code units of the names, not by their characters.
    #[test]
    fn members_are_sorted_as_the_rfc_sorts_them() {
        let sent = r#"{
            "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
            "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
            "\u00f6": "Latin Small Letter O With Diaeresis"
        }"#;
        let text = canonical(&serde_json::from_str(sent).unwrap());
        let order = ["Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew"];
        let places: Vec<usize> = order.iter().map(|word| text.find(word).unwrap()).collect();
        assert!(places.is_sorted(), "{text}");
    }

    #[test]
    fn equal_documents_have_equal_hashes_however_they_were_written() {
        let [one, other] = [r#"{"b": 1.0, "a": [ "x" ]}"#, r#"{"a":["x"],"b":1}"#];
        let hash = |text| canonical_hash(&serde_json::from_str(text).unwrap());
        assert_eq!(hash(one), hash(other));
        assert_ne!(hash(one), hash(r#"{"a":["y"],"b":1}"#));
        let empty = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
        assert_eq!(hash("{}"), empty);
    }
}
