// The provinces in a year: a grid of tiles, and the ranking as a table.

import { useAnswer } from "../ask.ts";
import { ProvincesDocument, type ProvincesQuery } from "../gql/graphql.ts";
import { useLive } from "../live.tsx";
import { Link, useNavigation } from "../navigation.tsx";
import { Answered } from "../parts/answer.tsx";
import { Chart } from "../parts/chart.tsx";
import { Heading } from "../parts/heading.tsx";
import { OpenQuery } from "../parts/open-query.tsx";
import { ScrollTable } from "../parts/table.tsx";
import { ViewBar } from "../parts/view-bar.tsx";
import { useTexts } from "../text/texts.ts";

export type ProvinceRow = ProvincesQuery["report"]["byProvince"][number];

/** What tiles and ranking can show, the first by default. */
const SHOWN = {
  progress: (row: ProvinceRow) => revivals(row)?.progress.ofInForce ?? null,
  revived: (row: ProvinceRow) => row.revived.units,
  commissioned: (row: ProvinceRow) => row.commissioned.units,
  idle: (row: ProvinceRow) => row.stock.idleShare ?? null,
} as const;
type ShownName = keyof typeof SHOWN;

const revivals = ({ targets }: ProvinceRow) => targets.find(({ metric }) => metric === "UNITS_REVIVED");

export function ProvincesPage() {
  const { t, language, year: writtenYear } = useTexts();
  const { place, view, ask } = useNavigation().address;
  const year = place.page === "provinces" ? place.year : 0;
  const { asOf, knownAt, population } = view;
  const variables = { year, asOf: asOf ?? null, knownAt: knownAt ?? null, population };
  const answer = useAnswer(ProvincesDocument, variables, language);
  useLive(asOf || knownAt ? undefined : { year, population });
  return (
    <Answered answer={answer}>
      {({ report, registerInfo }) => {
        const targets = report.byProvince.some((row) => revivals(row));
        const names = (Object.keys(SHOWN) as ShownName[]).filter((name) => targets || name !== "progress");
        const shown = names.find((name) => name === ask["show"]) ?? names[0] ?? "revived";
        const rows = ranked(report.byProvince, SHOWN[shown]);
        return (
          <article>
            <Heading
              title={t("page-provinces")}
              origin={registerInfo}
              kind={<Link to={{ page: "year", year }}>{t("page-year", { year: writtenYear(year) })}</Link>}
            />
            <ViewBar year={report.year} asOf={report.asOf} knownAt={report.knownAt} />
            <nav class="choices" aria-label={t("page-provinces-show")}>
              {names.map((name) => (
                <Link key={name} ask={{ show: name }} current={name === shown}>
                  {t(`page-provinces-${name}`)}
                </Link>
              ))}
            </nav>
            <div class="beside">
              <Ranking rows={rows} caption={t("page-ranking", { by: t(`page-provinces-${shown}`) })} targets={targets} year={year} />
              <Chart
                title={t("page-provinces-in-year", { what: t(`page-provinces-${shown}`), year: writtenYear(year) })}
                asOf={report.asOf}
                knownAt={report.knownAt}
                ask={{ show: shown }}
                document={ProvincesDocument}
                variables={variables}
              />
            </div>
            <p class="queries">
              <OpenQuery document={ProvincesDocument} variables={variables} />
            </p>
          </article>
        );
      }}
    </Answered>
  );
}

/** The greatest first, unknown ones last. */
function ranked(rows: ProvinceRow[], valueOf: (row: ProvinceRow) => number | null) {
  return rows.toSorted((one, other) => (valueOf(other) ?? -1) - (valueOf(one) ?? -1));
}

function Ranking({ rows, caption, targets, year }: { rows: ProvinceRow[]; caption: string; targets: boolean; year: number }) {
  const { t, number, share, name } = useTexts();
  return (
    <ScrollTable caption={caption}>
      <thead>
        <tr>
          <th scope="col" class="amount">
            {t("page-rank")}
          </th>
          <th scope="col">{t("page-province")}</th>
          {targets && (
            <th scope="col" class="amount">
              {t("page-provinces-progress")}
            </th>
          )}
          <th scope="col" class="amount">
            {t("page-provinces-revived")}
          </th>
          <th scope="col" class="amount">
            {t("page-provinces-commissioned")}
          </th>
          <th scope="col" class="amount">
            {t("page-provinces-idle")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={row.province.code}>
            <td class="amount">{number(index + 1)}</td>
            <th scope="row">
              <Link to={{ page: "province", year, code: row.province.code }}>{name(row.province.name)}</Link>
            </th>
            {targets && (
              <td class="amount">
                {t("page-of-target", {
                  share: share(revivals(row)?.progress.ofInForce),
                  target: number(revivals(row)?.inForce?.value),
                })}
              </td>
            )}
            <td class="amount">
              <Link to={{ page: "flow", year, flow: "revived" }} ask={{ province: row.province.code }}>
                {number(row.revived.units)}
              </Link>
            </td>
            <td class="amount">
              <Link to={{ page: "flow", year, flow: "commissioned" }} ask={{ province: row.province.code }}>
                {number(row.commissioned.units)}
              </Link>
            </td>
            <td class="amount">{share(row.stock.idleShare)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}
