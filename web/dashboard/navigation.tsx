// Which address is shown, and going to another one without loading the page again.

import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";

import { parseAddress, writeAddress, yearOf, type Address, type Place, type View } from "./address.ts";

interface Navigation {
  address: Address;
  go: (href: string) => void;
}

const Context = createContext<Navigation | undefined>(undefined);

export function useNavigation(): Navigation {
  const navigation = useContext(Context);
  if (!navigation) throw new Error("there is no navigation around this component");
  return navigation;
}

/** Whether a page was gone to whose heading has not been shown yet. */
let arriving = false;

/** Whether a heading is the first that is shown after going to its page. */
export function arrives(): boolean {
  const first = arriving;
  arriving = false;
  return first;
}

const current = () => parseAddress(location.pathname, location.search);

export function NavigationProvider({ children }: { children: ComponentChildren }) {
  const [address, setAddress] = useState(current);
  useEffect(() => {
    const follow = () => setAddress(current());
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);
  const go = (href: string) => {
    const elsewhere = new URL(href, location.href).pathname !== location.pathname;
    history.pushState(null, "", href);
    setAddress(current());
    if (elsewhere) {
      scrollTo(0, 0);
      arriving = true;
    }
  };
  return <Context.Provider value={{ address, go }}>{children}</Context.Provider>;
}

/** Where a link leads: a change of the present address. */
export interface Way {
  to?: Place;
  view?: { [Name in keyof View]?: View[Name] | undefined };
  ask?: Record<string, string>;
  language?: Address["language"];
}

/** The address that a link leads to. The moment known at goes along everywhere, the day as of within its year. */
export function wayFrom(address: Address, { to, view, ask, language }: Way): string {
  const place = to ?? address.place;
  const { asOf, ...others } = address.view;
  const sameYear = to === undefined || yearOf(to) === yearOf(address.place);
  return writeAddress({
    language: language ?? address.language,
    place,
    view: { ...others, ...(sameYear && asOf ? { asOf } : {}), ...view } as View,
    ask: ask ?? (to === undefined ? address.ask : {}),
  });
}

type LinkProps = Way & { class?: string; children: ComponentChildren; current?: boolean; label?: string };

export function Link({ children, current, label, class: className, ...way }: LinkProps) {
  const { address, go } = useNavigation();
  const href = wayFrom(address, way);
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(href);
  };
  return (
    <a
      href={href}
      onClick={follow}
      class={className}
      aria-current={current ? "page" : undefined}
      aria-label={label}
      lang={way.language}
      hreflang={way.language}
    >
      {children}
    </a>
  );
}
