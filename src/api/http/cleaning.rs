//! Texts that come from pages and feeds: tags, entities and invisible signs fall away on the way in, so that what is shown
//! to people has none, whichever member it stands in.

use serde_json::Value;

use crate::domain::{
    folding::is_invisible,
    values::clean::{clean, is_readable},
};

/// Members that are taken as they are: a reference is its owner's, and an address may hold an ampersand.
const AS_SENT: [&str; 2] = ["external_ref", "source_url"];

/// Whether a body surely holds nothing to clean.
pub(super) fn is_clean(body: &[u8]) -> bool {
    let plain = |text: &str| !text.contains(['<', '&']) && !text.contains(is_invisible);
    std::str::from_utf8(body).is_ok_and(|text| plain(text) && !text.contains("\\u"))
}

/// Cleans every text of a body. One of which nothing is left that anybody could read is empty then.
pub(super) fn clean_texts(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(clean_texts),
        Value::Object(members) => {
            let texts = members.iter_mut().filter(|(name, _)| !AS_SENT.contains(&name.as_str()));
            texts.for_each(|(_, member)| clean_texts(member));
        }
        Value::String(text) => {
            let cleaned = clean(text);
            if *cleaned != **text {
                *text =
                    if is_readable(&cleaned) { cleaned.trim().to_owned() } else { String::new() };
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_are_cleaned_wherever_they_stand() {
        let mut body = json!({
            "external_ref": "<1>&amp;", "frame": {"source_url": "https://a.example/?b=1&lt=2"},
            "title": {"ru": "<p>Камен\u{ad}щик</p>"}, "skill_texts": [{"text": "кладка&nbsp;стен"}], "total": 3,
            "note": "<b></b>", "plain": " как есть ", "hours": "с 8 до 17 < 9 ч"
        });
        assert!(!is_clean(body.to_string().as_bytes()));
        clean_texts(&mut body);
        assert_eq!(
            body,
            json!({
                "external_ref": "<1>&amp;", "frame": {"source_url": "https://a.example/?b=1&lt=2"},
                "title": {"ru": "Каменщик"}, "skill_texts": [{"text": "кладка стен"}], "total": 3,
                "note": "", "plain": " как есть ", "hours": "с 8 до 17 < 9 ч"
            })
        );
        assert!(is_clean("{\"a\": \"стен\\nа\"}".as_bytes()));
        assert!(!is_clean(br#"{"a": "\u003cb>"}"#));
    }
}
