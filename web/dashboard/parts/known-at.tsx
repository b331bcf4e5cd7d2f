// The moment of knowledge by a slider, from the first record of the register to the present, and what changed since.

import { useEffect, useState } from "preact/hooks";

import { useAnswer } from "../ask.ts";
import { ChangesDocument, type ChangesQuery } from "../gql/graphql.ts";
import { useNavigation, wayFrom } from "../navigation.tsx";
import { useTexts, type Texts } from "../text/texts.ts";
import { OpenQuery } from "./open-query.tsx";
import { inUnit } from "./stated.tsx";
import { ScrollTable } from "./table.tsx";
import { UnitLink } from "./units.tsx";

/** The stops of the slider between the first record and the present. */
const STOPS = 500;

interface Range {
  began: string | undefined;
  now: string;
}

export function KnownAt({ began, now, knownAt }: Range & { knownAt: string }) {
  const { t } = useTexts();
  const { address, go } = useNavigation();
  return (
    <Moment
      label={t("page-known-at")}
      range={{ began, now }}
      value={knownAt}
      choose={(moment) => go(wayFrom(address, { view: { knownAt: moment } }))}
    />
  );
}

/** A moment, by a slider: the given one until the reader has let go. The last stop is the present. */
function Moment({ label, range, value, choose }: { label: string; range: Range; value: string; choose: (moment: string | undefined) => void }) {
  const { moment } = useTexts();
  const [from, to] = [Date.parse(range.began ?? range.now), Date.parse(range.now)];
  const stop = (at: string) => (to > from ? Math.round(((Date.parse(at) - from) / (to - from)) * STOPS) : STOPS);
  const at = (stop: number) => new Date(from + ((to - from) * stop) / STOPS).toISOString();
  const [chosen, setChosen] = useState(value);
  useEffect(() => setChosen(value), [value]);
  return (
    <label>
      <span>
        {label} <output>{moment(chosen)}</output>
      </span>
      <input
        type="range"
        min="0"
        max={STOPS}
        value={stop(chosen)}
        aria-valuetext={moment(chosen)}
        onInput={({ currentTarget }) => setChosen(at(Number(currentTarget.value)))}
        onChange={({ currentTarget }) => {
          const stop = Number(currentTarget.value);
          choose(stop === STOPS ? undefined : at(stop));
        }}
      />
    </label>
  );
}

/** What changed in the report of a year between the moment that is shown and another one, by default the present. */
export function Changes({ year, province, began, now, knownAt }: Range & { year: number; province: string | undefined; knownAt: string }) {
  const { t, language, year: written } = useTexts();
  const { address, go } = useNavigation();
  const { ask, view } = address;
  const since = ask["since"];
  const variables = {
    year,
    asOf: view.asOf ?? null,
    from: since ?? "",
    to: view.knownAt ?? null,
    province: province ?? null,
    population: view.population,
  };
  const answer = useAnswer(since ? ChangesDocument : undefined, variables, language);
  return (
    <section class="changes">
      <h2>{t("page-changes", { year: written(year) })}</h2>
      <p class="controls">
        <Moment
          label={t("page-changes-since")}
          range={{ began, now }}
          value={since ?? began ?? now}
          choose={(moment) => go(wayFrom(address, { ask: { ...ask, since: moment ?? now } }))}
        />
        {!since && (
          <button type="button" onClick={() => go(wayFrom(address, { ask: { ...ask, since: began ?? now } }))}>
            {t("page-changes-show")}
          </button>
        )}
      </p>
      {since && answer.state === "failed" && <p role="alert">{answer.error.message}</p>}
      {since && answer.state === "waiting" && <p class="waiting">{t("page-waiting")}</p>}
      {since && answer.data && (
        <div aria-busy={answer.state === "waiting"}>
          <Told changes={answer.data.reportChanges} until={knownAt} />
          <p class="queries">
            <OpenQuery document={ChangesDocument} variables={variables} />
          </p>
        </div>
      )}
    </section>
  );
}

type ReportChanges = ChangesQuery["reportChanges"];

function Told({ changes, until }: { changes: ReportChanges; until: string }) {
  const texts = useTexts();
  const { t, moment, number, label, shortDay } = texts;
  const { figures, records, before } = changes;
  if (figures.length === 0 && records.totalCount === 0) {
    return <p>{t("page-changes-none", { from: moment(before.knownAt), to: moment(until) })}</p>;
  }
  return (
    <>
      <p>
        {t("page-changes-say", {
          ...{ from: moment(before.knownAt), to: moment(until) },
          ...{ figures: figures.length, figuresWritten: number(figures.length) },
          ...{ records: records.totalCount, recordsWritten: number(records.totalCount) },
        })}
      </p>
      <ul class="others">
        {figures.map((change) => (
          <li key={change.figure}>{changeInWords(texts, change)}</li>
        ))}
      </ul>
      {records.nodes.length > 0 && (
        <ScrollTable caption={t("page-changes-records", { number: number(records.totalCount), shown: number(records.nodes.length) })}>
          <thead>
            <tr>
              <th scope="col">{t("page-recorded-at")}</th>
              <th scope="col">{t("page-unit")}</th>
              <th scope="col">{t("page-what")}</th>
            </tr>
          </thead>
          <tbody>
            {records.nodes.map((record) => {
              const { event, replaces, voids } = record;
              const stated = event && `${label("event-kind", event.kind)}${t("page-comma")}${shortDay(event.occurredOn)}`;
              const earlier = replaces ?? voids;
              const was = earlier && `${label("event-kind", earlier.kind)}${t("page-comma")}${shortDay(earlier.occurredOn)}`;
              return (
                <tr key={`${record.unit.code} ${record.code}`}>
                  <td>{moment(record.recordedAt)}</td>
                  <th scope="row">
                    <UnitLink unit={record.unit} />
                  </th>
                  <td>
                    {voids
                      ? t("page-change-void", { was: was ?? "" })
                      : replaces
                        ? t("page-change-replaced", { was: was ?? "", now: stated ?? "" })
                        : stated}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </ScrollTable>
      )}
    </>
  );
}

/** “Revived units: 1,160 → 1,170 (+10)”. */
function changeInWords(texts: Texts, { figure, before, after, difference }: ReportChanges["figures"][number]) {
  const { t, number, difference: signed, share } = texts;
  const write = (value: string | null | undefined) => {
    if (value == null) return "–";
    if (/idleShare$/i.test(figure)) return share(Number(value));
    if (figure.endsWith("irr")) return inUnit(texts, value, "IRR");
    if (figure.endsWith("usd")) return inUnit(texts, value, "USD");
    return number(value);
  };
  const plain = !/idleShare$|irr$|usd$/i.test(figure);
  return t("page-change", {
    figure: figureName(texts, figure),
    before: write(before),
    after: write(after),
    difference: plain && difference != null ? `(${signed(difference)})` : "",
  });
}

/** The path of a figure in words, part by part: what happened or stands, and which number of it. */
function figureName({ t, label }: Texts, path: string): string {
  const kebab = (text: string) => text.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const [first = "", ...rest] = path.split(".");
  if (first === "targets") {
    const [metric = "", population = "", ...which] = rest;
    const of = population.toLowerCase().replaceAll("_", "-");
    return t("page-change-target", { metric: t(`page-metric-${metric.toLowerCase().replaceAll("_", "-")}`), population: t(`page-population-${of}`), which: which.join(".") });
  }
  const last = kebab(rest.at(-1) ?? "units");
  if (first === "stock" || first === "previousYearEnd") {
    const status = last.replace(/^.*\./, "");
    const known = ["planned", "under-construction", "active", "semi-active", "inactive", "closed", "cancelled"].includes(status);
    const what = known ? label("unit-status", status) : t(`page-number-${status}`);
    return t(first === "stock" ? "page-change-stock" : "page-change-year-before", { what });
  }
  return `${t(`page-flow-${kebab(first)}`)}${t("page-comma")}${t(`page-number-${last}`)}`;
}
