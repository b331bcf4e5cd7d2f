// Usage: node browser.mjs URL [SCREENSHOT [PHONE-SCREENSHOT]]
// Opens the GraphiQL page of a running register (http://HOST:PORT/graphiql) in a real browser, as a
// newcomer with an empty profile: the ready tabs run, the first one has something to show, the
// documentation opens, the tabs survive a reload, the page asks no other host for anything, and all
// of it can be used on a phone, of which PHONE-SCREENSHOT is made. CHROMIUM names the browser's binary.
import { chromium } from "playwright-core";

const [url, screenshot, phoneScreenshot] = process.argv.slice(2);
if (!url) {
  console.error("usage: node browser.mjs URL [SCREENSHOT [PHONE-SCREENSHOT]]");
  process.exit(2);
}

const TABS = ["WhatWasAnnounced", "ReportOf1399", "UnitsOfAProvince"];
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
  await worksOnAPhone();
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
  if (name === TABS[0]) {
    const figures = answer.data?.announcements.nodes.flatMap((announcement) => announcement.figures) ?? [];
    check(figures.some(({ low }) => Number(low) > 0), `${name}: ${figures.length} figures before any import`);
  }
  check(answer.data && !answer.errors, `${name}: answered ${JSON.stringify(answer).slice(0, 160)} …`);
  const shown = page.locator(".result-window .view-line", { hasText: '"data"' });
  await shown.first().waitFor();
  // The language worker reads the query some hundred milliseconds after it was typed.
  await page.waitForTimeout(1000);
  const marks = await page.evaluate(() => globalThis.__MONACO.editor.getModelMarkers({}).map((mark) => mark.message));
  check(marks.length === 0, `${name}: nothing marked in the editors ${marks.join("; ")}`);
}

/** The whole page, on a screen of 390 × 844: everything is on it, large enough, and the first tab runs by a tap. */
async function worksOnAPhone() {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const page = await (await browser.newContext(phone)).newPage();
  await page.goto(url);
  await ready(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  check(wide <= 390, `phone: the page is ${wide} wide`);
  const place = async (part) => (await page.locator(part).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const within = ({ x, y, width, height }) => x >= 0 && y >= 0 && x + width <= 390 && y + height <= 844;
  for (const [part, width, height] of [
    [".graphiql-query-editor .monaco-editor", 280, 120],
    [".graphiql-editor-tools", 280, 30],
    [".result-window", 280, 200],
    [".graphiql-execute-button", 30, 30],
    [".graphiql-sidebar", 280, 40],
  ]) {
    const box = await place(part);
    check(within(box) && box.width >= width && box.height >= height, `phone: ${part} ${JSON.stringify(box)}`);
  }
  await page.locator(".graphiql-execute-button").tap();
  const shown = page.locator(".result-window .view-line", { hasText: '"totalCount"' });
  await shown.first().waitFor();
  check(true, "phone: the first tab answers");
  if (phoneScreenshot) await page.screenshot({ path: phoneScreenshot });
  await page.getByRole("button", { name: "Show Documentation Explorer" }).tap();
  const docs = await place(".graphiql-plugin");
  check(within(docs) && docs.width >= 380, `phone: the documentation ${JSON.stringify(docs)}`);
  await page.getByRole("button", { name: "Hide Documentation Explorer" }).tap();
  const [away, editor] = [await place(".graphiql-plugin"), await place(".graphiql-query-editor")];
  check(away.x + away.width <= 0 && within(editor), `phone: the documentation closes ${JSON.stringify(away)}`);
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
