// Builds the dashboard into web/dist/dashboard, from which the binary embeds it.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { defineConfig } from "vite";

import { catalogue } from "./catalogue.js";
import { firstLoad } from "./first-load.js";

/** The manifest of all documents that the pages send goes along; the server asks those of the first view itself. */
const documents = () => ({
  name: "documents",
  generateBundle() {
    const source = readFileSync(resolve(import.meta.dirname, "gql/persisted-documents.json"), "utf8");
    this.emitFile({ type: "asset", fileName: "documents.json", source });
  },
});

export default defineConfig({
  root: import.meta.dirname,
  // The pages are at /en/… and /fa/…, their files below /dashboard/.
  base: "/dashboard/",
  plugins: [catalogue(), documents(), firstLoad()],
  build: {
    outDir: "../dist/dashboard",
    emptyOutDir: true,
    assetsDir: "assets",
    target: "es2022",
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The policy of the page allows no `data:` fonts or images.
    assetsInlineLimit: 0,
  },
  // `npm run dev:dashboard` works against a register at its default address, or at that of SHAHRAK_URL.
  server: { proxy: { "/graphql": process.env.SHAHRAK_URL ?? "http://127.0.0.1:8080" } },
});
