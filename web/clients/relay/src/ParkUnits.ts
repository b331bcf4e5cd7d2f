// The units of a park, backwards and forwards; refetched through `node`.
import { graphql } from "relay-runtime";

export const parkUnits = graphql`
  fragment ParkUnits_park on Park
  @argumentDefinitions(
    first: { type: "Int", defaultValue: 10 }
    after: { type: "String" }
    last: { type: "Int" }
    before: { type: "String" }
  )
  @refetchable(queryName: "ParkUnitsPaginationQuery") {
    units(first: $first, after: $after, last: $last, before: $before)
      @connection(key: "ParkUnits_units", filters: []) {
      edges {
        node {
          code
          status
          ...UnitHistory_unit
        }
      }
    }
  }
`;
