/** All items of a list, page by page. */
import { ProblemError } from "./problems.js";

/** A page of a list: what is on it, and the address of the next one. */
export interface Page<T> {
  items: T[];
  next?: string | null;
}

/** What is on a page; an answer that is no page, such as lines of CSV, has none. */
export type ItemOf<Answer> = Answer extends Page<infer Item> ? Item : never;

/**
 * The items of all pages. `page` asks for the page that begins at a cursor:
 *
 *     items((cursor) => koprik.GET("/v1/vacancies", { params: { query: { limit: 100, cursor } } }))
 */
export async function* items<Answer>(
  page: (cursor: string | undefined) => Promise<{ data?: Answer; error?: unknown; response: Response }>,
): AsyncGenerator<ItemOf<Answer>, void, void> {
  let cursor: string | undefined;
  do {
    const { data, error, response } = await page(cursor);
    if (!isPage<ItemOf<Answer>>(data)) throw new ProblemError(response, error);
    const { items, next } = data;
    yield* items;
    cursor = (next && new URL(next, "http://localhost").searchParams.get("cursor")) || undefined;
  } while (cursor);
}

function isPage<Item>(answer: unknown): answer is Page<Item> {
  return typeof answer === "object" && answer !== null && "items" in answer;
}
