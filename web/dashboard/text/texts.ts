// The texts of the pages in one language, and everything else that is written differently in it.

import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { createContext } from "preact";
import { useContext } from "preact/hooks";

import { formats, type Formats } from "./format.ts";
import { directionOf, type Language } from "./language.ts";

export type Arguments = Record<string, FluentVariable>;

export interface Texts extends Formats {
  direction: "ltr" | "rtl";
  /** The message with this key. */
  t: (key: string, values?: Arguments) => string;
  /** The label of a code of an enum, from the catalogue of the whole program: `label("unit-status", "SEMI_ACTIVE")`. */
  label: (set: string, code: string | null | undefined) => string;
  /** Adds messages that only some pages need. */
  add: (source: string) => void;
  /** A name, in the other language if it has none in this one. */
  name: (name: { en?: string | null; fa?: string | null } | null | undefined) => string;
}

export async function loadTexts(language: Language): Promise<Texts> {
  const source = language === "fa" ? await import("virtual:texts/fa") : await import("virtual:texts/en");
  return textsFrom(language, source.default);
}

export function textsFrom(language: Language, source: string): Texts {
  // Arguments keep their direction by the marks that Fluent puts around them; the catalogue of the command line has none.
  const bundle = new FluentBundle(language === "fa" ? "fa-IR" : "en-GB", { useIsolating: false });
  bundle.addResource(new FluentResource(source));
  const t = (key: string, values?: Arguments) => {
    const message = bundle.getMessage(key);
    if (!message?.value) {
      console.error(`the catalogue has no message ${key}`);
      return key;
    }
    return bundle.formatPattern(message.value, values ?? null);
  };
  const format = formats(language);
  return {
    ...format,
    direction: directionOf(language),
    t,
    add: (more) => void bundle.addResource(new FluentResource(more)),
    label: (set, code) => (code == null ? t("page-unknown") : t(`label-${set}-${code.toLowerCase().replaceAll("_", "-")}`)),
    name: (name) => (language === "fa" ? (name?.fa ?? name?.en) : (name?.en ?? name?.fa)) ?? "–",
  };
}

const Context = createContext<Texts | undefined>(undefined);

export const TextsProvider = Context.Provider;

export function useTexts(): Texts {
  const texts = useContext(Context);
  if (!texts) throw new Error("there are no texts around this component");
  return texts;
}
