/** Tokens of the client, got once for all requests that wait, and renewed before they run out. */

/** Sends a request. */
export type Send = (request: Request) => Promise<Response>;

interface Credentials {
  baseUrl: string;
  clientId: string;
  clientSecret: string;
}

/** A token and the moment, in milliseconds, from which it is not used any more. */
interface Token {
  value: string;
  until: number;
}

/** How long before its end a token is renewed, in milliseconds. */
const BEFORE = 60_000;

/** `send` with a token. A 401 is answered by one new token and one repeat. */
export function authorised(send: Send, credentials: Credentials): Send {
  let token: Promise<Token> | undefined;
  const current = async (): Promise<Token> => {
    token ??= ask(send, credentials);
    const held = token;
    const got = await held.catch((error: unknown) => {
      if (token === held) token = undefined;
      throw error;
    });
    if (Date.now() < got.until) return got;
    if (token === held) token = undefined;
    return current();
  };
  const sent = (request: Request, { value }: Token) => {
    request.headers.set("Authorization", `Bearer ${value}`);
    return send(request);
  };
  return async (request) => {
    const [again, first] = [request.clone(), await current()];
    const answer = await sent(request, first);
    if (answer.status !== 401) return answer;
    if ((await token?.catch(() => undefined))?.value === first.value) token = undefined;
    return sent(again, await current());
  };
}

async function ask(send: Send, { baseUrl, clientId, clientSecret }: Credentials): Promise<Token> {
  const basic = btoa(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`);
  const answer = await send(
    new Request(`${baseUrl}/oauth/token`, {
      method: "POST",
      headers: { Authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    }),
  );
  if (!answer.ok) throw new Error(`no token: ${answer.status} ${await answer.text()}`);
  const { access_token, expires_in } = (await answer.json()) as { access_token: string; expires_in: number };
  const life = expires_in * 1000;
  return { value: access_token, until: Date.now() + Math.max(life - BEFORE, life / 2) };
}
