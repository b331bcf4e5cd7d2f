// Usage: node schema.mjs URL [SCHEMA]
// Asks a running register for its schema by introspection: it must be valid, and the same as the
// published one (schema.graphql at the root, unless another file is named).
import { readFileSync } from "node:fs";
import {
  GraphQLSchema,
  buildClientSchema,
  buildSchema,
  findBreakingChanges,
  findDangerousChanges,
  getIntrospectionQuery,
  isSpecifiedDirective,
  lexicographicSortSchema,
  printSchema,
  validateSchema,
} from "graphql";

const [url, path = "../../schema.graphql"] = process.argv.slice(2);
if (!url) {
  console.error("usage: node schema.mjs URL [SCHEMA]");
  process.exit(2);
}

const served = await introspect(url);
const published = buildSchema(readFileSync(path, "utf8"));
const problems = [
  ...validateSchema(served).map((error) => `served schema: ${error.message}`),
  ...validateSchema(published).map((error) => `${path}: ${error.message}`),
  ...differences(ours(published), ours(served)),
];
for (const problem of problems) console.error(problem);
const types = Object.keys(served.getTypeMap()).filter((name) => !name.startsWith("__")).length;
console.log(`schema of ${url}: ${types} types, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);

async function introspect(url) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({
      query: getIntrospectionQuery({
        inputValueDeprecation: true,
        oneOf: true,
        schemaDescription: true,
        specifiedByUrl: true,
      }),
    }),
  });
  const answer = await response.json();
  if (answer.errors) throw new Error(`introspection failed: ${JSON.stringify(answer.errors)}`);
  return buildClientSchema(answer.data);
}

/**
 * Without what is the engine's and not ours: its words on what a schema is, and where the directives
 * that every server has may stand, which differs by the edition of the specification.
 */
function ours(schema) {
  const { directives, ...config } = schema.toConfig();
  return new GraphQLSchema({
    ...config,
    description: undefined,
    directives: directives.filter((directive) => !isSpecifiedDirective(directive)),
  });
}

/** What differs in meaning, and where the texts differ: descriptions are part of the contract. */
function differences(published, served) {
  const changes = [...findBreakingChanges(published, served), ...findDangerousChanges(published, served)];
  const [left, right] = [published, served].map((schema) => printSchema(lexicographicSortSchema(schema)).split("\n"));
  if (left.join("\n") === right.join("\n")) return changes.map((change) => change.description);
  const line = left.findIndex((text, index) => text !== right[index]);
  const at = line === -1 ? left.length : line;
  return [
    ...changes.map((change) => change.description),
    `sorted by name, line ${at + 1} is published as\n  ${left[at] ?? "(nothing)"}\nbut served as\n  ${right[at] ?? "(nothing)"}`,
  ];
}
