// A unit: how it stands, what may be recorded, and its events, each of which can be corrected.

import { useNavigation, wayFrom } from "../../navigation.tsx";
import { NowherePage } from "../../pages/nowhere.tsx";
import { ScrollTable } from "../../parts/table.tsx";
import { useTexts } from "../../text/texts.ts";
import { useAsked } from "../api.ts";
import { OfficeUnitDocument, type EventOfOfficeFragment } from "../gql/graphql.ts";
import { OfficeLink } from "../link.tsx";
import { FACTS, factText } from "../facts.tsx";
import { Answer } from "../parts/asked.tsx";
import { UnitHead } from "../parts/unit-head.tsx";
import { useMay, useViewer } from "../viewer.tsx";

export function UnitPage({ code }: { code: string }) {
  const { t, label, number, day, language } = useTexts();
  const { address } = useNavigation();
  const { provinces } = useViewer();
  const may = useMay();
  const mayChange = (province: string) => may("unitCorrect") && (!provinces || provinces.some((own) => own.code === province));
  const recorded = address.ask["recorded"];
  const asked = useAsked(OfficeUnitDocument, { code, after: address.ask["after"] ?? null }, language);
  return (
    <Answer asked={asked}>
      {({ unit }) =>
        unit ? (
          <article>
            <UnitHead unit={unit} />
            {recorded && (
              <p class="done" role="status">
                {t(recorded === "facts" ? "page-office-facts-recorded" : recorded === "correction" ? "page-office-correction-recorded" : "page-office-act-recorded")}
              </p>
            )}
            <p class="buttons">
              {mayChange(unit.province.code) && (
                <>
                  <OfficeLink class="button" to={["units", code, "record"]}>
                    {t("page-office-record")}
                  </OfficeLink>
                  <OfficeLink class="button second" to={["units", code, "facts"]}>
                    {t("page-office-change-facts")}
                  </OfficeLink>
                </>
              )}
              <a href={`/${language}/units/${encodeURIComponent(code)}`}>{t("page-office-public-page")}</a>
            </p>
            {!mayChange(unit.province.code) && <p class="lead">{t("page-office-other-province")}</p>}
            <p class="lead">
              {t("page-office-next-events")} {unit.nextEvents.map(({ kind }) => label("event-kind", kind)).join(t("page-comma")) || "–"}
            </p>
            <ScrollTable caption={t("page-office-events", { count: unit.events.totalCount, number: number(unit.events.totalCount) })}>
              <thead>
                <tr>
                  <th scope="col">{t("page-day")}</th>
                  <th scope="col">{t("page-office-kind")}</th>
                  <th scope="col">{t("page-office-facts")}</th>
                  <td></td>
                </tr>
              </thead>
              <tbody>
                {unit.events.nodes.map((event) => (
                  <tr key={event.code}>
                    <td>{day(event.occurredOn)}</td>
                    <th scope="row">{label("event-kind", event.kind)}</th>
                    <td>
                      <Facts event={event} />
                    </td>
                    <td>
                      {mayChange(unit.province.code) && (
                        <OfficeLink to={["units", code, "events", event.code]}>
                          {t("page-office-correct")}
                          <span class="hidden"> {`${label("event-kind", event.kind)}, ${day(event.occurredOn)}`}</span>
                        </OfficeLink>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </ScrollTable>
            {unit.events.pageInfo.hasNextPage && (
              <a href={wayFrom(address, { ask: { after: unit.events.pageInfo.endCursor ?? "" } })}>{t("page-next-page")}</a>
            )}
          </article>
        ) : (
          <NowherePage />
        )
      }
    </Answer>
  );
}

function Facts({ event }: { event: EventOfOfficeFragment }) {
  const texts = useTexts();
  const facts: Record<string, unknown> = { ...event, ...event.recording.confidential };
  const stated = FACTS.slice(2).filter((fact) => factText(texts, fact, facts[fact]) !== "–");
  if (stated.length === 0) return <>–</>;
  const worded = { jobs: "page-fact-jobs", capacityPercent: "page-fact-capacity", progressPercent: "page-fact-progress", areaM2: "page-fact-area", investmentIrr: "page-fact-investment" };
  const names = { jobs: "jobs", capacityPercent: "percent", progressPercent: "percent", areaM2: "area", investmentIrr: "amount" };
  const words = stated.map((fact) => {
    if (!(fact in worded)) return factText(texts, fact, facts[fact]);
    const known = fact as keyof typeof worded;
    const value = known === "investmentIrr" ? factText(texts, fact, facts[fact]) : texts.number(facts[fact] as string);
    return texts.t(worded[known], { [names[known]]: value });
  });
  return <bdi>{words.join(texts.t("page-comma"))}</bdi>;
}
