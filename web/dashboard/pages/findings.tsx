// What does not reconcile among the figures of one announcement.

import { useAnswer } from "../ask.ts";
import { FindingsDocument } from "../gql/graphql.ts";
import { Link, useNavigation } from "../navigation.tsx";
import { Answered } from "../parts/answer.tsx";
import { Heading } from "../parts/heading.tsx";
import { OpenQuery } from "../parts/open-query.tsx";
import { Source } from "../parts/stated.tsx";
import { NextPage } from "../parts/units.tsx";
import { useTexts } from "../text/texts.ts";

export function FindingsPage() {
  const { t, day, number, language } = useTexts();
  const { view, ask } = useNavigation().address;
  const variables = { after: ask["after"] ?? null, knownAt: view.knownAt ?? null };
  const answer = useAnswer(FindingsDocument, variables, language);
  return (
    <Answered answer={answer}>
      {({ announcements, registerInfo }) => {
        const found = announcements.nodes.filter(({ findings }) => findings.length > 0);
        return (
          <article>
            <Heading title={t("page-findings")} origin={registerInfo}>
              <p class="lead">
                {t("page-findings-lead", { found: number(found.length), announcements: number(announcements.nodes.length) })}
              </p>
              <p>
                <Link to={{ page: "contradictions" }}>{t("page-contradictions-link")}</Link>
              </p>
            </Heading>
            <ul class="pairs">
              {found.map((announcement) => (
                <li key={`${announcement.source} ${announcement.announcedOn}`}>
                  <p class="by">
                    {day(announcement.announcedOn)} · <Source address={announcement.source} />
                  </p>
                  {announcement.findings.map((finding) => (
                    <p key={finding.explanation}>
                      <span class="tag">{t(`page-finding-${finding.kind.toLowerCase().replaceAll("_", "-")}`)}</span>{" "}
                      {finding.explanation}{" "}
                      {finding.figures.map(({ code }) => (
                        <Link key={code} to={{ page: "figure", code }} class="code">
                          {code}
                        </Link>
                      ))}
                    </p>
                  ))}
                </li>
              ))}
            </ul>
            <NextPage info={announcements.pageInfo} />
            <p class="queries">
              <OpenQuery document={FindingsDocument} variables={variables} />
            </p>
          </article>
        );
      }}
    </Answered>
  );
}
