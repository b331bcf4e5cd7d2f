// Prints, after a build, how much a browser loads before a page is complete, and fails the build if it is too much.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";

/** Bytes, compressed: everything without the charts, and with them. */
const LIMITS = { first: 200_000, charts: 400_000 };

export function firstLoad() {
  return {
    name: "first-load",
    apply: "build",
    writeBundle({ dir }, bundle) {
      const size = (name) => {
        const bytes = readFileSync(resolve(dir, name));
        return name.endsWith(".woff2") ? bytes.length : gzipSync(bytes).length;
      };
      const sum = (names) => names.reduce((total, name) => total + size(name), 0);
      const all = Object.keys(bundle).filter((name) => name.startsWith("assets/"));
      // Only officers load their pages, and the texts of these.
      const office = all.filter((name) => /^assets\/office-/.test(name));
      const names = all.filter((name) => !office.includes(name));
      const chart = names.filter((name) => bundle[name].type === "chunk" && bundle[name].name === "chart");
      // One language, one script and one page are a part of this, so it is an upper bound.
      const first = sum(names.filter((name) => !chart.includes(name) && !name.includes("latin-ext")));
      const charts = first + sum(chart);
      const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
      console.log(`dashboard: all pages ${kilobytes(first)} compressed, ${kilobytes(charts)} with charts`);
      console.log(`dashboard: another ${kilobytes(sum(office))} for officers`);
      if (first > LIMITS.first || charts > LIMITS.charts) this.error("The pages have become too large to load.");
    },
  };
}
