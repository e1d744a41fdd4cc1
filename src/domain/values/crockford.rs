//! Crockford's base 32: symbols that people read aloud and type without mistaking one for another.

use compact_str::CompactString;

/// The 32 symbols.
const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Symbols that are printed together.
const GROUP: usize = 4;

/// The values of the symbols of a text as people write it: small letters, and O, I and L for digits; dashes and blanks
/// do not count. `None` if something else stands in it.
pub fn values(text: &str) -> Option<Vec<u8>> {
    let symbols = text.chars().filter(|c| !matches!(c, '-' | ' '));
    symbols.map(|c| value(u8::try_from(c).ok()?)).collect()
}

/// The value of a symbol as people write it.
pub fn value(symbol: u8) -> Option<u8> {
    let symbol = match symbol.to_ascii_uppercase() {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    };
    SYMBOLS.iter().position(|one| *one == symbol).and_then(|at| u8::try_from(at).ok())
}

/// The symbols of some values, of which the lowest five bits count, in groups with dashes between.
pub fn printed(values: &[u8]) -> CompactString {
    let symbols: Vec<char> =
        values.iter().map(|value| char::from(SYMBOLS[usize::from(value & 31)])).collect();
    symbols
        .chunks(GROUP)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("-")
        .into()
}
