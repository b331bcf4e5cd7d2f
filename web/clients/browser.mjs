// Usage: node browser.mjs URL [SCREENSHOT]
// Opens the GraphiQL page of a running register (http://HOST:PORT/graphiql) in a real browser, as a
// newcomer with an empty profile: the ready tabs run, the documentation opens, the tabs survive a
// reload, and the page asks no other host for anything. CHROMIUM names the browser's binary.
import { chromium } from "playwright-core";

const [url, screenshot] = process.argv.slice(2);
if (!url) {
  console.error("usage: node browser.mjs URL [SCREENSHOT]");
  process.exit(2);
}

const TABS = ["ReportOf1399", "WhatWasAnnounced", "UnitsOfAProvince"];
const problems = [];
const check = (holds, what) => {
  console.log(`${holds ? "ok  " : "FAIL"} ${what}`);
  if (!holds) problems.push(what);
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
try {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  const heard = listen(page);
  await page.goto(url);
  await ready(page);
  await seesTabs(page);
  for (const name of TABS) await runs(page, name);
  await opensDocumentation(page);
  await opensExplorer(page);
  if (screenshot) await page.screenshot({ path: screenshot });
  await page.reload();
  await ready(page);
  await seesTabs(page);
  check(heard.elsewhere.length === 0, `no request to another host ${heard.elsewhere.join(" ")}`);
  check(heard.failed.length === 0, `no failed request ${heard.failed.join(" ")}`);
  check(heard.errors.length === 0, `no error in the console ${heard.errors.join("\n")}`);
} catch (error) {
  check(false, error.message);
  if (screenshot) await browser.contexts()[0]?.pages()[0]?.screenshot({ path: screenshot });
} finally {
  await browser.close();
}
console.log(problems.length === 0 ? "GraphiQL works" : `GraphiQL: ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);

/** Collects what should not happen while the page is open. */
function listen(page) {
  const heard = { elsewhere: [], failed: [], errors: [] };
  const here = new URL(url).origin;
  page.context().on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (/^https?:|^wss?:/.test(protocol) && origin !== here) heard.elsewhere.push(request.url());
  });
  // A reload of the page aborts what was still loading; that is no failure.
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    if (reason !== "net::ERR_ABORTED") heard.failed.push(`${reason} ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) heard.failed.push(`${response.status()} ${response.url()}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error") heard.errors.push(message.text());
  });
  page.on("pageerror", (error) => heard.errors.push(String(error)));
  return heard;
}

async function ready(page) {
  await page.locator(".graphiql-query-editor .view-line").first().waitFor();
  // The query editor shows the schema's fields as known once introspection has answered.
  await page.locator(".graphiql-spinner").first().waitFor({ state: "detached" });
}

async function seesTabs(page) {
  check((await page.title()) === "Shahrak – GraphiQL", "the title");
  const names = await page.locator(".graphiql-tab-button").allInnerTexts();
  check(names.join() === TABS.join(), `tabs: ${names.join(", ")}`);
}

/** Runs a tab's query as it stands: it must be valid, and answered with data alone. */
async function runs(page, name) {
  await page.locator(".graphiql-tab-button", { hasText: name }).click();
  // GraphiQL takes up the tab's operation name a moment later; no person is faster.
  await page.waitForTimeout(500);
  const answered = page.waitForResponse((response) => {
    return response.request().method() === "POST" && (response.request().postData() ?? "").includes(name);
  });
  await page.locator(".graphiql-execute-button").click();
  const response = await answered;
  const sent = response.request().postDataJSON();
  check(Object.keys(sent.variables ?? {}).length > 0, `${name}: variables ${JSON.stringify(sent.variables)}`);
  const answer = await response.json();
  check(answer.data && !answer.errors, `${name}: answered ${JSON.stringify(answer).slice(0, 160)} …`);
  const shown = page.locator(".result-window .view-line", { hasText: '"data"' });
  await shown.first().waitFor();
  // The language worker reads the query some hundred milliseconds after it was typed.
  await page.waitForTimeout(1000);
  const marks = await page.evaluate(() => globalThis.__MONACO.editor.getModelMarkers({}).map((mark) => mark.message));
  check(marks.length === 0, `${name}: nothing marked in the editors ${marks.join("; ")}`);
}

async function opensDocumentation(page) {
  await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
  const docs = page.locator(".graphiql-doc-explorer");
  await docs.getByText("Query", { exact: true }).first().click();
  await docs.getByText("report", { exact: true }).first().click();
  const text = (await docs.innerText()).replace(/\s+/g, " ");
  check(text.includes("population"), `documentation: ${text.slice(0, 160)} …`);
}

async function opensExplorer(page) {
  await page.getByRole("button", { name: "Show GraphiQL Explorer" }).click();
  const text = (await page.locator(".docExplorerWrap").innerText()).replace(/\s+/g, " ");
  check(text.includes("announcements"), `explorer: ${text.slice(0, 120)} …`);
}
