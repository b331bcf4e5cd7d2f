// Usage: node dashboard.mjs URL [FOLDER]
// Walks the pages of a running register (http://HOST:PORT/ or …/graphql) in Chromium, in both languages, on a desktop and
// on a phone of 390 × 844, in both themes: each page has its heading and its figures, asks at most three questions and
// no other host, obeys its content security policy, is no wider than the screen, and axe-core finds nothing on it.
// FOLDER receives a picture of each. CHROMIUM names the browser's binary.
import { mkdirSync, readFileSync } from "node:fs";
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

const problems = [];
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
        for (const [name, place] of Object.entries(places)) {
          await walk(context, `${device} ${colorScheme} ${language} ${name}`, `${base}/${language}${place}`);
          seen += 1;
        }
      }
      await context.close();
    }
  }
  await changesLanguageAndGoesBack();
  await readsWithoutJavaScript();
  await byKeyboard();
} catch (error) {
  check(false, error.stack);
} finally {
  await browser.close();
}
console.log(`${seen} pages seen, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);

/** The kinds of pages, with a park, a unit and a figure that the register has. */
async function placesOf(base) {
  const query = `{
    parks(first: 1) { nodes { code } }
    units(first: 1) { nodes { code } }
    figures(first: 1, filter: { metric: ["units_revived"], year: 1399 }) { nodes { code } }
  }`;
  const response = await fetch(`${base}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const { data } = await response.json();
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
  check(heard.questions <= QUESTIONS, `${name}: ${heard.questions} questions`);
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
    const chart = !location.pathname.includes("/series/") || document.querySelector(".chart");
    return !waits && chart && document.fonts.status === "loaded";
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
  const heard = { elsewhere: [], errors: [], questions: 0 };
  page.on("request", (request) => {
    const { protocol, origin, pathname } = new URL(request.url());
    if (/^https?:|^wss?:/.test(protocol) && origin !== base) heard.elsewhere.push(request.url());
    if (pathname === "/graphql") heard.questions += 1;
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
