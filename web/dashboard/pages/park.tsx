// A park: its land, what it supplies, and its units.

import { useAnswer } from "../ask.ts";
import { ParkDocument, type ParkQuery } from "../gql/graphql.ts";
import { Link, useNavigation } from "../navigation.tsx";
import { Answered } from "../parts/answer.tsx";
import { Heading } from "../parts/heading.tsx";
import { OpenQuery } from "../parts/open-query.tsx";
import { useYear } from "../parts/shell.tsx";
import { NextPage, Status, UnitsTable } from "../parts/units.tsx";
import { useTexts } from "../text/texts.ts";
import { NowherePage } from "./nowhere.tsx";

type Park = NonNullable<ParkQuery["park"]>;

export function ParkPage() {
  const { t, name, number, label, language } = useTexts();
  const { place, ask } = useNavigation().address;
  const year = useYear();
  const variables = { code: place.page === "park" ? place.code : "", after: ask["after"] ?? null };
  const answer = useAnswer(ParkDocument, variables, language);
  return (
    <Answered answer={answer}>
      {({ park, registerInfo }) =>
        park ? (
          <article>
            <Heading
              title={name(park.name)}
              origin={registerInfo}
              kind={
                <>
                  {label("park-kind", park.kind)} ·{" "}
                  <Link to={{ page: "province", year, code: park.province.code }}>{name(park.province.name)}</Link>
                </>
              }
            />
            <Facts park={park} />
            <Supplies park={park} />
            <Statuses park={park} />
            <UnitsTable units={park.units.nodes} caption={t("page-units-in-park", { number: number(park.units.totalCount) })} inPark />
            <NextPage info={park.units.pageInfo} />
            <p class="queries">
              <OpenQuery document={ParkDocument} variables={variables} />
            </p>
          </article>
        ) : (
          <NowherePage />
        )
      }
    </Answered>
  );
}

function Facts({ park }: { park: Park }) {
  const { t, number, day, label } = useTexts();
  const facts: [string, string | null | undefined][] = [
    ["page-code", park.code],
    ["page-county", park.county],
    ["page-ownership", label("ownership", park.ownership)],
    ["page-approved-on", day(park.approvedOn)],
    ["page-operating-since", day(park.operatingSince)],
    ["page-closed-on", park.closedOn && day(park.closedOn)],
    ["page-hectares", number(park.land.totalHectares)],
    ["page-hectares-operational", number(park.land.operationalHectares)],
    ["page-hectares-assignable", number(park.land.assignableHectares)],
  ];
  return (
    <dl class="facts">
      {facts.map(([key, value]) =>
        value == null ? null : (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Supplies({ park: { infrastructure } }: { park: Park }) {
  const { t, number, shortDay } = useTexts();
  if (infrastructure.length === 0) return null;
  return (
    <section>
      <h2>{t("page-infrastructure")}</h2>
      <ul class="plain-list">
        {infrastructure.map(({ line, capacity, unit, inServiceSince }) => (
          <li key={`${line} ${unit} ${inServiceSince}`}>
            {t(`page-line-${line.toLowerCase()}`)}: {number(capacity)} <bdi>{unit}</bdi>
            {inServiceSince && <span class="by"> {t("page-since-day", { day: shortDay(inServiceSince) })}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Statuses({ park: { units } }: { park: Park }) {
  const { t, number } = useTexts();
  if (units.facets.status.length === 0) return null;
  return (
    <section>
      <h2>{t("page-units-by-status")}</h2>
      <ul class="plain-list inline">
        {units.facets.status.map(({ status, count }) => (
          <li key={status ?? ""}>
            <Status status={status} /> {number(count)}
          </li>
        ))}
      </ul>
    </section>
  );
}
