//! How somebody without an account comes back to a case: a code of 128 bits and a PIN, told once and kept as keyed hashes.

use compact_str::CompactString;

use crate::domain::values::{
    crockford::{printed, values},
    words::checked_text,
};

/// Symbols of a code.
const LENGTH: usize = 26;
/// Bits of a symbol.
const BITS: u32 = 5;
/// How many PINs there are.
const PINS: u32 = 1_000_000;

checked_text! {
    /// The code of a case. Small letters, blanks, missing dashes, and the letters O, I and L for digits are read as well.
    CaseCode, "a case code as it was told, of 26 letters and digits",
        "^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}$", 32, "7K3M-9QX2-TB41-0RWC-V5HD-8EJA-64", read |text| {
        values(text).filter(|all| all.len() == LENGTH).map(|all| printed(&all))
    }
}

checked_text! {
    /// The PIN of a case, or of a contract.
    CasePin, "six digits", "^[0-9]{6}$", 6, "402817", |text| {
        text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit())
    }
}

impl CaseCode {
    /// The code with this chance.
    pub fn new(chance: u128) -> Self {
        let symbol = |n: u32| ((chance >> (n * BITS)) & 31) as u8;
        Self(printed(&(0..26).map(symbol).collect::<Vec<_>>()))
    }
}

impl CasePin {
    /// The PIN with this chance.
    pub fn new(chance: u64) -> Self {
        Self(CompactString::from(format!("{:06}", chance % u64::from(PINS))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_write_it_and_no_bit_of_chance_is_lost() {
        for bit in 0..128 {
            let code = CaseCode::new(1 << bit);
            assert_ne!(code, CaseCode::new(0), "{bit}");
            let printed = code.as_str();
            for text in [printed.to_lowercase().replace('-', " "), printed.replace('0', "O")] {
                assert_eq!(text.parse(), Ok(code.clone()), "{text}");
            }
        }
        assert!("7K3M-9QX2-TB41-0RWC-V5HD-8EJA-64".parse::<CaseCode>().is_ok(), "the example");
        for text in ["", "7K3M", "7K3M-9QX2-TB41-0RWC-V5HD-8EJA-6U"] {
            assert!(text.parse::<CaseCode>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_pin_is_six_digits_also_where_it_begins_with_zeros() {
        assert_eq!(CasePin::new(17).as_str(), "000017");
        assert_eq!(CasePin::new(u64::MAX).as_str().parse(), Ok(CasePin::new(u64::MAX)));
        assert!("12345".parse::<CasePin>().is_err() && "12345x".parse::<CasePin>().is_err());
    }
}
