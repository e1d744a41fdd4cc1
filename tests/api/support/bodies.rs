//! What clients send in tests. Nobody here exists.

use serde_json::{Value, json};

/// A bricklayer's vacancy in Kazan.
pub(crate) fn vacancy() -> Value {
    json!({
        "title": {"ru": "Каменщик", "uz-Latn": "Gʻisht teruvchi"},
        "occupation": {"trade": "bricklayer"},
        "requirements": [
            {"skill": "con.lay_bricks", "kind": "must", "min_level": 3, "min_years": 1, "weight": 5},
            {"skill": "con.mix_mortar", "kind": "preferred", "min_level": 2}
        ],
        "languages": [{"language": "ru", "level": "ТБУ", "kind": "preferred"}],
        "workplace": {"oktmo": "92701000"},
        "employment_type": "full_time",
        "work_hours": {"hours_per_week": 40, "schedule": "six_one"},
        "base_salary": {"currency": "RUB", "unit": "month", "min": 90000, "max": 120_000, "gross": true},
        "total_job_openings": 12,
        "job_start_date": "2027-03-01",
        "valid_through": "2027-02-15"
    })
}

/// A bricklayer of Samarkand who wants to work in Kazan.
pub(crate) fn candidate() -> Value {
    json!({
        "home_region": "UZ-SA",
        "of_age": true,
        "occupations": [{"trade": "bricklayer", "years": 6}],
        "skills": [{"skill": "con.lay_bricks", "level": 4, "years": 6, "evidence": "assessed"}],
        "languages": [{"language": "ru", "level": "B1"}],
        "education": "vocational",
        "destinations": {"ranked": ["92701000"], "elsewhere": true},
        "pay_floor": {"currency": "RUB", "unit": "month", "amount": 80000},
        "available_from": "2027-02-01",
        "readiness": "preparing",
        "matching_consent": {"text_version": "2026-09", "language": "uz-Latn", "given_at": "2026-11-02T09:30:00Z"}
    })
}

/// A search for bricklayers like those of [`vacancy`].
pub(crate) fn saved_search() -> Value {
    json!({"name": "Bricklayers for the spring", "vacancy": vacancy(), "min_score": 4000})
}

/// The terms of a bricklayer in Kazan.
pub(crate) fn terms() -> Value {
    json!({
        "employer_id": "0198c0de-0000-7000-8000-000000000004", "municipality": "92701000",
        "address": "Kazan, Baumana 1", "isco08": "7112", "duties": "lays brick walls",
        "start_day": "2027-03-01", "end_day": "2027-11-30", "trial_months": 1, "currency": "RUB",
        "monthly_minimum": 9_000_000, "pay_days": 2, "deductions": [], "weekly_hours": 40,
        "schedule": "five_two", "overtime_percent": 150, "night_work": false, "leave_days": 28,
        "housing": "dormitory", "housing_cost": 200_000, "people_per_room": 4, "meals": "subsidised",
        "meals_per_day": 2, "outbound_travel": "reimbursed", "homeward_travel": "employer",
        "medical_insurance": true, "accident_insurance": false, "medical_care": true,
        "protective_clothing": true, "notice_days": 14, "passport_holder": "worker",
        "complaint_contact": "+7 843 000 00 00"
    })
}

/// The same with every term said, as they are stored.
pub(crate) fn all_terms() -> Value {
    let more = json!({
        "hourly_rate": 50_000, "piece_rate": 20_000, "monthly_bonus": 500_000, "insurer": "Ak Bars Med", "policy": "0042",
        "accident_insurance": true,
        "deductions": [{"kind": "meals", "amount_minor": 300_000, "period": "month"}]
    });
    super::world::but(terms(), &more)
}

/// An order for twelve bricklayers in Kazan.
pub(crate) fn job_order() -> Value {
    json!({
        "occupation": {"trade": "bricklayer"}, "okved": "41.20", "municipality": "92701000", "heads": 12,
        "period_start": "2027-03-01", "period_end": "2027-11-30"
    })
}

/// A trip to Kazan.
pub(crate) fn trip() -> Value {
    json!({"departs_on": "2027-02-25", "from": "UZ-SA", "to": "92701000", "carrier": "HY 683", "seats": 30})
}

/// A selection session by video today, for vacancies and by a panel that are still to be named.
pub(crate) fn selection_session() -> Value {
    json!({
        "kind": "online", "starts_at": "2026-11-24T12:00:00Z", "ends_at": "2026-11-24T16:00:00Z", "capacity": 20,
        "languages": ["uz", "ru"]
    })
}

/// A centre in Kazan of which everything is known.
pub(crate) fn centre() -> Value {
    json!({
        "name": {"en": "Adaptation centre", "ru": "Центр адаптации"},
        "organization": {"en": "Example"},
        "address": {"ru": "Казань, ул. Примерная, 1"},
        "municipality": "92701000",
        "position": {"latitude": 55.79, "longitude": 49.12},
        "phones": ["+78432000000"],
        "url": "https://example.org/centre",
        "hours": {
            "time_zone": "Europe/Moscow",
            "weekly": [
                {"days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "opens_at": "09:00", "closes_at": "13:00"},
                {"days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "opens_at": "14:00", "closes_at": "18:00"}
            ],
            "closed_on_holidays": "RU",
            "exceptions": [{"from": "2026-12-31", "to": "2026-12-31", "open": [{"opens_at": "09:00", "closes_at": "12:00"}]}]
        },
        "services": [{
            "kind": "legal_advice", "languages": ["ru", "uz"], "required_documents": [{"ru": "Паспорт"}],
            "cost": {"ru": "Бесплатно"}
        }],
        "assured_on": "2026-11-20",
        "note": {"en": "Nobody is here"}
    })
}

/// Somebody who asks for advice about pay.
pub(crate) fn advisory_case() -> Value {
    json!({"topic": "pay", "language": "uz-Latn", "channel": "phone", "service": "legal_advice"})
}

/// A measure that two organisations answer for.
pub(crate) fn measure() -> Value {
    json!({
        "category": "recruitment", "title": {"en": "Workers come from Navoi"},
        "owner_tt": {"organisation_id": "0198c0de-0000-7000-8000-000000000001", "office": "Ministry of labour"},
        "owner_uz": {"organisation_id": "0198c0de-0000-7000-8000-000000000002", "office": "Migration agency"},
        "starts": "2026-11-24", "due": "2027-06-30"
    })
}

/// An indicator that is counted, of a measure that is yet to be named.
pub(crate) fn indicator() -> Value {
    json!({
        "title": {"en": "Workers who began to work"}, "unit": "unit", "ascending": true, "aggregation": "sum",
        "baseline": {"value": 0, "day": "2026-11-24"}, "targets": [{"period": "2027-11", "value": 240}],
        "formula": {"numerator": {"series": "working"}}
    })
}

/// A meeting of both sides.
pub(crate) fn meeting() -> Value {
    json!({
        "at": "2026-11-25T08:00:00Z", "place": {"en": "Kazan"},
        "present": [{"side": "tt", "office": "Ministry of labour"}, {"side": "uz", "office": "Migration agency"}],
        "decisions": [{"text": {"en": "A second group is trained"}}],
        "tasks": [{"text": {"en": "Name the candidates"}, "side": "uz", "office": "Migration agency", "due": "2026-12-10"}]
    })
}

/// A guide that stands on no rule.
pub(crate) fn guide() -> Value {
    json!({
        "topic": "registration", "title": {"en": "Registration"}, "article": {"en": "Ask at a centre."},
        "reviewed_on": "2026-11-24"
    })
}

/// An employer whose number is right and new.
pub(crate) fn employer(number: u64) -> Value {
    json!({
        "name": {"ru": format!("ООО «Пример {number}»")},
        "inn": inn(number),
        "ogrn": "1027700132195",
        "okved": "41.20",
        "municipality": "92701000"
    })
}

/// An agency whose number is right and new.
pub(crate) fn agency(number: u64) -> Value {
    json!({
        "name": {"uz-Latn": format!("Namuna {number}")},
        "stir": format!("3{number:08}"),
        "licence_number": format!("T-{number:04}"),
        "licence_valid_until": "2028-12-31",
        "home_region": "UZ-SA"
    })
}

/// An ИНН of ten digits with its check digit.
fn inn(number: u64) -> String {
    let nine = format!("1655{number:05}");
    let weights = [2, 4, 10, 3, 5, 9, 4, 6, 8];
    let sum: u32 =
        nine.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{nine}{}", sum % 11 % 10)
}

/// What an agency files to have a bricklayer's qualification recognised; the candidate is still to be named.
pub(crate) fn recognition() -> Value {
    json!({
        "candidate_id": "0198c0de-0000-7000-8000-000000000001", "kind": "vocational", "document_sha256": "0".repeat(64),
        "purpose": "work", "authority": "Glavexpertcentr", "skills": [{"skill": "con.lay_bricks", "level": 4}],
        "applied_on": "2026-11-20", "fee_payer": "employer", "language": "uz-Latn", "evidence": "recording 3"
    })
}

/// A course in bricklaying.
pub(crate) fn course() -> Value {
    json!({
        "title": {"ru": "Каменщик", "en": "Bricklaying basics"}, "place": {"ru": "Самарканд"},
        "municipality": "92701000", "home_region": "UZ-SA", "skills": [{"skill": "con.lay_bricks", "level": 3}],
        "languages": ["uz"], "starts": "2027-01-11", "ends": "2027-02-05", "seats": 20,
        "cost_to_worker": {"currency": "UZS", "amount_minor": 0}
    })
}

/// What an Uzbek bricklayer's certificate counts as in Russia.
pub(crate) fn equivalence() -> Value {
    json!({
        "from": {"country": "UZ", "title": {"ru": "Каменщик (Узбекистан)"}, "level": {"nqf_uz": 3}},
        "to": {"country": "RU", "title": {"ru": "Каменщик, 3 разряд"}, "level": {"nrk_ru": 3}},
        "relation": "partial", "purpose": "work", "source": "agreement of 2019-05-30", "valid_from": "2026-01-01",
        "valid_to": "2028-12-31"
    })
}

/// What ties Navoi region to the republic.
pub(crate) fn partnership() -> Value {
    json!({
        "uz_region": "UZ-NW", "act": {"title": {"en": "Agreement on cooperation"}, "day": "2026-04-02"},
        "since": "2026-05-01", "until": "2028-12-31",
        "contacts": [{"side": "uz", "office": "Department of labour of the region"}]
    })
}
