"""The main job with the models that datamodel-codegen makes, and plain HTTP."""

import httpx

from job import BASE, VACANCY, token
from models import MatchPage, VacancyInput, VacancyStatus, VacancyTransition, VacancyView

koprik = httpx.Client(base_url=BASE, headers={"Authorization": f"Bearer {token()}"})


def body(model: VacancyInput | VacancyTransition) -> str:
    return model.model_dump_json(exclude_none=True, exclude_unset=True, by_alias=True)


json = {"Content-Type": "application/json"}
put = koprik.put("/v1/vacancies/by-ref/DM-1", content=body(VacancyInput.model_validate(VACANCY)), headers=json)
view = VacancyView.model_validate_json(put.raise_for_status().text)
move = VacancyTransition(to=VacancyStatus.published)
moved = koprik.post(f"/v1/vacancies/{view.id}/transitions", content=body(move), headers=json)
assert VacancyView.model_validate_json(moved.raise_for_status().text).status == VacancyStatus.published
found = koprik.get(f"/v1/vacancies/{view.id}/matches", params={"limit": 3})
page = MatchPage.model_validate_json(found.raise_for_status().text)
print("datamodel-codegen:", *(match.score for match in page.items))
