//! Which language to answer in: `lang`, then `Accept-Language`, then English.

use actix_web::http::header::HeaderMap;

use crate::domain::values::language::Lang;

/// The best language that the reader accepts.
pub fn negotiate(headers: &HeaderMap) -> Lang {
    let header = headers.get("accept-language").and_then(|value| value.to_str().ok()).unwrap_or("");
    let mut wanted: Vec<(u16, usize, Lang)> = header
        .split(',')
        .enumerate()
        .filter_map(|(at, part)| {
            let (tag, quality) =
                part.split_once(';').map_or((part, 1000), |(tag, rest)| (tag, quality(rest)));
            Some((quality, at, lang(tag.trim())?)).filter(|(quality, ..)| *quality > 0)
        })
        .collect();
    wanted.sort_by_key(|(quality, at, _)| (std::cmp::Reverse(*quality), *at));
    wanted.first().map_or(Lang::En, |(_, _, lang)| *lang)
}

fn quality(text: &str) -> u16 {
    let number = text.trim().strip_prefix("q=").and_then(|q| q.trim().parse::<f32>().ok());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=1 before"
    )]
    number.map_or(0, |q| (q.clamp(0.0, 1.0) * 1000.0) as u16)
}

/// The language of a BCP 47 tag, by its script and region where the language alone does not say.
fn lang(tag: &str) -> Option<Lang> {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    match (parts.next()?, parts.next()) {
        ("*", _) => Some(Lang::En),
        ("uz" | "uzb", Some("cyrl")) => Some(Lang::UzCyrl),
        (code, _) => code.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn the_best_known_language_wins() {
        for (header, expected) in [
            ("", Lang::En),
            ("ru", Lang::Ru),
            ("de, tt;q=0.5, ru;q=0.9", Lang::Ru),
            ("uz-Cyrl-UZ,uz;q=0.8", Lang::UzCyrl),
            ("uz", Lang::UzLatn),
            ("tat-RU", Lang::Tt),
            ("uzb-Cyrl", Lang::UzCyrl),
            ("ru;q=0, tt", Lang::Tt),
            ("fr;q=1", Lang::En),
            (";;;,q=", Lang::En),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(
                HeaderName::from_static("accept-language"),
                HeaderValue::from_static(header),
            );
            assert_eq!(negotiate(&headers), expected, "{header}");
        }
    }
}
