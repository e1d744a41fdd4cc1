//! Texts by language on the wire.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::domain::{
    FieldError,
    values::{clean::is_readable, language::Lang, text::LocalizedText},
};

macro_rules! texts {
    ($(#[$meta:meta])* $name:ident, $max:tt, $example:tt) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub(in crate::api) struct $name {
            /// Russian.
            #[validate(length(min = 1, max = $max))]
            #[schema(min_length = 1, max_length = $max, example = $example)]
            #[serde(default, alias = "rus", skip_serializing_if = "Option::is_none")]
            pub ru: Option<String>,
            /// Uzbek in Latin script.
            #[validate(length(min = 1, max = $max))]
            #[schema(min_length = 1, max_length = $max)]
            #[serde(rename = "uz-Latn", alias = "uz", alias = "uzb", alias = "uzb-Latn", default, skip_serializing_if = "Option::is_none")]
            pub uz_latn: Option<String>,
            /// Uzbek in Cyrillic script.
            #[validate(length(min = 1, max = $max))]
            #[schema(min_length = 1, max_length = $max)]
            #[serde(rename = "uz-Cyrl", alias = "uzb-Cyrl", default, skip_serializing_if = "Option::is_none")]
            pub uz_cyrl: Option<String>,
            /// Tatar.
            #[validate(length(min = 1, max = $max))]
            #[schema(min_length = 1, max_length = $max)]
            #[serde(default, alias = "tat", skip_serializing_if = "Option::is_none")]
            pub tt: Option<String>,
            /// English.
            #[validate(length(min = 1, max = $max))]
            #[schema(min_length = 1, max_length = $max)]
            #[serde(default, alias = "eng", skip_serializing_if = "Option::is_none")]
            pub en: Option<String>,
        }

        impl From<&LocalizedText> for $name {
            fn from(text: &LocalizedText) -> Self {
                let of = |lang| text.all().get(&lang).cloned();
                Self {
                    ru: of(Lang::Ru),
                    uz_latn: of(Lang::UzLatn),
                    uz_cyrl: of(Lang::UzCyrl),
                    tt: of(Lang::Tt),
                    en: of(Lang::En),
                }
            }
        }
    };
}

/// Reads such texts, where they are sent.
macro_rules! sent {
    ($name:ident) => {
        impl $name {
            /// The texts, of which there must be one.
            pub(in crate::api) fn accept(self, pointer: &str) -> Result<LocalizedText, FieldError> {
                let Self { ru, uz_latn, uz_cyrl, tt, en } = self;
                let all = [(Lang::Ru, ru), (Lang::UzLatn, uz_latn), (Lang::UzCyrl, uz_cyrl), (Lang::Tt, tt), (Lang::En, en)];
                let texts: BTreeMap<Lang, String> =
                    all.into_iter().filter_map(|(lang, text)| Some((lang, text?))).collect();
                if let Some((lang, _)) = texts.iter().find(|(_, text)| !is_readable(text)) {
                    let detail = "expected a text that somebody can read, not only blanks, tags and invisible signs";
                    return Err(FieldError::new(format!("{pointer}/{lang}"), "value", detail));
                }
                LocalizedText::try_from(texts).map_err(|error| FieldError::new(pointer, "required", error))
            }
        }
    };
}

texts! {
    /// A short text by language; at least one.
    Title, 200, "Каменщик"
}
texts! {
    /// A text by language; at least one.
    Texts, 4000, "Кладка стен из кирпича и блоков"
}
sent!(Title);
sent!(Texts);
texts! {
    /// A text by language as it is read, with what was left open put in.
    ReadText, 8000, "Принимающая сторона ставит вас на учёт в срок 15 календ. дн."
}
