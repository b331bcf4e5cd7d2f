// Types of the schema and of our example operations, as a front-end developer generates them.
import type { CodegenConfig } from "@graphql-codegen/cli";

import { scalars } from "./scalars.ts";

const config: CodegenConfig = {
  schema: "generated/schema.graphql",
  documents: "operations/*.graphql",
  generates: {
    "generated/schema.ts": { plugins: ["typescript"] },
    "generated/operations.ts": { plugins: ["typescript-operations"] },
  },
  config: {
    // A scalar without a line here is an error, not `any`.
    strictScalars: true,
    enumsAsTypes: true,
    scalars,
  },
};

export default config;
