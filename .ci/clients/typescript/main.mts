import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";
import { base, token } from "../token.mjs";

const koprik = createClient<paths>({ baseUrl: base, headers: { Authorization: `Bearer ${await token()}` } });

const vacancy: components["schemas"]["VacancyInput"] = {
  title: { ru: "Каменщик" },
  occupation: { trade: "bricklayer" },
  requirements: [{ skill: "con.lay_bricks", kind: "must", min_level: 3 }],
  workplace: { oktmo: "92701000" },
  employment_type: "full_time",
  work_hours: { hours_per_week: 40, schedule: "six_one" },
  total_job_openings: 12,
  base_salary: { currency: "RUB", unit: "month", min: 90000, max: 120000, gross: true },
  job_start_date: "2029-03-01",
  valid_through: "2029-02-15",
};

const put = await koprik.PUT("/v1/vacancies/by-ref/{external_ref}", {
  params: { path: { external_ref: "TS-1" } },
  body: vacancy,
});
if (!put.data) throw new Error(JSON.stringify(put.error));
const path = { id: put.data.id };
const moved = await koprik.POST("/v1/vacancies/{id}/transitions", { params: { path }, body: { to: "published" } });
if (moved.data?.status !== "published") throw new Error(JSON.stringify(moved.error));
const found = await koprik.GET("/v1/vacancies/{id}/matches", { params: { path, query: { limit: 3, lang: "ru" } } });
if (!found.data) throw new Error(JSON.stringify(found.error));
console.log("openapi-typescript:", found.data.items.map((match) => match.score).join(" "));
