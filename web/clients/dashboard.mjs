// Usage: node dashboard.mjs URL [FOLDER]
// Walks the pages of a running register (http://HOST:PORT/ or …/graphql) in Chromium, in both languages, on a desktop and
// on a phone of 390 × 844, in both themes: each page has its heading and its figures, asks at most three questions and
// no other host, obeys its content security policy, is no wider than the screen, and axe-core finds nothing on it.
// With SHAHRAK_TOKEN, the token of a national officer, an event is recorded and corrected: an open page follows, and a chart
// whose address has a moment stays the same. UPDATE_TRACE=1 writes docs/pages-trace.md instead of comparing with it.
// FOLDER receives a picture of each. CHROMIUM names the browser's binary.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";

import { chromium } from "playwright-core";

const [address, folder] = process.argv.slice(2);
if (!address) {
  console.error("usage: node dashboard.mjs URL [FOLDER]");
  process.exit(2);
}
const base = new URL(address).origin;
if (folder) mkdirSync(folder, { recursive: true });

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const DESKTOP = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const QUESTIONS = 3;
/** The files of a chart. */
const ENDINGS = ["csv", "json", "svg", "xlsx"];
/** Pages that are walked through side by side. */
const AT_ONCE = 3;
/** A token of an officer, with which the register changes while pages are open. */
const TOKEN = process.env.SHAHRAK_TOKEN;
/** What each page asks for its first view, as docs/pages-trace.md has it. */
const TRACE = new URL("../../docs/pages-trace.md", import.meta.url);

const problems = [];
const trace = new Map();
const check = (holds, what) => {
  if (!holds) problems.push(what);
  if (!holds || process.env.VERBOSE) console.log(`${holds ? "ok  " : "FAIL"} ${what}`);
};

const places = await placesOf(base);
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
let seen = 0;
try {
  for (const [device, screen] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    for (const colorScheme of ["light", "dark"]) {
      // Both languages have the same colours.
      const languages = colorScheme === "light" ? ["en", "fa"] : device === "desktop" ? ["fa"] : [];
      const context = await browser.newContext({ ...screen, colorScheme });
      for (const language of languages) {
        const rest = Object.entries(places);
        const walkOn = async () => {
          for (let next; (next = rest.shift()); seen += 1) {
            await walk(context, `${device} ${colorScheme} ${language} ${next[0]}`, `${base}/${language}${next[1]}`);
          }
        };
        await Promise.all(Array.from({ length: AT_ONCE }, walkOn));
      }
      await context.close();
    }
  }
  await changesLanguageAndGoesBack();
  await readsWithoutJavaScript();
  await byKeyboard();
  await exploresByClicking();
  await framesTheChartAlone();
  await losesTheConnection();
  if (TOKEN) await followsTheRegister();
  checkTrace();
} catch (error) {
  check(false, error.stack);
} finally {
  await browser.close();
}
console.log(`${seen} pages seen, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);

/** The data with which the register answers; with the token if there is one. */
async function ask(query, variables = {}) {
  const response = await fetch(`${base}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(TOKEN ? { authorization: `Bearer ${TOKEN}` } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** The kinds of pages, with a park, a unit and a figure that the register has. */
async function placesOf(base) {
  const query = `{
    parks(first: 1) { nodes { code } }
    units(first: 1) { nodes { code } }
    figures(first: 1, filter: { metric: ["units_revived"], year: 1399 }) { nodes { code } }
    feed(first: 1) { nodes { recordedAt } }
  }`;
  const data = await ask(query);
  const began = data.feed.nodes[0].recordedAt;
  const code = (list) => list.nodes[0]?.code;
  const [park, unit, figure] = [code(data.parks), code(data.units), code(data.figures)];
  return {
    front: "",
    year: "/1399",
    "year-as-of": "/1399?asOf=2021-01-27",
    commissioned: "/1399/commissioned",
    idle: "/1399/units?status=SEMI_ACTIVE,INACTIVE",
    provinces: "/1399/provinces",
    province: "/1399/provinces/IR-09",
    ...(park ? { park: `/parks/${park}` } : {}),
    ...(unit ? { unit: `/units/${unit}` } : {}),
    series: "/series/units_revived",
    months: "/series/units_revived?year=1399",
    share: "/series/share_inactive_or_semi_active?year=1399",
    changes: `/series/units_revived?year=1399&since=${encodeURIComponent(began)}`,
    explore: "/explore",
    "explore-two": "/explore?by=SECTOR,STATUS&show=JOBS_SUM&sector=FOOD,METAL",
    "explore-events": "/explore?what=events&by=YEAR,KIND&kind=REVIVED,COMMISSIONED",
    figure: `/figures/${figure}`,
    contradictions: "/contradictions",
    findings: "/findings",
    search: "/search?q=1170",
    nowhere: "/nowhere",
  };
}

async function walk(context, name, url) {
  const page = await context.newPage();
  const heard = listen(page);
  await page.goto(url);
  await settled(page);
  check((await page.locator("h1").count()) === 1, `${name}: one heading`);
  const text = await page.locator("body").innerText();
  check(!/page-[a-z]+-|label-[a-z]+-|undefined|NaN|\[object/.test(text), `${name}: no key or code instead of a text`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(wide <= 0, `${name}: ${wide} pixels wider than the screen`);
  check(heard.questions.length <= QUESTIONS, `${name}: ${heard.questions.length} questions`);
  trace.set(name.split(" ").at(-1), heard.questions);
  check(heard.elsewhere.length === 0, `${name}: asks ${heard.elsewhere.join(" ")}`);
  check(heard.errors.length === 0, `${name}: ${heard.errors.join("\n")}`);
  for (const { id, nodes } of await violations(page)) {
    check(false, `${name}: axe ${id}: ${nodes.slice(0, 3).join(" | ")}`);
  }
  if (folder) await page.screenshot({ path: `${folder}/${name.replaceAll(" ", "-")}.png`, fullPage: true });
  await page.close();
}

/** Waits until every answer is there. */
async function settled(page) {
  await page.locator("#page main h1").first().waitFor();
  await page.waitForFunction(() => {
    const waits = document.querySelector('.waiting, [aria-busy="true"]');
    const [failed, charts] = [document.querySelector('[role="alert"]'), document.querySelectorAll(".drawing")];
    const drawn = [...charts].every((chart) => chart.querySelector("svg"));
    return !waits && (drawn || failed) && document.fonts.status === "loaded";
  });
}

async function violations(page) {
  // Evaluated by the debugger, which the policy of the page does not bind.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((values) => globalThis.axe.run({ runOnly: { type: "tag", values } }), RULES);
  return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html.slice(0, 160)) }));
}

/** Collects what should not happen while the page is open, and how often it asks the register. */
function listen(page) {
  const heard = { elsewhere: [], errors: [], questions: [] };
  page.on("request", (request) => {
    const { protocol, origin, pathname } = new URL(request.url());
    if (/^https?:|^wss?:/.test(protocol) && origin !== base) heard.elsewhere.push(request.url());
    const isChart = pathname.endsWith(".svg") && !pathname.startsWith("/dashboard/");
    if (pathname === "/graphql" || isChart) heard.questions.push(request);
  });
  page.on("console", (message) => message.type() === "error" && heard.errors.push(message.text()));
  page.on("pageerror", (error) => heard.errors.push(error.message));
  page.on("response", (response) => response.status() >= 400 && heard.errors.push(`${response.status()} ${response.url()}`));
  return heard;
}

/** The other language shows the same place; the way back leads to the first. */
async function changesLanguageAndGoesBack() {
  const page = await browser.newPage();
  await page.goto(`${base}/en/1399?asOf=2021-01-27`);
  await settled(page);
  await page.getByRole("link", { name: "فارسی" }).click();
  await page.locator("h1", { hasText: "۱۳۹۹" }).waitFor();
  check(page.url() === `${base}/fa/1399?asOf=2021-01-27`, `the other language: ${page.url()}`);
  check((await page.locator("html").getAttribute("dir")) === "rtl", "Persian is read from the right");
  await page.goBack();
  await page.locator("h1", { hasText: "1399" }).waitFor();
  check((await page.locator("html").getAttribute("dir")) === "ltr", "back in English, read from the left");
  await page.close();
}

/** The headline figures stand in the page itself. */
async function readsWithoutJavaScript() {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const language of ["en", "fa"]) {
    await page.goto(`${base}/${language}/1399`);
    check((await page.locator("dl.facts dd").count()) === 6, `${language}: six figures without JavaScript`);
    const description = await page.locator('meta[property="og:description"]').getAttribute("content");
    check(description?.includes(language === "fa" ? "۱۳۹۹" : "1399"), `${language}: og:description ${description}`);
  }
  await context.close();
}

/** From the year to the events behind a number and to a unit, by the keyboard alone. */
async function byKeyboard() {
  const page = await browser.newPage();
  await page.goto(`${base}/en/1399`);
  await settled(page);
  await page.keyboard.press("Tab");
  check(await page.evaluate(() => document.activeElement?.className === "skip"), "the first stop skips to the content");
  await page.locator(".sides .computed a").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/1399/commissioned*");
  await settled(page);
  check(await page.evaluate(() => document.activeElement?.tagName === "H1"), "the heading has the focus");
  await page.close();
}

/** Groups, filters and the way back, by clicks alone. */
async function exploresByClicking() {
  const page = await browser.newPage();
  await page.goto(`${base}/en/explore`);
  await settled(page);
  await page.getByRole("navigation", { name: "Grouped by" }).getByRole("link", { name: "sector", exact: true }).click();
  await page.waitForURL(/by=PROVINCE%2CSECTOR/);
  await settled(page);
  await page.locator("tbody th[scope=row] a").first().click();
  await page.waitForURL(/province=IR-/);
  await settled(page);
  const only = page.getByRole("link", { name: /show all again/ });
  check((await only.count()) === 1, "explore: a click on a row leaves only it");
  const [row, total] = [await page.locator("tbody tr").count(), await page.locator('[role="status"]').last().innerText()];
  check(row > 0 && /\d/.test(total), `explore: ${row} rows, ${total}`);
  await only.click();
  await page.waitForURL((url) => !url.search.includes("province="));
  await page.close();
}

/** Other sites may show the frame of a chart, and nothing else. */
async function framesTheChartAlone() {
  const other = createServer((request, response) => {
    const path = new URL(request.url, "http://other").searchParams.get("path");
    response.setHeader("content-type", "text/html").end(`<title>other</title><iframe src="${base}${path}"></iframe>`);
  });
  await new Promise((done) => other.listen(0, "127.0.0.1", done));
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const drawn = async (path) => {
    await page.goto(`http://127.0.0.1:${other.address().port}/?path=${encodeURIComponent(path)}`);
    const frame = page.frames().at(-1);
    return (await frame.locator("svg, main").count()) > 0;
  };
  for (const language of ["en", "fa"]) {
    for (const place of ["series/units_revived", "1399/provinces", "explore"]) {
      check(await drawn(`/embed/${language}/${place}`), `${language} ${place}: the frame shows the chart`);
    }
  }
  check(!(await drawn("/en/1399")), "a page is in no frame");
  check(!(await drawn("/graphiql")), "GraphiQL is in no frame");
  await context.close();
  other.close();
}

/** A page says that the connection is lost, keeps its figures, and follows again. */
async function losesTheConnection() {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${base}/en/1399`);
  await settled(page);
  await page.locator(".live.live", { hasText: "Live" }).waitFor();
  await context.setOffline(true);
  await page.locator(".live.lost").waitFor();
  check((await page.locator(".sides .computed .number").count()) > 0, "the figures stay while the connection is lost");
  for (const violation of await violations(page)) check(false, `lost connection: axe ${violation.id}: ${violation.nodes}`);
  if (folder) await page.screenshot({ path: `${folder}/lost-connection.png` });
  await context.setOffline(false);
  await page.locator(".live:not(.lost)").waitFor();
  check(true, "the connection is resumed");
  await context.close();
}

/** An open page follows what is recorded; a chart whose address has a moment has the same bytes after a correction. */
async function followsTheRegister() {
  const { registerInfo, units } = await ask(
    "{ registerInfo { knownAt today } units(first: 1, filter: { status: [ACTIVE], population: IN_PARKS }) { nodes { code } } }",
  );
  const { today, knownAt } = registerInfo;
  const unit = units.nodes[0].code;
  const { year } = await ask("{ year: years(from: 1400) { number startsOn } }");
  const present = year.findLast(({ startsOn }) => startsOn <= today).number;
  const view = new URLSearchParams({ asOf: today, knownAt });
  const files = ENDINGS.flatMap((ending) => [
    `/en/series/units_revived.${ending}?${view}`,
    `/fa/series/share_inactive_or_semi_active.${ending}?${view}&year=${present}`,
    `/fa/${present}/provinces.${ending}?${view}&show=idle`,
    `/en/explore.${ending}?${view}&what=events&by=KIND`,
    `/fa/explore.${ending}?${view}&by=STATUS`,
  ]);
  const load = async (path) => {
    const response = await fetch(base + path);
    const bytes = Buffer.from(await response.arrayBuffer());
    check(response.status === 200, `${path}: ${response.status} ${response.status === 200 ? "" : bytes}`);
    return bytes;
  };
  // One after the other: the register lets nobody have all its connections.
  const loadAll = () => files.reduce(async (all, path) => [...(await all), await load(path)], Promise.resolve([]));
  const before = await loadAll();

  const page = await browser.newPage();
  await page.goto(`${base}/en/${present}`);
  await settled(page);
  await page.locator(".live:not(.lost)").waitFor();
  const old = await browser.newPage();
  await old.goto(`${base}/en/${present}?${view}`);
  await settled(old);
  const shown = async (of) => (await of.locator(".sides .computed .number, .besides dd").allInnerTexts()).join(" ");
  const [live, fixed] = [await shown(page), await shown(old)];
  const act = async (name, type, input, object) => {
    const data = await ask(`mutation ($input: ${type}!) { act: ${name}(input: $input) { ${object} userErrors { message } } }`, { input });
    check(data.act.userErrors.length === 0, `${name}: ${JSON.stringify(data.act.userErrors)}`);
    return data.act;
  };
  const { event } = await act("unitIdle", "UnitIdleInput", { unit, occurredOn: today, reasons: ["MARKET"] }, "event { code }");
  await page.waitForFunction((live) => [...document.querySelectorAll(".sides .computed .number, .besides dd")].map((one) => one.innerText).join(" ") !== live, live);
  check(true, "an open page follows the register");
  check(await page.locator(".live", { hasText: "changed" }).isVisible(), "the page says when the figures changed");
  await act("unitCorrect", "UnitCorrectInput", { unit, void: [{ voids: event.code, note: "recorded by mistake" }] }, "unit { code }");

  await old.reload();
  await settled(old);
  check((await shown(old)) === fixed, "an old permanent link shows the same after a correction");
  const after = await loadAll();
  files.forEach((path, place) => check(before[place].equals(after[place]), `${path}: the same bytes after a correction`));
  await page.close();
  await old.close();
}

/** Compares what pages ask with docs/pages-trace.md. */
function checkTrace() {
  const line = (request) => {
    const { pathname, searchParams } = new URL(request.url());
    const document = request.method() === "POST" ? JSON.parse(request.postData()).query : (searchParams.get("query") ?? "");
    const [, kind, operation] = /\b(query|subscription) (\w+)/.exec(document) ?? [];
    const path = pathname.replace(/^\/(en|fa)\//, "/{language}/").replace(/(parks|units|figures)\/[^/]+/, "$1/{code}");
    return `\`${request.method()} ${path}\`${operation ? ` ${kind} \`${operation}\`` : ""}`;
  };
  const rows = Object.keys(places).map((name) => {
    const requests = trace.get(name) ?? [];
    const place = `/{language}${places[name].replace(/(parks|units|figures)\/[^/?]+/, "$1/{code}").replace(/since=[^&]+/, "since={moment}")}`;
    return `| \`${place}\` | ${requests.map(line).sort().join("<br>") || "–"} |`;
  });
  const text = [
    "# What each page asks for its first view",
    "",
    "Written by the walk through the pages (`UPDATE_TRACE=1 make pages`), which compares it otherwise. The server asks the",
    "first question of a year itself and sends the answer with the page ([Pages](pages.md#what-a-page-asks)).",
    "",
    "| page | requests to the register |",
    "|---|---|",
    ...rows,
    "",
  ].join("\n");
  if (process.env.UPDATE_TRACE) return writeFileSync(TRACE, text);
  check(existsSync(TRACE) && readFileSync(TRACE, "utf8") === text, "docs/pages-trace.md says what the pages ask; UPDATE_TRACE=1 writes it");
}
