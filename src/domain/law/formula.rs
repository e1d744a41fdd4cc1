//! The product that gives an amount, computed exactly.

use crate::domain::Invalid;

/// Digits behind the point of an amount.
const MINOR_DIGITS: u32 = 2;

/// The product of decimal numbers, in hundredths and rounded half up.
pub fn product_in_minor(formula: &str) -> Result<i64, Invalid> {
    let wanted = || Invalid::expected("a product such as 1.5 * 2");
    let (mut digits, mut scale) = (1_i128, 0_u32);
    for factor in formula.split('*') {
        let (number, behind) = decimal(factor.trim()).ok_or_else(wanted)?;
        digits = digits.checked_mul(number).ok_or_else(wanted)?;
        scale += behind;
    }
    let of_minor = scale.checked_sub(MINOR_DIGITS);
    let minor = match of_minor {
        Some(drop) => {
            let unit = 10_i128.checked_pow(drop).ok_or_else(wanted)?;
            (digits + unit / 2) / unit
        }
        None => digits * 10_i128.pow(MINOR_DIGITS - scale),
    };
    i64::try_from(minor).map_err(|_| wanted())
}

/// The digits of a decimal number, and how many are behind its point.
fn decimal(text: &str) -> Option<(i128, u32)> {
    let (whole, behind) = text.split_once('.').unwrap_or((text, ""));
    let digits = [whole, behind].concat();
    let plain = !whole.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = plain.then(|| digits.parse().ok()).flatten()?;
    Some((number, u32::try_from(behind.len()).ok()?))
}
