// A page of parks, as an app on Relay asks for it: one query, made of what its parts need.
import { graphql } from "relay-runtime";

export const parksPage = graphql`
  query ParksPageQuery($first: Int!, $filter: ParkFilter) {
    ...ParkList_query @arguments(first: $first, filter: $filter)
  }
`;
