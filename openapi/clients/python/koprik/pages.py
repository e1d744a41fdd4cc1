"""All items of a list, page by page."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar
from urllib.parse import parse_qs, urlsplit

from .models import Problem
from .types import UNSET, Unset

Item = TypeVar("Item", covariant=True)


class Page(Protocol[Item]):
    """A page of a list: what is on it, and the address of the next one."""

    @property
    def items(self) -> Sequence[Item]: ...
    @property
    def next_(self) -> str | None: ...


class ProblemError(Exception):
    """A request that was refused; `problem` says why, and its `errors` which members are wrong."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.status}: {problem.detail}")
        self.problem = problem


Answer = TypeVar("Answer")


def unwrap(answer: Answer | Problem | None) -> Answer:
    """What was asked for; raises a `ProblemError` where it was refused."""
    if isinstance(answer, Problem):
        raise ProblemError(answer)
    if answer is None:
        raise RuntimeError("the server answered what its document does not tell of")
    return answer


def items(page: Callable[[str | Unset], Page[Item] | Problem | None]) -> Iterator[Item]:
    """The items of all pages. `page` asks for the page that begins at a cursor:

    `items(lambda cursor: list_vacancies.sync(client=client, limit=100, cursor=cursor))`
    """
    cursor: str | Unset = UNSET
    while True:
        asked = unwrap(page(cursor))
        yield from asked.items
        following = parse_qs(urlsplit(asked.next_ or "").query).get("cursor")
        if not following:
            return
        cursor = following[0]
