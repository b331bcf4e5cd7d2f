// Somebody else changed the same meanwhile: both versions, and what to do.

import { useEffect, useRef } from "preact/hooks";

import { ScrollTable } from "../../parts/table.tsx";
import { useTexts } from "../../text/texts.ts";

export interface Compared {
  name: string;
  /** As it was when the page was opened. */
  opened: string;
  now: string;
  /** What is about to be sent. */
  mine: string;
}

interface Props {
  rows: Compared[];
  /** Takes what is recorded now, and leaves the own changes. */
  takeTheirs: () => void;
  /** Sends the own changes on top of what is recorded now. */
  sendMine: () => void;
  busy: boolean;
}

export function Conflict({ rows, takeTheirs, sendMine, busy }: Props) {
  const { t } = useTexts();
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <section class="failed conflict" role="alert" tabIndex={-1} ref={box}>
      <p>
        <strong>{t("page-office-changed-meanwhile")}</strong> {t("page-office-changed-meanwhile-lead")}
      </p>
      <ScrollTable caption={t("page-office-both-versions")} class="before-after">
        <thead>
          <tr>
            <td></td>
            <th scope="col">{t("page-office-when-opened")}</th>
            <th scope="col">{t("page-office-now")}</th>
            <th scope="col">{t("page-office-yours")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, opened, now, mine }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <bdi>{opened || "–"}</bdi>
              </td>
              <td>{now === opened ? <bdi>{now || "–"}</bdi> : <strong><bdi>{now || "–"}</bdi></strong>}</td>
              <td>{mine === opened ? <bdi>{mine || "–"}</bdi> : <strong><bdi>{mine || "–"}</bdi></strong>}</td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      <div class="buttons">
        <button type="button" onClick={takeTheirs} disabled={busy}>
          {t("page-office-take-theirs")}
        </button>
        <button type="button" class="second" onClick={sendMine} disabled={busy}>
          {t("page-office-send-mine")}
        </button>
      </div>
    </section>
  );
}
