//! Where the names in a table come from: the source of each column, and how sure it is unless a row says otherwise.

use super::{
    labels::{Confidence, Label, Labels},
    sheet::{Row, RowProblem},
};
use crate::domain::values::language::Lang;

/// The short name of our own work.
pub(super) const OURS: &str = "Koprik";

/// The source of the names in one language: what was read there, and whether that is the rule or the exception.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin(pub(super) Lang, pub(super) Confidence, pub(super) &'static str);

/// The names in the columns `<prefix>_<language>` and `synonyms_<language>`.
pub(super) fn named(row: &Row<'_>, prefix: &str, origins: &[Origin]) -> Result<Labels, RowProblem> {
    let mut labels = labels(row, prefix, origins)?;
    for lang in Lang::ALL.iter().copied() {
        for text in row.list(&format!("synonyms_{}", suffix(lang))) {
            labels.add_synonym(lang, label(text, by_default(lang), OURS));
        }
    }
    Ok(labels)
}

/// The names in the columns `<prefix>_<language>` alone. `<prefix>_confidence` speaks of those that have no source of their
/// own.
pub(super) fn labels(
    row: &Row<'_>,
    prefix: &str,
    origins: &[Origin],
) -> Result<Labels, RowProblem> {
    let mut labels = Labels::default();
    let of_row: Option<Confidence> = row.parse_optional(&format!("{prefix}_confidence"))?;
    for lang in Lang::ALL.iter().copied() {
        let Some(text) = row.optional(&format!("{prefix}_{}", suffix(lang))) else { continue };
        let origin = origins.iter().find(|origin| origin.0 == lang);
        let (default, source) =
            origin.map_or((by_default(lang), OURS), |origin| (origin.1, origin.2));
        let of_row = of_row.filter(|_| origin.is_none() && lang != Lang::UzCyrl);
        let confidence = written(row, prefix, lang)?.or(of_row).unwrap_or(default);
        labels.set(lang, label(text, confidence, source));
    }
    Ok(labels)
}

/// A name; what was not read is our own work, whatever the source of its neighbours.
fn label(text: &str, confidence: Confidence, source: &str) -> Label {
    let source = if confidence == Confidence::Read { source } else { OURS };
    Label { text: text.to_owned(), confidence, source: source.to_owned() }
}

/// Uzbek Cyrillic is written from Uzbek Latin by the letter rules.
const fn by_default(lang: Lang) -> Confidence {
    match lang {
        Lang::UzCyrl => Confidence::Rule,
        Lang::Ru | Lang::UzLatn | Lang::Tt | Lang::En => Confidence::Memory,
    }
}

/// The confidence beside a name: `<prefix>_<language>_confidence`, and `<prefix>_uz_confidence` for Uzbek Latin.
fn written(row: &Row<'_>, prefix: &str, lang: Lang) -> Result<Option<Confidence>, RowProblem> {
    let own = row.parse_optional(&format!("{prefix}_{}_confidence", suffix(lang)))?;
    if own.is_none() && lang == Lang::UzLatn {
        return row.parse_optional(&format!("{prefix}_uz_confidence"));
    }
    Ok(own)
}

/// The ending of a language's columns.
pub(super) const fn suffix(lang: Lang) -> &'static str {
    match lang {
        Lang::Ru => "ru",
        Lang::UzLatn => "uz_latn",
        Lang::UzCyrl => "uz_cyrl",
        Lang::Tt => "tt",
        Lang::En => "en",
    }
}

#[cfg(test)]
mod tests {
    use super::{super::sheet::Sheet, *};

    #[test]
    fn a_name_says_where_it_comes_from() {
        let text = "label_ru,label_uz_latn,label_uz_confidence,label_uz_cyrl,synonyms_ru\n\
                    сварщик,payvandchi,read,пайвандчи,газосварщик; варщик\n";
        let sheet = Sheet::read("trades.csv", text, &[]).unwrap();
        let origins = [Origin(Lang::UzLatn, Confidence::Memory, "UZ-LIST")];
        let labels = named(&sheet.rows().next().unwrap(), "label", &origins).unwrap();
        let origin =
            |lang| labels.exactly(lang).map(|label| (label.confidence, label.source.as_str()));
        assert_eq!(origin(Lang::Ru), Some((Confidence::Memory, OURS)));
        assert_eq!(origin(Lang::UzLatn), Some((Confidence::Read, "UZ-LIST")));
        assert_eq!(origin(Lang::UzCyrl), Some((Confidence::Rule, OURS)));
        assert_eq!(labels.synonyms(Lang::Ru).len(), 2);
    }
}
