"""Checks a credential by PyJWT and the published keys, and that a forged one fails."""

import json
import os
import urllib.request
from pathlib import Path

import jwt

BASE = os.environ["BASE"]
credential = Path("credential.jwt").read_text().strip()
key = jwt.PyJWKClient(f"{BASE}/.well-known/jwks.json").get_signing_key_from_jwt(credential)
told = jwt.decode(credential, key.key, algorithms=["EdDSA"], issuer=BASE)
assert told["type"] == ["VerifiableCredential", "OpenBadgeCredential"], told
assert told["credentialSubject"]["achievement"]["alignment"][0]["targetCode"] == "con.lay_bricks", told
with urllib.request.urlopen(told["credentialStatus"]["id"]) as answer:
    revoked = [one["id"] for one in json.load(answer)["revokedCredential"]]
assert told["id"] not in revoked
head, claims, signature = credential.split(".")
try:
    jwt.decode(f"{head}.{claims[:-2]}AA.{signature}", key.key, algorithms=["EdDSA"], issuer=BASE)
except jwt.InvalidTokenError:
    print("python: signed, and a forged one is refused")
else:
    raise SystemExit("a forged credential was taken")
