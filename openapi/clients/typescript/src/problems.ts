/** What is answered instead of what was asked for: a problem document (RFC 9457). */
import type { components } from "./schema.js";

type Problem = components["schemas"]["Problem"];

/** A request that was refused; `problem` says why, and its `errors` which members are wrong. */
export class ProblemError extends Error {
  readonly status: number;
  readonly problem: Partial<Problem>;

  constructor(response: Response, body: unknown) {
    const problem: Partial<Problem> = typeof body === "object" && body !== null ? body : {};
    super(`${response.status}: ${problem.detail ?? problem.title ?? response.statusText}`);
    this.name = "ProblemError";
    this.status = response.status;
    this.problem = problem;
  }
}

/** What was asked for; throws a {@link ProblemError} where it was refused. */
export async function unwrap<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await asked;
  if (data === undefined) throw new ProblemError(response, error);
  return data;
}
