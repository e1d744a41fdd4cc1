"""The main job with the package `koprik`: no word of tokens, repeats or cursors."""

import os
from itertools import islice

import httpx
from koprik.api.matches import match_vacancy
from koprik.api.vacancies import list_vacancies, put_vacancy_by_ref, transition_vacancy
from koprik.connect import connect
from koprik.models import VacancyInput, VacancyStatus, VacancyTransition
from koprik.pages import ProblemError, items, unwrap

VACANCY = {
    "title": {"ru": "Каменщик"},
    "occupation": {"trade": "bricklayer"},
    "requirements": [{"skill": "con.lay_bricks", "kind": "must", "min_level": 3}],
    "workplace": {"oktmo": "92701000"},
    "base_salary": {"currency": "RUB", "unit": "month", "min": 90000, "max": 120000, "gross": True},
    "valid_through": "2029-02-15",
}



class Faulty(httpx.HTTPTransport):
    """The first transition is answered by 503, the second by 401: neither is seen below."""

    keys: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith("/transitions") or len(self.keys) == 2:
            return super().handle_request(request)
        self.keys.append(request.headers["Idempotency-Key"])
        return httpx.Response(503 if len(self.keys) == 1 else 401, headers={"Retry-After": "1"}, request=request)


client = connect(os.environ["BASE"], os.environ["ID"], os.environ["SECRET"], transport=Faulty())
put = unwrap(put_vacancy_by_ref.sync("PIP-1", client=client, body=VacancyInput.from_dict(VACANCY)))
move = VacancyTransition(to=VacancyStatus.PUBLISHED)
moved = unwrap(transition_vacancy.sync(put.id, client=client, body=move))
assert moved.status == VacancyStatus.PUBLISHED, moved
assert len(set(Faulty.keys)) == 1 and len(Faulty.keys) == 2, Faulty.keys

matches = items(lambda cursor: match_vacancy.sync(put.id, client=client, limit=1, cursor=cursor))
scores = [match.score for match in islice(matches, 3)]
assert len(scores) == 3, scores
own = sum(1 for _ in items(lambda cursor: list_vacancies.sync(client=client, limit=3, cursor=cursor)))
try:
    unwrap(transition_vacancy.sync(put.id, client=client, body=VacancyTransition(to=VacancyStatus.DRAFT)))
    raise AssertionError("what is published became a draft")
except ProblemError as refused:
    assert refused.problem.status == 409, refused
print("pip package:", *scores, f"of {own} own vacancies")
