//! Drivers who say only which licence they hold: `водитель кат. C, E`, `B toifali haydovchi`.

use super::{asked::Asked, noise::Attribute, query::Query, stems::possible_stems, tokens::Token};

/// Stems of the words for a driver, folded.
const DRIVERS: [&str; 5] = ["voditel", "shofer", "haydovchi", "ertuche", "driver"];

/// Beginnings of the words for what every driver drives, folded.
const VEHICLES: [&str; 5] = ["avtomobil", "avtotransport", "mashina", "transport", "vehicle"];

/// Beginnings of the words for lorries, folded: whoever may draw a trailer drives one.
const LORRIES: [&str; 6] = ["gruzov", "tyagach", "truck", "lorry", "yuk", "yok"];

/// Asks for the trade that a text names by a licence alone; `None` if it says more, or names no driver.
pub(super) fn query<'a>(
    core: &[&Token],
    attributes: &[Attribute],
    asked: Asked<'a>,
) -> Option<Query<'a>> {
    let licence = attributes.iter().find(|attribute| attribute.name == "licence")?;
    let is_driver =
        |token: &&Token| possible_stems(&token.raw).iter().any(|stem| DRIVERS.contains(&&**stem));
    let is_vehicle = |token: &&Token| VEHICLES.iter().any(|vehicle| token.key.starts_with(vehicle));
    let category = heaviest(&licence.value);
    let is_lorry = |token: &&Token| {
        category == TRAILERS && LORRIES.iter().any(|lorry| token.key.starts_with(lorry))
    };
    let drives = core.iter().any(is_driver)
        && core.iter().all(|token| is_driver(token) || is_vehicle(token) || is_lorry(token));
    drives.then(|| Query::whole(&format!("водитель категории {category}"), asked))
}

/// Beginnings of the words for the document itself, folded.
const DOCUMENTS: [&str; 9] = [
    "voditelsk",
    "udostovereni",
    "prav",
    "v u",
    "guvohnoma",
    "haydovchilik",
    "driving",
    "licen",
    "vodit",
];

/// Asks for the skill that a text names by one category of a licence alone; `None` if it says more.
pub(super) fn document<'a>(
    core: &[&Token],
    attributes: &[Attribute],
    asked: Asked<'a>,
) -> Option<Query<'a>> {
    let licence = attributes.iter().find(|attribute| attribute.name == "licence")?;
    let is_document = |token: &&Token| DOCUMENTS.iter().any(|word| token.key.starts_with(word));
    let one = !licence.value.contains(',') || licence.value.contains('E');
    let category = if licence.value.contains('E') { "CE" } else { &licence.value };
    let asks = one && core.iter().all(is_document);
    asks.then(|| Query::whole(&format!("категория {category}"), asked))
}

/// Lorries with trailers.
const TRAILERS: &str = "СЕ";

/// The category that decides what is driven, in the letters of the names; lorries go before cars, trailers before lorries.
fn heaviest(licence: &str) -> &'static str {
    let has = |category: &str| licence.split(',').any(|one| one == category);
    match () {
        () if has("E") || has("CE") => TRAILERS,
        () if has("D") => "D",
        () if has("C") => "С",
        () => "В",
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{noise::split, tokens::tokens},
        *,
    };

    #[test]
    fn a_driver_is_told_by_the_heaviest_category() {
        for (text, name) in [
            ("водитель кат. B", "водитель категории в"),
            ("водители категории B, C", "водитель категории с"),
            ("Водителям категории С, Е", "водитель категории се"),
            ("B toifali haydovchi", "водитель категории в"),
            ("driver category D", "водитель категории d"),
            ("водитель грузового автомобиля категории СЕ", "водитель категории се"),
        ] {
            let tokens = tokens(text);
            let (attributes, core) = split(&tokens);
            let found = query(&core, &attributes, Asked::default()).map(|query| query.text);
            assert_eq!(found.as_deref(), Some(name), "{text}");
        }
    }

    #[test]
    fn whoever_says_more_is_left_alone() {
        for text in ["водитель автобуса категории D", "тракторист категории C", "водитель"]
        {
            let tokens = tokens(text);
            let (attributes, core) = split(&tokens);
            assert!(query(&core, &attributes, Asked::default()).is_none(), "{text}");
        }
    }
}
