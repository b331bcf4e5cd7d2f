// Types and persisted documents of the dashboard. `web/dashboard/gql/` is committed, so that the binary builds without
// this package; `npm run dashboard` writes it again, and `npm run check` refuses what is out of date.
import type { CodegenConfig } from "@graphql-codegen/cli";

import { scalars } from "./scalars.ts";

const pages = (documents: string) => ({
  documents,
  preset: "client",
  presetConfig: {
    fragmentMasking: false,
    // The manifest of all documents that the pages send.
    persistedDocuments: { hashAlgorithm: "sha256" as const, mode: "embedHashInDocument" as const },
  },
  config: {
    documentMode: "string",
    useTypeImports: true,
    enumsAsTypes: true,
    strictScalars: true,
    scalars,
  },
});

const config: CodegenConfig = {
  schema: "generated/schema.graphql",
  generates: {
    "../dashboard/gql/": pages("../dashboard/operations/*.graphql"),
    // The documents of officers' pages are loaded with these pages alone.
    "../dashboard/office/gql/": pages("../dashboard/office/operations/*.graphql"),
  },
};

export default config;
