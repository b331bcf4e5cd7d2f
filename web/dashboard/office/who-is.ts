// Asks the register whose a token is, before the page takes it.

import type { Language } from "../text/language.ts";
import { Lost, refusalOf } from "./api.ts";
import { ViewerDocument } from "./gql/graphql.ts";

/** Fails with the register's words if it does not accept the token. */
export async function whoIs(token: string, language: Language): Promise<void> {
  let text: string;
  let ok: boolean;
  try {
    const response = await fetch("/graphql", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json, application/json",
        "accept-language": language,
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ query: ViewerDocument.toString() }),
    });
    ok = response.ok;
    text = await response.text();
  } catch {
    throw new Lost();
  }
  if (!ok) throw refusalOf(text, token);
}
