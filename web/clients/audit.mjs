// Runs the server audits of graphql-http against a GraphQL endpoint: `node audit.mjs URL`.
// Prints the counts; any audit that is not ok is named, and the exit code is 1.
import { auditServer } from 'graphql-http';

const url = process.argv[2];
if (!url) {
  console.error('usage: node audit.mjs URL, such as http://127.0.0.1:8080/graphql');
  process.exit(2);
}

const results = await auditServer({ url, fetchFn: fetch });
const failed = results.filter(({ status }) => status !== 'ok');
for (const { id, name, status, reason } of failed) {
  console.error(`${status}: ${id} ${name}: ${reason}`);
}

const count = (status) => results.filter((result) => result.status === status).length;
console.log(
  `${results.length} audits: ${count('ok')} ok, ${count('notice')} notices, ` +
    `${count('warn')} warnings, ${count('error')} errors`,
);
process.exit(failed.length === 0 ? 0 : 1);
