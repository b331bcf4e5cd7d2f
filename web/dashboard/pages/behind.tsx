// Behind a number of a report: exactly the events or units that it counts.

import { useAnswer } from "../ask.ts";
import { BehindDocument, type BehindQuery, type UnitStatus } from "../gql/graphql.ts";
import { Link, useNavigation } from "../navigation.tsx";
import { Answered } from "../parts/answer.tsx";
import { Heading } from "../parts/heading.tsx";
import { OpenQuery } from "../parts/open-query.tsx";
import { EventsTable, NextPage, UnitsTable } from "../parts/units.tsx";
import { ViewBar } from "../parts/view-bar.tsx";
import { useTexts } from "../text/texts.ts";
import { flowKey } from "./year.tsx";

export function FlowPage() {
  const { place } = useNavigation().address;
  const { t, number } = useTexts();
  if (place.page !== "flow") return null;
  const { year, flow } = place;
  return (
    <Behind year={year} what={{ [flow]: true }} title={t(flowKey(flow))}>
      {({ report }) => {
        const events = report[flow]?.events;
        if (!events) return null;
        const caption = t("page-counted-events", { number: number(events.totalCount), shown: number(events.nodes.length) });
        return (
          <>
            <EventsTable events={events.nodes} caption={caption} />
            <NextPage info={events.pageInfo} />
          </>
        );
      }}
    </Behind>
  );
}

const STATUSES: UnitStatus[] = ["PLANNED", "UNDER_CONSTRUCTION", "ACTIVE", "SEMI_ACTIVE", "INACTIVE", "CLOSED", "CANCELLED"];

export function StockPage() {
  const { place, ask } = useNavigation().address;
  const { t, number, label } = useTexts();
  if (place.page !== "stock") return null;
  const asked = (ask["status"] ?? "").split(",");
  const status = STATUSES.filter((one) => asked.includes(one));
  const of = status.map((one) => label("unit-status", one)).join(t("page-and"));
  return (
    <Behind year={place.year} what={{ stock: true, status: status.length ? status : null }} title={of ? t("page-units-of", { status: of }) : t("page-units")}>
      {({ report }) => {
        const units = report.stock?.units;
        if (!units) return null;
        const caption = t("page-counted-units", { number: number(units.totalCount), shown: number(units.nodes.length) });
        return (
          <>
            <UnitsTable units={units.nodes} caption={caption} />
            <NextPage info={units.pageInfo} />
          </>
        );
      }}
    </Behind>
  );
}

interface Props {
  year: number;
  what: Record<string, unknown>;
  title: string;
  children: (data: BehindQuery) => preact.ComponentChildren;
}

function Behind({ year, what, title, children }: Props) {
  const { t, year: written, name, language } = useTexts();
  const { view, ask } = useNavigation().address;
  const { asOf, knownAt, population } = view;
  const variables = {
    ...{ year, asOf: asOf ?? null, knownAt: knownAt ?? null, population },
    ...{ province: ask["province"] ?? null, after: ask["after"] ?? null },
    ...what,
  };
  const answer = useAnswer(BehindDocument, variables, language);
  return (
    <Answered answer={answer}>
      {(data) => (
        <article>
          <Heading
            title={title}
            origin={data.registerInfo}
            kind={
              <>
                <Link to={{ page: "year", year }}>{t("page-year", { year: written(year) })}</Link>
                {data.report.scope.province && <> · {name(data.report.scope.province.name)}</>}
              </>
            }
          />
          <ViewBar year={data.report.year} asOf={data.report.asOf} knownAt={data.report.knownAt} />
          {children(data)}
          <p class="queries">
            <OpenQuery document={BehindDocument} variables={variables} />
          </p>
        </article>
      )}
    </Answered>
  );
}
