// Builds the GraphiQL page into web/dist/graphiql, from which the binary embeds it.
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  // The binary serves the page at /graphiql and everything else below it.
  base: "/graphiql/",
  build: {
    outDir: "../dist/graphiql",
    emptyOutDir: true,
    assetsDir: "assets",
    // Whoever opens the page has a browser of the last years: no polyfills.
    target: "es2022",
    modulePreload: { polyfill: false },
    // Monaco is one large chunk by nature.
    chunkSizeWarningLimit: 4096,
    reportCompressedSize: false,
    // "use client" and the like address servers that render React; there is none here.
    rolldownOptions: {
      onLog: (level, log, report) => log.code !== "MODULE_LEVEL_DIRECTIVE" && report(level, log),
    },
  },
  worker: { format: "es" },
  // `npm run dev` works against a register that runs at its default address.
  server: { proxy: { "/graphql": "http://127.0.0.1:8080" } },
});
