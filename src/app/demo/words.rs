//! The demo's words: names of organisations that do not exist, and the texts of vacancies.

use super::{
    catalogue::Field,
    world::{Craft, texts},
};
use crate::domain::values::{
    language::Lang::{self, En, Ru, Tt, UzCyrl, UzLatn},
    text::LocalizedText,
};

/// A word in Cyrillic and in Latin script.
type Word = (&'static str, &'static str);

/// Beginnings and ends of made-up names: 64 together, none of them a word.
const HEADS: [Word; 8] = [
    ("Тимбур", "Timbur"),
    ("Сарант", "Sarant"),
    ("Ялдум", "Yaldum"),
    ("Кунгар", "Kungar"),
    ("Бирлат", "Birlat"),
    ("Тузлав", "Tuzlav"),
    ("Нурсет", "Nurset"),
    ("Акмуш", "Akmush"),
];
const TAILS: [Word; 8] = [
    ("ай", "ay"),
    ("ус", "us"),
    ("лек", "lek"),
    ("мар", "mar"),
    ("тан", "tan"),
    ("ино", "ino"),
    ("уль", "ul"),
    ("окс", "oks"),
];

/// How many names there are.
pub(super) const NAMES: usize = HEADS.len() * TAILS.len();

/// The `n`-th made-up name.
fn name(n: usize) -> (String, String) {
    let (head, tail) = (HEADS[n % HEADS.len()], TAILS[n / HEADS.len() % TAILS.len()]);
    (format!("{}{}", head.0, tail.0), format!("{}{}", head.1, tail.1))
}

/// The words of a field of work.
struct FieldWords {
    okved: &'static str,
    /// What an employer of the field calls itself, in ru, tt, en, uz-Latn.
    business: [&'static str; 4],
    /// What people do there, in ru and uz-Latn.
    work: [&'static str; 2],
}

const fn words(field: Field) -> FieldWords {
    let (okved, business, work) = match field {
        Field::Construction => (
            "41.20",
            ["Строй", "Төзелеш", "Construction", "Qurilish"],
            [
                "Работа на строительном объекте по заданию бригадира, порядок на рабочем месте",
                "Qurilish obyektida brigadir topshirigʻi boʻyicha ishlash, ish joyida tartib",
            ],
        ),
        Field::Machines => (
            "28.29",
            ["Маш", "Машина", "Engineering", "Mashinasozlik"],
            [
                "Работа в цехе по чертежам и технологическим картам, контроль размеров",
                "Sexda chizma va texnologik xaritalar boʻyicha ish, oʻlchamlarni nazorat qilish",
            ],
        ),
        Field::Polymers => (
            "22.29",
            ["Полимер", "Полимер", "Polymers", "Polimer"],
            [
                "Обслуживание производственной линии, контроль сырья и готовых изделий",
                "Ishlab chiqarish liniyasiga xizmat koʻrsatish, xomashyo va tayyor mahsulotni nazorat qilish",
            ],
        ),
        Field::Textile => (
            "14.13",
            ["Текстиль", "Тукыма", "Textile", "Toʻqimachilik"],
            [
                "Пошив изделий по операциям, проверка качества строчки",
                "Buyumlarni operatsiyalar boʻyicha tikish, chok sifatini tekshirish",
            ],
        ),
        Field::Food => (
            "10.71",
            ["Продукт", "Азык", "Foods", "Oziq-ovqat"],
            [
                "Работа на пищевом производстве с соблюдением санитарных норм",
                "Oziq-ovqat ishlab chiqarishda sanitariya meʼyorlariga rioya qilib ishlash",
            ],
        ),
        Field::Farming => (
            "01.41",
            ["Агро", "Агро", "Agro", "Agro"],
            [
                "Работа в хозяйстве: уход за растениями, животными или техникой по сезону",
                "Xoʻjalikda ishlash: mavsumga qarab ekin, chorva yoki texnikaga qarash",
            ],
        ),
        Field::Logistics => (
            "52.10",
            ["Логистика", "Логистика", "Logistics", "Logistika"],
            [
                "Перевозка, приём и отгрузка товаров, оформление простых документов",
                "Yuk tashish, tovarlarni qabul qilish va joʻnatish, oddiy hujjatlarni rasmiylashtirish",
            ],
        ),
        Field::Hotels => (
            "55.10",
            ["Отель", "Кунакханә", "Hotels", "Mehmonxona"],
            [
                "Обслуживание гостей, поддержание чистоты и порядка по стандартам",
                "Mehmonlarga xizmat koʻrsatish, standartlar boʻyicha tozalik va tartibni saqlash",
            ],
        ),
        Field::Care => (
            "87.90",
            ["Забота", "Кайгырту", "Care", "Gʻamxoʻrlik"],
            [
                "Помощь и уход за людьми, порядок в помещениях, доброжелательное общение",
                "Odamlarga yordam va parvarish, xonalarda tartib, xushmuomala munosabat",
            ],
        ),
    };
    FieldWords { okved, business, work }
}

/// The class of economic activity of a field.
pub(super) const fn okved(field: Field) -> &'static str {
    words(field).okved
}

/// The name of the `n`-th employer. It says that it is made up.
pub(super) fn employer_name(field: Field, n: usize) -> LocalizedText {
    let (cyrillic, latin) = name(n);
    let [ru, tt, en, uz] = words(field).business;
    texts([
        (Ru, format!("ООО «{cyrillic}-{ru}» (демо)")),
        (Tt, format!("«{cyrillic}-{tt}» ҖЧҖ (демо)")),
        (En, format!("{latin} {en} LLC (demo)")),
        (UzLatn, format!("“{latin} {uz}” MChJ (demo)")),
    ])
}

/// The name of the `n`-th agency. It says that it is made up.
pub(super) fn agency_name(n: usize) -> LocalizedText {
    let (cyrillic, latin) = name(NAMES - 1 - n % NAMES);
    texts([
        (UzLatn, format!("“{latin} bandlik” xususiy agentligi (demo)")),
        (UzCyrl, format!("“{cyrillic} бандлик” хусусий агентлиги (демо)")),
        (Ru, format!("Частное агентство занятости «{cyrillic}» (демо)")),
        (En, format!("{latin} private employment agency (demo)")),
    ])
}

/// What a title says besides the trade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extra {
    None,
    /// The wage grade (разряд).
    Grade(u8),
    /// Weeks on, weeks off.
    Rotation,
    /// Beginners are taught.
    Learner,
}

/// The title of a vacancy in every language.
pub(super) fn title(craft: &Craft, extra: Extra) -> LocalizedText {
    texts(Lang::ALL.iter().map(|lang| {
        let label = capital(craft.trade.labels.get(*lang));
        (*lang, format!("{label}{}", suffix(extra, *lang)))
    }))
}

fn suffix(extra: Extra, lang: Lang) -> String {
    let [ru, uz_latn, uz_cyrl, tt, en] = match extra {
        Extra::None => return String::new(),
        Extra::Grade(n) => {
            return match lang {
                Ru => format!(", {n} разряд"),
                UzLatn => format!(", {n}-razryad"),
                UzCyrl | Tt => format!(", {n}-разряд"),
                En => format!(", grade {n}"),
            };
        }
        Extra::Rotation => {
            [" (вахта)", " (vaxta usuli)", " (вахта усули)", " (вахта)", " (rotation)"]
        }
        Extra::Learner => [
            " (с обучением)",
            " (oʻrgatiladi)",
            " (ўргатилади)",
            " (өйрәтү белән)",
            " (training given)",
        ],
    };
    let text = match lang {
        Ru => ru,
        UzLatn => uz_latn,
        UzCyrl => uz_cyrl,
        Tt => tt,
        En => en,
    };
    text.to_owned()
}

/// What the worker does.
pub(super) fn responsibilities(craft: &Craft) -> LocalizedText {
    let [ru, uz] = words(craft.field).work;
    let label = |lang| craft.trade.labels.get(lang);
    texts([(Ru, format!("{ru} ({}).", label(Ru))), (UzLatn, format!("{uz} ({}).", label(UzLatn)))])
}

/// What the worker needs: the labels of the skills, in ru and uz-Latn.
pub(super) fn qualifications(labels: [&[&str]; 2]) -> LocalizedText {
    let [ru, uz] = labels.map(|list| list.join(", "));
    texts([(Ru, format!("Нужны навыки: {ru}.")), (UzLatn, format!("Kerakli koʻnikmalar: {uz}."))])
}

/// What the job brings besides pay.
pub(super) fn benefits() -> LocalizedText {
    texts([
        (
            Ru,
            "Спецодежда, помощь с документами и регистрацией, наставник на первый месяц."
                .to_owned(),
        ),
        (
            UzLatn,
            "Maxsus kiyim, hujjat va roʻyxatdan oʻtishda yordam, birinchi oyda ustoz.".to_owned(),
        ),
    ])
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
