"""The main job with the client that openapi-python-client makes."""

from job import BASE, VACANCY, token
from koprik_client import AuthenticatedClient
from koprik_client.api.matches import match_vacancy
from koprik_client.api.vacancies import put_vacancy_by_ref, transition_vacancy
from koprik_client.models import MatchPage, VacancyInput, VacancyStatus, VacancyTransition, VacancyView

client = AuthenticatedClient(base_url=BASE, token=token())
put = put_vacancy_by_ref.sync("PY-1", client=client, body=VacancyInput.from_dict(VACANCY))
assert isinstance(put, VacancyView), put
move = VacancyTransition(to=VacancyStatus.PUBLISHED)
moved = transition_vacancy.sync(put.id, client=client, body=move)
assert isinstance(moved, VacancyView) and moved.status == VacancyStatus.PUBLISHED, moved
found = match_vacancy.sync(put.id, client=client, limit=3)
assert isinstance(found, MatchPage), found
print("openapi-python-client:", *(match.score for match in found.items))
