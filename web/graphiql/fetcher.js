// How the page asks the register: POST /graphql on the server that sent the page, and a WebSocket there for
// subscriptions. What stands in the Headers tab goes along with both.
import { createGraphiQLFetcher } from "@graphiql/toolkit";

const socket = new URL("/graphql", window.location.href);
socket.protocol = socket.protocol.replace("http", "ws");

export const fetcher = createGraphiQLFetcher({
  url: "/graphql",
  subscriptionUrl: socket.href,
  enableIncrementalDelivery: false,
});
