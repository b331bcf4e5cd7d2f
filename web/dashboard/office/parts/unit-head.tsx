// The heading of the pages of a unit: which one, where, and how it stands.

import { Heading } from "../../parts/heading.tsx";
import { Status } from "../../parts/units.tsx";
import { useTexts } from "../../text/texts.ts";
import type { UnitOfOfficeFragment } from "../gql/graphql.ts";
import { OfficeLink } from "../link.tsx";

export function UnitHead({ unit, title }: { unit: UnitOfOfficeFragment; title?: string }) {
  const { t, name, number, day } = useTexts();
  const own = <bdi>{name(unit.name)}</bdi>;
  return (
    <Heading
      title={title ?? name(unit.name)}
      kind={
        <>
          {title && (
            <>
              <OfficeLink to={["units", unit.code]}>{own}</OfficeLink> ·{" "}
            </>
          )}
          <span class="code">{unit.code}</span> {unit.park ? name(unit.park.name) : t("page-outside-parks")} · {name(unit.province.name)}
        </>
      }
    >
      <p class="standing">
        <Status status={unit.status} /> {unit.statusSince && <span class="by">{t("page-since-day", { day: day(unit.statusSince) })}</span>}
        {unit.jobs != null && <span> · {t("page-fact-jobs", { jobs: number(unit.jobs) })}</span>}
        {unit.capacityPercent != null && <span> · {t("page-fact-capacity", { percent: number(unit.capacityPercent) })}</span>}
      </p>
    </Heading>
  );
}
