// A webhook endpoint: it has itself told of a vacancy, and checks the message with the standard's own library.
import { createPublicKey, verify } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const { BASE, ID, SECRET, VACANCY } = process.env;

async function post(path, token, body) {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const answer = await fetch(`${BASE}${path}`, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

function refuses(check) {
  try {
    check();
  } catch {
    return;
  }
  throw new Error("a message that somebody changed was taken");
}

const basic = `Basic ${Buffer.from(`${ID}:${SECRET}`).toString("base64")}`;
const asked = { method: "POST", headers: { Authorization: basic }, body: new URLSearchParams({ grant_type: "client_credentials" }) };
const { access_token: token } = await (await fetch(`${BASE}/oauth/token`, asked)).json();
const server = createServer().listen(0, "127.0.0.1");
await once(server, "listening");
const wanted = { url: `http://127.0.0.1:${server.address().port}/`, kinds: ["vacancy"] };
const { secret, public_key } = await post("/v1/webhook-endpoints", token, JSON.stringify(wanted));
const { id } = await post("/v1/vacancies", token, VACANCY);

const [request, response] = await once(server, "request");
let body = "";
for await (const part of request.setEncoding("utf8")) body += part;
response.writeHead(204).end();

const told = new Webhook(secret).verify(body, request.headers);
if (told.type !== "vacancy.changed" || told.data.id !== id) throw new Error(body);
refuses(() => new Webhook(secret).verify(`${body} `, request.headers));

const x = Buffer.from(public_key.slice("whpk_".length), "base64").toString("base64url");
const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
const { "webhook-id": message, "webhook-timestamp": at, "webhook-signature": signatures } = request.headers;
const paired = signatures.split(" ").find((one) => one.startsWith("v1a,")).slice("v1a,".length);
if (!verify(null, `${message}.${at}.${body}`, key, Buffer.from(paired, "base64"))) throw new Error("v1a");
console.log("npm standardwebhooks: genuine");
server.close();
server.closeAllConnections();
