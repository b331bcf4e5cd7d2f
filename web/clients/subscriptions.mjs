// Usage: node subscriptions.mjs URL
// Asks a running register (http://HOST:PORT/graphql) through the clients graphql-ws and graphql-sse, and breaks the
// protocol graphql-transport-ws in every way that has a close code of its own.
import { createClient as overEvents, NetworkError } from "graphql-sse";
import { createClient as overWebSocket } from "graphql-ws";
import WebSocket from "ws";

const url = process.argv[2];
if (!url) {
  console.error("usage: node subscriptions.mjs URL, such as http://127.0.0.1:8080/graphql");
  process.exit(2);
}
const socketUrl = url.replace(/^http/, "ws");
const PROTOCOL = "graphql-transport-ws";
const SUBSCRIPTION = "subscription { registerChanged { cursor } }";
/** A subscription that nothing is wrong with has nothing to say for so long, on a register that nobody changes. */
const SILENCE_MS = 500;
const PATIENCE_MS = 20_000;

let failed = 0;
let passed = 0;

await all([
  ["graphql-ws: a query is answered once and complete", () => answers(webSocket())],
  ["graphql-sse: a query is answered once and complete", () => answers(events())],
  ["graphql-ws: what does not fit the schema is an error", () => refusesByMessage()],
  ["graphql-sse: what does not fit the schema is 400", () => refusesByStatus("{ nothing }", 400)],
  ["graphql-ws: a mutation without a credential is refused", () => refusesMutation()],
  ["graphql-sse: a mutation without a credential is 401", () => refusesByStatus("mutation { __typename }", 401)],
  ["graphql-ws: a subscription stands until it is left", () => stands(webSocket())],
  ["graphql-sse: a subscription stands until it is left", () => stands(events())],
  ["graphql-ws: a wrong cursor is the client's fault", () => refusesCursor(webSocket())],
  ["graphql-sse: a wrong cursor is the client's fault", () => refusesCursor(events())],
  ["graphql-ws: a credential that does not hold closes with 4403", () => refusesCredential()],
  ["graphql-sse: a credential that does not hold is 401", () => refusesEventsCredential()],
  ["4400: not JSON", () => closes(4400, ["no json"])],
  ["4400: no known type", () => closes(4400, [{ type: "start" }])],
  ["4400: binary", () => closes(4400, [Buffer.from([1])])],
  ["4401: subscribe before connection_init", () => closes(4401, [subscribe("a")])],
  ["4403: a credential that does not hold", () => closes(4403, [init({ authorization: "Bearer no" })])],
  ["4406: no subprotocol", () => closes(4406, [], [])],
  ["4408: no connection_init", () => closes(4408, [])],
  ["4409: an id twice", () => closes(4409, [init(), subscribe("a"), subscribe("a")])],
  ["4429: connection_init twice", () => closes(4429, [init(), init()])],
  ["1000: a close is answered", () => answersClose()],
]);
console.log(`${passed} of ${passed + failed} checks of subscriptions passed`);
process.exit(failed === 0 ? 0 : 1);

/** All at once: one of them waits for the server's time limit. */
async function all(checks) {
  await Promise.all(
    checks.map(async ([name, check]) => {
      try {
        await within(PATIENCE_MS, check());
        passed += 1;
      } catch (error) {
        failed += 1;
        console.error(`FAIL ${name}: ${error.message ?? JSON.stringify(error)}`);
      }
    }),
  );
}

function webSocket(connectionParams) {
  return overWebSocket({ url: socketUrl, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams });
}

function events(headers) {
  return overEvents({ url, retryAttempts: 0, headers });
}

async function answers(client) {
  const heard = [];
  for await (const result of client.iterate({ query: "{ __typename }" })) {
    heard.push(result);
  }
  equal(heard, [{ data: { __typename: "Query" } }]);
}

async function refusesByMessage() {
  const errors = await rejected(first(webSocket(), "{ nothing }"));
  equal(errors[0].extensions.code, "GRAPHQL_VALIDATION_FAILED");
}

async function refusesMutation() {
  const errors = await rejected(first(webSocket(), "mutation { __typename }"));
  equal(errors[0].extensions.code, "UNAUTHENTICATED");
}

async function refusesByStatus(query, status, headers) {
  const error = await rejected(first(events(headers), query));
  if (!(error instanceof NetworkError)) throw error;
  equal(error.response.status, status);
}

/** A subscription is quiet until something changes, and can be left. */
async function stands(client) {
  const results = client.iterate({ query: SUBSCRIPTION });
  const next = results.next();
  const silence = new Promise((resolve) => setTimeout(resolve, SILENCE_MS, "silence"));
  equal(await Promise.race([next, silence]), "silence");
  client.dispose();
  await next.catch(() => {});
}

async function refusesCursor(client) {
  const result = await first(client, 'subscription { registerChanged(after: "no cursor") { cursor } }');
  equal(result.errors?.[0].extensions.code, "BAD_USER_INPUT");
  client.dispose();
}

async function refusesCredential() {
  const event = await rejected(first(webSocket({ authorization: "Bearer no" }), "{ __typename }"));
  equal([event.code, event.reason], [4403, "Forbidden"]);
}

async function refusesEventsCredential() {
  await refusesByStatus("{ __typename }", 401, { authorization: "Bearer no" });
}

/** Says these things and expects to be closed with a code. */
async function closes(code, messages, protocols = [PROTOCOL]) {
  const socket = new WebSocket(socketUrl, protocols);
  const closed = new Promise((resolve) => socket.on("close", resolve));
  socket.on("open", () => {
    for (const message of messages) {
      const plain = typeof message === "string" || Buffer.isBuffer(message);
      socket.send(plain ? message : JSON.stringify(message));
    }
  });
  equal(await closed, code);
}

async function answersClose() {
  const socket = new WebSocket(socketUrl, [PROTOCOL]);
  const closed = new Promise((resolve) => socket.on("close", resolve));
  socket.on("open", () => socket.close(1000, "done"));
  equal(await closed, 1000);
}

function init(payload) {
  return { type: "connection_init", payload };
}

function subscribe(id) {
  return { type: "subscribe", id, payload: { query: SUBSCRIPTION } };
}

async function first(client, query) {
  const { value } = await client.iterate({ query }).next();
  return value;
}

async function rejected(promise) {
  const value = await promise.then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
  if ("value" in value) throw new Error(`answered ${JSON.stringify(value.value)}`);
  return value.error;
}

function equal(found, expected) {
  const [left, right] = [found, expected].map((value) => JSON.stringify(value));
  if (left !== right) throw new Error(`found ${left}, expected ${right}`);
}

function within(milliseconds, promise) {
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`nothing within ${milliseconds} ms`)), milliseconds).unref();
  });
  return Promise.race([promise, late]);
}
