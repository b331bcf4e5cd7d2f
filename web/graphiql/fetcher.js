// How the page asks the register: POST /graphql on the server that sent the page.
import { createGraphiQLFetcher } from "@graphiql/toolkit";

// Subscriptions will need one more option, `wsClient` of graphql-ws, and nothing else.
export const fetcher = createGraphiQLFetcher({
  url: "/graphql",
  enableIncrementalDelivery: false,
});
