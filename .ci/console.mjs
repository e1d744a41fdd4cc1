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

/** Fills in the form behind "Authorize", and closes it. */
async function authorise(page, client) {
  await page.locator("button.authorize").first().click();
  const form = page.locator(".auth-container", { hasText: "oauth2" }).first();
  await form.locator("input#client_id, input[data-name='clientId'], input[name='client_id']").first().fill(client.client_id);
  await form.locator("input#client_secret, input[data-name='clientSecret'], input[name='client_secret'], input[type='password']").first()
    .fill(client.client_secret);
  for (const scope of client.scope.split(" ")) {
    const box = form.locator(`label[for^="${scope}-"]`).first();
    if (await box.count()) await box.click();
  }
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

const calls = {
  employer: ["get_me", "list_vacancies", "get_vacancy", "match_vacancy"],
  agency: ["get_me", "get_candidate", "match_candidate"],
};

for (const [width, height] of [[1280, 900], [390, 844]]) {
  for (const [role, operations] of Object.entries(calls)) {
    const page = await browser.newPage({ viewport: { width, height } });
    const foreign = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(base) && !/^(data|blob):/.test(request.url())) foreign.push(request.url());
    });
    await page.goto(`${base}/docs/`);
    await page.locator(".opblock").first().waitFor({ timeout: 30000 });
    await authorise(page, clients.find((client) => client.role === role));
    for (const operation of operations) {
      const [status, shown, body] = await call(page, operation);
      check(status === 200 && shown === 200, `${role} at ${width}: ${operation} answers ${status}, shows ${shown}: ${body.slice(0, 300)}`);
    }
    check(foreign.length === 0, `the console asks elsewhere: ${foreign}`);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wider <= 0, `the page is ${wider} pixels wider than ${width}`);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${role}-${width}.png` });
    await page.close();
  }
  const page = await browser.newPage({ viewport: { width, height } });
  for (const address of ["/", "/guide/tokens", "/guide/errors"]) {
    await page.goto(base + address);
    check(await page.locator("h1").count() === 1, `${address} has no heading`);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wider <= 0, `${address} is ${wider} pixels wider than ${width}`);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/guide-${address.replaceAll("/", "_")}-${width}.png` });
  }
  await page.close();
}
await browser.close();
console.log(`console: ${passed} passed, 0 failed`);
