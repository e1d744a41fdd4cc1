//! Whole examples of what clients send. The document shows them, a test sends each to a real server, and decoding
//! puts their members where a client's are wrong, to go on to the next error.

use serde_json::{Value, json};

use crate::api::{
    http::decode::Exemplary,
    parties::{agencies::wire::AgencyInput, employers::wire::EmployerInput},
    recruitment::{
        candidates::wire::CandidateInput, match_runs::wire::MatchRunInput,
        matches::search::MatchSearch, vacancies::wire::VacancyInput,
    },
    resource::handlers::TransitionInput,
    taxonomy::{mappings::wire::MappingInput, naming::wire::ResolveInput},
};

macro_rules! exemplary {
    ($($input:ty => $example:expr),+ $(,)?) => {
        $(
            impl Exemplary for $input {
                fn example() -> Value {
                    $example
                }
            }
        )+
    };
}

exemplary! {
    VacancyInput => vacancy(),
    CandidateInput => candidate(),
    EmployerInput => employer(),
    AgencyInput => agency(),
    TransitionInput => json!({"to": "published", "reason": "the duties and pay were checked"}),
    ResolveInput => texts(),
    MatchRunInput => match_run(),
    MappingInput => mapping(),
    MatchSearch => json!({"vacancy": vacancy(), "candidate": candidate(), "weights": weights()}),
}

/// The example of a request body, by operation.
pub(in crate::api) fn of(operation: &str) -> Option<Value> {
    Some(match operation {
        "create_vacancy" | "replace_vacancy" | "put_vacancy_by_ref" => vacancy(),
        "create_candidate" | "replace_candidate" | "put_candidate_by_ref" => candidate(),
        "create_employer" | "replace_employer" => employer(),
        "create_agency" | "replace_agency" => agency(),
        "update_vacancy" => json!({"total_job_openings": 20, "base_salary": {"min": 95000}}),
        "update_candidate" => json!({"readiness": "ready"}),
        "update_employer" => json!({"okved": "43.39"}),
        "update_agency" => json!({"licence_valid_until": "2029-12-31"}),
        "transition_vacancy" => json!({"to": "published"}),
        "transition_candidate" => json!({"to": "available"}),
        "transition_employer" => json!({"to": "verifying", "reason": "the register was read"}),
        "transition_agency" => json!({"to": "licensed", "reason": "the licence was checked"}),
        "search_matches" => json!({"candidate": candidate(), "profile": "balanced", "limit": 10}),
        "start_match_run" => {
            json!({"direction": "vacancies", "filter": {"isco08": "71"}, "matches": {"limit": 10}})
        }
        "transition_match_run" => {
            json!({"to": "cancelled", "reason": "the vacancies have changed"})
        }
        "resolve_texts" => texts(),
        "create_mapping" => mapping(),
        "issue_token" => json!({"grant_type": "client_credentials", "scope": "vacancies:read"}),
        "revoke_token" | "introspect_token" => json!({"token": "eyJ0eXAiOiJhdCtqd3QifQ.e30.c2ln"}),
        _ => return None,
    })
}

fn texts() -> Value {
    json!({"items": [
        {"text": "электрогазосварщик 4 разряда", "kind": "occupation"},
        {"text": "g'isht terish", "lang": "uz-Latn", "kind": "skill"}
    ]})
}

fn mapping() -> Value {
    json!({"text": "бетонное кружево", "lang": "ru", "kind": "skill", "concept_id": "con.concrete"})
}

fn weights() -> Value {
    json!({"skills": 45, "occupation": 20, "region": 20, "language": 5, "experience": 5, "pay": 5})
}

fn match_run() -> Value {
    json!({
        "direction": "vacancies",
        "ids": ["0198c0de-0000-7000-8000-000000000000"],
        "filter": {
            "isco08": "71", "occupation": "bricklayer", "skill": "con.lay_bricks", "municipality": "92701000",
            "home_region": "UZ-SA", "owner_id": "0198c0de-0000-7000-8000-000000000000", "q": "Каменщик",
            "changed_since": "2026-11-02T09:30:00Z"
        },
        "matches": {
            "limit": 10, "profile": "balanced", "weights": weights(), "min_score": 5000, "home_regions": ["UZ-SA"],
            "municipalities": ["92701000"], "isco08": "71", "min_evidence": "assessed", "available_by": "2027-03-01"
        }
    })
}

fn vacancy() -> Value {
    json!({
        "title": {"ru": "Каменщик", "uz-Latn": "Gʻisht teruvchi"},
        "responsibilities": {"ru": "Кладка стен из кирпича и блоков"},
        "occupation": {"trade": "bricklayer"},
        "requirements": [
            {"skill": "con.lay_bricks", "kind": "must", "min_level": 3, "min_years": 1, "weight": 5},
            {"skill": "con.mix_mortar", "kind": "preferred", "min_level": 2}
        ],
        "occupation_text": {"text": "каменщик 4 разряда", "lang": "ru"},
        "skill_texts": [
            {"text": "штукатурные работы", "lang": "ru", "kind": "preferred", "min_level": 2, "min_years": 0, "weight": 2}
        ],
        "languages": [{"language": "ru", "level": "A2", "kind": "preferred"}],
        "workplace": {"oktmo": "92701000", "address": "ул. Строителей, 1"},
        "employment_type": "full_time",
        "work_hours": {"hours_per_week": 40, "schedule": "six_one"},
        "base_salary": {"currency": "RUB", "unit": "month", "min": 90000, "max": 120_000, "gross": true},
        "total_job_openings": 12,
        "job_start_date": "2027-03-01",
        "valid_through": "2027-02-15",
        "housing": {"kind": "dormitory", "monthly_cost": 0, "people_per_room": 4},
        "meals": {"kind": "subsidised", "per_day": 1},
        "travel": {"outbound": "employer", "homeward": "employer", "daily_transport": true},
        "insurance": {"medical": true, "accident": true}
    })
}

fn candidate() -> Value {
    json!({
        "home_region": "UZ-SA",
        "of_age": true,
        "occupations": [{"trade": "bricklayer", "years": 6}],
        "skills": [
            {"skill": "con.lay_bricks", "level": 4, "years": 6, "evidence": "assessed"},
            {"skill": "con.mix_mortar", "level": 3, "years": 6, "evidence": "self_declared"}
        ],
        "occupation_text": {"text": "gʻisht teruvchi", "lang": "uz-Latn", "years": 6},
        "skill_texts": [
            {"text": "suvoq ishlari", "lang": "uz-Latn", "level": 2, "years": 1, "evidence": "self_declared"}
        ],
        "languages": [{"language": "uz", "level": "C2"}, {"language": "ru", "level": "ТРКИ-1"}],
        "education": "vocational",
        "destinations": {"ranked": ["92701000"], "never": [], "elsewhere": true},
        "pay_floor": {"currency": "RUB", "unit": "month", "amount": 80000},
        "available_from": "2027-02-01",
        "readiness": "preparing",
        "matching_consent": {"text_version": "2026-09", "language": "uz-Latn", "given_at": "2026-11-02T09:30:00Z"}
    })
}

fn employer() -> Value {
    json!({
        "name": {"ru": "Строительная компания «Пример»", "en": "Example Construction"},
        "inn": "7707083893",
        "ogrn": "1027700132195",
        "kpp": "165501001",
        "okved": "41.20",
        "municipality": "92701000"
    })
}

fn agency() -> Value {
    json!({
        "name": {"uz-Latn": "Namuna bandlik agentligi", "en": "Example Recruitment Agency"},
        "stir": "301234567",
        "licence_number": "T-0017/24",
        "licence_valid_until": "2028-12-31",
        "home_region": "UZ-SA"
    })
}
