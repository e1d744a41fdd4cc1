//! Codes that stand on paper, so that anybody can ask whether what is printed there is genuine: a letter for the kind,
//! sixty bits of chance, and a symbol by which a slip of the pen is noticed.
//!
//! The check symbol is that of a code over the field of 32 elements: each symbol weighs another power of one element, so
//! every single wrong symbol is noticed, and every two that have changed places.

use compact_str::CompactString;

use crate::domain::values::{
    crockford::{printed, value, values},
    words::{checked_text, words},
};

/// Symbols of a code: the kind, chance, and the check.
const LENGTH: usize = 14;
/// Symbols of chance.
const CHANCE: u32 = 12;
/// Bits of a symbol.
const BITS: u32 = 5;

words! {
    /// What a code is about.
    CodeKind {
        /// A licensed agency.
        Agency = "agency",
        /// A verified employer.
        Employer = "employer",
        /// A published vacancy.
        Vacancy = "vacancy",
        /// A job order that both sides approve of.
        JobOrder = "job_order",
        /// A contract in force.
        Contract = "contract",
        /// A qualification that was recognised.
        Recognition = "recognition",
    }
}

impl CodeKind {
    /// The symbol that codes of this kind begin with.
    const fn symbol(self) -> u8 {
        match self {
            Self::Agency => b'A',
            Self::Employer => b'E',
            Self::Vacancy => b'V',
            Self::JobOrder => b'J',
            Self::Contract => b'C',
            Self::Recognition => b'D',
        }
    }
}

checked_text! {
    /// A code as it is printed. Small letters, blanks, missing dashes, and the letters O, I and L for digits are read as well.
    VerificationCode, "a code as it is printed, such as V7K3-M9QW-X2B4-R1",
        "^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$", 17, "V7K3-M9QW-X2B4-R1", read read
}

impl VerificationCode {
    /// The code of a kind with this chance, of which the lowest sixty bits count.
    pub fn new(kind: CodeKind, chance: u64) -> Self {
        let mut values = vec![value(kind.symbol()).unwrap_or_default()];
        values.extend((0..CHANCE).map(|n| ((chance >> (n * BITS)) & 31) as u8));
        values.push(times_element(remainder(&values)));
        Self(printed(&values))
    }

    /// What it is about.
    pub fn kind(&self) -> Option<CodeKind> {
        let first = self.0.as_bytes().first();
        CodeKind::ALL.iter().copied().find(|kind| first == Some(&kind.symbol()))
    }
}

fn read(text: &str) -> Option<CompactString> {
    let values = values(text).filter(|all| all.len() == LENGTH && remainder(all) == 0)?;
    let code = VerificationCode(printed(&values));
    code.kind().map(|_| code.0)
}

/// The sum of the symbols, each weighed by a power of one element of the field: 0 if nothing is wrong.
fn remainder(values: &[u8]) -> u8 {
    values.iter().fold(0, |sum, value| times_element(sum) ^ value)
}

/// A value times the element whose powers are all others, in the field of x⁵ + x² + 1.
const fn times_element(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 0b10_0000 == 0 { doubled } else { doubled ^ 0b10_0101 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_symbol_and_every_two_that_changed_places_are_noticed_in_every_code() {
        // The check is a sum, so what a slip adds to it is the same whatever the code.
        for at in 0..LENGTH {
            for wrong in 1..32 {
                let mut slip = [0; LENGTH];
                slip[at] = wrong;
                assert_ne!(remainder(&slip), 0, "{wrong} at {at}");
                for other in at + 1..LENGTH {
                    let mut swap = slip;
                    swap[other] = wrong;
                    assert_ne!(remainder(&swap), 0, "{at} and {other} differ by {wrong}");
                }
            }
        }
    }

    #[test]
    fn a_slip_in_what_is_printed_is_no_code() {
        let code = VerificationCode::new(CodeKind::Vacancy, 0x0123_4567_89AB_CDEF);
        let printed: Vec<u8> = code.as_str().bytes().filter(|symbol| *symbol != b'-').collect();
        let parse =
            |symbols: &[u8]| std::str::from_utf8(symbols).unwrap().parse::<VerificationCode>();
        for at in 0..LENGTH {
            for symbol in
                b"0123456789ABCDEFGHJKMNPQRSTVWXYZ".iter().filter(|symbol| **symbol != printed[at])
            {
                let mut slip = printed.clone();
                slip[at] = *symbol;
                assert!(parse(&slip).is_err(), "{slip:?}");
            }
            let mut swap = printed.clone();
            swap.swap(at, (at + 1) % LENGTH);
            assert!(swap == printed || parse(&swap).is_err(), "{swap:?}");
        }
    }

    #[test]
    fn a_code_is_read_as_people_write_it() {
        for kind in CodeKind::ALL {
            for chance in [0, 1, u64::MAX, 0x0123_4567_89AB_CDEF] {
                let code = VerificationCode::new(*kind, chance);
                assert_eq!(code.kind(), Some(*kind));
                let printed = code.as_str();
                let written = [
                    printed.to_owned(),
                    printed.replace('-', ""),
                    printed.to_lowercase().replace('-', " "),
                    printed.replace('0', "o").replace('1', "l"),
                ];
                for text in written {
                    assert_eq!(text.parse(), Ok(code.clone()), "{text}");
                }
            }
        }
        assert!(
            "V7K3-M9QW-X2B4-R1".parse::<VerificationCode>().is_ok(),
            "the example of the document"
        );
        for text in ["", "V", "V7K3", "В7К3-М9QW-X2B4-R1", "00000000000000", "V0000000000000000"]
        {
            assert!(text.parse::<VerificationCode>().is_err(), "{text}");
        }
    }
}
