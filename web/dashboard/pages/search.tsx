// Search over units, parks and announced figures, in either script.

import { useAnswer } from "../ask.ts";
import { SearchDocument, type SearchQuery } from "../gql/graphql.ts";
import { Link, useNavigation, wayFrom } from "../navigation.tsx";
import { Answered } from "../parts/answer.tsx";
import { Heading } from "../parts/heading.tsx";
import { Metric, StatedBy, StatedLink } from "../parts/stated.tsx";
import { UnitsTable } from "../parts/units.tsx";
import { useTexts } from "../text/texts.ts";

export function SearchPage() {
  const { t, language } = useTexts();
  const { address, go } = useNavigation();
  const text = (address.ask["q"] ?? "").trim();
  const variables = { text, knownAt: address.view.knownAt ?? null };
  const answer = useAnswer(text ? SearchDocument : undefined, variables, language);
  return (
    <article>
      <Heading title={t("page-search")}>
        <p class="lead">{t("page-search-lead")}</p>
      </Heading>
      <search>
        <form
          class="controls"
          onSubmit={(event) => {
            event.preventDefault();
            const words = new FormData(event.currentTarget).get("q");
            go(wayFrom(address, { ask: { q: `${words}` } }));
          }}
        >
          <label>
            <span>{t("page-search-words")}</span>
            <input type="search" name="q" key={text} defaultValue={text} maxLength={100} dir="auto" />
          </label>
          <button type="submit">{t("page-search-go")}</button>
        </form>
      </search>
      {text && <Answered answer={answer}>{(found) => <Found found={found} />}</Answered>}
    </article>
  );
}

function Found({ found: { units, parks, figures } }: { found: SearchQuery }) {
  const { t, number, label, name } = useTexts();
  return (
    <>
      <p role="status">
        {t("page-found", {
          units: number(units.totalCount),
          parks: number(parks.totalCount),
          figures: number(figures.totalCount),
        })}
      </p>
      {parks.nodes.length > 0 && (
        <section>
          <h2>{t("page-parks")}</h2>
          <ul class="others">
            {parks.nodes.map((park) => (
              <li key={park.code}>
                <Link to={{ page: "park", code: park.code }}>
                  <bdi>{name(park.name)}</bdi>
                </Link>{" "}
                <span class="by">
                  {label("park-kind", park.kind)} · {name(park.province.name)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {units.nodes.length > 0 && <UnitsTable units={units.nodes} caption={t("page-units")} />}
      {figures.nodes.length > 0 && (
        <section>
          <h2>{t("page-figures")}</h2>
          <ul class="others">
            {figures.nodes.map((figure) => (
              <li key={figure.code}>
                <Metric figure={figure} />
                <StatedLink figure={figure} /> <StatedBy figure={figure} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
