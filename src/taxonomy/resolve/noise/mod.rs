//! What a text says beside the name of a concept: the grade, the experience, the shift. It is taken out and kept.

mod attribute;
mod numbers;
mod phrases;

pub use self::attribute::Attribute;
use super::{stems::for_a_man, tokens::Token};

/// Words from which an official name only narrows down what it named: `обрубщик, занятый обработкой литья`.
const OCCUPIED: [&str; 4] = ["zanyatiy", "zanyataya", "zanyatie", "zanyatih"];

/// Splits a text into what it says beside the name, in order, and the tokens that are left.
pub(super) fn split(tokens: &[Token]) -> (Vec<Attribute>, Vec<&Token>) {
    let (mut attributes, mut core) = (Vec::new(), Vec::new());
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        if !core.is_empty() && OCCUPIED.contains(&first.key.as_str()) {
            break;
        }
        let Some(noise) = numbers::noise(rest).or_else(|| phrases::noise(rest)) else {
            core.push(first);
            rest = &rest[1..];
            continue;
        };
        attributes.extend(noise.attribute);
        rest = &rest[noise.length..];
    }
    attributes.dedup();
    (attributes, without_women(&core))
}

/// Leaves out the name for a woman beside that for a man: `каменщик / каменщица`.
fn without_women<'a>(core: &[&'a Token]) -> Vec<&'a Token> {
    let is_named = |token: &&Token| {
        let man = for_a_man(&token.raw);
        man.is_some_and(|man| core.iter().any(|other| other.raw == man))
    };
    core.iter().copied().filter(|token| !is_named(token)).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::tokens::tokens, *};

    fn parts(text: &str) -> (String, String) {
        let tokens = tokens(text);
        let (attributes, core) = split(&tokens);
        let attributes: Vec<_> =
            attributes.iter().map(|found| format!("{}={}", found.name, found.value)).collect();
        let core: Vec<_> = core.iter().map(|token| token.raw.as_str()).collect();
        (core.join(" "), attributes.join(" "))
    }

    #[test]
    fn noise_is_kept_as_attributes() {
        for (text, core, attributes) in [
            ("электрогазосварщик 4 разряда", "электрогазосварщик", "grade=4"),
            (
                "Электрогазосварщик 5-6 разряд (вахта)",
                "электрогазосварщик",
                "grade=5-6 rotation=yes",
            ),
            ("токарь 4-го разр.", "токарь", "grade=4"),
            ("токарь 4, 5 разряда", "токарь", "grade=4,5"),
            ("токарь от 3 до 5 разряда", "токарь", "grade=3-5"),
            ("слесарь разряд: 6", "слесарь", "grade=6"),
            ("слесарь IV разряда", "слесарь", "grade=4"),
            ("слесарь 5р", "слесарь", "grade=5"),
            ("4-razryadli payvandchi", "payvandchi", "grade=4"),
            ("5 нче разряд эретеп ябыштыручы", "эретеп ябыштыручы", "grade=5"),
            ("tajribali g'isht teruvchi kerak", "g'isht teruvchi", "experience=wanted"),
            ("Требуется повар ж/м, 5/2", "повар", "sex=any schedule=5/2"),
            ("срочно требуются грузчики, 10 человек", "грузчики", "openings=10"),
            ("водитель категории C, E", "водитель", "licence=C,E"),
            ("водители категорий C и E", "водители", "licence=C,E"),
            ("B va C toifali haydovchi", "haydovchi", "licence=B,C"),
            ("B toifali haydovchi", "haydovchi", "licence=B"),
            ("сварщик, опыт от 3 лет", "сварщик", "years=3"),
            ("welder, 5 years of experience", "welder", "years=5"),
            ("маляр з/п от 120 000 руб", "маляр", "pay=120000"),
            ("штукатур без опыта с проживанием", "штукатур", "experience=none housing=yes"),
            ("швея вахтовым методом 60/30", "швея", "rotation=yes schedule=60/30"),
            ("тәҗрибәле пешекче кирәк", "пешекче", "experience=wanted"),
            ("слесарь КИПиА", "слесарь кипиа", ""),
            ("Упаковщик/упаковщица", "упаковщик", ""),
            ("упаковщик/ца", "упаковщик", ""),
            ("водитель с категорией D", "водитель", "licence=D"),
            ("водитель В категории", "водитель", "licence=B"),
            ("водитель с категорией", "водитель с категорией", ""),
            ("19756 Электрогазосварщик", "электрогазосварщик", "okpdtr=19756"),
            ("каменщик, код 12680", "каменщик", "okpdtr=12680"),
            ("каменщик 18500 руб", "каменщик", "pay=18500"),
            ("допуск до 1000В", "допуск до 1000 в", ""),
            ("каменщик до 120000 в месяц", "каменщик в месяц", "pay=120000"),
            ("токарь 4 раз.", "токарь", "grade=4"),
            ("обрубщик, занятый обработкой литья", "обрубщик", ""),
        ] {
            assert_eq!(parts(text), (core.to_owned(), attributes.to_owned()), "{text}");
        }
    }
}
