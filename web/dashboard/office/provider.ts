// Signing in with a provider of OpenID Connect: the code flow with PKCE, by a public client without a secret.

const PENDING = "shahrak:sign-in";

export interface Provider {
  issuer: string;
  clientId: string;
  scopes: string;
}

/** Why nobody is signed in, as a message of the pages. */
export class Unfinished extends Error {
  constructor(readonly key: string) {
    super(key);
  }
}

interface Pending {
  provider: Provider;
  tokenEndpoint: string;
  verifier: string;
  state: string;
  redirect: string;
  back: string;
}

/** The provider of the register, if it has one for these pages. */
export async function providerOf(): Promise<Provider | undefined> {
  const response = await fetch("/sign-in.json");
  if (!response.ok) return undefined;
  const { provider } = (await response.json()) as { provider: Provider | null };
  return provider ?? undefined;
}

interface Configuration {
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
}

async function configurationOf({ issuer }: Provider): Promise<Configuration> {
  const response = await fetch(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  const found = (await response.json()) as Configuration;
  if (found.issuer !== issuer) throw new Unfinished("page-office-sign-in-other");
  return found;
}

const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** Leaves for the provider, which sends the browser back to `…/office/signed-in`. */
export async function begin(provider: Provider, language: string, back: string) {
  const configuration = await configurationOf(provider);
  const [verifier, state] = [random(), random()];
  const redirect = `${location.origin}/${language}/office/signed-in`;
  const pending: Pending = { provider, tokenEndpoint: configuration.token_endpoint, verifier, state, redirect, back };
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const address = new URL(configuration.authorization_endpoint);
  const parameters = {
    response_type: "code",
    client_id: provider.clientId,
    redirect_uri: redirect,
    scope: provider.scopes,
    state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: "S256",
    ui_locales: language,
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  location.assign(address);
}

/** Takes the code that the provider sent back, and exchanges it for a token. */
export async function finish(answer: URLSearchParams): Promise<{ token: string; back: string }> {
  const kept = sessionStorage.getItem(PENDING);
  sessionStorage.removeItem(PENDING);
  const refused = answer.get("error");
  if (refused) throw new Error(answer.get("error_description") ?? refused);
  if (!kept) throw new Unfinished("page-office-sign-in-not-begun");
  const { provider, tokenEndpoint, verifier, state, redirect, back } = JSON.parse(kept) as Pending;
  const code = answer.get("code");
  if (answer.get("state") !== state || !code) throw new Unfinished("page-office-sign-in-other");
  // RFC 9207: the answer of another provider is not taken for this one's.
  if (answer.has("iss") && answer.get("iss") !== provider.issuer) throw new Unfinished("page-office-sign-in-other");
  const response = await fetch(tokenEndpoint, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: provider.clientId,
      redirect_uri: redirect,
      code,
      code_verifier: verifier,
    }),
  });
  const found = (await response.json()) as { access_token?: string; error?: string; error_description?: string };
  if (!found.access_token) throw found.error ? new Error(found.error_description ?? found.error) : new Unfinished("page-office-sign-in-no-token");
  return { token: found.access_token, back };
}
