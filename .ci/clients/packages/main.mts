// The main job with the package `koprik`: no word of tokens, repeats or cursors.
import { connect, items, ProblemError, unwrap, type Schema } from "koprik";

const { BASE: baseUrl = "", ID: clientId = "", SECRET: clientSecret = "" } = process.env;

// The first transition is answered by 503, the second by 401: neither is seen below.
const keys: (string | null)[] = [];
const tokens: (string | null)[] = [];
const faulty = async (request: Request) => {
  if (!request.url.endsWith("/transitions") || keys.length === 2) return fetch(request);
  keys.push(request.headers.get("Idempotency-Key"));
  tokens.push(request.headers.get("Authorization"));
  return new Response(null, { status: keys.length === 1 ? 503 : 401, headers: { "Retry-After": "1" } });
};
const koprik = connect({ baseUrl, clientId, clientSecret, fetch: faulty });

const vacancy: Schema<"VacancyInput"> = {
  title: { ru: "Каменщик" },
  occupation: { trade: "bricklayer" },
  requirements: [{ skill: "con.lay_bricks", kind: "must", min_level: 3 }],
  workplace: { oktmo: "92701000" },
  base_salary: { currency: "RUB", unit: "month", min: 90000, max: 120000, gross: true },
  valid_through: "2029-02-15",
};

const put = await unwrap(
  koprik.PUT("/v1/vacancies/by-ref/{external_ref}", { params: { path: { external_ref: "NPM-1" } }, body: vacancy }),
);
const path = { id: put.id };
const moved = await unwrap(koprik.POST("/v1/vacancies/{id}/transitions", { params: { path }, body: { to: "published" } }));
if (moved.status !== "published") throw new Error(moved.status);
if (!keys[0] || keys[0] !== keys[1] || !tokens[0]) throw new Error(`sent again as ${keys.join(" and ")}`);

const scores: number[] = [];
for await (const match of items((cursor) =>
  koprik.GET("/v1/vacancies/{id}/matches", { params: { path, query: { limit: 1, lang: "ru", cursor } } }),
)) {
  scores.push(match.score);
  if (scores.length === 3) break;
}
if (scores.length !== 3) throw new Error(`${scores.length} matches on three pages`);

let own = 0;
for await (const _ of items((cursor) => koprik.GET("/v1/vacancies", { params: { query: { limit: 3, cursor } } }))) own += 1;

const refused = await unwrap(
  koprik.POST("/v1/vacancies/{id}/transitions", { params: { path }, body: { to: "draft" } }),
).catch((error: unknown) => error);
if (!(refused instanceof ProblemError) || refused.status !== 409) throw refused;
console.log("npm package:", scores.join(" "), `of ${own} own vacancies`);
