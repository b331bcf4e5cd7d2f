// A metric by Iranian year: what was promised, announced and computed. The table comes first, the chart beside it.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

import { useAnswer } from "../ask.ts";
import { SeriesDocument, type SeriesQuery } from "../gql/graphql.ts";
import { Link, useNavigation, wayFrom } from "../navigation.tsx";
import { Answered } from "../parts/answer.tsx";
import { Heading } from "../parts/heading.tsx";
import { OpenQuery } from "../parts/open-query.tsx";
import { inUnit, StatedBy, StatedLink, VerdictMark } from "../parts/stated.tsx";
import { ScrollTable } from "../parts/table.tsx";
import { useTexts } from "../text/texts.ts";

export type Series = SeriesQuery["series"];
export type SeriesYear = Series["years"][number];

/** The years that the bundled announcements cover, until the present one. */
const FIRST_YEAR = 1392;
const LAST_YEAR = 1404;

export function SeriesPage() {
  const { t, name, language, moment } = useTexts();
  const { address, go } = useNavigation();
  const { place, view, ask } = address;
  const metric = place.page === "series" ? place.metric : "";
  const variables = {
    metric,
    scope: ask["scope"] ?? "IR",
    from: Number(ask["from"] ?? FIRST_YEAR),
    to: Number(ask["to"] ?? LAST_YEAR),
    asOf: view.asOf ?? null,
    knownAt: view.knownAt ?? null,
    population: view.population,
  };
  const answer = useAnswer(SeriesDocument, variables, language);
  return (
    <Answered answer={answer}>
      {({ series, metrics, registerInfo }) => (
        <article>
          <Heading title={name(series.metric.name)} origin={registerInfo} kind={t("page-series")}>
            <p class="lead">{name(series.metric.meaning)}</p>
            <p class="by">{t("page-known", { moment: moment(series.knownAt) })}</p>
          </Heading>
          <p class="controls">
            <label>
              <span>{t("page-metric")}</span>
              <select
                value={metric}
                onChange={({ currentTarget }) => go(wayFrom(address, { to: { page: "series", metric: currentTarget.value } }))}
              >
                {metrics.map((known) => (
                  <option key={known.code} value={known.code}>
                    {name(known.name)}
                  </option>
                ))}
              </select>
            </label>
          </p>
          <div class="beside">
            <SeriesTable series={series} />
            <Chart series={series} />
          </div>
          <p class="queries">
            <OpenQuery document={SeriesDocument} variables={variables} />
          </p>
        </article>
      )}
    </Answered>
  );
}

/** The chart is loaded when a series is shown for the first time. */
function Chart({ series }: { series: Series }) {
  const [loaded, setLoaded] = useState<{ SeriesChart: ComponentType<{ series: Series }> }>();
  useEffect(() => void import("../chart/chart.tsx").then(setLoaded), []);
  return loaded ? <loaded.SeriesChart series={series} /> : null;
}

function SeriesTable({ series }: { series: Series }) {
  const texts = useTexts();
  const { t, year, name } = texts;
  const { unit } = series.metric;
  const lastAnnounced = (row: SeriesYear) => row.announced.find(({ used }) => used)?.figure;
  return (
    <ScrollTable caption={t("page-series-of", { metric: name(series.metric.name) })}>
      <thead>
        <tr>
          <th scope="col">{t("page-of-year")}</th>
          <th scope="col" class="amount promised">
            {t("page-promised")}
          </th>
          <th scope="col" class="announced">
            {t("page-announced")}
          </th>
          <th scope="col" class="amount computed">
            {t("page-computed")}
          </th>
        </tr>
      </thead>
      <tbody>
        {series.years.map((row) => {
          const figure = lastAnnounced(row);
          const { originalTarget: original, targetInForce: inForce } = row;
          return (
            <tr key={row.year.number}>
              <th scope="row">
                <Link to={{ page: "year", year: row.year.number }}>{year(row.year.number)}</Link>
              </th>
              <td class="amount">
                {original && inForce && original.value !== inForce.value
                  ? t("page-from-original", {
                      original: inUnit(texts, original.value, unit),
                      inForce: inUnit(texts, inForce.value, unit),
                    })
                  : inUnit(texts, inForce?.value, unit)}
              </td>
              <td>
                {figure ? (
                  <>
                    <StatedLink figure={figure} /> <StatedBy figure={figure} /> <VerdictMark compared={figure.comparison} unit={unit} />
                  </>
                ) : (
                  "–"
                )}
              </td>
              <td class="amount">{inUnit(texts, row.computed, unit)}</td>
            </tr>
          );
        })}
      </tbody>
    </ScrollTable>
  );
}
