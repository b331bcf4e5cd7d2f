// Addresses of pages. Everything that a page shows follows from its address, so that an address can be passed on: the
// place, the day as of, the moment known at, the population, and what a page asks for besides.

import { isLanguage, type Language } from "./text/language.ts";

export const FLOWS = [
  "commissioned",
  "revived",
  "capacityRaised",
  "renovated",
  "idled",
  "closed",
  "permitted",
  "cancelled",
] as const;
export type FlowName = (typeof FLOWS)[number];

export const POPULATIONS = ["IN_PARKS", "OUTSIDE_PARKS", "ALL"] as const;
export type PopulationName = (typeof POPULATIONS)[number];

export type Place =
  | { page: "front" }
  | { page: "year"; year: number }
  | { page: "flow"; year: number; flow: FlowName }
  | { page: "stock"; year: number }
  | { page: "provinces"; year: number }
  | { page: "province"; year: number; code: string }
  | { page: "park"; code: string }
  | { page: "unit"; code: string }
  | { page: "series"; metric: string }
  | { page: "contradictions" }
  | { page: "findings" }
  | { page: "figure"; code: string }
  | { page: "explore" }
  | { page: "search" }
  | { page: "office"; path: string[] }
  | { page: "nowhere" };

/** Which knowledge of which day, and which units. */
export interface View {
  asOf?: string;
  knownAt?: string;
  population: PopulationName;
}

export interface Address {
  language: Language;
  place: Place;
  view: View;
  /** What a page asks for besides: `status`, `province`, `q` and the like. */
  ask: Record<string, string>;
}

const DEFAULT_METRIC = "units_revived";

export function parseAddress(path: string, query: string): Address {
  const [language, ...parts] = path.split("/").filter(Boolean).map(decodeURIComponent);
  const { asOf, knownAt, population, ...ask } = Object.fromEntries(new URLSearchParams(query));
  const known = POPULATIONS.find((name) => name === population);
  return {
    language: isLanguage(language) ? language : "en",
    place: isLanguage(language) ? placeOf(parts) : { page: "nowhere" },
    view: {
      ...(asOf ? { asOf } : {}),
      ...(knownAt ? { knownAt } : {}),
      population: known ?? "IN_PARKS",
    },
    ask,
  };
}

function placeOf([first, second, third, ...rest]: string[]): Place {
  if (first === "office") return { page: "office", path: [second, third, ...rest].filter((part) => part !== undefined) };
  if (rest.length > 0) return { page: "nowhere" };
  if (first === undefined) return { page: "front" };
  if (/^1[345]\d\d$/.test(first)) return placeInYear(Number(first), second, third);
  if (third !== undefined) return { page: "nowhere" };
  switch (first) {
    case "parks":
      return second ? { page: "park", code: second } : { page: "search" };
    case "units":
      return second ? { page: "unit", code: second } : { page: "search" };
    case "series":
      return { page: "series", metric: second ?? DEFAULT_METRIC };
    case "figures":
      return second ? { page: "figure", code: second } : { page: "search" };
    case "contradictions":
    case "findings":
    case "explore":
    case "search":
      return second ? { page: "nowhere" } : { page: first };
    default:
      return { page: "nowhere" };
  }
}

function placeInYear(year: number, second?: string, third?: string): Place {
  if (second === undefined) return { page: "year", year };
  if (second === "provinces") return third ? { page: "province", year, code: third } : { page: "provinces", year };
  if (third !== undefined) return { page: "nowhere" };
  if (second === "units") return { page: "stock", year };
  const flow = FLOWS.find((name) => kebab(name) === second);
  return flow ? { page: "flow", year, flow } : { page: "nowhere" };
}

export function writeAddress({ language, place, view, ask }: Address): string {
  const query = new URLSearchParams();
  if (view.asOf) query.set("asOf", view.asOf);
  if (view.knownAt) query.set("knownAt", view.knownAt);
  if (view.population !== "IN_PARKS") query.set("population", view.population);
  for (const [name, value] of Object.entries(ask)) if (value) query.set(name, value);
  const text = query.toString();
  return `/${[language, ...partsOf(place)].map(encodeURIComponent).join("/")}${text ? `?${text}` : ""}`;
}

function partsOf(place: Place): string[] {
  switch (place.page) {
    case "front":
    case "nowhere":
      return [];
    case "year":
      return [`${place.year}`];
    case "flow":
      return [`${place.year}`, kebab(place.flow)];
    case "stock":
      return [`${place.year}`, "units"];
    case "provinces":
      return [`${place.year}`, "provinces"];
    case "province":
      return [`${place.year}`, "provinces", place.code];
    case "park":
      return ["parks", place.code];
    case "unit":
      return ["units", place.code];
    case "figure":
      return ["figures", place.code];
    case "series":
      return ["series", place.metric];
    case "office":
      return ["office", ...place.path];
    default:
      return [place.page];
  }
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The address of a file of the chart of a page: its ending stands behind the path. */
export function fileAddress(address: Address, ending: string): string {
  const [path, query] = writeAddress(address).split("?");
  return `${path}.${ending}${query ? `?${query}` : ""}`;
}

/** The year that a place is in, if it is in one. */
export const yearOf = (place: Place): number | undefined => ("year" in place ? place.year : undefined);
