//! A whole vacancy as an employer would send it.

use serde_json::{Value, json};

use crate::api::{http::decode::Exemplary, recruitment::vacancies::wire::VacancyInput};

impl Exemplary for VacancyInput {
    const CLEANED: bool = true;

    fn example() -> Value {
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
            "background": {"min_years": 1, "will_train": false, "education": "vocational", "min_grade": 4},
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
            "insurance": {"medical": true, "accident": true},
            "provided": {"work_clothes": true, "medical_examination": true, "papers": true},
            "frame": {"department": "СМУ-3", "contact_role": "отдел кадров", "okpdtr": "12680"}
        })
    }

    fn left_out() -> Value {
        json!({
            "external_ref": "КС-000042",
            "qualifications": {"ru": "Опыт от 1 года"},
            "job_benefits": {"ru": "Жильё и питание"},
            "driving_licences": ["B"],
            "certificates": ["work_at_height"],
            "background": {"other_occupations": [{"trade": "plasterer"}]},
            "other_workplaces": [{"oktmo": "92730000"}],
            "home_regions": ["UZ-SA"],
            "preferred_home_regions": ["UZ-SA"],
            "work_hours": {
                "rotation": {"days_on": 60, "days_off": 30}, "rotation_days_on": 60, "hours_per_shift": 12, "night_shifts": true,
                "shift_clock": "08:00–20:00"
            },
            "base_salary": {"by_agreement": false, "unit_text": "м² кладки", "bonus": "премия по итогам месяца"},
            "filled_job_openings": 0,
            "cancelled_job_openings": 0,
            "start_grace_days": 30,
            "frame": {"date_posted": "2026-11-20", "source_url": "https://jobs.example/1"}
        })
    }
}
