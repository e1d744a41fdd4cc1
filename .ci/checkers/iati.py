"""Makes a measure with an indicator in the demo, reads the roadmap as an IATI file, and has the standard's schema check it as XML."""

import json
import os
import urllib.request

import xmltodict
from lxml import etree

from certify import call, token

BASE = os.environ["BASE"]
operator = token("operator")
own = call("GET", "/v1/me", operator)["organisation_id"]
measure = call("POST", "/v1/roadmap/measures", operator, {
    "category": "training", "title": {"ru": "Курсы каменщиков в Навои", "en": "Courses for bricklayers in Navoi"},
    "owner_tt": {"organisation_id": own, "office": "Ministry of labour"},
    "owner_uz": {"organisation_id": "0198c0de-0000-7000-8000-000000000002", "office": "Migration agency"},
    "starts": "2027-01-11", "due": "2027-06-30",
})
indicator = call("POST", "/v1/roadmap/indicators", operator, {
    "measure_id": measure["id"], "title": {"en": "People taught"}, "unit": "unit", "ascending": True, "aggregation": "sum",
    "baseline": {"value": 0, "day": measure["created_at"][:10]},
    "targets": [{"period": "2028-06", "value": 120}, {"period": "2029-06", "value": 240}],
})
call("POST", f"/v1/roadmap/indicators/{indicator['id']}/transitions", operator, {"to": "active"})
with urllib.request.urlopen(f"{BASE}/v1/roadmap/iati") as answer:
    told = json.load(answer)
xml = xmltodict.unparse(told).encode()
schema = etree.XMLSchema(etree.parse("schemas/iati-activities-schema.xsd"))
schema.assertValid(etree.fromstring(xml))
activities = etree.fromstring(xml).findall("iati-activity")
assert any(one.find("result/indicator/period/target").get("value") == "120" for one in activities if one.find("result") is not None)
print(f"{len(activities)} activities, as the schema of IATI 2.03 wants them")
