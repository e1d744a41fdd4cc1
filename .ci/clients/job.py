"""A token of the demo's employer, and the vacancy that it sends."""

import base64
import json
import os
import urllib.request
from typing import Any

BASE = os.environ["BASE"]
VACANCY: dict[str, Any] = {
    "title": {"ru": "Каменщик"},
    "occupation": {"trade": "bricklayer"},
    "requirements": [{"skill": "con.lay_bricks", "kind": "must", "min_level": 3}],
    "workplace": {"oktmo": "92701000"},
    "employment_type": "full_time",
    "work_hours": {"hours_per_week": 40, "schedule": "six_one"},
    "total_job_openings": 12,
    "base_salary": {"currency": "RUB", "unit": "month", "min": 90000, "max": 120000, "gross": True},
    "job_start_date": "2029-03-01",
    "valid_through": "2029-02-15",
}


def token() -> str:
    basic = base64.b64encode(f"{os.environ['ID']}:{os.environ['SECRET']}".encode()).decode()
    ask = urllib.request.Request(
        f"{BASE}/oauth/token", b"grant_type=client_credentials", {"Authorization": f"Basic {basic}"}
    )
    with urllib.request.urlopen(ask) as answer:
        return str(json.load(answer)["access_token"])
