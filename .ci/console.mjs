// Opens the console as a newcomer would: authorises, calls operations with the ids that it proposes, reads the answers.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const { base_url: base, clients } = JSON.parse(readFileSync(process.env.DEMO, "utf8"));
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: flags });
let passed = 0;

function check(holds, what) {
  if (!holds) throw new Error(what);
  passed += 1;
}

/** Fills in the form behind "Authorize", ticks the scopes, and closes it. */
async function authorise(page, client, scopes) {
  await page.locator("button.authorize").first().click();
  const form = page.locator(".auth-container", { hasText: "oauth2" }).first();
  await form.locator("input#client_id, input[data-name='clientId'], input[name='client_id']").first().fill(client.client_id);
  await form.locator("input#client_secret, input[data-name='clientSecret'], input[name='client_secret'], input[type='password']").first()
    .fill(client.client_secret);
  for (const scope of scopes) await form.locator(`label[for^="${scope}-"]`).first().click();
  await form.locator("button.authorize", { hasText: "Authorize" }).click();
  await form.locator("button", { hasText: "Logout" }).waitFor({ timeout: 15000 });
  await page.locator(".close-modal, button.btn-done").first().click();
}

/** Executes an operation as it is proposed; its status. */
async function call(page, operation) {
  const block = page.locator(`[id$="-${operation}"]`).first();
  await block.scrollIntoViewIfNeeded();
  await block.locator("button.opblock-summary-control").click();
  await block.locator("button.try-out__btn").click();
  const answered = page.waitForResponse((answer) => answer.url().includes("/v1/"), { timeout: 15000 });
  await block.locator("button.execute").click();
  const answer = await answered;
  await block.locator(".live-responses-table .response .response-col_status").first().waitFor({ timeout: 15000 });
  const shown = (await block.locator(".live-responses-table .response .response-col_status").first().innerText()).trim();
  await block.locator("button.opblock-summary-control").click();
  return [answer.status(), Number.parseInt(shown, 10), await answer.text()];
}

// Drawing every operation of the document takes a minute of a core, so each role has one screen.
const visits = [
  { width: 1280, height: 900, role: "employer", scopes: ["vacancies:read", "matches:read"],
    operations: ["get_me", "list_vacancies", "get_vacancy", "match_vacancy"] },
  { width: 390, height: 844, role: "agency", scopes: ["candidates:read", "matches:read"],
    operations: ["get_me", "get_candidate", "match_candidate"] },
];

/** Uses the console as this role. */
async function tryConsole(page, { width, role, scopes, operations }) {
  const foreign = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(base) && !/^(data|blob):/.test(request.url())) foreign.push(request.url());
  });
  await page.goto(`${base}/docs/`);
  await page.locator(".opblock").first().waitFor({ timeout: 60000 });
  await authorise(page, clients.find((client) => client.role === role), scopes);
  for (const operation of operations) {
    const [status, shown, body] = await call(page, operation);
    check(status === 200 && shown === 200, `${role} at ${width}: ${operation} answers ${status}, shows ${shown}: ${body.slice(0, 300)}`);
  }
  check(foreign.length === 0, `the console asks elsewhere: ${foreign}`);
  await fits(page, `${role}-${width}`);
}

/** The page is not wider than the screen. */
async function fits(page, name) {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(wider <= 0, `${name} is ${wider} pixels too wide`);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
}

for (const visit of visits) {
  const page = await browser.newPage({ viewport: { width: visit.width, height: visit.height } });
  await tryConsole(page, visit);
  for (const address of ["/", "/guide/tokens", "/guide/errors"]) {
    await page.goto(base + address);
    check(await page.locator("h1").count() === 1, `${address} has no heading`);
    await fits(page, `guide${address.replaceAll("/", "_")}-${visit.width}`);
  }
  await page.close();
}
await browser.close();
console.log(`console: ${passed} passed, 0 failed`);
