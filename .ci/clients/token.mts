// A token of the demo's employer, and the vacancy that it sends.
const { BASE: base = "", ID = "", SECRET = "" } = process.env;

export { base };

export async function token(): Promise<string> {
  const answer = await fetch(`${base}/oauth/token`, {
    method: "POST",
    headers: { Authorization: `Basic ${Buffer.from(`${ID}:${SECRET}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  const body = (await answer.json()) as { access_token: string };
  return body.access_token;
}
