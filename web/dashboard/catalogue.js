// Gives the pages their texts: `import source from "virtual:texts/fa"` is what they need of the catalogue of messages.
// These are the messages in locales/page/, and from the catalogue of the whole program the families below.
// A key that a page uses and the catalogue lacks is an error of the build.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const LOCALES = resolve(import.meta.dirname, "../../locales");
const PREFIX = "virtual:texts/";
/** The texts that only officers need are apart: `virtual:texts/fa/office`. */
const OFFICE = /^page-office|^file-kind-|^label-means-/;

/** The messages of the whole program that pages show, too. */
const FAMILIES = [
  /^label-(unit-status|event-kind|park-kind|ownership|sector|reason|body|means|role)-/,
  /^file-kind-/,
  /^month-\d+$/,
  /^register-is-synthetic/,
];

export function catalogue() {
  const keys = new Set(Object.keys(entries(read("page/en"))));
  return {
    name: "catalogue",
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const [language, part] = id.slice(PREFIX.length + 1).split("/");
      for (const file of [language, `page/${language}`]) this.addWatchFile(resolve(LOCALES, `${file}.ftl`));
      const texts = { ...shared(entries(read(language))), ...entries(read(`page/${language}`)) };
      const wanted = Object.keys(texts).filter((key) => OFFICE.test(key) === (part === "office"));
      return `export default ${JSON.stringify(wanted.map((key) => texts[key]).join("\n"))};`;
    },
    transform(code, id) {
      if (!/\.tsx?$/.test(id)) return;
      for (const [, key] of code.matchAll(/"(page-[a-z0-9-]*[a-z0-9])"/g)) {
        if (!keys.has(key)) this.error(`locales/page/en.ftl has no message “${key}”`);
      }
    },
  };
}

/** The messages of the families, and those that they refer to. */
function shared(all) {
  const wanted = new Set(Object.keys(all).filter((key) => FAMILIES.some((family) => family.test(key))));
  for (const key of wanted) {
    for (const [, other] of all[key].matchAll(/\{ *(-?[a-z][a-z0-9-]*) *[}(]/g)) if (other in all) wanted.add(other);
  }
  return Object.fromEntries([...wanted].map((key) => [key, all[key]]));
}

const read = (name) => readFileSync(resolve(LOCALES, `${name}.ftl`), "utf8");

/** The messages and terms of a Fluent file as they are written, by their keys. */
function entries(file) {
  const found = {};
  let key;
  for (const line of file.split("\n")) {
    const [, begins] = /^(-?[a-z][a-z0-9-]*) *=/.exec(line) ?? [];
    if (begins) found[(key = begins)] = line;
    else if (/^[ }]/.test(line) && key) found[key] += `\n${line}`;
    else key = undefined;
  }
  return found;
}
