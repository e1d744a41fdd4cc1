//! What a worker reads, or hears, with a code: what it is for, in the language that the worker reads.

use crate::domain::{
    access::worker::WorkerAct, trust::worker_session::WorkerCode, values::language::Lang,
};

/// The text that brings a code.
pub fn code_text(language: Lang, act: WorkerAct, code: &WorkerCode) -> String {
    let act = told(language, act);
    match language {
        Lang::Ru => format!(
            "Koprik: код {code}, чтобы {act}. Действует 15 минут. Не говорите его никому, и агентству тоже."
        ),
        Lang::UzLatn => format!(
            "Koprik: {act} uchun kod {code}. 15 daqiqa amal qiladi. Uni hech kimga, agentlikka ham aytmang."
        ),
        Lang::UzCyrl => format!(
            "Koprik: {act} учун код {code}. 15 дақиқа амал қилади. Уни ҳеч кимга, агентликка ҳам айтманг."
        ),
        Lang::Tt => format!(
            "Koprik: {act} өчен код {code}. 15 минут гамәлдә. Аны беркемгә дә, агентлыкка да әйтмәгез."
        ),
        Lang::En => format!(
            "Koprik: code {code} to {act}. It holds for 15 minutes. Tell it to nobody, and not to the agency."
        ),
    }
}

const fn told(language: Lang, act: WorkerAct) -> &'static str {
    use WorkerAct::{
        AgreeToContract, AnswerOffer, CheckIn, ClaimBenefit, ConfirmArrival, ConfirmContract,
        ConfirmGroup, MoveApplication,
    };
    match (language, act) {
        (Lang::Ru, AnswerOffer) => "ответить на предложение работы",
        (Lang::Ru, AgreeToContract) => "согласиться с договором",
        (Lang::Ru, ConfirmContract) => "подтвердить условия договора",
        (Lang::Ru, ConfirmGroup) => "подтвердить или покинуть группу",
        (Lang::Ru, MoveApplication) => "изменить заявку",
        (Lang::Ru, ClaimBenefit) => "попросить компенсацию",
        (Lang::Ru, ConfirmArrival) => "сообщить о приезде или первом рабочем дне",
        (Lang::Ru, CheckIn) => "сказать, выплачена ли зарплата",
        (Lang::UzLatn, AnswerOffer) => "ish taklifiga javob berish",
        (Lang::UzLatn, AgreeToContract) => "shartnomaga rozilik berish",
        (Lang::UzLatn, ConfirmContract) => "shartnoma shartlarini tasdiqlash",
        (Lang::UzLatn, ConfirmGroup) => "guruhga qoʻshilish yoki undan chiqish",
        (Lang::UzLatn, MoveApplication) => "arizani oʻzgartirish",
        (Lang::UzLatn, ClaimBenefit) => "kompensatsiya soʻrash",
        (Lang::UzLatn, ConfirmArrival) => "kelgan yoki ish boshlagan kunni aytish",
        (Lang::UzLatn, CheckIn) => "ish haqi toʻlanganini aytish",
        (Lang::UzCyrl, AnswerOffer) => "иш таклифига жавоб бериш",
        (Lang::UzCyrl, AgreeToContract) => "шартномага розилик бериш",
        (Lang::UzCyrl, ConfirmContract) => "шартнома шартларини тасдиқлаш",
        (Lang::UzCyrl, ConfirmGroup) => "гуруҳга қўшилиш ёки ундан чиқиш",
        (Lang::UzCyrl, MoveApplication) => "аризани ўзгартириш",
        (Lang::UzCyrl, ClaimBenefit) => "компенсация сўраш",
        (Lang::UzCyrl, ConfirmArrival) => "келган ёки иш бошлаган кунни айтиш",
        (Lang::UzCyrl, CheckIn) => "иш ҳақи тўланганини айтиш",
        (Lang::Tt, AnswerOffer) => "эш тәкъдименә җавап бирү",
        (Lang::Tt, AgreeToContract) => "килешүгә ризалык бирү",
        (Lang::Tt, ConfirmContract) => "килешү шартларын раслау",
        (Lang::Tt, ConfirmGroup) => "төркемгә керү яки аннан чыгу",
        (Lang::Tt, MoveApplication) => "гаризаны үзгәртү",
        (Lang::Tt, ClaimBenefit) => "компенсация сорау",
        (Lang::Tt, ConfirmArrival) => "килүне яки беренче эш көнен әйтү",
        (Lang::Tt, CheckIn) => "хезмәт хакы түләнүен әйтү",
        (Lang::En, AnswerOffer) => "answer an offer of work",
        (Lang::En, AgreeToContract) => "agree to a contract",
        (Lang::En, ConfirmContract) => "confirm the terms of a contract",
        (Lang::En, ConfirmGroup) => "confirm or leave a group",
        (Lang::En, MoveApplication) => "change an application",
        (Lang::En, ClaimBenefit) => "claim a benefit",
        (Lang::En, ConfirmArrival) => "tell of your arrival or first day of work",
        (Lang::En, CheckIn) => "tell whether you were paid",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_language_tells_every_act_apart_and_gives_the_code_as_it_is() {
        let code: WorkerCode = "00281736".parse().unwrap();
        let mut all = BTreeSet::new();
        for language in Lang::ALL {
            for act in WorkerAct::ALL {
                let text = code_text(*language, *act, &code);
                assert!(text.contains("00281736") && text.chars().count() <= 160, "{text}");
                all.insert(text);
            }
        }
        assert_eq!(all.len(), Lang::ALL.len() * WorkerAct::ALL.len());
    }
}
