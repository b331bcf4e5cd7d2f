// The texts of the pages for officers, which nobody else loads.

import { useEffect, useState } from "preact/hooks";

import { useTexts, type Texts } from "../text/texts.ts";

/** What has them already. */
const complete = new WeakSet<Texts>();

/** Whether the texts of the office are there. */
export function useOfficeTexts(): boolean {
  const texts = useTexts();
  const [, again] = useState(0);
  useEffect(() => {
    if (complete.has(texts)) return;
    const more = texts.language === "fa" ? import("virtual:texts/fa/office") : import("virtual:texts/en/office");
    void more.then(({ default: source }) => {
      texts.add(source);
      complete.add(texts);
      again((count) => count + 1);
    });
  }, [texts]);
  return complete.has(texts);
}
