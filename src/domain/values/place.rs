//! Places: where people come from and where the work is. Codes only; names live in the taxonomy.

use crate::domain::values::words::checked_text;

fn digits(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| b.is_ascii_digit())
}

checked_text! {
    /// A region of Uzbekistan as an ISO 3166-2 code, such as `UZ-TK`.
    HomeRegion, "an ISO 3166-2 code of a region of Uzbekistan, such as UZ-TK", "^UZ-[A-Z]{2}$", 5, "UZ-SA", |text| {
        text.len() == 5 && text.starts_with("UZ-") && text.bytes().skip(3).all(|b| b.is_ascii_uppercase())
    }
}

checked_text! {
    /// A district or city of Uzbekistan as a СОАТО code of seven digits.
    District, "a SOATO code of seven digits, such as 1703202", "^[0-9]{7}$", 7, "1703202", |text| digits(text, 7)
}

checked_text! {
    /// A municipality of Tatarstan as an ОКТМО code of eight digits.
    Municipality, "an OKTMO code of eight digits that begins with 92, such as 92701000", "^92[0-9]{6}$", 8, "92701000", |text| {
        digits(text, 8) && text.starts_with("92")
    }
}

checked_text! {
    /// A municipality of Russia as an ОКТМО code of eight digits. The eleven of a place within one are read as those of the
    /// municipality.
    Oktmo, "an OKTMO code of eight digits, such as 92701000", "^[0-9]{8}$", 8, "92701000", read |text| {
        let known = (digits(text, 8) || digits(text, 11)) && !text.starts_with("00");
        known.then(|| text[..8].into())
    }
}

impl Oktmo {
    /// The municipality of Tatarstan that it names, if it lies there.
    pub fn in_tatarstan(&self) -> Option<Municipality> {
        self.as_str().parse().ok()
    }
}

impl From<Municipality> for Oktmo {
    fn from(municipality: Municipality) -> Self {
        municipality.as_str().parse().expect("a code of Tatarstan is a code of Russia")
    }
}

/// Great-circle distance in kilometres between two points in degrees (haversine, mean earth radius 6,371 km).
pub fn great_circle_km(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (lat1, lat2) = (from.0.to_radians(), to.0.to_radians());
    let (half_lat, half_lon) = ((lat2 - lat1) / 2.0, (to.1 - from.1).to_radians() / 2.0);
    let a = half_lat.sin().powi(2) + lat1.cos() * lat2.cos() * half_lon.sin().powi(2);
    2.0 * 6371.0 * a.sqrt().asin()
}

#[cfg(test)]
mod tests {
    use crate::domain::values::place::*;

    #[test]
    fn kazan_and_naberezhnye_chelny_are_about_204_km_apart() {
        let km = great_circle_km((55.7887, 49.1221), (55.7254, 52.4112));
        assert!((km - 206.0).abs() < 3.0, "{km}");
    }

    #[test]
    fn codes_are_checked_by_form() {
        assert!("UZ-TK".parse::<HomeRegion>().is_ok());
        assert!("UZ-tk".parse::<HomeRegion>().is_err());
        assert!("92701000".parse::<Municipality>().is_ok());
        assert!("45701000".parse::<Municipality>().is_err());
        assert!("45701000".parse::<Oktmo>().is_ok());
        assert!("00701000".parse::<Oktmo>().is_err());
        assert_eq!("92701000001".parse::<Oktmo>().unwrap().as_str(), "92701000");
        assert!("927010000".parse::<Oktmo>().is_err());
        assert!("170320".parse::<District>().is_err());
    }
}
