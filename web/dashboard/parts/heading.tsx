// The heading of a page, and what every page of figures says: whether the register is made up.

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import type { OriginFragment } from "../gql/graphql.ts";
import { arrives } from "../navigation.tsx";
import { useTexts } from "../text/texts.ts";

interface Props {
  title: string;
  /** Above the title: what kind of thing the page shows. */
  kind?: ComponentChildren;
  children?: ComponentChildren;
  origin?: OriginFragment | undefined;
}

export function Heading({ title, kind, children, origin }: Props) {
  const { t } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  // Who reads with a screen reader or by keyboard begins at the heading of a page.
  useEffect(() => void (arrives() && heading.current?.focus()), []);
  useEffect(() => {
    document.title = t("page-title", { title });
  }, [title, t]);
  return (
    <>
      {origin && <Synthetic origin={origin} />}
      <header class="heading">
        {kind && <p class="kind">{kind}</p>}
        <h1 tabIndex={-1} ref={heading}>
          {title}
        </h1>
        {children}
      </header>
    </>
  );
}

function Synthetic({ origin: { synthetic } }: { origin: OriginFragment }) {
  const { t, number, year } = useTexts();
  if (!synthetic) return null;
  const { seed, units, fitted } = synthetic;
  const values = { seed: year(seed), units: number(units) };
  return (
    <p class="synthetic" role="note">
      {t(fitted ? "register-is-synthetic" : "register-is-synthetic-and-scaled", values)}
    </p>
  );
}
