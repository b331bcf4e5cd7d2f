// Announced figures that cannot both be right, with their sources.

import { useAnswer } from "../ask.ts";
import { ContradictionsDocument, type StatedFragment } from "../gql/graphql.ts";
import { Link, useNavigation } from "../navigation.tsx";
import { Answered } from "../parts/answer.tsx";
import { Heading } from "../parts/heading.tsx";
import { OpenQuery } from "../parts/open-query.tsx";
import { Metric, Source, StatedBy, StatedLink } from "../parts/stated.tsx";
import { NextPage } from "../parts/units.tsx";
import { useTexts } from "../text/texts.ts";

export function ContradictionsPage() {
  const { t, number, language } = useTexts();
  const { view, ask } = useNavigation().address;
  const variables = {
    metric: ask["metric"] ? [ask["metric"]] : null,
    after: ask["after"] ?? null,
    knownAt: view.knownAt ?? null,
  };
  const answer = useAnswer(ContradictionsDocument, variables, language);
  return (
    <Answered answer={answer}>
      {({ contradictions, registerInfo }) => (
        <article>
          <Heading title={t("page-contradictions", { number: number(contradictions.totalCount) })} origin={registerInfo}>
            <p class="lead">{t("page-contradictions-lead")}</p>
            <p>
              <Link to={{ page: "findings" }}>{t("page-findings-link")}</Link>
            </p>
          </Heading>
          <ul class="pairs">
            {contradictions.nodes.map((pair) => (
              <li key={`${pair.one.code} ${pair.other.code}`}>
                <div class="pair">
                  <Side figure={pair.one} used={pair.used?.code} />
                  <Side figure={pair.other} used={pair.used?.code} />
                </div>
                <p>
                  <span class="tag">{t(pair.confidence === "CERTAIN" ? "page-certain" : "page-possible")}</span>{" "}
                  <span class="tag">{t(`page-relation-${pair.relation.toLowerCase().replace("_", "-")}`)}</span>{" "}
                  {pair.explanation}
                </p>
              </li>
            ))}
          </ul>
          <NextPage info={contradictions.pageInfo} />
          <p class="queries">
            <OpenQuery document={ContradictionsDocument} variables={variables} />
          </p>
        </article>
      )}
    </Answered>
  );
}

function Side({ figure, used }: { figure: StatedFragment; used?: string | undefined }) {
  const { t } = useTexts();
  return (
    <div>
      <Metric figure={figure} />
      <StatedLink figure={figure} /> {used === figure.code && <span class="tag">{t("page-used")}</span>}
      <StatedBy figure={figure} /> · <Source address={figure.announcement.source} />
    </div>
  );
}
