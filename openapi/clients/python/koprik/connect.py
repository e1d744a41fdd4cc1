"""A client that gets its tokens itself, renews them in time, and repeats what was not done."""

import threading
import time
import uuid
from collections.abc import Generator

import httpx

from .client import AuthenticatedClient

_BEFORE = 60.0
"""How long before its end a token is renewed, in seconds."""

_LONGEST = 60.0
"""The most that is waited between two attempts, in seconds, whatever the server says."""


def connect(
    base_url: str,
    client_id: str,
    client_secret: str,
    *,
    attempts: int = 4,
    timeout: float = 30.0,
    transport: httpx.BaseTransport | None = None,
) -> AuthenticatedClient:
    """A client for all functions of `koprik.api`.

    A request is sent `attempts` times at most, where 429 or 503 says that it was not done. A `POST` is given an
    `Idempotency-Key` unless it has one, so that a repeat has no second effect. `transport` stands in for plain HTTP, such as one
    through a proxy.
    """
    base_url = base_url.rstrip("/")
    return AuthenticatedClient(
        base_url=base_url,
        token="",  # every request gets the one of the day from _Tokens
        timeout=httpx.Timeout(timeout),
        httpx_args={
            "auth": _Tokens(f"{base_url}/oauth/token", (client_id, client_secret)),
            "transport": _Repeating(transport or httpx.HTTPTransport(), attempts),
        },
    )


class _Tokens(httpx.Auth):
    """Tokens of the client, one for all requests. A 401 is answered by one new token and one repeat."""

    requires_response_body = True

    def __init__(self, address: str, credentials: tuple[str, str]) -> None:
        self._address = address
        self._basic = httpx.BasicAuth(*credentials)
        self._lock = threading.Lock()
        self._token = ""
        self._until = 0.0

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        with self._lock:
            if time.monotonic() >= self._until:
                yield from self._renewed()
            token = self._token
        request.headers["Authorization"] = f"Bearer {token}"
        answer = yield request
        if answer.status_code != 401:
            return
        with self._lock:
            if self._token == token:
                yield from self._renewed()
            request.headers["Authorization"] = f"Bearer {self._token}"
        yield request

    def _renewed(self) -> Generator[httpx.Request, httpx.Response, None]:
        ask = httpx.Request("POST", self._address, data={"grant_type": "client_credentials"})
        answer = yield next(self._basic.auth_flow(ask))
        answer.read()
        answer.raise_for_status()
        told = answer.json()
        life = float(told["expires_in"])
        self._token = str(told["access_token"])
        self._until = time.monotonic() + max(life - _BEFORE, life / 2)


class _Repeating(httpx.BaseTransport):
    """Repeats what was not done: 429 and 503 mean that, and say when to come again.

    Where the connection broke the outcome is not known; every request has one effect however often it is sent, by its method or
    its `Idempotency-Key`.
    """

    def __init__(self, transport: httpx.BaseTransport, attempts: int) -> None:
        self._transport = transport
        self._attempts = attempts

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            request.headers.setdefault("Idempotency-Key", str(uuid.uuid4()))
        for attempt in range(1, self._attempts):
            pause = 2.0**attempt / 2
            try:
                answer = self._transport.handle_request(request)
            except httpx.TransportError:
                pass
            else:
                if answer.status_code not in (429, 503):
                    return answer
                answer.close()
                told = answer.headers.get("Retry-After", "")
                pause = float(told) if told.isdigit() else pause
            time.sleep(min(pause, _LONGEST))
        return self._transport.handle_request(request)

    def close(self) -> None:
        self._transport.close()
