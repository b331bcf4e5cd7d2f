// Asks and changes the register in the name of who is signed in.

import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import type { Language } from "../text/language.ts";
import type { TypedDocumentString } from "./gql/graphql.ts";
import { endSession, tokenOfSession } from "./session.ts";

/** The register refused; the message is in the language of the page. */
export class Refused extends Error {}

/** No answer came: it is not known whether the register received what was sent. */
export class Lost extends Error {}

interface Response {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string } }[];
}

const UNAUTHENTICATED = "UNAUTHENTICATED";

export function headersFor(language: Language): Record<string, string> {
  const token = tokenOfSession();
  return { "accept-language": language, ...(token ? { authorization: `Bearer ${token}` } : {}) };
}

/** What an answer of the register says is wrong. A credential that is not accepted ends the session. */
export function refusalOf(text: string, token: string | undefined): Refused {
  let errors: Response["errors"];
  try {
    ({ errors } = JSON.parse(text) as Response);
  } catch {
    // Something between the register and this page answered.
  }
  const message = errors?.map(({ message }) => message).join("\n") ?? text.slice(0, 200);
  if (token && errors?.some(({ extensions }) => extensions?.code === UNAUTHENTICATED)) endSession(token, message);
  return new Refused(message);
}

export async function send<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  language: Language,
  signal?: AbortSignal,
): Promise<Data> {
  const token = tokenOfSession();
  let text: string;
  try {
    const response = await fetch("/graphql", {
      method: "POST",
      headers: {
        ...headersFor(language),
        "content-type": "application/json",
        accept: "application/graphql-response+json, application/json",
      },
      body: JSON.stringify({ query: document.toString(), variables }),
      signal: signal ?? null,
    });
    text = await response.text();
    // What stands between may answer in the register's place that it cannot be reached.
    if (response.status === 502 || response.status === 504) throw new Lost();
  } catch {
    throw new Lost();
  }
  let answer: Response;
  try {
    answer = JSON.parse(text) as Response;
  } catch {
    throw new Lost();
  }
  if (answer.errors?.length || !answer.data) throw refusalOf(text, token);
  return answer.data as Data;
}

export type Asked<Data> =
  | { state: "waiting"; data?: Data | undefined; again: () => void }
  | { state: "answered"; data: Data; again: () => void }
  | { state: "failed"; error: Error; again: () => void; data?: undefined };

/** The answer to a question, which is never remembered: what an officer sees is what is recorded now. */
export function useAsked<Data, Variables>(
  document: TypedDocumentString<Data, Variables> | undefined,
  variables: Variables,
  language: Language,
): Asked<Data> {
  const key = document ? `${language} ${document.toString()} ${JSON.stringify(variables)}` : "";
  const [attempt, setAttempt] = useState(0);
  const [last, setLast] = useState<{ key: string; attempt: number; data?: Data; error?: Error }>();
  const again = useCallback(() => setAttempt((count) => count + 1), []);
  useEffect(() => {
    if (!document) return;
    const controller = new AbortController();
    send(document, variables, language, controller.signal).then(
      (data) => controller.signal.aborted || setLast({ key, attempt, data }),
      (error: Error) => controller.signal.aborted || setLast({ key, attempt, error }),
    );
    return () => controller.abort();
    // The key stands for the document and its variables.
  }, [key, attempt]);
  if (last?.key === key && last.attempt === attempt) {
    if (last.error) return { state: "failed", error: last.error, again };
    if (last.data !== undefined) return { state: "answered", data: last.data, again };
  }
  return { state: "waiting", data: last?.key === key ? last.data : undefined, again };
}

/** A key for a change that is sent once, however often its button is pressed and its request repeated. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export interface Change<Data> {
  /** Sends; does nothing while an earlier sending is under way. */
  run: (send: (key: string) => Promise<Data>) => void;
  busy: boolean;
  /** Set if no answer came: sends the same again, under the same key. */
  resend?: (() => void) | undefined;
  /** What is wrong besides errors at fields. */
  error?: Error | undefined;
  /** Forgets the change, so that the next one has a key of its own. */
  reset: () => void;
}

/** Sends a change with a key by which the register recognises it, until `done` has its answer. */
export function useChange<Data>(done: (data: Data) => void): Change<Data> {
  const key = useRef(newKey());
  const underWay = useRef(false);
  const [state, setState] = useState<{ busy: boolean; error?: Error; resend?: () => void }>({ busy: false });
  const run = (send: (key: string) => Promise<Data>) => {
    // The state of the button comes too late for a second click.
    if (underWay.current) return;
    underWay.current = true;
    setState({ busy: true });
    send(key.current)
      .then(
        (data) => (setState({ busy: false }), done(data)),
        (error: Error) =>
          setState({ busy: false, error, ...(error instanceof Lost ? { resend: () => run(send) } : {}) }),
      )
      .finally(() => (underWay.current = false));
  };
  const reset = () => {
    key.current = newKey();
    setState({ busy: false });
  };
  return { run, reset, ...state };
}
