//! Registration numbers of organisations, checked by the checksum or form that the state gave them.
//!
//! Sources: ИНН, order ЕД-7-14/559@ of the Federal Tax Service (29 June 2020); ОГРН, order 165н of the Ministry of
//! Finance (30 October 2017); КПП, order ММВ-7-6/435@ (29 June 2012); СТИР (ИНН of Uzbekistan): nine digits, form only.

use crate::domain::values::words::checked_text;

checked_text! {
    /// ИНН: taxpayer number of Russia, 10 digits (organisation) or 12 (person) with check digits.
    Inn, "an INN of 10 or 12 digits with a right checksum", "^([0-9]{10}|[0-9]{12})$", 12, "7707083893", inn_is_right
}
checked_text! {
    /// ОГРН or ОГРНИП: registration number of Russia, 13 or 15 digits with a check digit.
    Ogrn, "an OGRN of 13 or 15 digits with a right checksum", "^([0-9]{13}|[0-9]{15})$", 15, "1027700132195", ogrn_is_right
}
checked_text! {
    /// КПП: reason code of registration, nine characters (the fifth and sixth may be letters).
    Kpp, "a KPP of nine characters such as 165501001", "^[0-9]{4}[0-9A-Z]{2}[0-9]{3}$", 9, "165501001", |text| {
        text.len() == 9
            && text.bytes().enumerate().all(|(at, b)| {
                b.is_ascii_digit() || (matches!(at, 4 | 5) && b.is_ascii_uppercase())
            })
    }
}
checked_text! {
    /// ОКВЭД: class of economic activity, such as `41.20`.
    Okved, "an OKVED code such as 41.20", "^[0-9]{2}(\\.[0-9]{1,2}){0,2}$", 8, "41.20", |text| {
        let parts: Vec<&str> = text.split('.').collect();
        (1..=3).contains(&parts.len())
            && parts[0].len() == 2
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

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn inn_is_right(text: &str) -> bool {
    const TEN: [u32; 9] = [2, 4, 10, 3, 5, 9, 4, 6, 8];
    const ELEVENTH: [u32; 10] = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    const TWELFTH: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    if !all_digits(text) {
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
    let modulus = match text.len() {
        13 => 11,
        15 => 13,
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
        for inn in ["7707329153", "7707083894", "500100732258", "77073291", "770732915a", ""] {
            assert!(inn.parse::<Inn>().is_err(), "{inn}");
        }
        for ogrn in ["1047707030514", "304500116000158", "104770703051", ""] {
            assert!(ogrn.parse::<Ogrn>().is_err(), "{ogrn}");
        }
    }

    #[test]
    fn forms_are_checked() {
        assert!("165501001".parse::<Kpp>().is_ok());
        assert!("1655AB001".parse::<Kpp>().is_ok());
        assert!("16550100".parse::<Kpp>().is_err());
        assert!("41.20.1".parse::<Okved>().is_ok());
        assert!("4.20".parse::<Okved>().is_err());
        assert!("301234567".parse::<Stir>().is_ok());
        assert!("901234567".parse::<Stir>().is_err());
        assert!("T-0017/24".parse::<LicenceNumber>().is_ok());
        assert!("LICENCE".parse::<LicenceNumber>().is_err());
    }
}
