// Chooses files, by dropping them or with the keyboard, and sends them: as a dry run first.

import { useEffect, useId, useRef, useState } from "preact/hooks";

import { useNavigation, wayFrom } from "../../navigation.tsx";
import { useTexts } from "../../text/texts.ts";
import { Lost } from "../api.ts";
import { fileKind, upload, type Chosen } from "../upload.ts";

/** The kinds that can be imported, as the fields of a form name them. */
const KINDS = ["parks", "infrastructure", "units", "events", "support_cases", "targets", "announcements", "figure_decisions", "budgets", "metrics", "rates", "methodologies"];

export function Sender({ title, ready = [] }: { title: string; ready?: Chosen[] }) {
  const { t, number } = useTexts();
  const id = useId();
  const [files, setFiles] = useState<Chosen[]>([]);
  const [over, setOver] = useState(false);
  const { send, cancel, sending, wrong, lost } = useUpload();
  const chosen = files.length > 0 ? files : ready;
  const take = (list: FileList | null | undefined) => {
    if (list && list.length > 0) setFiles(Array.from(list, (file) => ({ file, kind: "" })));
  };
  return (
    <section class="sender" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <div
        class={over ? "drop over" : "drop"}
        onDragOver={(event) => (event.preventDefault(), setOver(true))}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => (event.preventDefault(), setOver(false), take(event.dataTransfer?.files))}
      >
        <label for={`${id}-files`} class="button second">
          {t("page-office-drop")}
        </label>
        <input
          id={`${id}-files`}
          class="hidden"
          type="file"
          multiple
          accept=".csv,.tsv,.txt,.xlsx"
          aria-describedby={`${id}-hint`}
          onChange={(event) => take(event.currentTarget.files)}
        />
        <p class="hint" id={`${id}-hint`}>
          {t("page-office-drop-hint")}
        </p>
      </div>
      {chosen.length > 0 && (
        <>
          <ul class="chosen">
            {chosen.map((one, place) => (
              <li key={`${one.file.name}${place}`}>
                <bdi>{one.file.name}</bdi> <span class="by">{t("page-office-kilobytes", { number: number(Math.ceil(one.file.size / 1000)) })}</span>
                <label>
                  <span>{t("page-office-file-holds")}</span>
                  <select
                    value={one.kind}
                    onChange={(event) => {
                      const kind = event.currentTarget.value;
                      setFiles(chosen.map((other) => (other === one ? { ...other, kind } : other)));
                    }}
                  >
                    <option value="">{t("page-office-file-says")}</option>
                    {KINDS.map((kind) => (
                      <option key={kind} value={kind}>
                        {t(fileKind(kind))}
                      </option>
                    ))}
                  </select>
                </label>
              </li>
            ))}
          </ul>
          <div class="buttons">
            <button type="button" disabled={sending !== undefined} onClick={() => send(chosen, true)}>
              {t("page-office-try")}
            </button>
            {sending !== undefined && (
              <button type="button" class="second" onClick={cancel}>
                {t("page-office-stop-sending")}
              </button>
            )}
          </div>
        </>
      )}
      <UploadState sending={sending} wrong={wrong} lost={lost} again={() => send(chosen, true)} />
    </section>
  );
}

/** The state of sending files. */
export function useUpload() {
  const { language } = useTexts();
  const { address, go } = useNavigation();
  const [sending, setSending] = useState<number>();
  const [wrong, setWrong] = useState<string>();
  const [lost, setLost] = useState(false);
  const controller = useRef<AbortController | null>(null);
  const send = (files: Chosen[], dryRun: boolean) => {
    // The state of the button comes too late for a second click.
    if (controller.current) return;
    controller.current = new AbortController();
    setSending(0);
    setWrong(undefined);
    setLost(false);
    upload(files, { dryRun, language, onProgress: setSending, signal: controller.current.signal })
      .then(
        (id) => go(wayFrom(address, { to: { page: "office", path: ["imports", id] } })),
        (error: Error) => {
          if (error instanceof Lost) setLost(true);
          else if (error.name !== "AbortError") setWrong(error.message);
        },
      )
      .finally(() => {
        controller.current = null;
        setSending(undefined);
      });
  };
  return { send, cancel: () => controller.current?.abort(), sending, wrong, lost };
}

interface UploadStateProps {
  sending: number | undefined;
  wrong: string | undefined;
  lost: boolean;
  again: () => void;
}

export function UploadState({ sending, wrong, lost, again }: UploadStateProps) {
  const { t, share } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wrong ?? lost) box.current?.focus();
  }, [wrong, lost]);
  return (
    <>
      {sending !== undefined && (
        <p role="status">
          <progress max={1} value={sending} aria-label={t("page-office-sending")} /> {t("page-office-sent", { share: share(sending) })}
        </p>
      )}
      {(wrong ?? (lost || undefined)) && (
        <div class="failed" role="alert" tabIndex={-1} ref={box}>
          <p>{lost ? t("page-office-upload-lost") : wrong}</p>
          {lost && (
            <button type="button" onClick={again}>
              {t("page-office-resend")}
            </button>
          )}
        </div>
      )}
    </>
  );
}
