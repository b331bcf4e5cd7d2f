// What is shown while the register is asked, and when it does not answer.

import type { ComponentChildren } from "preact";

import { Waiting } from "../../parts/answer.tsx";
import { useTexts } from "../../text/texts.ts";
import { Lost, type Asked } from "../api.ts";

export function Answer<Data>({ asked, children }: { asked: Asked<Data>; children: (data: Data) => ComponentChildren }) {
  const { t } = useTexts();
  if (asked.state === "failed") {
    return (
      <div class="failed" role="alert">
        <p>{asked.error instanceof Lost ? t("page-office-no-connection") : asked.error.message}</p>
        <button type="button" onClick={asked.again}>
          {t("page-again")}
        </button>
      </div>
    );
  }
  if (asked.data === undefined) return <Waiting />;
  return <div aria-busy={asked.state === "waiting"}>{children(asked.data)}</div>;
}
