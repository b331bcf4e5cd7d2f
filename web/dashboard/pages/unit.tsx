// The life of a unit as a timeline: what happened, when it was recorded, and what was corrected.

import { useAnswer } from "../ask.ts";
import { UnitDocument, type UnitQuery } from "../gql/graphql.ts";
import { Link, useNavigation } from "../navigation.tsx";
import { Answered } from "../parts/answer.tsx";
import { Heading } from "../parts/heading.tsx";
import { OpenQuery } from "../parts/open-query.tsx";
import { useYear } from "../parts/shell.tsx";
import { inUnit } from "../parts/stated.tsx";
import { factsOf, NextPage, Status } from "../parts/units.tsx";
import { useTexts } from "../text/texts.ts";
import { NowherePage } from "./nowhere.tsx";

type Unit = NonNullable<UnitQuery["unit"]>;
type Event = Unit["events"]["nodes"][number];

export function UnitPage() {
  const { t, name, number, language } = useTexts();
  const { place, view, ask } = useNavigation().address;
  const year = useYear();
  const variables = {
    code: place.page === "unit" ? place.code : "",
    asOf: view.asOf ?? null,
    knownAt: view.knownAt ?? null,
    after: ask["after"] ?? null,
  };
  const answer = useAnswer(UnitDocument, variables, language);
  return (
    <Answered answer={answer}>
      {({ unit, registerInfo }) =>
        unit ? (
          <article>
            <Heading
              title={name(unit.name)}
              origin={registerInfo}
              kind={
                <>
                  {unit.park ? (
                    <Link to={{ page: "park", code: unit.park.code }}>{name(unit.park.name)}</Link>
                  ) : (
                    t("page-outside-parks")
                  )}{" "}
                  · <Link to={{ page: "province", year, code: unit.province.code }}>{name(unit.province.name)}</Link>
                </>
              }
            />
            <Facts unit={unit} />
            <h2>{t("page-timeline", { number: number(unit.events.totalCount) })}</h2>
            <ol class="timeline">
              {unit.events.nodes.map((event) => (
                <Step key={event.code} event={event} />
              ))}
            </ol>
            <NextPage info={unit.events.pageInfo} />
            <p class="queries">
              <OpenQuery document={UnitDocument} variables={variables} />
            </p>
          </article>
        ) : (
          <NowherePage />
        )
      }
    </Answered>
  );
}

function Facts({ unit }: { unit: Unit }) {
  const texts = useTexts();
  const { t, number, day, label } = texts;
  const facts: [string, string | null | undefined][] = [
    ["page-code", unit.code],
    ["page-since", unit.statusSince && day(unit.statusSince)],
    ["page-jobs", unit.jobs == null ? null : number(unit.jobs)],
    ["page-investment", unit.investmentIrr && inUnit(texts, unit.investmentIrr, "IRR")],
    ["page-capacity", unit.capacityPercent && t("page-percent", { amount: number(unit.capacityPercent) })],
    ["page-progress-built", unit.progressPercent && t("page-percent", { amount: number(unit.progressPercent) })],
    ["page-last-confirmed", unit.lastConfirmedOn && day(unit.lastConfirmedOn)],
    ["page-sector", unit.sector && label("sector", unit.sector)],
    ["page-activity", unit.activity && `${unit.activity.code} ${unit.activity.division.name ?? ""}`],
    ["page-licence", unit.licence],
    ["page-owner", unit.owner],
  ];
  return (
    <dl class="facts">
      <div>
        <dt>{t("page-status")}</dt>
        <dd>
          <Status status={unit.status} />
        </dd>
      </div>
      {facts.map(([key, value]) =>
        value ? (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

function Step({ event }: { event: Event }) {
  const texts = useTexts();
  const { t, label, day, moment } = texts;
  const facts = factsOf(texts, event);
  const { role, organisation } = event.recording;
  const by = organisation ?? (role && label("role", role));
  return (
    <li id={event.code} class={event.effective ? undefined : "corrected"}>
      <p class="step">
        <time dateTime={event.occurredOn}>{day(event.occurredOn)}</time> <strong>{label("event-kind", event.kind)}</strong>
        {facts.length > 0 && <span> – {facts.join(t("page-comma"))}</span>}
      </p>
      <p class="by">
        {by ? t("page-recorded-by", { moment: moment(event.recordedAt), by }) : t("page-recorded", { moment: moment(event.recordedAt) })}
      </p>
      {event.replaces && <p class="correction">{t("page-replaces", { code: event.replaces.code })}</p>}
      {event.replacedBy && (
        <p class="correction">
          {t("page-replaced", { code: event.replacedBy.code, moment: moment(event.replacedBy.recordedAt) })}
        </p>
      )}
      {event.voidedBy && <p class="correction">{t("page-voided", { moment: moment(event.voidedBy.recordedAt) })}</p>}
    </li>
  );
}
