//! Economic activities by their ОКВЭД 2 codes.

/// The sections of ОКВЭД 2 with their first and last class.
const SECTIONS: &[(&str, &str, &str)] = &[
    ("A", "01", "03"),
    ("B", "05", "09"),
    ("C", "10", "33"),
    ("D", "35", "35"),
    ("E", "36", "39"),
    ("F", "41", "43"),
    ("G", "45", "47"),
    ("H", "49", "53"),
    ("I", "55", "56"),
    ("J", "58", "63"),
    ("K", "64", "66"),
    ("L", "68", "68"),
    ("M", "69", "75"),
    ("N", "77", "82"),
    ("O", "84", "84"),
    ("P", "85", "85"),
    ("Q", "86", "88"),
    ("R", "90", "93"),
    ("S", "94", "96"),
    ("T", "97", "98"),
    ("U", "99", "99"),
];

/// Everything.
const ALL: &str = "*";

/// How closely a prefix, a section's letter or `*` covers an ОКВЭД code; `None` if it does not.
pub fn closeness(prefix: &str, code: &str) -> Option<usize> {
    if prefix == ALL {
        return Some(0);
    }
    let in_section = SECTIONS.iter().any(|(section, first, last)| {
        let class = code.get(..first.len()).unwrap_or(code);
        *section == prefix && (*first..=*last).contains(&class)
    });
    (in_section || code.starts_with(prefix)).then_some(prefix.len())
}

/// Whether a text is a section's letter, `*` or the beginning of a code.
pub fn is_prefix(text: &str) -> bool {
    let is_section = SECTIONS.iter().any(|(section, ..)| *section == text);
    let groups: Vec<&str> = text.split('.').collect();
    let digits =
        |group: &&str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    text == ALL || is_section || groups[0].len() == SECTIONS[0].1.len() && groups.iter().all(digits)
}
