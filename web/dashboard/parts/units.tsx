// Tables of units and events, as several pages show them, and the way to the next page of a list.

import type { EventLineFragment, UnitLineFragment } from "../gql/graphql.ts";
import { Link, useNavigation } from "../navigation.tsx";
import { useTexts, type Texts } from "../text/texts.ts";
import { inUnit } from "./stated.tsx";
import { ScrollTable } from "./table.tsx";

type UnitRow = UnitLineFragment & { statusSince?: string | null; capacityPercent?: string | null };

export function UnitsTable({ units, caption, inPark = false }: { units: UnitRow[]; caption: string; inPark?: boolean }) {
  const texts = useTexts();
  const { t, number, shortDay, label } = texts;
  return (
    <ScrollTable caption={caption}>
      <thead>
        <tr>
          <th scope="col">{t("page-unit")}</th>
          {!inPark && <th scope="col">{t("page-where")}</th>}
          <th scope="col">{t("page-sector")}</th>
          <th scope="col">{t("page-status")}</th>
          <th scope="col">{t("page-since")}</th>
          <th scope="col" class="amount">
            {t("page-jobs")}
          </th>
        </tr>
      </thead>
      <tbody>
        {units.map((unit) => (
          <tr key={unit.code}>
            <th scope="row">
              <UnitLink unit={unit} />
            </th>
            {!inPark && (
              <td>
                <Where unit={unit} />
              </td>
            )}
            <td>{label("sector", unit.sector)}</td>
            <td>
              <Status status={unit.status} />
            </td>
            <td>{shortDay(unit.statusSince)}</td>
            <td class="amount">{number(unit.jobs)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

export function UnitLink({ unit }: { unit: Pick<UnitLineFragment, "code" | "name"> }) {
  const { name } = useTexts();
  return (
    <Link to={{ page: "unit", code: unit.code }}>
      <bdi>{name(unit.name)}</bdi>
    </Link>
  );
}

export function Where({ unit: { park, province } }: { unit: UnitLineFragment }) {
  const { t, name } = useTexts();
  return (
    <>
      {park ? (
        <Link to={{ page: "park", code: park.code }}>
          <bdi>{name(park.name)}</bdi>
        </Link>
      ) : (
        t("page-outside-parks")
      )}
      <span class="by"> {name(province.name)}</span>
    </>
  );
}

export function Status({ status }: { status: UnitLineFragment["status"] }) {
  const { t, label } = useTexts();
  return (
    <span class={`status ${status ? status.toLowerCase().replace("_", "-") : "none"}`}>
      {status ? label("unit-status", status) : t("page-no-status")}
    </span>
  );
}

type EventRow = EventLineFragment & { unit: UnitLineFragment };

export function EventsTable({ events, caption }: { events: EventRow[]; caption: string }) {
  const texts = useTexts();
  const { t, number, shortDay } = texts;
  return (
    <ScrollTable caption={caption}>
      <thead>
        <tr>
          <th scope="col">{t("page-day")}</th>
          <th scope="col">{t("page-unit")}</th>
          <th scope="col">{t("page-where")}</th>
          <th scope="col" class="amount">
            {t("page-jobs")}
          </th>
          <th scope="col" class="amount">
            {t("page-investment")}
          </th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={`${event.unit.code} ${event.code}`}>
            <td>{shortDay(event.occurredOn)}</td>
            <th scope="row">
              <UnitLink unit={event.unit} />
            </th>
            <td>
              <Where unit={event.unit} />
            </td>
            <td class="amount">{number(event.jobs)}</td>
            <td class="amount">{inUnit(texts, event.investmentIrr, "IRR")}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

/** The facts that an event states, in words. */
export function factsOf(texts: Texts, event: EventLineFragment): string[] {
  const { t, number, label } = texts;
  const facts = [
    event.investmentIrr != null && t("page-fact-investment", { amount: inUnit(texts, event.investmentIrr, "IRR") }),
    event.jobs != null && t("page-fact-jobs", { jobs: number(event.jobs) }),
    event.capacityPercent != null && t("page-fact-capacity", { percent: number(event.capacityPercent) }),
    event.progressPercent != null && t("page-fact-progress", { percent: number(event.progressPercent) }),
    event.areaM2 != null && t("page-fact-area", { area: number(event.areaM2) }),
    ...event.reasons.map((reason) => label("reason", reason)),
    event.body != null && label("body", event.body),
  ];
  return facts.filter((fact) => fact !== false);
}

/** The next items of a list. The browser's way back leads to those before. */
export function NextPage({ info }: { info: { hasNextPage: boolean; endCursor?: string | null } }) {
  const { t } = useTexts();
  const { ask } = useNavigation().address;
  if (!info.hasNextPage && !ask["after"]) return null;
  const { after: _, ...first } = ask;
  return (
    <p class="pager">
      {ask["after"] && <Link ask={first}>{t("page-first-page")}</Link>}
      {info.hasNextPage && <Link ask={{ ...ask, after: info.endCursor ?? "" }}>{t("page-next-page")}</Link>}
    </p>
  );
}
