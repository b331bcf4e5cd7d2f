// Units and events in groups, as a table and a chart. What is grouped, counted and left out is chosen by clicking: the key of a
// row limits the question to it, and how the units divide says what else there is.

import { useAnswer } from "../ask.ts";
import {
  EventGroupsDocument,
  UnitGroupsDocument,
  type EventGroupKey,
  type EventGroupsQuery,
  type OriginFragment,
  type UnitGroupKey,
  type UnitGroupsQuery,
} from "../gql/graphql.ts";
import { Link, useNavigation } from "../navigation.tsx";
import { Answered } from "../parts/answer.tsx";
import { Chart } from "../parts/chart.tsx";
import { Heading } from "../parts/heading.tsx";
import { OpenQuery } from "../parts/open-query.tsx";
import { inUnit } from "../parts/stated.tsx";
import { ScrollTable } from "../parts/table.tsx";
import { NextPage } from "../parts/units.tsx";
import { populationKey, ViewSays } from "../parts/view-bar.tsx";
import { POPULATIONS } from "../address.ts";
import { useTexts, type Texts } from "../text/texts.ts";

type What = "units" | "events";
type Key = UnitGroupKey | EventGroupKey;
type Ask = Record<string, string>;
type Group = UnitGroupsQuery["groups"]["nodes"][number] | EventGroupsQuery["groups"]["nodes"][number];

const KEYS: { units: UnitGroupKey[]; events: EventGroupKey[] } = {
  units: ["PROVINCE", "STATUS", "SECTOR", "PARK_KIND", "OWNERSHIP", "ISIC_DIVISION", "PARK"],
  events: ["KIND", "YEAR", "MONTH", "PROVINCE", "SECTOR", "BODY", "REASON", "PARK_KIND", "OWNERSHIP", "ISIC_DIVISION", "PARK"],
};
/** The server groups by at most as many keys. */
const MOST_KEYS = 4;
const SHOWN = ["COUNT", "JOBS_SUM", "INVESTMENT_SUM", "CAPACITY_AVG"] as const;
/** The parameters of the address that limit the question, named as the fields of the filter. */
const FILTERS = {
  units: ["province", "park", "sector", "status"],
  events: ["kind", "occurredOn.from", "occurredOn.to", "province", "park", "sector", "body", "reasons"],
};
const LISTS = ["sector", "status", "kind", "body", "reasons"];

const kebab = (code: string) => code.toLowerCase().replaceAll("_", "-");

export function ExplorePage() {
  const { language, t } = useTexts();
  const { ask, view } = useNavigation().address;
  const what: What = ask["what"] === "events" ? "events" : "units";
  const keys = keysOf(what, ask);
  const show = SHOWN.find((one) => one === ask["show"]) ?? "COUNT";
  const timed = keys.some((key) => key === "YEAR" || key === "QUARTER" || key === "MONTH");
  // Events have no day of a state: those after the day are left out.
  const limits = what === "events" && view.asOf ? { "occurredOn.to": view.asOf, ...ask } : ask;
  const variables = {
    filter: { population: view.population, ...filterOf(what, limits) },
    groupBy: keys as never,
    orderBy: timed ? null : show,
    descending: !timed,
    asOf: view.asOf ?? null,
    knownAt: view.knownAt ?? null,
    after: ask["after"] ?? null,
    ...{ jobs: show === "JOBS_SUM", investment: show === "INVESTMENT_SUM", capacity: show === "CAPACITY_AVG" },
  };
  const { asOf: _, ...ofEvents } = variables;
  const units = useAnswer(what === "units" ? UnitGroupsDocument : undefined, variables, language);
  const events = useAnswer(what === "events" ? EventGroupsDocument : undefined, ofEvents, language);
  const title = t(what === "units" ? "page-units-by" : "page-events-by", {
    figure: t(`page-show-${kebab(show)}`),
    keys: keys.map((key) => t(`page-key-${kebab(key)}`)).join(t("page-and")),
  });
  const shown = { what, keys, show, title };
  return what === "units" ? (
    <Answered answer={units}>
      {(data) => <Page {...shown} data={data} among={data.among.facets} document={UnitGroupsDocument} variables={variables} />}
    </Answered>
  ) : (
    <Answered answer={events}>
      {(data) => <Page {...shown} data={data} document={EventGroupsDocument} variables={ofEvents} />}
    </Answered>
  );
}

function keysOf(what: What, ask: Ask): Key[] {
  const asked = (ask["by"] ?? "").split(",");
  const keys = asked.filter((key): key is Key => KEYS[what].some((known) => known === key)).slice(0, MOST_KEYS);
  return keys.length > 0 ? keys : ["PROVINCE"];
}

/** The filter of the schema: `occurredOn.from` is a field of a field. */
function filterOf(what: What, ask: Ask): Record<string, unknown> {
  const filter: Record<string, unknown> = {};
  for (const name of FILTERS[what]) {
    const text = ask[name];
    if (!text) continue;
    const [outer = "", inner] = name.split(".");
    const value = LISTS.includes(name) ? text.split(",") : text;
    filter[outer] = inner ? { ...(filter[outer] as object | undefined), [inner]: value } : value;
  }
  return filter;
}

interface Shown {
  what: What;
  keys: Key[];
  show: (typeof SHOWN)[number];
  title: string;
}

interface Props extends Shown {
  data: { registerInfo: OriginFragment & { today: string; knownAt: string }; groups: Pick<UnitGroupsQuery["groups"], "totalCount" | "pageInfo" | "total"> & { nodes: Group[] } };
  among?: UnitGroupsQuery["among"]["facets"];
  document: { toString(): string };
  variables: Record<string, unknown>;
}

function Page({ what, keys, show, title, data, among, document, variables }: Props) {
  const { t, number } = useTexts();
  const { ask, view } = useNavigation().address;
  const { registerInfo, groups } = data;
  const [asOf, knownAt] = [view.asOf ?? registerInfo.today, view.knownAt ?? registerInfo.knownAt];
  const filters = Object.fromEntries(FILTERS[what].flatMap((name) => (ask[name] ? [[name, ask[name]]] : [])));
  const chartAsk = { what, by: keys.join(","), show, ...filters } as Ask;
  return (
    <article>
      <Heading title={t("page-explore")} origin={registerInfo}>
        <p class="lead">{t("page-explore-lead")}</p>
      </Heading>
      <section class="view" aria-label={t("page-view")}>
        <ViewSays asOf={asOf} knownAt={knownAt} />
      </section>
      <Choices what={what} keys={keys} show={show} />
      <Filters filters={filters} groups={groups.nodes} />
      <p role="status">
        {t(what === "units" ? "page-explore-units" : "page-explore-events", {
          ...{ count: groups.total.count, number: number(groups.total.count) },
          ...{ groups: groups.totalCount, groupsWritten: number(groups.totalCount) },
        })}
      </p>
      <div class="beside">
        <div>
          <Groups what={what} keys={keys} show={show} title={title} groups={groups.nodes} />
          <NextPage info={groups.pageInfo} />
        </div>
        <Chart title={title} asOf={asOf} knownAt={knownAt} ask={chartAsk} document={document} variables={variables} present={!view.asOf && !view.knownAt} />
      </div>
      {among && <Among among={among} />}
      <p class="queries">
        <OpenQuery document={document} variables={variables} />
      </p>
    </article>
  );
}

/** What is grouped, by what, and which figure: each a click. */
function Choices({ what, keys, show }: Omit<Shown, "title">) {
  const { t } = useTexts();
  const { ask, view } = useNavigation().address;
  const { after: _, ...first } = ask;
  const toggled = (key: Key) => {
    const rest = keys.filter((one) => one !== key);
    const next = rest.length < keys.length ? rest : [...keys, key].slice(-MOST_KEYS);
    return next.join(",");
  };
  return (
    <div class="explore-choices">
      <nav class="choices" aria-label={t("page-explore-what")}>
        <Link ask={{ what: "units", show }} current={what === "units"}>
          {t("page-units")}
        </Link>
        <Link ask={{ what: "events", by: "KIND", show }} current={what === "events"}>
          {t("page-events")}
        </Link>
      </nav>
      <nav class="choices" aria-label={t("page-population")}>
        {POPULATIONS.map((population) => (
          <Link key={population} view={{ population }} ask={first} current={view.population === population}>
            {t(populationKey(population))}
          </Link>
        ))}
      </nav>
      <nav class="chips" aria-label={t("page-explore-by")}>
        <span>{t("page-explore-by")}</span>
        {KEYS[what].map((key) => (
          <Link key={key} ask={{ ...first, by: toggled(key) }} current={keys.includes(key)} class="chip">
            {t(`page-key-${kebab(key)}`)}
          </Link>
        ))}
      </nav>
      <nav class="chips" aria-label={t("page-explore-show")}>
        <span>{t("page-explore-show")}</span>
        {SHOWN.map((one) => (
          <Link key={one} ask={{ ...first, show: one }} current={one === show} class="chip">
            {t(`page-show-${kebab(one)}`)}
          </Link>
        ))}
      </nav>
    </div>
  );
}

/** What the question is limited to; a click takes a limit away. */
function Filters({ filters, groups }: { filters: Ask; groups: Group[] }) {
  const texts = useTexts();
  const { t } = texts;
  const { ask } = useNavigation().address;
  const names = Object.keys(filters);
  if (names.length === 0) return null;
  return (
    <p class="chips">
      <span>{t("page-explore-only")}</span>
      {names.map((name) => {
        const { [name]: _, after: __, ...rest } = ask;
        const text = filterText(texts, name, filters[name] ?? "", groups);
        return (
          <Link key={name} ask={rest} class="chip" label={t("page-explore-remove", { filter: text })}>
            {text} <span aria-hidden="true">✕</span>
          </Link>
        );
      })}
    </p>
  );
}

const SETS: Record<string, string> = { sector: "sector", status: "unit-status", kind: "event-kind", body: "body", reasons: "reason" };

function filterText(texts: Texts, name: string, value: string, groups: Group[]): string {
  const { t, label, name: named, day } = texts;
  const set = SETS[name];
  if (set) return value.split(",").map((code) => label(set, code)).join(t("page-and"));
  if (name === "occurredOn.from") return t("page-since-day", { day: day(value) });
  if (name === "occurredOn.to") return t("page-until-day", { day: day(value) });
  // The name of a place stands in the groups if they are by place.
  const of = (group: Group) => (name === "province" ? group.keys.province?.code : group.keys.park?.code) === value;
  const label_ = groups.find(of)?.keys.labels.find((one) => one.en || one.fa);
  return label_ && groups.every(of) ? named(label_) : value;
}

function Groups({ what, keys, show, title, groups }: Shown & { groups: Group[] }) {
  const texts = useTexts();
  const { t, number } = texts;
  const shown = SHOWN.filter((one) => one === "COUNT" || one === show);
  return (
    <ScrollTable caption={title}>
      <thead>
        <tr>
          {keys.map((key) => (
            <th key={key} scope="col">
              {t(`page-key-${kebab(key)}`)}
            </th>
          ))}
          {shown.map((one) => (
            <th key={one} scope="col" class="amount" aria-sort={one === show && !keys.some((key) => key === "YEAR" || key === "MONTH") ? "descending" : undefined}>
              {t(`page-show-${kebab(one)}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.keys.labels.map(({ en, fa }) => `${en}/${fa}`).join()}>
            {keys.map((key, place) => (
              <GroupKey key={key} what={what} keys={keys} place={place} group={group} />
            ))}
            <td class="amount">{number(group.count)}</td>
            {show === "JOBS_SUM" && <td class="amount">{number(group.jobs?.sum)}</td>}
            {show === "INVESTMENT_SUM" && <td class="amount">{inUnit(texts, group.investment?.sum, "IRR")}</td>}
            {show === "CAPACITY_AVG" && <td class="amount">{number(group.capacity?.avg)}</td>}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

/** The key of a row: a click shows only it, by the next key. */
function GroupKey({ what, keys, place, group }: { what: What; keys: Key[]; place: number; group: Group }) {
  const { name } = useTexts();
  const { ask } = useNavigation().address;
  const key = keys[place] as Key;
  const text = name(group.keys.labels[place]);
  const only = limitOf(key, group);
  const { after: _, ...first } = ask;
  const others = keys.filter((one) => one !== key);
  const next = KEYS[what].find((one) => one !== key && !FILTERS[what].some((filter) => filter === kebab(one) && ask[filter]));
  const by = others.length > 0 ? others.join(",") : (next ?? key);
  return (
    <th scope={place === 0 ? "row" : undefined}>
      {only ? (
        <Link ask={{ ...first, ...only, by }}>
          <bdi>{text}</bdi>
        </Link>
      ) : (
        <bdi>{text}</bdi>
      )}
    </th>
  );
}

/** The filter that leaves only the group with this key; none if the schema has no such filter, or the key is not known. */
function limitOf(key: Key, { keys }: Group): Ask | undefined {
  const one = (name: string, value: string | null | undefined) => (value ? { [name]: value } : undefined);
  const days = (span: { startsOn: string; endsOn: string } | null | undefined) =>
    span ? { "occurredOn.from": span.startsOn, "occurredOn.to": span.endsOn } : undefined;
  switch (key) {
    case "PROVINCE":
      return one("province", keys.province?.code);
    case "PARK":
      return one("park", keys.park?.code);
    case "SECTOR":
      return one("sector", keys.sector);
    case "STATUS":
      return "status" in keys ? one("status", keys.status) : undefined;
    default:
      break;
  }
  if (!("kind" in keys)) return undefined;
  switch (key) {
    case "KIND":
      return one("kind", keys.kind);
    case "BODY":
      return one("body", keys.body);
    case "REASON":
      return one("reasons", keys.reason);
    case "YEAR":
      return days(keys.year);
    case "MONTH":
      return days(keys.month);
    default:
      return undefined;
  }
}

/** How the units divide; a click leaves only some of them. */
function Among({ among }: { among: UnitGroupsQuery["among"]["facets"] }) {
  const { t, label, name, number } = useTexts();
  const { after: _, ...ask } = useNavigation().address.ask;
  const facet = (title: string, param: string, values: { code: string | null | undefined; text: string; count: number }[]) => (
    <section>
      <h2>{title}</h2>
      <ul class="plain-list facet">
        {values
          .filter(({ count }) => count > 0)
          .map(({ code, text, count }) => (
            <li key={code ?? ""}>
              {code ? <Link ask={{ ...ask, [param]: code }}>{text}</Link> : text} <span class="by">{number(count)}</span>
            </li>
          ))}
      </ul>
    </section>
  );
  return (
    <div class="besides">
      {facet(t("page-status"), "status", among.status.map(({ status, count }) => ({ code: status, text: status ? label("unit-status", status) : t("page-no-status"), count })))}
      {facet(t("page-sector"), "sector", among.sector.map(({ sector, count }) => ({ code: sector, text: label("sector", sector), count })))}
      {facet(t("page-province"), "province", among.province.map(({ province, count }) => ({ code: province.code, text: name(province.name), count })))}
    </div>
  );
}
