//! Noise without numbers: a table of phrases in five languages, compared in folded letters.

use std::sync::LazyLock;

use super::attribute::{Attribute, Noise};
use crate::{domain::folding::fold, taxonomy::resolve::tokens::Token};

/// The name and value of an attribute; `None` for mere noise.
type Says = Option<(&'static str, &'static str)>;

/// A phrase, and what it says. A word that ends in `*` stands for all that begin so.
struct Phrase {
    words: Vec<(String, bool)>,
    says: Says,
}

/// Longer phrases stand before those that begin alike.
const PHRASES: &[(Says, &[&str])] = &[
    (
        Some(("experience", "none")),
        &[
            "без опыта работы",
            "без опыта",
            "tajribasiz*",
            "тәҗрибәсез*",
            "no experience",
            "without experience",
        ],
    ),
    (
        Some(("experience", "wanted")),
        &[
            "с опытом работы",
            "с опытом",
            "опыт работы",
            "опытн*",
            "опыт",
            "со стажем",
            "tajribasi bor",
            "tajriba*",
            "тәҗрибәле*",
            "with experience",
            "experienced",
        ],
    ),
    (
        Some(("rotation", "yes")),
        &[
            "вахтовым методом",
            "вахтовый метод",
            "работа вахтой",
            "вахт*",
            "vaxta usulida",
            "vaxta*",
            "rotation",
        ],
    ),
    (Some(("sex", "any")), &["ж/м", "м/ж", "m/f", "f/m"]),
    (
        Some(("sex", "men")),
        &[
            "мужчин*",
            "парни",
            "парней",
            "ребята",
            "erkaklar",
            "yigitlar*",
            "ир атлар",
            "егетләр*",
            "men",
        ],
    ),
    (
        Some(("sex", "women")),
        &[
            "женщин*",
            "девушк*",
            "ayollar*",
            "xotin qizlar",
            "qizlar*",
            "хатын кызлар*",
            "кызлар*",
            "women",
        ],
    ),
    (
        Some(("schedule", "part_time")),
        &[
            "неполный день",
            "неполная занятость",
            "частичная занятость",
            "подработк*",
            "yarim stavka",
            "part time",
        ],
    ),
    (
        Some(("schedule", "full_time")),
        &["полный день", "полная занятость", "полный рабочий день", "toʻliq stavka", "full time"],
    ),
    (
        Some(("housing", "yes")),
        &[
            "с проживанием",
            "с предоставлением жилья",
            "с жильем",
            "проживание",
            "общежитие",
            "yotoqxona bilan",
            "turar joy bilan",
            "with housing",
        ],
    ),
    (
        None,
        &[
            "требу*",
            "нужен",
            "нужна",
            "нужны",
            "нужно",
            "ищем",
            "ищу",
            "ищет",
            "срочно",
            "приглаша*",
            "набор",
            "набира*",
            "ваканси*",
            "открыта",
            "в связи с",
            "на постоянную работу",
            "на работу",
            "возьмем",
            "примем",
            "приму",
            "нанимаем",
            "умение",
            "умеющ*",
            "навык*",
            "знание",
            "знания",
            "наличие",
            "владение",
            "уверенный пользователь",
            "уверенное",
            "обязательн*",
            "желательн*",
            "приветств*",
            "действующ*",
            "готовность к",
            "ability to",
            "knowledge of",
            "ца",
            "ица",
            "умею",
            "владею",
            "работаю",
            "работал*",
            "kerak*",
            "garak",
            "kerek",
            "lozim",
            "zarur",
            "talab qilinadi",
            "shoshilinch*",
            "tezda",
            "ishga taklif qilamiz",
            "ishga taklif etiladi",
            "ishga taklif*",
            "ishga olamiz",
            "ishga olinadi",
            "ishga",
            "ish bor",
            "ish",
            "talab bor",
            "bor",
            "kere",
            "kerey",
            "bilaman",
            "bilamiz",
            "biladigan",
            "bilan ishlayman",
            "ishlayman",
            "ishlaganman",
            "qila olaman",
            "izla*",
            "qidir*",
            "кирәк*",
            "эшкә",
            "эш бар",
            "эш",
            "бар",
            "беләм",
            "белә",
            "эшлим",
            "эшләдем",
            "таләп ителә",
            "эзлибез",
            "чакырабыз",
            "wanted",
            "needed",
            "required",
            "is hiring",
            "hiring",
            "looking for",
            "urgent*",
            "vacancy",
            "jobs",
            "job",
            "certified",
            "qualified",
            "skilled",
            "we need",
            "urgently",
        ],
    ),
];

static TABLE: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let phrases =
        PHRASES.iter().flat_map(|(says, texts)| texts.iter().map(|text| Phrase::new(text, *says)));
    phrases.collect()
});

impl Phrase {
    fn new(text: &str, says: Says) -> Self {
        let words = text.split_whitespace().map(|word| (fold(word), word.ends_with('*'))).collect();
        Self { words, says }
    }

    fn begins(&self, tokens: &[Token]) -> bool {
        let fits = |((word, open), token): (&(String, bool), &Token)| {
            if *open { token.key.starts_with(word.as_str()) } else { token.key == *word }
        };
        tokens.len() >= self.words.len() && self.words.iter().zip(tokens).all(fits)
    }
}

/// The phrase at the start of these tokens, if there is one.
pub(super) fn noise(tokens: &[Token]) -> Option<Noise> {
    let phrase = TABLE.iter().find(|phrase| phrase.begins(tokens))?;
    let attribute = phrase.says.map(|(name, value)| Attribute::new(name, value));
    Some(Noise { length: phrase.words.len(), attribute })
}
