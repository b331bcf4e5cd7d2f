// A metric over time, by Iranian year or by month of a year: what was promised, announced and computed, as of a day and as
// known at a moment. The table comes first, the chart beside it.

import { useAnswer, type Answer } from "../ask.ts";
import { MonthsDocument, SeriesDocument, type ComparedFragment, type MonthsQuery, type SeriesQuery, type StatedFragment } from "../gql/graphql.ts";
import { useLive } from "../live.tsx";
import { Link, useNavigation, wayFrom } from "../navigation.tsx";
import { Answered } from "../parts/answer.tsx";
import { Chart } from "../parts/chart.tsx";
import { Heading } from "../parts/heading.tsx";
import { Changes, KnownAt } from "../parts/known-at.tsx";
import { OpenQuery } from "../parts/open-query.tsx";
import { useYear } from "../parts/shell.tsx";
import { inUnit, StatedBy, StatedLink, VerdictMark } from "../parts/stated.tsx";
import { ScrollTable } from "../parts/table.tsx";
import { AsOf, ViewSays } from "../parts/view-bar.tsx";
import { useTexts } from "../text/texts.ts";

type Series = SeriesQuery["series"];
type SeriesYear = Series["years"][number] & { months?: MonthsQuery["series"]["years"][number]["months"] };
type SeriesMonth = NonNullable<SeriesYear["months"]>[number];

export function SeriesPage() {
  const { t, name, language, year: written } = useTexts();
  const { address } = useNavigation();
  const { place, view, ask } = address;
  const metric = place.page === "series" ? place.metric : "";
  const given = (key: string) => (ask[key] ? Number(ask[key]) : null);
  const month = given("year");
  const lastYear = useYear();
  const scope = ask["scope"] ?? "IR";
  const seen = { metric, scope, asOf: view.asOf ?? null, knownAt: view.knownAt ?? null, population: view.population };
  const byYear = { ...seen, from: given("from"), to: given("to") };
  const byMonth = { ...seen, year: month ?? 0 };
  const years = useAnswer(month === null ? SeriesDocument : undefined, byYear, language);
  const months = useAnswer(month === null ? undefined : MonthsDocument, byMonth, language);
  const answer: Answer<SeriesQuery | MonthsQuery> = month === null ? years : months;
  const [document, variables] = month === null ? [SeriesDocument, byYear] : [MonthsDocument, byMonth];
  const province = scope === "IR" ? undefined : scope;
  const year = month ?? lastYear;
  // What changed is asked of one moment.
  useLive(view.asOf || view.knownAt || ask["since"] ? undefined : { year, province, population: view.population });
  return (
    <Answered answer={answer}>
      {({ series, metrics, registerInfo, began }) => {
        const title = month === null ? t("page-series-of", { metric: name(series.metric.name) }) : t("page-series-by-month", { metric: name(series.metric.name), year: written(month) });
        const range = { began: began.nodes[0]?.recordedAt, now: registerInfo.knownAt };
        const { since: _, ...chartAsk } = ask;
        return (
          <article>
            <Heading
              title={name(series.metric.name)}
              origin={registerInfo}
              kind={series.province ? `${t("page-series")} · ${name(series.province.name)}` : t("page-series")}
            >
              <p class="lead">{name(series.metric.meaning)}</p>
            </Heading>
            <section class="view" aria-label={t("page-view")}>
              <ViewSays asOf={series.asOf} knownAt={series.knownAt} />
              <div class="controls">
                <AsOf from={sliderFrom(series)} to={month === null ? registerInfo.today : lastDay(series, registerInfo.today)} asOf={series.asOf} />
                <KnownAt {...range} knownAt={series.knownAt} />
                <Metrics metrics={metrics} metric={metric} />
              </div>
            </section>
            <nav class="choices" aria-label={t("page-by")}>
              <Link ask={without(ask, "year", "since")} current={month === null}>
                {t("page-by-year")}
              </Link>
              <Link ask={{ ...without(ask, "from", "to"), year: `${year}` }} current={month !== null}>
                {t("page-by-month", { year: written(year) })}
              </Link>
            </nav>
            <div class="beside">
              {month === null ? <Years series={series} title={title} /> : <Months series={series} title={title} />}
              <Chart title={title} asOf={series.asOf} knownAt={series.knownAt} ask={chartAsk} document={document} variables={variables} />
            </div>
            <Changes {...range} year={year} province={province} knownAt={series.knownAt} />
            <p class="queries">
              <OpenQuery document={document} variables={variables} />
            </p>
          </article>
        );
      }}
    </Answered>
  );
}

const without = (ask: Record<string, string>, ...names: string[]) =>
  Object.fromEntries(Object.entries(ask).filter(([name]) => !names.includes(name)));

const sliderFrom = ({ years }: Series) => years[0]?.year.startsOn ?? "";

const lastDay = ({ years }: Series, today: string) => {
  const end = years.at(-1)?.year.endsOn ?? today;
  return end < today ? end : today;
};

function Metrics({ metrics, metric }: { metrics: SeriesQuery["metrics"]; metric: string }) {
  const { t, name } = useTexts();
  const { address, go } = useNavigation();
  return (
    <label>
      <span>{t("page-metric")}</span>
      <select
        value={metric}
        onChange={({ currentTarget }) =>
          go(wayFrom(address, { to: { page: "series", metric: currentTarget.value }, view: address.view, ask: address.ask }))
        }
      >
        {metrics.map((known) => (
          <option key={known.code} value={known.code}>
            {name(known.name)}
          </option>
        ))}
      </select>
    </label>
  );
}

type Said = { used?: string | null; figure: StatedFragment & { comparison?: ComparedFragment } };

function Head({ first, also }: { first: string; also?: string }) {
  const { t } = useTexts();
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        <th scope="col" class="amount promised">
          {t("page-promised")}
        </th>
        <th scope="col" class="announced">
          {t("page-announced")}
        </th>
        <th scope="col" class="amount computed">
          {t("page-computed")}
        </th>
        {also && (
          <th scope="col" class="amount computed">
            {also}
          </th>
        )}
      </tr>
    </thead>
  );
}

function Years({ series, title }: { series: Series; title: string }) {
  const texts = useTexts();
  const { t, year } = texts;
  const { unit } = series.metric;
  return (
    <ScrollTable caption={title}>
      <Head first={t("page-of-year")} />
      <tbody>
        {series.years.map((row) => (
          <tr key={row.year.number}>
            <th scope="row">
              <Link to={{ page: "year", year: row.year.number }}>{year(row.year.number)}</Link>
            </th>
            <td class="amount">
              <Promised of={row} unit={unit} />
            </td>
            <td>
              <Announced said={row.announced} unit={unit} />
            </td>
            <td class="amount">{inUnit(texts, row.computed, unit)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

/** Each month and, of what happens, the sum from the beginning of the year. The promise is of the whole year. */
function Months({ series, title }: { series: Omit<Series, "years"> & { years: SeriesYear[] }; title: string }) {
  const texts = useTexts();
  const { t } = texts;
  const { unit, measure } = series.metric;
  const flow = measure === "FLOW";
  let sum = 0n;
  return (
    <ScrollTable caption={title}>
      <Head first={t("page-month")} {...(flow ? { also: t("page-so-far") } : {})} />
      <tbody>
        {series.years.flatMap((of) =>
          (of.months ?? []).map((month) => {
            if (flow) sum += BigInt(month.computed ?? "0");
            return (
              <tr key={`${of.year.number} ${month.month}`}>
                <th scope="row">{t(`month-${month.month}`)}</th>
                <td class="amount">
                  <Promised of={promisedBy(of, month.computedTo)} unit={unit} />
                </td>
                <td>
                  <Announced said={[...month.announced, ...ending(of, month)]} unit={unit} />
                </td>
                <td class="amount">{inUnit(texts, month.computed, unit)}</td>
                {flow && <td class="amount">{inUnit(texts, `${sum}`, unit)}</td>}
              </tr>
            );
          }),
        )}
      </tbody>
    </ScrollTable>
  );
}

/** The targets that had been decided by a day. */
function promisedBy({ originalTarget, targetInForce }: SeriesYear, day: string) {
  const original = originalTarget && originalTarget.decidedOn <= day ? originalTarget : null;
  return { originalTarget: original, targetInForce: targetInForce && targetInForce.decidedOn <= day ? targetInForce : original };
}

/** What was announced of the year until a day of this month. */
function ending({ announced, months }: SeriesYear, month: SeriesMonth) {
  const known = new Set((months ?? []).flatMap((one) => one.announced.map(({ figure }) => figure.code)));
  const before = months?.findLast((one) => one.month < month.month)?.computedTo ?? "";
  const isLast = months?.at(-1) === month;
  return announced.filter(({ figure: { code, periodTo } }) => {
    if (known.has(code) || !periodTo) return false;
    return periodTo > before && (periodTo <= month.computedTo || isLast);
  });
}

function Promised({ of: { originalTarget, targetInForce }, unit }: { of: Pick<SeriesYear, "originalTarget" | "targetInForce">; unit: string }) {
  const texts = useTexts();
  const [original, inForce] = [originalTarget?.value, targetInForce?.value].map((value) => inUnit(texts, value, unit));
  if (!originalTarget || !targetInForce || original === inForce) return <>{inForce}</>;
  return <>{texts.t("page-from-original", { original: original ?? "", inForce: inForce ?? "" })}</>;
}

/** Figures of a month have no verdict: a comparison of each would be too much for one question. */
function Announced({ said, unit }: { said: Said[]; unit: string }) {
  const figure = (said.find(({ used }) => used) ?? said.at(-1))?.figure;
  if (!figure) return <>–</>;
  return (
    <>
      <StatedLink figure={figure} /> <StatedBy figure={figure} />{" "}
      {figure.comparison && <VerdictMark compared={figure.comparison} unit={unit} />}
    </>
  );
}
