//! Word forms: the part of a word that stays when it is bent. Snowball for English; for Russian, and for Uzbek
//! and Tatar, whose endings are alike, the endings of nouns.

use rust_stemmers::{Algorithm, Stemmer};

use crate::domain::{folding::fold, values::language::Lang};

/// Endings of Uzbek and Tatar nouns in folded letters, longest first: number, possession and case, in that order from
/// the stem.
const ENDINGS: [&str; 50] = [
    "larinnan", "larennan", "larinda", "larenda", "larina", "larena", "larin", "laren", "larining",
    "larinin", "larida", "laridan", "lariga", "larini", "larning", "larnin", "lardan", "narnin",
    "nardan", "larga", "larda", "larni", "larne", "narga", "narda", "narni", "lari", "lare",
    "nari", "ligi", "lege", "lik", "lek", "ning", "nin", "dan", "tan", "nan", "lar", "nar", "sini",
    "sida", "si", "se", "ga", "ka", "da", "ta", "ni", "ne",
];

/// Words that look like forms of a trade's name and are not, folded: a mill, a lodge, a disease.
const OTHER_WORDS: [&str; 8] = [
    "storojka",
    "malyariya",
    "melnisa",
    "gornisa",
    "pekarnya",
    "wielder",
    "mashinistka",
    "gardening",
];

/// How many letters a stem keeps at least.
const MIN_STEM: usize = 4;

/// Endings of Russian nouns and adjectives, longest first. A stemmer for all words would take verbs' endings off nouns
/// too (`самосвала` without `-ла`).
const RUSSIAN_ENDINGS: [&str; 54] = [
    "иями", "ями", "ами", "иях", "иям", "ием", "ого", "его", "ому", "ему", "ыми", "ими", "ией",
    "ов", "ев", "ей", "ий", "ый", "ой", "ия", "ие", "ии", "ию", "ям", "ам", "ях", "ах", "ом", "ем",
    "ою", "ею", "ая", "яя", "ое", "ее", "ые", "ым", "им", "ых", "их", "ую", "юю", "ья", "ье", "а",
    "я", "о", "е", "ы", "и", "у", "ю", "ь", "й",
];

/// How many letters a Russian stem keeps at least.
const MIN_RUSSIAN_STEM: usize = 3;

/// The stem of a word of a name, whose language is known.
pub(super) fn stem(word: &str, lang: Lang) -> String {
    match lang {
        Lang::Ru => russian(word),
        Lang::UzLatn | Lang::UzCyrl | Lang::Tt => turkic(&fold(word)),
        Lang::En => english(&fold(word)),
    }
}

/// The stems that a word of unknown language may have, without repeats; the word itself comes first.
pub(in crate::taxonomy) fn possible_stems(word: &str) -> Vec<String> {
    let key = fold(word);
    if OTHER_WORDS.contains(&key.as_str()) {
        return vec![key];
    }
    let own = if key.is_ascii() && word.is_ascii() { english(&key) } else { russian(word) };
    let mut stems = vec![key.clone()];
    for stem in [own, turkic(&key)] {
        if !stems.contains(&stem) {
            stems.push(stem);
        }
    }
    stems
}

/// Stems a Russian word in its own letters, then folds the stem.
fn russian(word: &str) -> String {
    let word = word.to_lowercase().replace('ё', "е");
    if let Some(stem) = word.strip_suffix("ец") {
        // продавец, продавца.
        return fold(&format!("{stem}ц"));
    }
    let stem = RUSSIAN_ENDINGS.iter().find_map(|ending| {
        word.strip_suffix(ending).filter(|stem| stem.chars().count() >= MIN_RUSSIAN_STEM)
    });
    fold(stem.unwrap_or(&word))
}

fn english(key: &str) -> String {
    Stemmer::create(Algorithm::English).stem(key).into_owned()
}

/// Takes endings off until none is left; a last `i` goes too where it is possession (`operatori`), not part of `-chi`.
fn turkic(key: &str) -> String {
    let mut stem = key;
    while let Some(shorter) = ENDINGS.iter().find_map(|ending| strip(stem, ending)) {
        stem = shorter;
    }
    let possession = |ending: &str| {
        strip(stem, ending).filter(|shorter| !shorter.ends_with("ch") && ends_hard(shorter))
    };
    possession("i").or_else(|| possession("e")).unwrap_or(stem).to_owned()
}

/// Ways in which the same word is spelt: in chats (`w` for `sh` or `ch`, `u` for `oʻ`), in Bashkir, for a woman.
pub(super) fn respellings(word: &str) -> Vec<String> {
    let all = [
        Some(word.replace('w', "sh")),
        Some(word.replace('w', "ch")),
        Some(word.replacen('u', "o", 1)),
        Some(word.replacen('у', "ў", 1)),
        bashkir(word),
        for_a_man(word),
    ];
    all.into_iter().flatten().filter(|other| other != word).collect()
}

/// The Tatar word for a Bashkir one that ends like those of trades: `һатыусы` is `сатучы`.
fn bashkir(word: &str) -> Option<String> {
    let word = word.to_lowercase();
    let at = ["сы", "се", "ҫы", "ҫе"].iter().filter_map(|ending| word.rfind(ending)).max()?;
    let (stem, ending) = word.split_at(at);
    let stem = stem.replace("ыу", "у").replace("еү", "ү").replace(['һ', 'ҫ'], "с");
    Some(format!("{stem}ч{}", ending.chars().skip(1).collect::<String>()))
}

/// The Russian name of a man in a trade for that of a woman: `упаковщица` is `упаковщик`.
pub(super) fn for_a_man(word: &str) -> Option<String> {
    let word = word.to_lowercase();
    if OTHER_WORDS.contains(&fold(&word).as_str()) {
        return None;
    }
    let forms = ["ца", "цы", "цу", "це", "цей", "цам"];
    let stem = forms.iter().find_map(|form| word.strip_suffix(form))?;
    let is_trade = ["щи", "чи", "ни"].iter().any(|ending| stem.ends_with(ending));
    is_trade.then(|| format!("{stem}к"))
}

fn strip<'a>(word: &'a str, ending: &str) -> Option<&'a str> {
    word.strip_suffix(ending).filter(|stem| stem.len() >= MIN_STEM)
}

fn ends_hard(stem: &str) -> bool {
    !stem.ends_with(['a', 'e', 'i', 'o', 'u'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (lang, forms) in [
            (Lang::Ru, &["сварщик", "сварщика", "сварщики", "сварщиков", "Сварщикам"][..]),
            (Lang::Ru, &["монтёр", "монтеров"]),
            (Lang::Ru, &["самосвал", "самосвала", "самосвалов", "самосвалы", "самосвалах"]),
            (Lang::Ru, &["продавец", "продавца", "продавцы", "продавцов", "продавцам"]),
            (Lang::Ru, &["рабочий", "рабочего", "рабочие", "рабочих", "рабочим"]),
            (Lang::UzLatn, &["teruvchi", "teruvchilar", "teruvchilarga", "teruvchisi"]),
            (Lang::UzCyrl, &["ҳайдовчи", "ҳайдовчилари", "ҳайдовчиларни"]),
            (Lang::UzLatn, &["operator", "operatori", "operatorlar"]),
            (Lang::Tt, &["ябыштыручы", "ябыштыручылар", "ябыштыручыларга"]),
            (Lang::Tt, &["пешекче", "пешекчеләр", "пешекчеләренә", "пешекчеләрендә"]),
            (Lang::En, &["welder", "welders"]),
        ] {
            for form in forms {
                assert_eq!(stem(form, lang), stem(forms[0], lang), "{form}");
            }
        }
    }

    #[test]
    fn a_short_word_keeps_its_end() {
        assert_eq!(stem("usta", Lang::UzLatn), "usta");
        assert_eq!(stem("sanoat", Lang::UzLatn), "sanoat");
    }

    #[test]
    fn spellings_of_chats_and_neighbours_are_known() {
        for (word, other) in [
            ("iwchi", "ishchi"),
            ("буёкчи", "бўёкчи"),
            ("buyoqchi", "boyoqchi"),
            ("һатыусы", "сатучы"),
            ("ташсылар", "ташчылар"),
            ("упаковщица", "упаковщик"),
            ("доярщицы", "доярщик"),
        ] {
            assert!(respellings(word).iter().any(|found| found == other), "{word}");
        }
        assert!(respellings("водитель").is_empty());
    }

    #[test]
    fn a_word_of_unknown_language_has_the_stem_of_each() {
        assert!(possible_stems("сварщиков").contains(&stem("сварщик", Lang::Ru)));
        assert!(possible_stems("терувчилар").contains(&stem("teruvchi", Lang::UzLatn)));
        assert!(possible_stems("welders").contains(&stem("welder", Lang::En)));
    }
}
