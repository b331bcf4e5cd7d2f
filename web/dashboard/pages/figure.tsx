// An announced figure: how it was stated, its source, and what the register says of it.

import { useAnswer } from "../ask.ts";
import { FigureDocument, type FigureQuery } from "../gql/graphql.ts";
import { Link, useNavigation } from "../navigation.tsx";
import { Answered } from "../parts/answer.tsx";
import { Heading } from "../parts/heading.tsx";
import { OpenQuery } from "../parts/open-query.tsx";
import { inUnit, Metric, Source, StatedBy, StatedLink, statedNumber, VerdictMark } from "../parts/stated.tsx";
import { EventsTable, UnitsTable } from "../parts/units.tsx";
import { useTexts } from "../text/texts.ts";
import { NowherePage } from "./nowhere.tsx";

type Figure = NonNullable<FigureQuery["figure"]>;

export function FigurePage() {
  const texts = useTexts();
  const { t, name, language } = texts;
  const { place, view } = useNavigation().address;
  const variables = { code: place.page === "figure" ? place.code : "", knownAt: view.knownAt ?? null };
  const answer = useAnswer(FigureDocument, variables, language);
  return (
    <Answered answer={answer}>
      {({ figure, registerInfo }) =>
        figure ? (
          <article>
            <Heading
              title={statedNumber(texts, figure)}
              origin={registerInfo}
              kind={<Link to={{ page: "series", metric: figure.metric }}>{figure.announcedMetric ? name(figure.announcedMetric.name) : figure.metric}</Link>}
            >
              <StatedBy figure={figure} />
              {figure.quote && (
                <blockquote dir="auto">
                  <p>{figure.quote}</p>
                </blockquote>
              )}
              <p>
                {t("page-source")} <Source address={figure.announcement.source} /> · <span class="code">{figure.code}</span>
              </p>
              {figure.note && (
                <p class="by" dir="auto">
                  {figure.note}
                </p>
              )}
            </Heading>
            <Compared figure={figure} />
            <Together figure={figure} />
            <p class="queries">
              <OpenQuery document={FigureDocument} variables={variables} />
            </p>
          </article>
        ) : (
          <NowherePage />
        )
      }
    </Answered>
  );
}

function Compared({ figure: { comparison, unit } }: { figure: Figure }) {
  const texts = useTexts();
  const { t, number } = texts;
  const { events, units } = comparison;
  return (
    <section>
      <h2>{t("page-compared")}</h2>
      <p class="compared">
        <VerdictMark compared={comparison} unit={unit} />
        {comparison.computed != null && <span class="number">{inUnit(texts, comparison.computed, unit)}</span>}
      </p>
      {events && events.nodes.length > 0 && (
        <EventsTable
          events={events.nodes}
          caption={t("page-counted-events", { number: number(events.totalCount), shown: number(events.nodes.length) })}
        />
      )}
      {units && units.nodes.length > 0 && (
        <UnitsTable
          units={units.nodes}
          caption={t("page-counted-units", { number: number(units.totalCount), shown: number(units.nodes.length) })}
        />
      )}
    </section>
  );
}

/** What was announced together with the figure, and what of it does not reconcile. */
function Together({ figure }: { figure: Figure }) {
  const { t } = useTexts();
  const others = figure.announcement.figures.filter(({ code }) => code !== figure.code);
  return (
    <>
      {figure.announcement.findings.length > 0 && (
        <section>
          <h2>{t("page-findings")}</h2>
          {figure.announcement.findings.map(({ explanation }) => (
            <p key={explanation}>{explanation}</p>
          ))}
        </section>
      )}
      {others.length > 0 && (
        <section>
          <h2>{t("page-together")}</h2>
          <ul class="others">
            {others.map((other) => (
              <li key={other.code}>
                <Metric figure={other} />
                <StatedLink figure={other} /> <StatedBy figure={other} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
