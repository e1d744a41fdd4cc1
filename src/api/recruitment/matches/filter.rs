//! Which matches a body wants kept: the same members in every body that asks for matches.

use crate::domain::FieldError;

/// Declares a body that has them among its own members: those in the first braces come before, those in the second behind.
macro_rules! with_match_filter {
    ($(#[$meta:meta])* $name:ident { $($before:tt)* } { $($behind:tt)* }) => {
        $(#[$meta])*
        pub(in crate::api) struct $name {
            $($before)*
            /// The least score, in basis points.
            #[validate(range(min = 0, max = 10_000))]
            #[schema(minimum = 0, maximum = 10_000, example = 5000)]
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub min_score: Option<u16>,
            /// Only candidates from these home regions.
            #[validate(length(max = 14))]
            #[schema(max_items = 14)]
            #[serde(default)]
            pub home_regions: Vec<$crate::domain::values::place::HomeRegion>,
            /// Only these municipalities: of the workplace, or among the candidate's wishes.
            #[validate(length(max = 45))]
            #[schema(max_items = 45)]
            #[serde(default)]
            pub municipalities: Vec<$crate::domain::values::place::Municipality>,
            /// Leading digits of an ISCO-08 group.
            #[validate(length(min = 1, max = 4))]
            #[schema(min_length = 1, max_length = 4, pattern = "^[0-9]{1,4}$", example = "71")]
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub isco08: Option<String>,
            /// The least evidence that every met requirement rests on.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub min_evidence: Option<$crate::domain::concepts::skill::Evidence>,
            /// Only those who, or vacancies that, can begin by this day.
            #[schema(max_length = 10, example = "2027-03-01")]
            #[serde(
                default,
                deserialize_with = "crate::api::wire::day::read",
                skip_serializing_if = "Option::is_none"
            )]
            pub available_by: Option<chrono::NaiveDate>,
            $($behind)*
        }

        impl $name {
            /// Which matches are kept.
            pub(in crate::api) fn filter(&self) -> $crate::app::recruitment::matches::MatchFilter {
                $crate::app::recruitment::matches::MatchFilter {
                    min_score: self.min_score,
                    home_regions: self.home_regions.clone(),
                    municipalities: self.municipalities.clone(),
                    isco08: self.isco08.clone(),
                    min_evidence: self.min_evidence,
                    available_by: self.available_by,
                }
            }
        }
    };
}
pub(in crate::api) use with_match_filter;

/// Refuses a group of ISCO-08 that is not made of digits.
pub(in crate::api) fn digits(text: Option<&str>, pointer: &str) -> Result<(), FieldError> {
    if text.is_none_or(|text| text.bytes().all(|b| b.is_ascii_digit())) {
        return Ok(());
    }
    Err(FieldError::new(pointer, "value", "expected one to four digits"))
}
