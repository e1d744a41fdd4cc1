"""A webhook endpoint: it has itself told of a vacancy, and checks the message with the standard's own library."""

import base64
import json
import os
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from standardwebhooks import Webhook, WebhookVerificationError

BASE = os.environ["BASE"]


def post(path, authorization, body, media="application/json"):
    headers = {"Authorization": authorization, "Content-Type": media}
    with urllib.request.urlopen(urllib.request.Request(BASE + path, body.encode(), headers)) as answer:
        return json.load(answer)


class Receiver(BaseHTTPRequestHandler):
    received = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.received.append((body, dict(self.headers)))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


basic = base64.b64encode(f"{os.environ['ID']}:{os.environ['SECRET']}".encode()).decode()
form = "application/x-www-form-urlencoded"
token = post("/oauth/token", f"Basic {basic}", "grant_type=client_credentials", form)["access_token"]
server = HTTPServer(("127.0.0.1", 0), Receiver)
wanted = {"url": f"http://127.0.0.1:{server.server_port}/", "kinds": ["vacancy"]}
keys = post("/v1/webhook-endpoints", f"Bearer {token}", json.dumps(wanted))
vacancy = post("/v1/vacancies", f"Bearer {token}", os.environ["VACANCY"])
server.handle_request()

body, headers = Receiver.received[0]
headers = {name.lower(): value for name, value in headers.items()}
told = Webhook(keys["secret"]).verify(body, headers)
assert (told["type"], told["data"]["id"]) == ("vacancy.changed", vacancy["id"])
try:
    Webhook(keys["secret"]).verify(body + " ", headers)
except WebhookVerificationError:
    pass
else:
    raise SystemExit("a message that somebody changed was taken")
public = Ed25519PublicKey.from_public_bytes(base64.b64decode(keys["public_key"].removeprefix("whpk_")))
paired = next(one for one in headers["webhook-signature"].split() if one.startswith("v1a,"))
signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
public.verify(base64.b64decode(paired.removeprefix("v1a,")), signed)
print("PyPI standardwebhooks: genuine")
