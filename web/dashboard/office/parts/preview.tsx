// What a change would make of the history of a unit, before it is recorded.

import { ScrollTable } from "../../parts/table.tsx";
import { Status } from "../../parts/units.tsx";
import { useTexts } from "../../text/texts.ts";
import type { CorrectUnitMutation, FactsOfEventFragment, UnitOfOfficeFragment } from "../gql/graphql.ts";
import { factLabel, FACTS, factText } from "../facts.tsx";

type Payload = NonNullable<CorrectUnitMutation["unitCorrect"]>;

/** Status, jobs and capacity now and then. */
export function Standing({ unit, payload }: { unit: UnitOfOfficeFragment; payload: Payload }) {
  const { t, number } = useTexts();
  const then = payload.history?.at(-1);
  const percent = (amount: string | null | undefined) => (amount == null ? "–" : t("page-percent", { amount: number(amount) }));
  return (
    <ScrollTable caption={t("page-office-would-change")} class="before-after">
      <Head />
      <tbody>
        <tr class={then?.status === unit.status ? undefined : "differs"}>
          <th scope="row">{t("page-status")}</th>
          <td>
            <Status status={unit.status} />
          </td>
          <td>
            <Status status={then?.status ?? null} />
          </td>
        </tr>
        <Row name={t("page-jobs")} before={number(unit.jobs)} after={number(then?.jobs)} />
        <Row name={t("page-capacity")} before={percent(unit.capacityPercent)} after={percent(then?.capacityPercent)} />
      </tbody>
    </ScrollTable>
  );
}

/** How a unit stood when the page was opened, and how it stands since somebody else has recorded something. */
export function Meanwhile({ opened, now }: { opened: UnitOfOfficeFragment; now: UnitOfOfficeFragment }) {
  const { t, number, label, day } = useTexts();
  const status = ({ status }: UnitOfOfficeFragment) => (status ? label("unit-status", status) : t("page-no-status"));
  return (
    <div class="failed">
      <p>
        <strong>{t("page-office-changed-meanwhile")}</strong> {t("page-office-changed-meanwhile-lead")}
      </p>
      <ScrollTable caption={t("page-office-both-versions")} class="before-after">
        <thead>
          <tr>
            <td></td>
            <th scope="col">{t("page-office-when-opened")}</th>
            <th scope="col">{t("page-office-now")}</th>
          </tr>
        </thead>
        <tbody>
          <Row name={t("page-status")} before={status(opened)} after={status(now)} />
          <Row name={t("page-last-confirmed")} before={day(opened.lastConfirmedOn)} after={day(now.lastConfirmedOn)} />
          <Row name={t("page-jobs")} before={number(opened.jobs)} after={number(now.jobs)} />
        </tbody>
      </ScrollTable>
    </div>
  );
}

/** The facts of each event that is changed, before and after. */
export function Changes({ payload }: { payload: Payload }) {
  const texts = useTexts();
  const { t } = texts;
  return (
    <>
      {payload.changes?.map(({ corrects, before, after }, place) => (
        <ScrollTable key={place} caption={t("page-office-facts-of", { code: corrects ?? t("page-office-new-event") })} class="before-after">
          <Head />
          <tbody>
            {FACTS.filter((fact) => isStated(before?.[fact]) || isStated(after?.[fact])).map((fact) => (
              <Row
                key={fact}
                name={factLabel(texts, fact)}
                before={before ? factText(texts, fact, before[fact]) : "–"}
                after={after ? factText(texts, fact, after[fact]) : t("page-office-struck-out")}
              />
            ))}
          </tbody>
        </ScrollTable>
      ))}
    </>
  );
}

const isStated = (value: FactsOfEventFragment[keyof FactsOfEventFragment] | undefined) => value != null && !(Array.isArray(value) && value.length === 0);

function Head() {
  const { t } = useTexts();
  return (
    <thead>
      <tr>
        <td></td>
        <th scope="col">{t("page-office-before")}</th>
        <th scope="col">{t("page-office-after")}</th>
      </tr>
    </thead>
  );
}

function Row({ name, before, after }: { name: string; before: string; after: string }) {
  return (
    <tr class={before === after ? undefined : "differs"}>
      <th scope="row">{name}</th>
      <td>
        <bdi>{before}</bdi>
      </td>
      <td>{before === after ? <bdi>{after}</bdi> : <strong><bdi>{after}</bdi></strong>}</td>
    </tr>
  );
}
