/** Repeats what was not done. */
import type { Send } from "./tokens.js";

/** The most that is waited between two attempts, in seconds, whatever the server says. */
const LONGEST = 60;

/**
 * Sends a request up to `attempts` times: 429 and 503 mean that nothing was done, and say when to come again. Where the connection
 * broke the outcome is not known, so that only what has one effect however often it is sent is repeated.
 */
export function repeating(send: Send, attempts: number): Send {
  return async (request) => {
    if (request.method === "POST" && !request.headers.has("Idempotency-Key")) {
      request.headers.set("Idempotency-Key", crypto.randomUUID());
    }
    for (let attempt = 1; ; attempt += 1) {
      const again = request.clone();
      try {
        const answer = await send(request);
        if (attempt >= attempts || ![429, 503].includes(answer.status)) return answer;
        await answer.body?.cancel();
        await passed(Number(answer.headers.get("Retry-After")) || 2 ** attempt / 2);
      } catch (error) {
        if (attempt >= attempts || request.signal.aborted) throw error;
        await passed(2 ** attempt / 2);
      }
      request = again;
    }
  };
}

function passed(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.min(seconds, LONGEST) * 1000));
}
