// What happened to a unit; and the unit alone, by its global id.
import { graphql } from "relay-runtime";

export const unitHistory = graphql`
  fragment UnitHistory_unit on Unit
  @argumentDefinitions(first: { type: "Int", defaultValue: 20 }, after: { type: "String" })
  @refetchable(queryName: "UnitHistoryPaginationQuery") {
    name {
      en
    }
    statusSince
    events(first: $first, after: $after) @connection(key: "UnitHistory_events") {
      edges {
        node {
          kind
          occurredOn
          recordedAt
        }
      }
    }
  }
`;

export const unitPage = graphql`
  query UnitHistoryQuery($id: ID!) {
    node(id: $id) {
      __typename
      ...UnitHistory_unit @alias
    }
  }
`;
