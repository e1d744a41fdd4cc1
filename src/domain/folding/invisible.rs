//! Signs that show nothing and part no words.

/// Whether a character is invisible inside a word: soft hyphens, spaces of no width, marks of direction, choices of a
/// variant, tags. They are what Unicode calls default ignorable (`DerivedCoreProperties` of Unicode 16) but for the fillers of
/// Hangul and the joiner of marks, which are letters and marks of a kind, and the signs of annotations and Egyptian joiners.
pub const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{13430}'..='\u{1343f}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}
