//! One derive for closed sets of words: the domain enum, its database text and its wire text are the same thing.

/// Declares an enum whose text is `snake_case` (or the `word = "…"` given) in the database and on the wire. What stands
/// behind a word with `|` is read as that word, and never written.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:tt $(| $also:tt)*),+ $(,)? }) => {
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize, utoipa::ToSchema,
        )]
        $(#[$meta])*
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word $(, alias = $also)*)] $variant),+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The text of the value, in the database and on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::Invalid;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($word $(| $also)* => Ok(Self::$variant),)+
                    _ => Err($crate::domain::Invalid::expected(concat!("one of:", $(" ", $word),+))),
                }
            }
        }
    };
}

/// Declares a checked text: a newtype over a string whose only door is `FromStr`. Nearly all are short, and a short one
/// lies within the value: to clone it or to read it from JSON takes no memory of its own.
///
/// The pattern and the length are what the OpenAPI document says of it; the check is at least as strict.
///
/// A text that is written in several ways has `read` with a function that gives the one way it is kept in.
macro_rules! checked_text {
    ($(#[$meta:meta])* $name:ident, $expected:literal, $pattern:literal, $max:literal, $example:literal, read $read:expr) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        #[serde(try_from = "compact_str::CompactString")]
        pub struct $name(compact_str::CompactString);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::Invalid;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let read: fn(&str) -> Option<compact_str::CompactString> = $read;
                read(text).map(Self).ok_or_else(|| $crate::domain::Invalid::expected($expected))
            }
        }

        impl TryFrom<compact_str::CompactString> for $name {
            type Error = $crate::domain::Invalid;

            fn try_from(text: compact_str::CompactString) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .description(Some(concat!("Must be ", $expected, ".")))
                    .pattern(Some($pattern))
                    .max_length(Some($max))
                    .examples([$example])
                    .build()
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {}
    };
    ($(#[$meta:meta])* $name:ident, $expected:literal, $pattern:literal, $max:literal, $example:literal, $check:expr) => {
        $crate::domain::values::words::checked_text! {
            $(#[$meta])* $name, $expected, $pattern, $max, $example, read |text| {
                let check: fn(&str) -> bool = $check;
                check(text).then(|| text.into())
            }
        }
    };
}

pub(crate) use {checked_text, words};
