//! Whatever a stranger sends, no parser panics, and what it takes it takes the same way twice.
//!
//! Inputs are right ones with slips, and plain noise. A short run belongs to the tests. To try each parser for as long as
//! one likes, say how often, in the optimized build: `PROPTEST_CASES=1000000 cargo test --release --lib hostile`. What
//! was found is kept in `proptest-regressions` and tried first from then on.

use std::sync::LazyLock;

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use proptest::{prelude::*, sample::Index};

use super::{
    auth::{keys::Keys, token, worker_token},
    http::{
        body::Body,
        conditional::Preconditions,
        decode::Exemplary,
        paging::{CursorKey, day_place, id_place, match_place, number_place},
        query,
    },
    parties::{agencies::wire::AgencyInput, employers::wire::EmployerInput},
    recruitment::{candidates::wire::CandidateInput, vacancies::wire::VacancyInput},
    request::idempotency,
    trust::identities::wire::IdentityInput,
};
use crate::{
    domain::{
        access::actor::Actor,
        folding,
        law::read::read as read_rules,
        values::{clean::clean, crockford, spoken::Cefr},
    },
    taxonomy::{
        Files, Taxonomy,
        import::{Options, check_columns, import},
    },
};

/// What breaks parsers: ends of numbers, marks of direction, halves of escapes, quotes, and much of one kind.
const TRAPS: &[&str] = &[
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "\u{301}",
    "ß",
    "İ",
    "😀",
    "\r\n",
    "\\u0000",
    "\\ud800",
    "\"",
    "'",
    "\\",
    "{",
    "}",
    "[[[[[[[[",
    "]",
    ":",
    ",",
    ";",
    "%",
    "%0",
    "%zz",
    "+",
    "-",
    "&",
    "=",
    "*",
    "W/",
    ".",
    "..",
    "/",
    "null",
    "true",
    "-0",
    "1e400",
    "-1e-400",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "0x10",
    "2026-02-30",
    "9999-12-31",
    "-4714-01-01",
    "24:00",
    "=1+1",
    "@",
    "NaN",
    "Infinity",
    "__proto__",
    "٣",
    "Ⅷ",
    "0,5",
];

/// A slip.
#[derive(Debug, Clone)]
enum Slip {
    Cut(Index, Index),
    Twice(Index, Index),
    Put(Index, &'static str),
    Letter(Index, char),
}

fn slip() -> impl Strategy<Value = Slip> {
    prop_oneof![
        any::<(Index, Index)>().prop_map(|(from, to)| Slip::Cut(from, to)),
        any::<(Index, Index)>().prop_map(|(from, to)| Slip::Twice(from, to)),
        (any::<Index>(), prop::sample::select(TRAPS)).prop_map(|(at, trap)| Slip::Put(at, trap)),
        any::<(Index, char)>().prop_map(|(at, letter)| Slip::Letter(at, letter)),
    ]
}

impl Slip {
    fn make(&self, text: &mut Vec<char>) {
        let at = |index: &Index| index.index(text.len() + 1);
        match self {
            Self::Cut(one, other) => {
                let (from, to) = (at(one).min(at(other)), at(one).max(at(other)));
                text.drain(from..to);
            }
            Self::Twice(one, other) => {
                let (from, to) = (at(one).min(at(other)), at(one).max(at(other)));
                let part = text[from..to].to_vec();
                text.splice(from..from, part);
            }
            Self::Put(place, trap) => {
                let place = at(place);
                text.splice(place..place, trap.chars());
            }
            Self::Letter(place, letter) => {
                let place = at(place);
                text.insert(place, *letter);
            }
        }
    }
}

/// One of these with up to six slips, or noise.
fn like(right: Vec<String>) -> impl Strategy<Value = String> {
    let slipped = (prop::sample::select(right), prop::collection::vec(slip(), 0..=6));
    let slipped = slipped.prop_map(|(text, slips)| {
        let mut text: Vec<char> = text.chars().collect();
        for slip in &slips {
            slip.make(&mut text);
        }
        text.into_iter().collect()
    });
    prop_oneof![9 => slipped, 1 => any::<String>()]
}

fn like_these(right: &[&str]) -> impl Strategy<Value = String> + use<> {
    like(right.iter().map(|&text| text.to_owned()).collect())
}

/// A header of any bytes that HTTP lets through.
fn header(name: &'static str, value: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
        headers.insert(HeaderName::from_static(name), value);
    }
    headers
}

/// Reads a body as a record of this type and as a patch of one.
fn bodies<T: Exemplary + serde::Serialize>(text: &str) {
    let read = |media_type| Body::of(media_type, text.as_bytes());
    if let Ok(taken) = read("application/json").json::<T>() {
        let written = serde_json::to_string(&taken).unwrap();
        let again = Body::of("application/json", written.as_bytes()).json::<T>();
        let again =
            again.unwrap_or_else(|error| panic!("{written} was taken, and is not now: {error:?}"));
        assert_eq!(serde_json::to_string(&again).unwrap(), written);
    }
    let present: T = serde_json::from_value(T::example()).unwrap();
    drop(read("application/merge-patch+json").merge_into(&present));
}

fn example<T: Exemplary>() -> String {
    T::example().to_string()
}

/// The built-in places and groups with no trade and no skill: a whole taxonomy takes longer to copy than a file to read.
static BARE: LazyLock<Taxonomy> = LazyLock::new(|| {
    let files = Files {
        trades: "id,isco08\n",
        skills: "id,category\n",
        skill_relations: "skill,relation,target\n",
        occupation_skills: "trade,skill,kind\n",
        ..Files::EMBEDDED
    };
    Taxonomy::from_files(&files).unwrap()
});

proptest! {
    #[test]
    fn cursors(text in like(vec![CursorKey::new([7; 32]).seal("list", &[9; 16])])) {
        if let Ok(place) = CursorKey::new([7; 32]).open("list", &text) {
            prop_assert_eq!(&place, &[9; 16]);
        }
        drop((id_place(text.as_bytes()), number_place(text.as_bytes())));
        drop((day_place(text.as_bytes()), match_place(text.as_bytes())));
    }

    #[test]
    fn tags(text in like_these(&["\"7\"", "W/\"7.ru\", \"8\"", "*", "\"a,b\" , W/\"\""])) {
        for name in ["if-match", "if-none-match"] {
            if let Ok(read) = Preconditions::of(&header(name, &text)) {
                drop((read.require("7"), read.allow(None), read.unchanged("7")));
            }
        }
    }

    #[test]
    fn keys_of_repetition(text in like_these(&["\"8e03978e-40d5-43e8\"", "order 12/7", "к"])) {
        let headers = header("idempotency-key", &text);
        drop(idempotency::key(&headers, &Actor::System, "/v1/vacancies", &Body::of("", b"{}")));
    }

    #[test]
    fn bodies_and_patches(
        vacancy in like(vec![example::<VacancyInput>()]),
        candidate in like(vec![example::<CandidateInput>()]),
        identity in like(vec![example::<IdentityInput>()]),
        party in like(vec![example::<EmployerInput>(), example::<AgencyInput>()]),
    ) {
        bodies::<VacancyInput>(&vacancy);
        bodies::<CandidateInput>(&candidate);
        bodies::<IdentityInput>(&identity);
        bodies::<EmployerInput>(&party);
        bodies::<AgencyInput>(&party);
    }

    #[test]
    fn queries(text in like_these(&["status=published&limit=20&q=%D1%81", "near=55.78,49.12&lang=uz-Latn&count=true"])) {
        drop(query::read::<std::collections::BTreeMap<String, String>>(&text));
        drop(query::list::<crate::domain::access::scope::Scope>("scope", Some(&text)));
    }

    #[test]
    fn words_of_a_search(text in like_these(&["сварщик-монтажник 4 раз.", "g‘isht teruvchi", "rfvtyobr", "<b>Kamenщик</b>"])) {
        let folded = folding::fold(&text);
        prop_assert_eq!(&folding::fold(&folded), &folded, "folding what is folded");
        let cleaned = clean(&text).into_owned();
        prop_assert!(!cleaned.contains(folding::is_invisible), "{cleaned:?}");
        drop((Cefr::read(&text), crockford::values(&text)));
    }

    #[test]
    fn sheets(text in like_these(&[
        "id,isco08,ru,uz\nwelder,7212,Сварщик,Payvandchi\n",
        "\u{feff}id;category;ru\r\n\"a\";craft;\"x;y\"\r\n",
    ])) {
        drop(check_columns(&text));
        let options = Options { kind: None, source: "test".to_owned() };
        drop(import(&BARE, &text, &options));
    }

    #[test]
    fn rule_sets(text in like_these(&["{\"id\": \"x\", \"rules\": [], \"routes\": [], \"calendars\": []}"])) {
        drop(read_rules(&text));
    }
}

#[test]
fn tokens() {
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::open(folder.path()).unwrap();
    let head = r#"{"alg":"EdDSA","typ":"at+jwt","kid":"x"}"#;
    let plain = format!(
        "{}.e30.c2ln",
        base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, head)
    );
    let now = "2026-11-24T08:00:00Z".parse().unwrap();
    proptest!(|(text in like(vec![plain]))| {
        prop_assert!(token::verify(&keys, "http://koprik.test", &text, now).is_none());
        prop_assert!(worker_token::verify(&keys, "http://koprik.test", &text, now).is_none());
    });
}
