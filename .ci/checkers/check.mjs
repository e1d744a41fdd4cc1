// Checks a credential by jose and the published keys, and that a forged one fails.
import { readFileSync } from "node:fs";
import { createRemoteJWKSet, jwtVerify } from "jose";

const base = process.env.BASE;
const credential = readFileSync("credential.jwt", "utf8").trim();
const keys = createRemoteJWKSet(new URL(`${base}/.well-known/jwks.json`));
const { payload, protectedHeader } = await jwtVerify(credential, keys, { issuer: base, typ: "vc+jwt", algorithms: ["EdDSA"] });
if (protectedHeader.cty !== "vc" || !payload.type.includes("OpenBadgeCredential")) throw new Error(JSON.stringify(payload));
const [head, claims, signature] = credential.split(".");
const forged = `${head}.${claims.slice(0, -2)}AA.${signature}`;
const taken = await jwtVerify(forged, keys).then(() => true, () => false);
if (taken) throw new Error("a forged credential was taken");
console.log("node: signed, and a forged one is refused");
