// Follows the register while a page is open: one stream of `reportChanged`. When a figure has changed, the questions about
// the present are asked again. A lost connection is said, and taken up again.

import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";

import type { PopulationName } from "./address.ts";
import { useTexts } from "./text/texts.ts";

/** How often the figures have changed since the page was opened. */
export const Freshness = createContext(0);

type State = "off" | "live" | "lost";

interface Followed {
  year: number;
  province?: string | undefined;
  population: PopulationName;
}

interface Live {
  state: State;
  changedAt: string | undefined;
  follow: (followed: Followed | undefined) => void;
}

const Context = createContext<Live>({ state: "off", changedAt: undefined, follow: () => {} });

/** What is compared: any difference is one of the figures that pages show. */
const QUESTION = `subscription Live($year: Int!, $province: String, $population: Population) {
  reportChanged(year: $year, province: $province, population: $population) {
    knownAt
    commissioned { units jobs investment { irr } } revived { units jobs } capacityRaised { units } renovated { units }
    idled { units } closed { units } permitted { units } cancelled { units }
    stock { planned underConstruction active semiActive inactive jobs }
    targets { metric population body inForce { value } }
  }
}`;

/** Milliseconds until a connection that the server has ended is tried again. */
const PAUSE = 3_000;

export function LiveProvider({ children }: { children: ComponentChildren }) {
  const [followed, follow] = useState<Followed>();
  const [state, setState] = useState<State>("off");
  const [freshness, setFreshness] = useState(0);
  const [changedAt, setChangedAt] = useState<string>();
  const key = followed ? JSON.stringify(followed) : "";

  useEffect(() => {
    if (!key) return setState("off");
    return listen(JSON.parse(key) as Followed, setState, (knownAt) => {
      setFreshness((before) => before + 1);
      setChangedAt(knownAt);
    });
  }, [key]);

  return (
    <Context.Provider value={{ state, changedAt, follow }}>
      <Freshness.Provider value={freshness}>{children}</Freshness.Provider>
    </Context.Provider>
  );
}

/** Opens the stream, and opens it again whenever it breaks. The figures of the first answer count as known, and so do
 * those before an interruption: what changed meanwhile is noticed. Returns how to end it. */
function listen(followed: Followed, say: (state: State) => void, changed: (knownAt: string) => void) {
  const address = `/graphql?${new URLSearchParams({ query: QUESTION, variables: JSON.stringify(followed) })}`;
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: string | undefined;
  const lose = () => {
    say("lost");
    source?.close();
    clearTimeout(timer);
    timer = setTimeout(open, PAUSE);
  };
  const open = () => {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(address);
    source.addEventListener("next", ({ data }: MessageEvent<string>) => {
      const { data: answer } = JSON.parse(data) as { data?: { reportChanged: { knownAt: string } } | null };
      if (!answer) return lose();
      const { knownAt, ...figures } = answer.reportChanged;
      const now = JSON.stringify(figures);
      say("live");
      if (last !== undefined && last !== now) changed(knownAt);
      last = now;
    });
    source.addEventListener("complete", lose);
    source.addEventListener("error", lose);
  };
  const offline = () => {
    lose();
    clearTimeout(timer);
  };
  addEventListener("offline", offline);
  addEventListener("online", open);
  open();
  return () => {
    removeEventListener("offline", offline);
    removeEventListener("online", open);
    clearTimeout(timer);
    source?.close();
  };
}

/** Follows a report while a page of its present figures is shown. A chosen day or moment never changes. */
export function useLive(followed: Followed | undefined) {
  const { follow } = useContext(Context);
  const key = followed ? JSON.stringify(followed) : "";
  useEffect(() => {
    follow(key ? (JSON.parse(key) as Followed) : undefined);
    return () => follow(undefined);
  }, [key]);
}

/** Whether the figures follow the register, in words. */
export function LiveState() {
  const { t, moment } = useTexts();
  const { state, changedAt } = useContext(Context);
  if (state === "off") return null;
  return (
    <span class={`live ${state}`} role="status">
      {state === "lost" ? t("page-live-lost") : changedAt ? t("page-live-changed", { moment: moment(changedAt) }) : t("page-live")}
    </span>
  );
}
