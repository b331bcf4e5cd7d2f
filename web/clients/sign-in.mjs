// Usage: SHAHRAK_OIDC_ISSUER=http://127.0.0.1:9555 node sign-in.mjs URL [FOLDER]
// Signs in at a running register with a real provider of OpenID Connect: the code flow with PKCE, by a public client.
// This program runs the provider (`oidc-provider`) at the address of the issuer, with one account; the register runs
// with the same SHAHRAK_OIDC_ISSUER, SHAHRAK_OIDC_AUDIENCE=shahrak and SHAHRAK_OIDC_CLIENT_ID=pages. CHROMIUM names the
// browser's binary.
import { mkdirSync } from "node:fs";

import { Provider } from "oidc-provider";
import { chromium } from "playwright-core";

const [address, folder] = process.argv.slice(2);
const issuer = process.env.SHAHRAK_OIDC_ISSUER;
if (!address || !issuer) {
  console.error("usage: SHAHRAK_OIDC_ISSUER=http://127.0.0.1:9555 node sign-in.mjs URL [FOLDER]");
  process.exit(2);
}
const base = new URL(address).origin;
if (folder) mkdirSync(folder, { recursive: true });

const problems = [];
const check = (holds, what) => {
  console.log(`${holds ? "ok  " : "FAIL"} ${what}`);
  if (!holds) problems.push(what);
};

const served = await provide();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  await signsIn("en", "Sign in with", "Sign out", "Sign in");
  await signsIn("fa", "ورود با", "خروج", "ورود");
  await refusesAnotherAnswer();
} catch (error) {
  check(false, error.stack);
} finally {
  await browser.close();
  served.close();
  served.closeAllConnections();
}
console.log(problems.length === 0 ? "signing in works" : `signing in: ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);

/** A provider with one account and one public client, whose access tokens are for the register. */
async function provide() {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "pages",
        token_endpoint_auth_method: "none",
        application_type: "native",
        redirect_uris: ["en", "fa"].map((language) => `${base}/${language}/office/signed-in`),
      },
    ],
    // The page asks for the token from the origin of the register.
    clientBasedCORS: (_context, origin) => origin === base,
    pkce: { required: () => true },
    scopes: ["openid", "profile"],
    claims: { openid: ["sub"], profile: ["name"] },
    cookies: { keys: ["of this run alone"] },
    ttl: { AccessToken: 300, AuthorizationCode: 60, Grant: 300, IdToken: 300, Interaction: 300, Session: 300 },
    features: {
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => "urn:shahrak",
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: "openid profile", audience: "shahrak", accessTokenFormat: "jwt", jwt: { sign: { alg: "RS256" } } }),
      },
    },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, name: "Zahra Amini" }) }),
    extraTokenClaims: () => ({ name: "Zahra Amini", shahrak_role: "provincial-officer", shahrak_provinces: ["IR-09"], organisation: "Parks company" }),
  });
  const { port, hostname } = new URL(issuer);
  return new Promise((resolve) => {
    const server = provider.listen(Number(port), hostname, () => resolve(server));
  });
}

/** Leaves for the provider, signs in and agrees there, comes back to the page that asked for it, and signs out. */
async function signsIn(language, signInWith, signOut, signInHeading) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const refused = [];
  page.on("console", (message) => message.type() === "error" && /Content Security Policy/.test(message.text()) && refused.push(message.text()));
  const exchanges = [];
  page.on("request", (request) => request.method() === "POST" && request.url().startsWith(issuer) && request.url().endsWith("/token") && exchanges.push(request.postData()));
  await page.goto(`${base}/${language}/office/imports`);
  await page.getByRole("button", { name: signInWith }).click();
  await page.locator('input[name="login"]').fill("zahra");
  await page.locator('input[name="password"]').fill("anything");
  check(page.url().startsWith(issuer), `${language}: at the provider`);
  await page.locator("button[type=submit]").click();
  await page.locator("form button[autofocus], button[type=submit]").first().click();
  await page.locator(".who").waitFor();
  const who = await page.locator(".who").innerText();
  check(who.includes("Zahra Amini") && who.includes("Parks company"), `${language}: signed in as ${who.replaceAll("\n", " ")}`);
  check(page.url() === `${base}/${language}/office/imports`, `${language}: back where it began: ${page.url()}`);
  check(exchanges.length === 1 && exchanges[0].includes("code_verifier="), `${language}: one exchange of a code, with its verifier`);
  check(refused.length === 0, `${language}: nothing against the policy ${refused.join(" ")}`);
  if (folder) await page.screenshot({ path: `${folder}/signed-in-${language}.png`, fullPage: true });
  await page.getByRole("button", { name: signOut, exact: true }).click();
  await page.getByRole("heading", { name: signInHeading, exact: true }).waitFor();
  check(!JSON.stringify(await page.evaluate(() => ({ ...sessionStorage }))).includes("eyJ"), `${language}: signing out forgets the token`);
  await context.close();
}

/** A code that this tab did not ask for is not exchanged. */
async function refusesAnotherAnswer() {
  const page = await browser.newPage();
  await page.goto(`${base}/en/office/signed-in?code=stolen&state=other`);
  await page.locator(".failed").waitFor();
  check((await page.locator(".failed").innerText()).includes("Begin again"), "a code of another sign-in is refused");
  check(!page.url().includes("stolen"), "the code does not stay in the address");
  await page.close();
}
