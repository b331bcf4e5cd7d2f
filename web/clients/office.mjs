// Usage: SHAHRAK_TOKEN=… node office.mjs URL [FOLDER]
// Walks the pages for officers of a running register in Chromium, in both languages, on a desktop and on a phone of
// 390 × 844, with the token of a national officer: signing in, an import with mistakes and its correction, an act whose
// connection is lost while it is sent, a correction, a version conflict, a revised target, an announcement, signing out.
// Every page that is seen is no wider than the screen, shows no key instead of a text, and axe-core finds nothing on it.
// FOLDER receives a picture of each. CHROMIUM names the browser's binary.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { chromium } from "playwright-core";

const [address, folder] = process.argv.slice(2);
const token = process.env.SHAHRAK_TOKEN;
if (!address || !token) {
  console.error("usage: SHAHRAK_TOKEN=… node office.mjs URL [FOLDER]");
  process.exit(2);
}
const base = new URL(address).origin;
if (folder) mkdirSync(folder, { recursive: true });

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const DESKTOP = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** Different for each run, so that a register can be walked through again. */
const RUN = Date.now().toString(36);

const TEXTS = {
  en: {
    signIn: "Sign in",
    signOut: "Sign out",
    token: "Token",
    try: "Try, without recording",
    send: "Record these files",
    refused: "Mistakes: nothing was recorded",
    tried: "Tried: no mistakes",
    recorded: "Recorded",
    cancel: "Cancel the import",
    cancelled: "Cancelled: nothing was recorded",
    recordAct: "Record what happened",
    capacityReported: "capacity reported",
    visited: "visited",
    capacity: "Share of nominal capacity",
    check: "Show what it would change",
    recordIt: "Record it",
    resend: "Send again",
    correct: "Correct",
    recordCorrection: "Record the correction",
    changeFacts: "Change facts",
    owner: "Owner",
    recordFacts: "Record the facts",
    mine: "Record mine on top",
    newValue: "New value",
    decidedOn: "Decided on",
    recordRevision: "Record the revision",
    source: "Source",
    recordAnnouncement: "Record the announcement",
    day: "Day",
  },
  fa: {
    signIn: "ورود",
    signOut: "خروج",
    token: "توکن",
    try: "آزمودن، بدون ثبت",
    send: "ثبت این فایل‌ها",
    refused: "ایراد دارد: چیزی ثبت نشد",
    tried: "آزموده شد: بی‌ایراد",
    recorded: "ثبت شد",
    cancel: "لغو بارگذاری",
    cancelled: "لغو شد: چیزی ثبت نشد",
    recordAct: "ثبت رویداد",
    capacityReported: "گزارش ظرفیت",
    visited: "بازدید",
    capacity: "سهم از ظرفیت اسمی",
    check: "نمایش آنچه تغییر می‌کند",
    recordIt: "ثبت",
    resend: "ارسال دوباره",
    correct: "اصلاح",
    recordCorrection: "ثبت اصلاح",
    changeFacts: "تغییر مشخصات",
    owner: "مالک",
    recordFacts: "ثبت مشخصات",
    mine: "ثبت نسخهٔ من روی آن",
    newValue: "مقدار تازه",
    decidedOn: "روز تصمیم",
    recordRevision: "ثبت بازنگری",
    source: "منبع",
    recordAnnouncement: "ثبت اظهار",
    day: "روز",
  },
};

const problems = [];
const check = (holds, what) => {
  if (!holds) problems.push(what);
  if (!holds || process.env.VERBOSE) console.log(`${holds ? "ok  " : "FAIL"} ${what}`);
};

const button = ({ page }, name) => page.getByRole("button", { name, exact: true });
const heading = ({ page }, name) => page.getByRole("heading", { name, exact: true });

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
    for (const language of ["en", "fa"]) {
      const colorScheme = language === "fa" && device === "phone" ? "dark" : "light";
      const context = await browser.newContext({ ...screen, colorScheme });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      const heard = listen(page);
      const walk = { page, language, say: TEXTS[language], name: `${device} ${language}`, unit: `W-${RUN}-${device}-${language}` };
      try {
        await signsIn(walk);
        await imports(walk);
        if (device === "desktop") await cancels(walk);
        await records(walk);
        await corrects(walk);
        await conflicts(walk);
        await overtaken(walk);
        await revises(walk);
        await announces(walk);
        await signsOut(walk);
        await losesItsToken(walk);
      } catch (error) {
        check(false, `${walk.name}: ${error.message}`);
        if (folder) await page.screenshot({ path: `${folder}/failed-${device}-${language}.png`, fullPage: true });
      }
      check(heard.elsewhere.length === 0, `${walk.name}: asks ${heard.elsewhere.join(" ")}`);
      check(heard.errors.length === 0, `${walk.name}: ${heard.errors.join("\n")}`);
      await context.close();
    }
  }
} finally {
  await browser.close();
}
console.log(`${seen} pages for officers seen, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);

/** Asks the register besides the page, as another officer would. */
async function ask(query, variables = {}) {
  const response = await fetch(`${base}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** Collects what should not happen while the page is open. */
function listen(page) {
  const heard = { elsewhere: [], errors: [] };
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (/^https?:|^wss?:/.test(protocol) && origin !== base) heard.elsewhere.push(request.url());
    if (request.url().includes(token)) heard.errors.push(`the token is in the address ${request.url()}`);
  });
  // The browser itself notes refused credentials and lost connections, which this walk brings about.
  const expected = /status of 401|ERR_FAILED|ERR_CONNECTION/;
  page.on("console", (message) => message.type() === "error" && !expected.test(message.text()) && heard.errors.push(message.text()));
  page.on("pageerror", (error) => heard.errors.push(error.message));
  return heard;
}

/** Looks at the page as it is now. */
async function look({ page, name }, what) {
  await page.waitForFunction(() => !document.querySelector('.waiting, [aria-busy="true"]') && document.fonts.status === "loaded");
  seen += 1;
  const label = `${name} ${what}`;
  check((await page.locator("h1").count()) === 1, `${label}: one heading`);
  const text = await page.locator("body").innerText();
  check(!/page-[a-z]+-|label-[a-z]+-|file-kind-|undefined|NaN|\[object/.test(text), `${label}: no key or code instead of a text`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(wide <= 0, `${label}: ${wide} pixels wider than the screen`);
  // Evaluated by the debugger, which the policy of the page does not bind.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((values) => globalThis.axe.run({ runOnly: { type: "tag", values } }), RULES);
  for (const { id, nodes } of violations) {
    check(false, `${label}: axe ${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
  }
  if (folder) await page.screenshot({ path: `${folder}/${label.replaceAll(" ", "-")}.png`, fullPage: true });
}

async function signsIn(walk) {
  const { page, language, say, name } = walk;
  await page.goto(`${base}/${language}/office`);
  await page.getByLabel(say.token).fill(`shahrak_${"A".repeat(43)}`);
  await button(walk, say.signIn).click();
  await page.locator(".wrongs li").waitFor();
  await look(walk, "sign-in");
  await page.getByLabel(say.token).fill(token);
  await button(walk, say.signIn).click();
  await page.locator(".who").waitFor();
  await look(walk, "home");
  await page.reload();
  await page.locator(".who").waitFor();
  check(!page.url().includes(token), `${name}: the token is not in the address`);
}

/** A file with mistakes: each is shown at its cell and nothing is recorded; corrected, tried, recorded. */
async function imports(walk) {
  const { page, language, say, name, unit } = walk;
  await page.goto(`${base}/${language}/office/imports`);
  const header = "code,province,name_en,name_fa,sector\n";
  const choose = (content) =>
    page.locator('input[type="file"]').setInputFiles({ name: "units.csv", mimeType: "text/csv", buffer: Buffer.from(header + content) });
  await choose(`${unit},IR-99,Walked Works,کارگاه گام,food\n${unit}x,IR-09,Other Works,کارگاه دیگر,fod\n`);
  await look(walk, "import-chosen");
  await page.route("**/imports?*", (route) => route.abort(), { times: 1 });
  await button(walk, say.try).click();
  await button(walk, say.resend).waitFor();
  await look(walk, "import-lost");
  await button(walk, say.resend).click();
  await heading(walk, say.refused).waitFor();
  await look(walk, "import-mistakes");
  const mistakes = await page.locator(".refusals tbody tr").allInnerTexts();
  check(mistakes.length === 2 && mistakes[0].includes("IR-99") && mistakes[1].includes("fod"), `${name}: mistakes at their cells: ${mistakes}`);
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: /XLSX/ }).click();
  check((await saved).suggestedFilename() === "refusals.xlsx", `${name}: the mistakes can be saved`);
  const before = await ask("query($code: String!) { unit(code: $code) { code } }", { code: unit });
  check(before.unit === null, `${name}: nothing is recorded of a file with mistakes`);
  await choose(`${unit},IR-09,Walked Works,کارگاه گام,food\n`);
  await button(walk, say.try).click();
  await heading(walk, say.tried).waitFor();
  await look(walk, "import-tried");
  await button(walk, say.send).click();
  await heading(walk, say.recorded).waitFor();
  await look(walk, "import-recorded");
}

/** A large file is followed while it is read, and cancelled. */
async function cancels(walk) {
  const { page, language, say, unit } = walk;
  await page.goto(`${base}/${language}/office/imports`);
  const lines = Array.from({ length: 100_000 }, (_, place) => `${unit}-${place},IR-09,Works ${place}`);
  const content = ["code,province,name_en", ...lines].join("\n");
  await page.locator('input[type="file"]').setInputFiles({ name: "units.csv", mimeType: "text/csv", buffer: Buffer.from(content) });
  await button(walk, say.try).click();
  await button(walk, say.cancel).waitFor();
  await look(walk, "import-running");
  await button(walk, say.cancel).click();
  await heading(walk, say.cancelled).waitFor();
  await look(walk, "import-cancelled");
}

/** An act: only what the status allows, mistakes at their fields, what it would change, and one record though it is sent twice. */
async function records(walk) {
  const { page, language, say, name, unit } = walk;
  await ask("mutation($input: UnitCommissionInput!) { unitCommission(input: $input) { userErrors { message } } }", {
    input: { unit, occurredOn: "1399-05-01", jobs: 20 },
  });
  await page.goto(`${base}/${language}/office/units?q=${unit}`);
  await page.locator("tbody th a").first().click();
  await page.getByRole("link", { name: say.recordAct, exact: true }).click();
  await page.locator('input[name="kind"]').first().waitFor();
  await look(walk, "act-kinds");
  const offered = await page.locator(".boxes label").allInnerTexts();
  check(offered.includes(say.capacityReported) && offered.length === 6, `${name}: an active unit is offered ${offered}`);
  await page.getByLabel(say.day, { exact: false }).first().fill("1399-09-01");
  await page.getByLabel(say.capacityReported, { exact: true }).check();
  await page.getByLabel(say.capacity).fill("300");
  await button(walk, say.check).click();
  await page.locator(".wrong .wrongs").waitFor();
  await look(walk, "act-mistakes");
  await page.getByLabel(say.capacity).fill("30");
  await button(walk, say.check).click();
  await page.locator(".preview").waitFor();
  await look(walk, "act-preview");
  // The register records, and its answer is lost.
  let lost = 0;
  await page.route("**/graphql", async (route) => {
    if (lost > 0 || !route.request().postData()?.includes("UnitReportCapacity")) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort();
  });
  await button(walk, say.recordIt).dblclick();
  await button(walk, say.resend).waitFor();
  await look(walk, "act-lost");
  await button(walk, say.resend).click();
  await page.locator(".done").waitFor();
  await look(walk, "unit");
  await page.unroute("**/graphql");
  const { unit: after } = await ask("query($code: String!) { unit(code: $code) { status events { totalCount } } }", { code: unit });
  check(after.status === "SEMI_ACTIVE" && after.events.totalCount === 2, `${name}: recorded once: ${JSON.stringify(after)}`);
}

/** Another officer closes the unit while an act is tried: the record is refused, and both versions are shown. */
async function overtaken(walk) {
  const { page, language, say, name, unit } = walk;
  const code = `${unit}-2`;
  await ask("mutation($input: UnitRegisterInput!) { unitRegister(input: $input) { userErrors { message } } }", {
    input: { code, nameEn: "Other Works", province: "IR-09" },
  });
  await ask("mutation($input: UnitCommissionInput!) { unitCommission(input: $input) { userErrors { message } } }", {
    input: { unit: code, occurredOn: "1399-05-01" },
  });
  await page.goto(`${base}/${language}/office/units/${code}/record`);
  await page.locator('input[name="occurredOn"]').fill("2999-01-01");
  await page.locator(".wrong .wrongs").waitFor();
  await page.locator('input[name="occurredOn"]').fill("۱۳۹۹/۰۹/۰۱");
  await page.getByLabel(say.visited, { exact: true }).check();
  await button(walk, say.check).click();
  await page.locator(".preview").waitFor();
  await ask("mutation($input: UnitCloseInput!) { unitClose(input: $input) { userErrors { message } } }", {
    input: { unit: code, occurredOn: "1399-06-01" },
  });
  await button(walk, say.recordIt).click();
  await page.locator(".failed .differs").first().waitFor();
  await look(walk, "act-overtaken");
  const { unit: after } = await ask("query($code: String!) { unit(code: $code) { events { totalCount } } }", { code });
  check(after.events.totalCount === 2, `${name}: nothing is recorded of a unit that was closed`);
}

async function corrects(walk) {
  const { page, say, name, unit } = walk;
  await page.getByRole("row").filter({ hasText: say.capacityReported }).getByRole("link").click();
  await page.getByLabel(say.capacity).fill("60");
  await button(walk, say.check).click();
  await page.locator(".preview").waitFor();
  await look(walk, "correction-preview");
  const differing = await page.locator(".preview .differs").allInnerTexts();
  check(differing.length >= 1, `${name}: what differs is marked`);
  await button(walk, say.recordCorrection).click();
  await page.locator(".done").waitFor();
  const { unit: after } = await ask("query($code: String!) { unit(code: $code) { status capacityPercent } }", { code: unit });
  check(after.status === "ACTIVE" && after.capacityPercent === "60", `${name}: corrected: ${JSON.stringify(after)}`);
}

/** Another officer changes the same facts while the form is open. */
async function conflicts(walk) {
  const { page, say, name, unit } = walk;
  await page.getByRole("link", { name: say.changeFacts, exact: true }).click();
  await page.getByLabel(say.owner).fill("A. Ahmadi");
  await ask("mutation($input: UnitUpdateInput!) { unitUpdate(input: $input) { userErrors { message } } }", {
    input: { code: unit, licence: "77/1400" },
  });
  await button(walk, say.recordFacts).click();
  await page.locator(".conflict").waitFor();
  await look(walk, "conflict");
  check((await page.locator(".conflict").innerText()).includes("77/1400"), `${name}: what the other recorded is shown`);
  await button(walk, say.mine).click();
  await page.locator(".done").waitFor();
  const { unit: after } = await ask("query($code: String!) { unit(code: $code) { owner licence } }", { code: unit });
  check(after.owner === "A. Ahmadi" && after.licence === "77/1400", `${name}: both changes are recorded: ${JSON.stringify(after)}`);
}

async function revises(walk) {
  const { page, language, say, name } = walk;
  await page.goto(`${base}/${language}/office/targets?year=1399`);
  await page.locator("tbody th a").first().waitFor();
  await look(walk, "targets");
  await page.locator("tbody th a").first().click();
  await page.getByLabel(say.newValue).fill("1×");
  await button(walk, say.recordRevision).click();
  await page.locator(".wrong .wrongs").waitFor();
  await look(walk, "target-mistake");
  // A target has at most one revision a day.
  const revisions = page.getByRole("row");
  const before = await revisions.count();
  const { targets } = await ask("{ targets(first: 1, filter: { year: 1399 }) { nodes { revisions { decidedOn } } } }");
  const last = targets.nodes[0].revisions.map(({ decidedOn }) => Date.parse(decidedOn)).sort((one, other) => other - one)[0];
  await page.getByLabel(say.newValue).fill("2001");
  await page.getByLabel(say.decidedOn).fill(new Date(last + 24 * 60 * 60 * 1000).toISOString().slice(0, 10));
  await button(walk, say.recordRevision).click();
  await page.locator(".done").waitFor();
  check((await revisions.count()) === before + 1, `${name}: the target has one more revision`);
  await look(walk, "target");
}

async function announces(walk) {
  const { page, language, say, name, unit } = walk;
  await page.goto(`${base}/${language}/office/announcements`);
  await page.locator('select[name="metric"]').waitFor();
  await button(walk, say.recordAnnouncement).click();
  await page.locator(".wrong .wrongs").first().waitFor();
  await look(walk, "announcement-mistakes");
  await page.locator('input[name="source"]').fill(`https://news.example/${unit}`);
  await page.locator('input[name="announcedOn"]').fill("1400-01-15");
  await page.locator('input[name="code"]').fill(unit);
  await page.locator('select[name="metric"]').selectOption("units_revived");
  await page.locator('input[name="low"]').fill("1500");
  await page.locator('select[name="hedge"]').selectOption("OVER");
  await page.locator('input[name="periodFrom"]').fill("1399-01-01");
  await page.locator('input[name="periodTo"]').fill("1399-12-30");
  await page.locator('select[name="population"]').selectOption("IN_PARKS");
  await button(walk, say.recordAnnouncement).click();
  await page.locator(".verdict").waitFor();
  check((await page.locator(".verdict.differs").count()) === 1, `${name}: the verdict is shown at once`);
  await look(walk, "announcement-verdict");
}

async function signsOut(walk) {
  const { page, say, name } = walk;
  await button(walk, say.signOut).click();
  await heading(walk, say.signIn).waitFor();
  const kept = await page.evaluate(() => [JSON.stringify({ ...sessionStorage }), JSON.stringify({ ...localStorage }), document.cookie].join());
  check(!kept.includes(token), `${name}: signing out forgets the token`);
}

/** A token that the register no longer accepts ends the session, and the page says why. */
async function losesItsToken(walk) {
  const { page, language, say, name } = walk;
  await page.getByLabel(say.token).fill(token);
  await button(walk, say.signIn).click();
  await page.locator(".who").waitFor();
  await page.route("**/graphql", (route) => route.continue({ headers: { ...route.request().headers(), authorization: `Bearer shahrak_${"A".repeat(43)}` } }));
  await page.goto(`${base}/${language}/office/units?q=${walk.unit}`);
  await page.locator(".failed").waitFor();
  await heading(walk, say.signIn).waitFor();
  await look(walk, "signed-out-by-the-register");
  check(!JSON.stringify(await page.evaluate(() => ({ ...sessionStorage }))).includes(token), `${name}: a refused token is forgotten`);
}
