// A chart as the server draws it, and what is behind it: its data as files, its question, its address for ever, and how it is
// cited. The page shows the drawing of the file, in the colours of the reader.

import { useEffect, useRef, useState } from "preact/hooks";

import { fileAddress, writeAddress, type Address } from "../address.ts";
import { useNavigation } from "../navigation.tsx";
import { useTexts } from "../text/texts.ts";
import { OpenQuery } from "./open-query.tsx";

interface Props {
  title: string;
  asOf: string;
  knownAt: string;
  /** What the address of the chart says besides day, moment and population. */
  ask?: Record<string, string>;
  document: { toString(): string };
  variables: Record<string, unknown>;
  /** Draws the present instead of its moment: groups of a past moment follow from the events of each unit. */
  present?: boolean;
}

export function Chart({ title, asOf, knownAt, ask = {}, document, variables, present = false }: Props) {
  const { t } = useTexts();
  const { address } = useNavigation();
  const fixed: Address = { ...address, view: { ...address.view, asOf, knownAt }, ask };
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <Drawing address={fileAddress(present ? { ...address, ask } : fixed, "svg")} />
      <details class="behind">
        <summary>{t("page-behind-chart")}</summary>
        <Behind title={title} address={fixed} asOf={asOf} knownAt={knownAt} />
        <p>
          <OpenQuery document={document} variables={{ ...variables, knownAt, ...("asOf" in variables ? { asOf } : {}) }} />
        </p>
      </details>
    </figure>
  );
}

/** The drawing, as a part of the page. */
function Drawing({ address }: { address: string }) {
  const { t } = useTexts();
  const { go } = useNavigation();
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"waiting" | "shown" | "failed">("waiting");
  useEffect(() => {
    const controller = new AbortController();
    setState("waiting");
    draw(address, controller.signal).then(
      (drawing) => {
        place.current?.replaceChildren(drawing);
        setState("shown");
      },
      () => controller.signal.aborted || setState("failed"),
    );
    return () => controller.abort();
  }, [address]);
  // Links in the drawing lead to pages.
  const follow = (event: MouseEvent) => {
    const link = (event.target as Element).closest("a");
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.getAttribute("href") ?? "");
  };
  return (
    <>
      <div class="drawing" ref={place} onClick={follow} aria-busy={state === "waiting"} />
      {state === "failed" && <p role="alert">{t("page-failed")}</p>}
    </>
  );
}

async function draw(address: string, signal: AbortSignal): Promise<Element> {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(response.statusText);
  const drawing = new DOMParser().parseFromString(await response.text(), "image/svg+xml").documentElement;
  // What the file says of itself stands in the page around it.
  drawing.querySelector(".about")?.remove();
  drawing.setAttribute("viewBox", drawing.dataset["drawn"] ?? "");
  drawing.removeAttribute("width");
  drawing.removeAttribute("height");
  return drawing;
}

function Behind({ title, address, asOf, knownAt }: { title: string; address: Address; asOf: string; knownAt: string }) {
  const { t, day, moment } = useTexts();
  const page = writeAddress(address);
  const source = `${location.origin}${page}`;
  const moments = t("page-cited-moments", { day: day(asOf), moment: moment(knownAt) });
  const frame = `<iframe src="${location.origin}/embed${page}" title="${title}" width="480" height="480"></iframe>`;
  return (
    <>
      <ul class="plain-list inline">
        {["csv", "xlsx", "json", "svg"].map((ending) => (
          <li key={ending}>
            <a href={fileAddress(address, ending)} download>
              {ending.toUpperCase()}
            </a>
          </li>
        ))}
        <li>
          <a href={page}>{t("page-permalink")}</a>
        </li>
        <li>
          <a href={`/embed${page}`}>{t("page-frame")}</a>
        </li>
      </ul>
      <p>
        <span class="by">{t("page-cite")}</span>
        <cite>{t("page-citation", { title, moments, source })}</cite>
      </p>
      <label>
        <span class="by">{t("page-frame-code")}</span>
        <textarea readOnly dir="ltr" rows={3} value={frame} onFocus={({ currentTarget }) => currentTarget.select()} />
      </label>
    </>
  );
}
