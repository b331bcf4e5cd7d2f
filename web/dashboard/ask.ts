// Asks the register: one POST per question. The server has put the answers of the first view into the page.

import { useContext, useEffect, useRef, useState } from "preact/hooks";

import type { TypedDocumentString } from "./gql/graphql.ts";
import { Freshness } from "./live.tsx";
import type { Language } from "./text/language.ts";

/** The register refused or failed; the message is in the language of the page. */
export class Refused extends Error {}

interface Response<Data> {
  data?: Data | null;
  errors?: { message: string }[];
}

/** Answers by question, for going back and forth between pages. */
const answers = new Map<string, unknown>();
const MOST_ANSWERS = 50;

/** Takes over what the server has asked already. */
export function takeAnswers(element: HTMLElement | null) {
  if (!element?.textContent) return;
  for (const { question, data } of JSON.parse(element.textContent) as { question: Question; data: unknown }[]) {
    answers.set(keyOf(question.operation, question.variables), data);
  }
}

interface Question {
  operation: string;
  variables: Record<string, unknown>;
}

/** The same for the same question, whatever the order of its variables and with or without null ones. */
function keyOf(operation: string, variables: Record<string, unknown>) {
  const given = Object.entries(variables).filter(([, value]) => value != null);
  return JSON.stringify([operation, ...given.sort(([one], [other]) => (one < other ? -1 : 1))]);
}

const operationOf = (document: string) => /\bquery (\w+)/.exec(document)?.[1] ?? "";

export async function ask<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  language: Language,
  signal?: AbortSignal,
): Promise<Data> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json, application/json",
      "accept-language": language,
    },
    body: JSON.stringify({ query: document.toString(), variables }),
    ...(signal ? { signal } : {}),
  });
  const { data, errors } = (await response.json()) as Response<Data>;
  if (errors?.length || !data) throw new Refused(errors?.map(({ message }) => message).join("\n") ?? "");
  return data;
}

export type Answer<Data> =
  | { state: "waiting"; data?: Data | undefined }
  | { state: "answered"; data: Data }
  | { state: "failed"; error: Error; again: () => void; data?: undefined };

/** The answer to a question, and again whenever the question changes. Meanwhile the last answer stays. */
export function useAnswer<Data, Variables extends Record<string, unknown>>(
  document: TypedDocumentString<Data, Variables> | undefined,
  variables: Variables,
  language: Language,
): Answer<Data> {
  // Only a question about the present has another answer after something was recorded.
  const freshness = useContext(Freshness);
  const fresh = freshness > 0 && variables["knownAt"] == null ? `${freshness}` : "";
  const key = document ? `${language}${fresh}${keyOf(operationOf(document.toString()), variables)}` : "";
  const known = (document && recall<Data>(key)) as Data | undefined;
  const [attempt, setAttempt] = useState(0);
  const [last, setLast] = useState<{ key: string; data?: Data | undefined; error?: Error }>();

  const shown = useRef<Data>();

  useEffect(() => {
    if (!document || recall(key) !== undefined) return;
    const controller = new AbortController();
    ask(document, variables, language, controller.signal).then(
      (data) => {
        remember(key, data);
        setLast({ key, data });
      },
      (error: Error) => controller.signal.aborted || setLast({ key, error }),
    );
    return () => controller.abort();
    // The key stands for the document and its variables.
  }, [key, attempt]);

  if (known !== undefined) shown.current = known;
  if (known !== undefined) return { state: "answered", data: known };
  if (last?.key === key && last.error) {
    return { state: "failed", error: last.error, again: () => (setLast(undefined), setAttempt(attempt + 1)) };
  }
  return { state: "waiting", data: last?.data ?? shown.current };
}

/** An answer of the server's own holds for both languages: it has no texts for people. */
const recall = <Data>(key: string) => (answers.get(key) ?? answers.get(key.slice(2))) as Data | undefined;

function remember(key: string, data: unknown) {
  answers.set(key, data);
  const [oldest] = answers.keys();
  if (answers.size > MOST_ANSWERS && oldest) answers.delete(oldest);
}
