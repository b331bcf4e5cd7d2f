// What is shown while an answer is awaited, and when there is none.

import type { ComponentChildren } from "preact";

import type { Answer } from "../ask.ts";
import { useTexts } from "../text/texts.ts";

export function Waiting() {
  const { t } = useTexts();
  return (
    <p class="waiting" role="status">
      {t("page-waiting")}
    </p>
  );
}

/** The children of an answer. While the next answer is awaited, the last one stays and is marked as busy. */
export function Answered<Data>({ answer, children }: { answer: Answer<Data>; children: (data: Data) => ComponentChildren }) {
  const { t } = useTexts();
  if (answer.state === "failed") {
    return (
      <div class="failed" role="alert">
        <h1 tabIndex={-1}>{t("page-failed")}</h1>
        <p>{answer.error.message}</p>
        <button type="button" onClick={answer.again}>
          {t("page-again")}
        </button>
      </div>
    );
  }
  if (answer.data === undefined) return <Waiting />;
  return <div aria-busy={answer.state === "waiting"}>{children(answer.data)}</div>;
}
