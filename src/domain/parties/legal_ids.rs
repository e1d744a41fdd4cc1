//! Registration numbers of organisations, checked by the checksum or form that the state gave them.
//!
//! Sources: ИНН, order ЕД-7-14/559@ of the Federal Tax Service (29 June 2020); ОГРН, order 165н of the Ministry of
//! Finance (30 October 2017); КПП, order ММВ-7-6/435@ (29 June 2012); СТИР
//! (ИНН of Uzbekistan): nine digits, form only.

use crate::domain::values::words::checked_text;

/// How the ИНН of a foreign organisation begins that works in Russia by a branch (order ЕД-7-14/559@).
const FOREIGN: &str = "9909";

checked_text! {
    /// ИНН: taxpayer number of Russia, 10 digits (organisation) or 12 (person) with check digits.
    Inn, "an INN of 10 or 12 digits with a right checksum", "^([0-9]{10}|[0-9]{12})$", 12, "7707083893", inn_is_right
}
checked_text! {
    /// ОГРН or ОГРНИП: registration number of Russia. That of an organisation has 13 digits and begins with 1 or 5, that of
    /// an entrepreneur has 15 and begins with 3; the last is a check digit.
    Ogrn, "an OGRN of 13 digits that begins with 1 or 5, or an OGRNIP of 15 that begins with 3, with a right checksum",
    "^([15][0-9]{12}|3[0-9]{14})$", 15, "1027700132195", ogrn_is_right
}
checked_text! {
    /// КПП: reason code of registration: the tax office (four digits, of which two are its region), the reason (two digits or
    /// capital letters) and a number.
    Kpp, "a KPP such as 165501001: four digits of the tax office, two of the reason, three of a number",
    "^[0-9]{4}[0-9A-Z]{2}[0-9]{3}$", 9, "165501001", |text| {
        text.len() == 9
            && text.bytes().enumerate().all(|(at, b)| {
                b.is_ascii_digit() || (matches!(at, 4 | 5) && b.is_ascii_uppercase())
            })
            && !text.starts_with(NO_REGION)
            && &text[4..6] != "00"
            && &text[6..] != "000"
    }
}
checked_text! {
    /// ОКВЭД: class of economic activity, such as `41.20`.
    Okved, "an OKVED code such as 41.20", "^[0-9]{2}(\\.[0-9]{1,2}){0,2}$", 8, "41.20", |text| {
        let parts: Vec<&str> = text.split('.').collect();
        (1..=3).contains(&parts.len())
            && parts[0].len() == 2
            && parts[0] != "00"
            && parts.iter().all(|p| (1..=2).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()))
    }
}
checked_text! {
    /// СТИР: taxpayer number of Uzbekistan, nine digits; those of organisations begin with 2 or 3.
    Stir, "a STIR of nine digits that begins with 2 or 3", "^[23][0-9]{8}$", 9, "301234567", |text| {
        all_digits(text) && text.len() == 9 && text.starts_with(['2', '3'])
    }
}
checked_text! {
    /// Number of an agency's licence: 4 to 32 characters of capital letters, digits, `-`, `/` and `№`.
    LicenceNumber, "a licence number of 4 to 32 capital letters, digits, - and /", "^[A-Z0-9/№-]{4,32}$", 32, "T-0017/24", |text| {
        (4..=32).contains(&text.chars().count())
            && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || "-/№".contains(c))
            && text.bytes().any(|b| b.is_ascii_digit())
    }
}

/// No region of Russia has this number.
const NO_REGION: &str = "00";

impl Inn {
    /// Whether it is that of an entrepreneur, who is a person.
    pub fn is_of_person(&self) -> bool {
        self.as_str().len() == 12
    }

    /// Whether it is that of a foreign organisation, which has an accreditation and no ОГРН.
    pub fn is_foreign(&self) -> bool {
        self.as_str().starts_with(FOREIGN)
    }
}

impl Ogrn {
    /// Whether it is that of an entrepreneur (ОГРНИП).
    pub fn is_of_person(&self) -> bool {
        self.as_str().len() == 15
    }
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn inn_is_right(text: &str) -> bool {
    const TEN: [u32; 9] = [2, 4, 10, 3, 5, 9, 4, 6, 8];
    const ELEVENTH: [u32; 10] = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    const TWELFTH: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    if !all_digits(text) || text.starts_with(NO_REGION) {
        return false;
    }
    let digits: Vec<u32> = text.bytes().map(|b| u32::from(b - b'0')).collect();
    let check =
        |weights: &[u32]| weights.iter().zip(&digits).map(|(w, d)| w * d).sum::<u32>() % 11 % 10;
    match digits.len() {
        10 => check(&TEN) == digits[9],
        12 => check(&ELEVENTH) == digits[10] && check(&TWELFTH) == digits[11],
        _ => false,
    }
}

fn ogrn_is_right(text: &str) -> bool {
    let modulus = match (text.len(), text.as_bytes().first()) {
        (13, Some(b'1' | b'5')) => 11,
        (15, Some(b'3')) => 13,
        _ => return false,
    };
    if !all_digits(text) {
        return false;
    }
    let (number, check) = text.split_at(text.len() - 1);
    number.parse::<u64>().is_ok_and(|n| (n % modulus % 10).to_string() == check)
}

#[cfg(test)]
mod tests {
    use crate::domain::parties::legal_ids::*;

    #[test]
    fn checksums_of_published_numbers_are_right_and_of_their_neighbours_wrong() {
        // The Federal Tax Service itself and Sberbank, from the public register.
        for inn in ["7707329152", "7707083893", "500100732259"] {
            assert!(inn.parse::<Inn>().is_ok(), "{inn}");
        }
        for ogrn in ["1047707030513", "1027700132195", "304500116000157"] {
            assert!(ogrn.parse::<Ogrn>().is_ok(), "{ogrn}");
        }
        for inn in [
            "7707329153",
            "7707083894",
            "500100732258",
            "77073291",
            "770732915a",
            "",
            "0000000000",
            "000000000000",
        ] {
            assert!(inn.parse::<Inn>().is_err(), "{inn}");
        }
        for ogrn in [
            "1047707030514",
            "304500116000158",
            "104770703051",
            "",
            "0000000000000",
            "2027700132194",
        ] {
            assert!(ogrn.parse::<Ogrn>().is_err(), "{ogrn}");
        }
    }

    #[test]
    fn forms_are_checked() {
        assert!("165501001".parse::<Kpp>().is_ok());
        assert!("1655AB001".parse::<Kpp>().is_ok());
        for kpp in ["16550100", "005501001", "165500001", "165501000", "16550100A"] {
            assert!(kpp.parse::<Kpp>().is_err(), "{kpp}");
        }
        assert!("41.20.1".parse::<Okved>().is_ok());
        assert!("4.20".parse::<Okved>().is_err());
        assert!("00.00".parse::<Okved>().is_err());
        assert!("301234567".parse::<Stir>().is_ok());
        assert!("901234567".parse::<Stir>().is_err());
        assert!("T-0017/24".parse::<LicenceNumber>().is_ok());
        assert!("LICENCE".parse::<LicenceNumber>().is_err());
    }
}
