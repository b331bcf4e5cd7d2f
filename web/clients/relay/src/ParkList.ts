// The parks, page by page.
import { graphql } from "relay-runtime";

export const parkList = graphql`
  fragment ParkList_query on Query
  @argumentDefinitions(
    first: { type: "Int", defaultValue: 20 }
    after: { type: "String" }
    filter: { type: "ParkFilter" }
  )
  @refetchable(queryName: "ParkListPaginationQuery") {
    parks(first: $first, after: $after, filter: $filter)
      @connection(key: "ParkList_parks", filters: ["filter"]) {
      totalCount
      edges {
        node {
          code
          name {
            en
            fa
          }
          ...ParkUnits_park
        }
      }
    }
  }
`;
