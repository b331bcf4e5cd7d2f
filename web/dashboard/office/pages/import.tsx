// One import: its progress while it runs, then its counts, and every refused value at its cell.

import { useEffect, useState } from "preact/hooks";

import { Heading } from "../../parts/heading.tsx";
import { ScrollTable } from "../../parts/table.tsx";
import { useTexts } from "../../text/texts.ts";
import { NowherePage } from "../../pages/nowhere.tsx";
import { send, useAsked, useChange } from "../api.ts";
import { CancelImportDocument, ImportDocument, type ImportQuery } from "../gql/graphql.ts";
import { OfficeLink } from "../link.tsx";
import { Sending } from "../fields.tsx";
import { Answer } from "../parts/asked.tsx";
import { Sender, UploadState, useUpload } from "../parts/sender.tsx";
import { download, fileKind, filesOf } from "../upload.ts";
import { useViewer } from "../viewer.tsx";
import { stateKey } from "./imports.tsx";

type Import = NonNullable<ImportQuery["import"]>;

/** How often the state of a running import is asked for, in milliseconds. */
const LOOK = 1000;

export function ImportPage({ id }: { id: string }) {
  const { t, language, moment } = useTexts();
  const asked = useAsked(ImportDocument, { id }, language);
  const last = useLast(asked.data);
  const one = last?.import;
  const running = one?.state === "WAITING" || one?.state === "RUNNING";
  useEffect(() => {
    // Also after a lost connection: the import goes on without this page.
    if (!running || asked.state === "waiting") return;
    const timer = setTimeout(asked.again, LOOK);
    return () => clearTimeout(timer);
  }, [running, asked.state, asked.again]);
  if (!last) return <Answer asked={asked}>{() => null}</Answer>;
  if (!one) return <NowherePage />;
  return (
    <article>
      <p class="kind">
        <OfficeLink to={["imports"]}>{t("page-office-imports")}</OfficeLink>
      </p>
      <Heading title={t(stateKey(one))}>
        <p class="lead">
          {t("page-office-import-by", { moment: moment(one.createdAt), name: one.startedBy.name })}
          {one.faultId && ` ${t("page-office-import-fault", { id: one.faultId })}`}
        </p>
      </Heading>
      {asked.state === "failed" && running && (
        <p class="failed" role="alert">
          {t("page-office-no-connection-following")}
        </p>
      )}
      <div aria-live="polite">{running && <Running one={one} />}</div>
      <Files one={one} />
      <Next one={one} />
      <Refusals one={one} />
      <Warnings one={one} />
      <After one={one} />
    </article>
  );
}

/** The last answer, also while another one is awaited or does not come. */
function useLast<Data>(data: Data | undefined): Data | undefined {
  const [last, setLast] = useState(data);
  useEffect(() => {
    if (data !== undefined) setLast(data);
  }, [data]);
  return data ?? last;
}

function Running({ one }: { one: Import }) {
  const { t, share, language } = useTexts();
  const cancel = useChange<unknown>(() => undefined);
  const { progress } = one;
  const fraction = progress?.size ? progress.done / progress.size : undefined;
  return (
    <>
      <p>
        <progress {...(fraction === undefined ? {} : { max: 1, value: fraction })} aria-label={t("page-office-progress")} />{" "}
        {progress ? t("page-office-reading", { of: progress.of, share: fraction === undefined ? "…" : share(fraction) }) : t("page-office-import-waits")}
      </p>
      <button type="button" class="second" disabled={cancel.busy} onClick={() => cancel.run((key) => send(CancelImportDocument, { input: { id: one.id, idempotencyKey: key } }, language))}>
        {t("page-office-cancel")}
      </button>
      <Sending change={cancel} />
    </>
  );
}

function Files({ one }: { one: Import }) {
  const { t, number } = useTexts();
  return (
    <ScrollTable caption={t("page-office-counts")}>
      <thead>
        <tr>
          <th scope="col">{t("page-office-file")}</th>
          <th scope="col">{t("page-office-file-holds")}</th>
          {["page-office-read", "page-office-added", "page-office-changed", "page-office-unchanged", "page-office-refused"].map((key) => (
            <th key={key} scope="col" class="amount">
              {t(key)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {one.files.map((file) => (
          <tr key={file.name}>
            <th scope="row">
              <bdi>{file.name}</bdi>
            </th>
            <td>{t(fileKind(file.kind))}</td>
            {[file.read, file.added, file.changed, file.unchanged, file.refused].map((count, place) => (
              <td key={place} class={place === 4 && count ? "amount refused" : "amount"}>
                {number(count)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

/** After a dry run without mistakes: send the same files for good. */
function Next({ one }: { one: Import }) {
  const { t } = useTexts();
  const { send: sendFiles, sending, wrong, lost } = useUpload();
  const files = filesOf(one.id);
  if (!(one.state === "DONE" && one.dryRun)) return null;
  return (
    <section class="next">
      <p>{t("page-office-nothing-recorded")}</p>
      {files ? (
        <button type="button" disabled={sending !== undefined} onClick={() => sendFiles(files, false)}>
          {t("page-office-send")}
        </button>
      ) : (
        <p>{t("page-office-choose-again")}</p>
      )}
      {files && <UploadState sending={sending} wrong={wrong} lost={lost} again={() => sendFiles(files, false)} />}
    </section>
  );
}

function Refusals({ one }: { one: Import }) {
  const { t, number, language } = useTexts();
  const [pages, setPages] = useState<Import["refusals"][]>([]);
  const { totalCount, nodes, pageInfo } = one.refusals;
  const [wrong, setWrong] = useState<string>();
  if (totalCount === 0) return null;
  const all = [...nodes, ...pages.flatMap((page) => page.nodes)];
  const end = pages.at(-1)?.pageInfo ?? pageInfo;
  const more = async () => {
    try {
      const { import: next } = await send(ImportDocument, { id: one.id, refusalsAfter: end.endCursor ?? null }, language);
      if (next) setPages([...pages, next.refusals]);
    } catch (error) {
      setWrong((error as Error).message || t("page-office-no-connection"));
    }
  };
  const save = (extension: string) => () => {
    setWrong(undefined);
    download(`/imports/${encodeURIComponent(one.id)}/refusals.${extension}`, `refusals.${extension}`, language).catch((error: Error) =>
      setWrong(error.message || t("page-office-no-connection")),
    );
  };
  return (
    <section>
      <ScrollTable caption={t("page-office-refusals", { count: totalCount, number: number(totalCount) })} class="refusals">
        <thead>
          <tr>
            <th scope="col">{t("page-office-cell")}</th>
            <th scope="col">{t("page-office-value")}</th>
            <th scope="col">{t("page-office-what-is-wrong")}</th>
          </tr>
        </thead>
        <tbody>
          {all.map((refusal, place) => (
            <tr key={place}>
              <th scope="row">
                <Cell place={refusal} several={one.files.length > 1} />
              </th>
              <td>{refusal.value && <mark dir="auto">{refusal.value}</mark>}</td>
              <td class="message">{refusal.message}</td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      <div class="buttons">
        {end.hasNextPage && (
          <button type="button" class="second" onClick={() => void more()}>
            {t("page-office-more")}
          </button>
        )}
        {["xlsx", "csv"].map((extension) => (
          <button key={extension} type="button" class="second" onClick={save(extension)}>
            {t("page-office-download", { format: extension.toUpperCase() })}
          </button>
        ))}
      </div>
      {wrong && (
        <p class="failed" role="alert">
          {wrong}
        </p>
      )}
    </section>
  );
}

interface Place {
  file: string;
  line?: number | null;
  column?: string | null;
  cell?: string | null;
}

/** Where a value stands: the cell of a workbook, or line and column. */
function Cell({ place: { file, line, column, cell }, several }: { place: Place; several: boolean }) {
  const { t, year } = useTexts();
  return (
    <>
      {cell ? (
        <bdi class="code">{cell}</bdi>
      ) : line != null ? (
        t("page-office-line", { line: year(line) })
      ) : (
        t("page-office-whole-file")
      )}
      {column && (
        <>
          {" "}
          <bdi class="code">{column}</bdi>
        </>
      )}
      {several && (
        <span class="by">
          {" "}
          <bdi>{file}</bdi>
        </span>
      )}
    </>
  );
}

function Warnings({ one }: { one: Import }) {
  const { t, number } = useTexts();
  const { totalCount, nodes } = one.warnings;
  if (totalCount === 0) return null;
  return (
    <details>
      <summary>{t("page-office-warnings", { count: totalCount, number: number(totalCount) })}</summary>
      <ul class="others">
        {nodes.map((warning, place) => (
          <li key={place}>
            <Cell place={warning} several={one.files.length > 1} /> – {warning.message}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** After mistakes, or when it has not ended well: correct the files, and try again. */
function After({ one }: { one: Import }) {
  const { t } = useTexts();
  const viewer = useViewer();
  const done = one.state === "DONE" && !one.dryRun;
  if (done || one.state === "WAITING" || one.state === "RUNNING" || one.startedBy.name !== viewer.name) return null;
  if (one.state === "DONE" && filesOf(one.id)) return null;
  return <Sender title={t(one.state === "REFUSED" ? "page-office-correct-and-try" : "page-office-try-again")} ready={one.state === "REFUSED" ? [] : (filesOf(one.id) ?? [])} />;
}
