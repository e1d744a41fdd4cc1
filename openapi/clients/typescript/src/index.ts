/** A client of Koprik: the routes and bodies are those of the OpenAPI document; tokens, repeats and pages are seen to here. */
import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./schema.js";
import { authorised, type Send } from "./tokens.js";
import { repeating } from "./repeats.js";

export type { components, paths };
/** A schema of the document by its name, such as `Schema<"VacancyInput">`. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];
export { items, type ItemOf, type Page } from "./pages.js";
export { ProblemError, unwrap } from "./problems.js";

/** Where the installation is, and who asks. */
export interface Options {
  /** Such as `https://koprik.example`. */
  baseUrl: string;
  /** The id of the client that the operator made for you. */
  clientId: string;
  /** Its secret. */
  clientSecret: string;
  /** In place of the platform's `fetch`, such as one through a proxy. */
  fetch?: Send;
  /** How often a request is sent at most, where 429 or 503 says that it was not done; 4 if left out. */
  attempts?: number;
}

/**
 * A client that gets its tokens itself, renews them in time, and repeats what was not done as `Retry-After` says. A `POST` is given
 * an `Idempotency-Key` unless it has one, so that a repeat has no second effect.
 */
export function connect(options: Options): Client<paths> {
  const { baseUrl, attempts = 4 } = options;
  const plain = repeating(options.fetch ?? ((request) => fetch(request)), attempts);
  return createClient<paths>({ baseUrl, fetch: authorised(plain, { ...options, baseUrl: baseUrl.replace(/\/+$/, "") }) });
}
