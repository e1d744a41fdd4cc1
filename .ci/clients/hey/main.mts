import { client } from "./client/client.gen.js";
import { matchVacancy, putVacancyByRef, transitionVacancy } from "./client/sdk.gen.js";
import { base, token } from "../token.mjs";

const bearer = await token();
client.setConfig({ baseUrl: base, auth: bearer });

const put = await putVacancyByRef({
  path: { external_ref: "HEY-1" },
  body: {
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
  },
});
if (!put.data) throw new Error(JSON.stringify(put.error));
const path = { id: put.data.id };
const moved = await transitionVacancy({ path, body: { to: "published" } });
if (moved.data?.status !== "published") throw new Error(JSON.stringify(moved.error));
const found = await matchVacancy({ path, query: { limit: 3, lang: "ru" } });
if (!found.data) throw new Error(JSON.stringify(found.error));
console.log("hey-api:", found.data.items.map((match) => match.score).join(" "));
