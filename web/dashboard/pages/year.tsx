// A year at a glance: what was promised, announced and computed, side by side.

import type { FlowName } from "../address.ts";
import { useAnswer } from "../ask.ts";
import {
  AnnouncedAmountsDocument,
  AnnouncedDocument,
  FrontDocument,
  YearDocument,
  type AnnouncementsFragment,
  type ComparedFragment,
  type FrontQuery,
  type PromisedFragment,
  type StatedFragment,
  type YearQuery,
} from "../gql/graphql.ts";
import { useLive } from "../live.tsx";
import { Link, useNavigation } from "../navigation.tsx";
import { Answered } from "../parts/answer.tsx";
import { Heading } from "../parts/heading.tsx";
import { OpenQuery } from "../parts/open-query.tsx";
import { inUnit, StatedBy, StatedLink, statedNumber, VerdictMark } from "../parts/stated.tsx";
import { Strip } from "../parts/strip.tsx";
import { ViewBar } from "../parts/view-bar.tsx";
import { useTexts } from "../text/texts.ts";

type Report = YearQuery["report"];
type Said = { figure: StatedFragment & { comparison: ComparedFragment }; used?: string | null };

/** The year of which the bundled targets and announcements tell. */
const STORY = 1399;

export function FrontPage() {
  const { language } = useTexts();
  const answer = useAnswer(FrontDocument, {}, language);
  return <Answered answer={answer}>{(front) => <Year year={frontYear(front)} />}</Answered>;
}

/** The year of the latest event; the story in a register that is made up or empty. */
function frontYear({ registerInfo, events }: FrontQuery): number {
  const latest = events.nodes[0]?.occurredOn;
  return registerInfo.synthetic || !latest ? STORY : Number(latest.slice(0, 4));
}

export function YearPage() {
  const { place } = useNavigation().address;
  return place.page === "year" ? <Year year={place.year} /> : null;
}

function Year({ year }: { year: number }) {
  const { language } = useTexts();
  const { asOf, knownAt, population } = useNavigation().address.view;
  const variables = { year, asOf: asOf ?? null, knownAt: knownAt ?? null, population };
  const answer = useAnswer(YearDocument, variables, language);
  // All questions leave at once; the others are answered later, because they compare.
  const units = useAnswer(AnnouncedDocument, { ...variables, before: year - 1 }, language);
  const amounts = useAnswer(AnnouncedAmountsDocument, variables, language);
  const announced = units.data && amounts.data ? { ...units.data, ...amounts.data } : undefined;
  useLive(asOf || knownAt ? undefined : { year, population });
  return (
    <Answered answer={answer}>
      {({ report, registerInfo }) => (
        <article>
          <YearHeading report={report} origin={registerInfo} />
          <ViewBar year={report.year} asOf={report.asOf} knownAt={report.knownAt} />
          <SideBySide report={report} announced={announced} />
          {[units, amounts].map((one, place) => one.state === "failed" && <p key={place} role="alert">{one.error.message}</p>)}
          <Besides report={report} />
          <p class="queries">
            <OpenQuery document={YearDocument} variables={variables} /> ·{" "}
            <OpenQuery document={AnnouncedDocument} variables={{ ...variables, before: year - 1 }} text="page-open-query-announced" />
            {" · "}
            <OpenQuery document={AnnouncedAmountsDocument} variables={variables} text="page-open-query-amounts" />
          </p>
        </article>
      )}
    </Answered>
  );
}

function YearHeading({ report, origin }: { report: Report; origin: YearQuery["registerInfo"] }) {
  const { t, year, language } = useTexts();
  const { number, motto } = report.year;
  const words = motto && (language === "fa" ? (motto.fa ?? motto.en) : (motto.en ?? motto.fa));
  return (
    <Heading
      title={t("page-year", { year: year(number) })}
      origin={origin}
      kind={
        <>
          <Link to={{ page: "year", year: number - 1 }}>{year(number - 1)}</Link>
          {" · "}
          <Link to={{ page: "year", year: number + 1 }}>{year(number + 1)}</Link>
        </>
      }
    >
      {words && <p class="motto">{t("page-motto", { motto: words })}</p>}
      <p class="lead">{t("page-year-lead")}</p>
    </Heading>
  );
}

interface Row {
  key: string;
  unit: string;
  computed: string | number | null | undefined;
  said: Said[] | undefined;
  promise?: PromisedFragment | undefined;
  flow?: FlowName;
  unknown?: number;
}

type AnnouncedData = { [key: string]: AnnouncementsFragment } & { dollars: { nodes: Said["figure"][] } };

function rowsOf(report: Report, data: unknown): Row[] {
  const announced = data as AnnouncedData | undefined;
  const { commissioned, revived, targets } = report;
  const said = (series: string) => announced?.[series]?.years.at(-1)?.announced;
  const promise = (metric: string) =>
    targets.find((target) => target.metric === metric && target.body == null && target.population === report.population) ??
    targets.find((target) => target.metric === metric && target.body == null);
  const { irr, irrUnknown, usd } = commissioned.investment;
  const row = (key: string, series: string, unit: string, computed: Row["computed"], flow: FlowName, unknown = 0): Row => ({
    key,
    unit,
    computed,
    flow,
    unknown,
    said: said(series),
    promise: promise(key.replaceAll("-", "_").toUpperCase()),
  });
  return [
    row("units-commissioned", "unitsCommissioned", "units", commissioned.units, "commissioned"),
    row("investment-commissioned", "investmentCommissioned", "IRR", irr, "commissioned", irrUnknown),
    { ...row("dollars", "", "USD", usd, "commissioned", irrUnknown), said: announced && inDollars(announced) },
    row("jobs-commissioned", "jobsCommissioned", "persons", commissioned.jobs, "commissioned", commissioned.jobsUnknown),
    row("units-revived", "unitsRevived", "units", revived.units, "revived"),
    row("jobs-revived", "jobsRevived", "persons", revived.jobs, "revived", revived.jobsUnknown),
  ];
}

/** Amounts in dollars are no series. The one in use is of the period of the amount in rials that is, or of the latest day. */
function inDollars({ dollars, ...series }: AnnouncedData): Said[] {
  const period = chosen(series["investmentCommissioned"]?.years.at(-1)?.announced)?.figure.periodTo;
  const said: Said[] = dollars.nodes.map((figure) => ({ figure, used: figure.periodTo === period ? "RULE" : null }));
  return said.toSorted((one, other) => ((one.figure.periodTo ?? "") < (other.figure.periodTo ?? "") ? -1 : 1));
}

function SideBySide({ report, announced }: { report: Report; announced: unknown }) {
  const { t } = useTexts();
  return (
    <div class="sides" role="table" aria-label={t("page-sides")}>
      <div role="rowgroup" class="sides-head">
        <div role="row">
          <span role="columnheader">{t("page-figure")}</span>
          <span role="columnheader" class="promised">{t("page-promised")}</span>
          <span role="columnheader" class="announced">{t("page-announced")}</span>
          <span role="columnheader" class="computed">{t("page-computed")}</span>
        </div>
      </div>
      <div role="rowgroup">
        {rowsOf(report, announced).map((row) => (
          <SideRow key={row.key} row={row} report={report} />
        ))}
        <IdleRow report={report} announced={announced as AnnouncedData | undefined} />
      </div>
    </div>
  );
}

/** The announced figure that the series uses, or else the last. */
const chosen = (said: Said[] | undefined) => said?.find(({ used }) => used) ?? said?.at(-1);

function SideRow({ row, report }: { row: Row; report: Report }) {
  const texts = useTexts();
  const { t, number } = texts;
  const label = t(`page-figure-${row.key}`);
  const { promise, said } = row;
  const main = chosen(said)?.figure;
  const computed = inUnit(texts, row.computed == null ? null : `${row.computed}`, row.unit);
  const text = t("page-strip", {
    figure: label,
    promised: inUnit(texts, promise?.inForce?.value, row.unit),
    announced: main ? statedNumber(texts, main) : "–",
    computed,
  });
  return (
    <div role="row" class="side">
      <div role="rowheader" class="figure">{label}</div>
      <div role="cell" class="promised" data-label={t("page-promised")}>
        {promise ? <Promise promise={promise} unit={row.unit} /> : <span class="by">{t("page-nothing-promised")}</span>}
      </div>
      <div role="cell" class="announced" data-label={t("page-announced")}>
        <Announcements said={said} main={main} unit={row.unit} />
      </div>
      <div role="cell" class="computed" data-label={t("page-computed")}>
        <Link to={{ page: "flow", year: report.year.number, flow: row.flow ?? "commissioned" }} class="number" label={t("page-behind", { figure: label, number: computed })}>
          {computed}
        </Link>
        {!!row.unknown && <span class="by">{t("page-unknown-values", { events: number(row.unknown) })}</span>}
        {row.unit === "USD" && row.computed == null && <span class="by">{t("page-no-rate")}</span>}
        <Strip
          promised={[promise?.original, promise?.inForce].map((revision) => (revision ? Number(revision.value) : undefined))}
          announced={main}
          computed={row.computed == null ? null : Number(row.computed)}
          text={text}
        />
      </div>
    </div>
  );
}

function Promise({ promise, unit }: { promise: PromisedFragment; unit: string }) {
  const texts = useTexts();
  const { t, shortDay, share } = texts;
  const { original, inForce, progress } = promise;
  if (!inForce) return <span class="by">{t("page-nothing-promised")}</span>;
  const revised = original && original.value !== inForce.value;
  return (
    <>
      <span class="number">{inUnit(texts, inForce.value, unit)}</span>
      {revised && <span class="by">{t("page-revised", { original: inUnit(texts, original.value, unit), day: shortDay(inForce.decidedOn) })}</span>}
      <span class="by">
        {revised
          ? t("page-progress-both", { original: share(progress.ofOriginal), inForce: share(progress.ofInForce) })
          : t("page-progress", { share: share(progress.ofInForce) })}
      </span>
      {promise.schedule.status && <span class="by">{t(`page-schedule-${promise.schedule.status.toLowerCase()}`)}</span>}
    </>
  );
}

function Announcements({ said, main, unit }: { said: Said[] | undefined; main: Said["figure"] | undefined; unit: string }) {
  const { t, number } = useTexts();
  if (!said) return <span class="by">{t("page-waiting")}</span>;
  if (!main) return <span class="by">{t("page-nothing-announced")}</span>;
  const others = said.filter(({ figure }) => figure.code !== main.code);
  return (
    <>
      <StatedLink figure={main} />
      <StatedBy figure={main} />
      <VerdictMark compared={main.comparison} unit={unit} />
      {others.length > 0 && (
        <details>
          <summary>{t("page-others", { count: others.length, number: number(others.length) })}</summary>
          <ul class="others">
            {others.map(({ figure }) => (
              <li key={figure.code}>
                <StatedLink figure={figure} /> <StatedBy figure={figure} /> <VerdictMark compared={figure.comparison} unit={unit} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** The share of idle units, now and at the end of the year before, of units in parks and of all. */
function IdleRow({ report, announced }: { report: Report; announced: AnnouncedData | undefined }) {
  const { t, share, year } = useTexts();
  const { stock, previousYearEnd } = report;
  const years = announced?.["idleShare"]?.years;
  return (
    <div role="row" class="side">
      <div role="rowheader" class="figure">
        {t("page-figure-idle")}
        <span class="by">{t("page-figure-idle-meaning")}</span>
      </div>
      <div role="cell" class="promised" data-label={t("page-promised")}>
        <span class="by">{t("page-nothing-promised")}</span>
      </div>
      <div role="cell" class="announced" data-label={t("page-announced")}>
        {years ? (
          years.map((of) => (
            <div key={of.year.number} class="of-year">
              <span class="kind">{year(of.year.number)}</span> <Announcements said={of.announced} main={chosen(of.announced)?.figure} unit="percent" />
            </div>
          ))
        ) : (
          <span class="by">{t("page-waiting")}</span>
        )}
      </div>
      <div role="cell" class="computed" data-label={t("page-computed")}>
        <Link to={{ page: "stock", year: report.year.number }} ask={{ status: "SEMI_ACTIVE,INACTIVE" }} class="number" label={t("page-behind", { figure: t("page-figure-idle"), number: share(stock.idleShare) })}>
          {share(stock.idleShare)}
        </Link>
        <span class="by">{t("page-year-before", { share: share(previousYearEnd.idleShare) })}</span>
      </div>
    </div>
  );
}

/** What else the report counts, each leading to what it counted. */
function Besides({ report }: { report: Report }) {
  const { t, number } = useTexts();
  const year = report.year.number;
  const flows: FlowName[] = ["capacityRaised", "renovated", "idled", "closed", "permitted", "cancelled"];
  const statuses = [
    ["ACTIVE", report.stock.active],
    ["SEMI_ACTIVE", report.stock.semiActive],
    ["INACTIVE", report.stock.inactive],
    ["UNDER_CONSTRUCTION", report.stock.underConstruction],
    ["PLANNED", report.stock.planned],
  ] as const;
  const { label } = useTexts();
  return (
    <div class="besides">
      <section>
        <h2>{t("page-besides")}</h2>
        <dl>
          {flows.map((flow) => (
            <div key={flow}>
              <dt>{t(flowKey(flow))}</dt>
              <dd>
                <Link to={{ page: "flow", year, flow }}>{number(report[flow].units)}</Link>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h2>{t("page-stock")}</h2>
        <dl>
          {statuses.map(([status, units]) => (
            <div key={status}>
              <dt>{label("unit-status", status)}</dt>
              <dd>
                <Link to={{ page: "stock", year }} ask={{ status }}>
                  {number(units)}
                </Link>
              </dd>
            </div>
          ))}
          <div>
            <dt>{t("page-parks-operating")}</dt>
            <dd>{number(report.parks.operating)}</dd>
          </div>
        </dl>
      </section>
    </div>
  );
}

export const flowKey = (flow: FlowName) => `page-flow-${flow.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
