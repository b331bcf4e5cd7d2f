// Types and persisted documents of the dashboard. `web/dashboard/gql/` is committed, so that the binary builds without
// this package; `npm run dashboard` writes it again, and `npm run check` refuses what is out of date.
import type { CodegenConfig } from "@graphql-codegen/cli";

import { scalars } from "./scalars.ts";

const config: CodegenConfig = {
  schema: "generated/schema.graphql",
  documents: "../dashboard/operations/*.graphql",
  generates: {
    "../dashboard/gql/": {
      preset: "client",
      presetConfig: {
        fragmentMasking: false,
        // The manifest of all documents that the pages send.
        persistedDocuments: { hashAlgorithm: "sha256", mode: "embedHashInDocument" },
      },
      config: {
        documentMode: "string",
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars,
      },
    },
  },
};

export default config;
