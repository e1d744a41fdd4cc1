//! Texts as feeds and web pages carry them: tags, entities and invisible signs fall away before a text is read.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

use crate::domain::folding::is_invisible;

/// Entities that advertisements carry, and what they stand for.
const ENTITIES: [(&str, &str); 41] = [
    ("nbsp", " "),
    ("quot", "\""),
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("apos", "'"),
    ("rsquo", "'"),
    ("lsquo", "'"),
    ("laquo", "\""),
    ("raquo", "\""),
    ("ndash", "-"),
    ("mdash", " - "),
    ("bull", "\n"),
    ("shy", ""),
    ("zwnj", ""),
    ("zwj", ""),
    ("ensp", " "),
    ("emsp", " "),
    ("thinsp", " "),
    ("ldquo", "\""),
    ("rdquo", "\""),
    ("bdquo", "\""),
    ("sbquo", "'"),
    ("hellip", "…"),
    ("middot", "·"),
    ("minus", "-"),
    ("times", "×"),
    ("plusmn", "±"),
    ("deg", "°"),
    ("sup2", "²"),
    ("sup3", "³"),
    ("frac12", "½"),
    ("sect", "§"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("euro", "€"),
    ("rarr", "→"),
    ("larr", "←"),
    ("lrm", ""),
    ("rlm", ""),
];

/// Tags that end a line; the others stand within one, often within a word.
const BREAKS: [&str; 8] = ["br", "p", "li", "div", "ul", "ol", "tr", "td"];

/// How long a tag and an entity are at most.
const TAG: usize = 200;
const ENTITY: usize = 8;

/// The text without tags, entities and invisible signs.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '&']) && !text.contains(is_invisible) {
        return Cow::Borrowed(text);
    }
    // Feeds escape the tags of pages, and pages of feeds escape them again.
    let mut cleaned = once(text);
    for _ in 1..LAYERS {
        let next = once(&cleaned);
        if next == cleaned {
            break;
        }
        cleaned = next;
    }
    Cow::Owned(cleaned)
}

/// How often a text is escaped at most.
const LAYERS: usize = 4;

fn once(text: &str) -> String {
    // An invisible sign within a tag hides it from whoever looks for tags; a number of a sign may stand for one.
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let decoded = replace(&replace(&visible, '<', tag), '&', entity);
    decoded.chars().filter(|c| !is_invisible(*c)).collect()
}

/// Letters that are drawn as nothing: fillers of Hangul and Braille, and what joins combining marks (Unicode 16, chapters 18, 21, 23).
const BLANKS: [char; 6] = ['\u{34f}', '\u{115f}', '\u{1160}', '\u{2800}', '\u{3164}', '\u{ffa0}'];

/// Whether somebody sees anything of a text once it is clean: no blanks, control signs, marks without a letter, or signs that
/// no standard gives a meaning.
pub fn is_readable(text: &str) -> bool {
    clean(text).chars().any(shows)
}

fn shows(c: char) -> bool {
    let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
    let is_blank = c.is_whitespace() || c.is_control() || BLANKS.contains(&c);
    !(is_blank || private || is_combining_mark(c) || c == char::REPLACEMENT_CHARACTER)
}

/// Replaces what `read` makes of the text behind each sign: what it stands for, and how many bytes it takes.
fn replace(text: &str, sign: char, read: fn(&str) -> Option<(String, usize)>) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(sign) {
        replaced.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let (meaning, length) = read(rest).unwrap_or((sign.to_string(), 0));
        replaced.push_str(&meaning);
        rest = &rest[length..];
    }
    replaced + rest
}

/// The tag at the start of a text, behind its `<`.
fn tag(rest: &str) -> Option<(String, usize)> {
    let end = rest.find('>').filter(|end| *end <= TAG)?;
    let name = rest[..end].trim_start_matches('/');
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic()) || rest.starts_with("!--");
    let meaning = if BREAKS.contains(&name.to_ascii_lowercase().as_str()) { "\n" } else { "" };
    is_tag.then(|| (meaning.to_owned(), end + 1))
}

/// The entity at the start of a text, behind its `&`.
fn entity(rest: &str) -> Option<(String, usize)> {
    let end = rest.find(';').filter(|end| *end <= ENTITY)?;
    let name = &rest[..end];
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    let named =
        || ENTITIES.iter().find(|(known, _)| *known == name).map(|found| found.1.to_owned());
    let meaning = number.and_then(char::from_u32).map(String::from).or_else(named)?;
    Some((meaning, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_entities_and_invisible_signs_fall_away() {
        for (text, cleaned) in [
            ("<highlighttext>Каменщик</highlighttext>", "Каменщик"),
            ("<b>Камен</b>щик<br/>Маляр", "Каменщик\nМаляр"),
            ("&quot;Повар&quot;&nbsp;ресторана", "\"Повар\" ресторана"),
            ("Камен\u{ad}щик\u{200b}", "Каменщик"),
            ("Каменщик &#8212; &#x41;", "Каменщик — A"),
            ("Мая<!-- x -->к&zwnj;&ensp;", "Маяк "),
            ("&lt;b&gt;Каменщик&lt;/b&gt;", "Каменщик"),
            ("&amp;lt;i&amp;gt;Маляр &amp;amp; штукатур", "Маляр & штукатур"),
            ("стаж < 3 лет & больше > 1", "стаж < 3 лет & больше > 1"),
        ] {
            assert_eq!(clean(text), cleaned);
        }
    }

    #[test]
    fn what_nobody_sees_is_no_text() {
        for nothing in [
            "",
            " ",
            "<!-- x -->",
            "&zwnj;",
            "\u{3164}",
            "\u{2800}\u{34f} \u{115f}",
            "<b></b>",
            "\u{fe0f}",
            "\u{e0041}",
            "\u{e0100}",
            "\u{17b4}",
            "\u{fff9}",
            "\u{1d173}",
            "\u{7}",
            "\u{301}",
            "\u{e000}",
            "\u{fffd}",
        ] {
            assert!(!is_readable(nothing), "{nothing:?}");
        }
        assert!(["3 < 4", "<b>я</b>", "й", "—", "①"].into_iter().all(is_readable));
    }
}
