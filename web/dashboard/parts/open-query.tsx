// The way from what a page shows to the question that it asked.

import { useTexts } from "../text/texts.ts";

interface Props {
  document: { toString(): string };
  variables: Record<string, unknown>;
  /** The message of the link, if a page asks two questions. */
  text?: string;
}

/** A link that opens the question in GraphiQL. It travels behind the `#`, which browsers do not send. */
export function OpenQuery({ document, variables, text = "page-open-query" }: Props) {
  const { t } = useTexts();
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value != null));
  const question = new URLSearchParams({ query: document.toString(), variables: JSON.stringify(given, null, 2) });
  return <a href={`/graphiql#${question}`}>{t(text)}</a>;
}
