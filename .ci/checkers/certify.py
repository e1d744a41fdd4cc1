"""Has a qualification recognised in the demo, and prints its signed credential."""

import base64
import json
import os
import urllib.request
from pathlib import Path

BASE = os.environ["BASE"]


def call(method, path, token, body=None):
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(BASE + path, data, headers, method=method)) as answer:
        return json.load(answer)


def token(role):
    clients = json.loads(Path("demo/demo-clients.json").read_text())["clients"]
    client = next(one for one in clients if one["role"] == role)
    basic = base64.b64encode(f"{client['client_id']}:{client['client_secret']}".encode()).decode()
    headers = {"Authorization": f"Basic {basic}"}
    ask = urllib.request.Request(f"{BASE}/oauth/token", b"grant_type=client_credentials", headers)
    with urllib.request.urlopen(ask) as answer:
        return json.load(answer)["access_token"]


def main():
    agency, operator = token("agency"), token("operator")
    candidate = call("GET", "/v1/candidates?limit=1", agency)["items"][0]["id"]
    skills = [{"skill": "con.lay_bricks", "level": 4}]
    filed = call("POST", "/v1/recognitions", agency, {
        "candidate_id": candidate, "kind": "vocational", "document_sha256": "44" * 32, "purpose": "work", "authority": "Главэкспертцентр",
        "skills": skills, "applied_on": "2026-11-20", "fee_payer": "employer", "language": "uz-Latn", "evidence": "recording 3",
    })
    path = f"/v1/recognitions/{filed['id']}"
    for state in ["documents_checked", "assessed"]:
        call("POST", f"{path}/transitions", operator, {"to": state})
    today = filed["created_at"][:10]
    decision = {"outcome": "recognised", "skills": skills, "level": {"eqf": 3}, "decided_on": today}
    call("POST", f"{path}/decisions", operator, decision)
    print(call("GET", f"{path}/credential", agency)["jwt"])


if __name__ == "__main__":
    main()
