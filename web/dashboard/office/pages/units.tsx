// Finding a unit.

import { useNavigation, wayFrom } from "../../navigation.tsx";
import { Heading } from "../../parts/heading.tsx";
import { ScrollTable } from "../../parts/table.tsx";
import { Status } from "../../parts/units.tsx";
import { useTexts } from "../../text/texts.ts";
import { useAsked } from "../api.ts";
import { FindUnitsDocument } from "../gql/graphql.ts";
import { OfficeLink } from "../link.tsx";
import { Answer } from "../parts/asked.tsx";

export function UnitsPage() {
  const { t, name, number, language } = useTexts();
  const { address, go } = useNavigation();
  const text = (address.ask["q"] ?? "").trim();
  const asked = useAsked(text ? FindUnitsDocument : undefined, { text, after: address.ask["after"] ?? null }, language);
  return (
    <article>
      <Heading title={t("page-office-units")}>
        <p class="lead">{t("page-office-units-lead")}</p>
      </Heading>
      <search>
        <form
          class="controls"
          onSubmit={(event) => {
            event.preventDefault();
            go(wayFrom(address, { ask: { q: `${new FormData(event.currentTarget).get("q")}` } }));
          }}
        >
          <label>
            <span>{t("page-office-find-unit")}</span>
            <input type="search" name="q" key={text} defaultValue={text} maxLength={100} dir="auto" />
          </label>
          <button type="submit">{t("page-search-go")}</button>
        </form>
      </search>
      {text && (
        <Answer asked={asked}>
          {({ units }) => (
            <>
              <p role="status">{t("page-office-found", { count: units.totalCount, number: number(units.totalCount) })}</p>
              {units.nodes.length > 0 && (
                <ScrollTable caption={t("page-units")}>
                  <thead>
                    <tr>
                      <th scope="col">{t("page-unit")}</th>
                      <th scope="col">{t("page-code")}</th>
                      <th scope="col">{t("page-where")}</th>
                      <th scope="col">{t("page-status")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {units.nodes.map((unit) => (
                      <tr key={unit.code}>
                        <th scope="row">
                          <OfficeLink to={["units", unit.code]}>
                            <bdi>{name(unit.name)}</bdi>
                          </OfficeLink>
                        </th>
                        <td>
                          <span class="code">{unit.code}</span>
                        </td>
                        <td>
                          {unit.park ? name(unit.park.name) : t("page-outside-parks")} <span class="by">{name(unit.province.name)}</span>
                        </td>
                        <td>
                          <Status status={unit.status} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </ScrollTable>
              )}
              {units.pageInfo.hasNextPage && (
                <a href={wayFrom(address, { ask: { q: text, after: units.pageInfo.endCursor ?? "" } })}>{t("page-next-page")}</a>
              )}
            </>
          )}
        </Answer>
      )}
    </article>
  );
}
