//! A whole candidate as an agency would send it.

use serde_json::{Value, json};

use crate::api::{http::decode::Exemplary, recruitment::candidates::wire::CandidateInput};

impl Exemplary for CandidateInput {
    const CLEANED: bool = true;

    fn example() -> Value {
        json!({
            "home_region": "UZ-SA",
            "of_age": true,
            "occupations": [{"trade": "bricklayer", "years": 6, "grade": 4}],
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

    fn left_out() -> Value {
        json!({
            "external_ref": "C-17",
            "home_district": "1718401",
            "occupation_text": {"grade": 4},
            "driving_licences": ["B"],
            "certificates": ["work_at_height"],
            "destinations": {"never": ["92730000"], "equal": false},
            "matching_consent": {"withdrawn_at": "2026-11-20T09:30:00Z"}
        })
    }
}
