// A province in a year: its figures, its sectors, and its parks.

import { useAnswer } from "../ask.ts";
import { ProvinceDocument, type ProvinceQuery } from "../gql/graphql.ts";
import { useLive } from "../live.tsx";
import { Link, useNavigation } from "../navigation.tsx";
import { Answered } from "../parts/answer.tsx";
import { Heading } from "../parts/heading.tsx";
import { OpenQuery } from "../parts/open-query.tsx";
import { inUnit } from "../parts/stated.tsx";
import { ScrollTable } from "../parts/table.tsx";
import { NextPage } from "../parts/units.tsx";
import { ViewBar } from "../parts/view-bar.tsx";
import { useTexts } from "../text/texts.ts";

type Province = NonNullable<ProvinceQuery["province"]>;
type Report = ProvinceQuery["report"];

export function ProvincePage() {
  const { t, name, year: written, language } = useTexts();
  const { place, view, ask } = useNavigation().address;
  const { year, code } = place.page === "province" ? place : { year: 0, code: "" };
  const { asOf, knownAt, population } = view;
  const variables = { code, year, asOf: asOf ?? null, knownAt: knownAt ?? null, population, after: ask["after"] ?? null };
  const answer = useAnswer(ProvinceDocument, variables, language);
  useLive(asOf || knownAt ? undefined : { year, province: code, population });
  return (
    <Answered answer={answer}>
      {({ province, report, registerInfo }) =>
        province && (
          <article>
            <Heading
              title={name(province.name)}
              origin={registerInfo}
              kind={
                <>
                  <Link to={{ page: "year", year }}>{t("page-year", { year: written(year) })}</Link> ·{" "}
                  <Link to={{ page: "provinces", year }}>{t("page-provinces")}</Link>
                </>
              }
            >
              <p class="by">{t("page-province-codes", { code: province.code, former: province.formerCode })}</p>
            </Heading>
            <ViewBar year={report.year} asOf={report.asOf} knownAt={report.knownAt} />
            <Figures report={report} code={province.code} />
            <Sectors report={report} />
            <Parks province={province} />
            <p class="queries">
              <OpenQuery document={ProvinceDocument} variables={variables} />
            </p>
          </article>
        )
      }
    </Answered>
  );
}

function Figures({ report, code }: { report: Report; code: string }) {
  const texts = useTexts();
  const { t, number, share } = texts;
  const year = report.year.number;
  const target = report.targets.find(({ metric }) => metric === "UNITS_REVIVED");
  return (
    <dl class="facts">
      <div>
        <dt>{t("page-figure-units-commissioned")}</dt>
        <dd>
          <Link to={{ page: "flow", year, flow: "commissioned" }} ask={{ province: code }} class="number">
            {number(report.commissioned.units)}
          </Link>
        </dd>
      </div>
      <div>
        <dt>{t("page-figure-investment-commissioned")}</dt>
        <dd class="number">{inUnit(texts, report.commissioned.investment.irr, "IRR")}</dd>
      </div>
      <div>
        <dt>{t("page-figure-jobs-commissioned")}</dt>
        <dd class="number">{number(report.commissioned.jobs)}</dd>
      </div>
      <div>
        <dt>{t("page-figure-units-revived")}</dt>
        <dd>
          <Link to={{ page: "flow", year, flow: "revived" }} ask={{ province: code }} class="number">
            {number(report.revived.units)}
          </Link>
          {target?.inForce && (
            <span class="by">
              {t("page-of-target", { share: share(target.progress.ofInForce), target: number(target.inForce.value) })}
            </span>
          )}
        </dd>
      </div>
      <div>
        <dt>{t("page-figure-idle")}</dt>
        <dd>
          <Link to={{ page: "stock", year }} ask={{ province: code, status: "SEMI_ACTIVE,INACTIVE" }} class="number">
            {share(report.stock.idleShare)}
          </Link>
          <span class="by">{t("page-year-before", { share: share(report.previousYearEnd.idleShare) })}</span>
        </dd>
      </div>
      <div>
        <dt>{t("page-parks-operating")}</dt>
        <dd class="number">{number(report.parks.operating)}</dd>
      </div>
    </dl>
  );
}

function Sectors({ report }: { report: Report }) {
  const { t, label, number, share } = useTexts();
  return (
    <ScrollTable caption={t("page-by-sector")}>
      <thead>
        <tr>
          <th scope="col">{t("page-sector")}</th>
          <th scope="col" class="amount">
            {t("page-operating")}
          </th>
          <th scope="col" class="amount">
            {t("page-provinces-idle")}
          </th>
          <th scope="col" class="amount">
            {t("page-provinces-commissioned")}
          </th>
          <th scope="col" class="amount">
            {t("page-provinces-revived")}
          </th>
        </tr>
      </thead>
      <tbody>
        {report.bySector.map((row) => (
          <tr key={row.sector ?? ""}>
            <th scope="row">{label("sector", row.sector)}</th>
            <td class="amount">{number(row.stock.operating)}</td>
            <td class="amount">{share(row.stock.idleShare)}</td>
            <td class="amount">{number(row.commissioned.units)}</td>
            <td class="amount">{number(row.revived.units)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

function Parks({ province: { parks } }: { province: Province }) {
  const { t, label, number, name, shortDay } = useTexts();
  return (
    <>
      <ScrollTable caption={t("page-parks-of", { number: number(parks.totalCount) })}>
        <thead>
          <tr>
            <th scope="col">{t("page-park")}</th>
            <th scope="col">{t("page-kind")}</th>
            <th scope="col">{t("page-county")}</th>
            <th scope="col">{t("page-operating-since")}</th>
            <th scope="col" class="amount">
              {t("page-hectares")}
            </th>
            <th scope="col" class="amount">
              {t("page-hectares-assignable")}
            </th>
          </tr>
        </thead>
        <tbody>
          {parks.nodes.map((park) => (
            <tr key={park.code}>
              <th scope="row">
                <Link to={{ page: "park", code: park.code }}>
                  <bdi>{name(park.name)}</bdi>
                </Link>
              </th>
              <td>{label("park-kind", park.kind)}</td>
              <td>{park.county}</td>
              <td>{shortDay(park.operatingSince)}</td>
              <td class="amount">{number(park.land.totalHectares)}</td>
              <td class="amount">{number(park.land.assignableHectares)}</td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      <NextPage info={parks.pageInfo} />
    </>
  );
}
