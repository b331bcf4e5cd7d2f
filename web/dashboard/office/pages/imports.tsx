// Sending files, and the imports that were sent.

import { useNavigation, wayFrom } from "../../navigation.tsx";
import { Heading } from "../../parts/heading.tsx";
import { ScrollTable } from "../../parts/table.tsx";
import { useTexts } from "../../text/texts.ts";
import { useAsked } from "../api.ts";
import { ImportsDocument, type ImportOutlineFragment } from "../gql/graphql.ts";
import { OfficeLink } from "../link.tsx";
import { Answer } from "../parts/asked.tsx";
import { Sender } from "../parts/sender.tsx";

export function ImportsPage() {
  const { t, language } = useTexts();
  const { address } = useNavigation();
  const asked = useAsked(ImportsDocument, { after: address.ask["after"] ?? null }, language);
  return (
    <article>
      <Heading title={t("page-office-imports")}>
        <p class="lead">
          {t("page-office-imports-lead")} {t("page-office-templates")}{" "}
          {["parks", "units", "events"].map((kind) => (
            <a key={kind} class="tag" href={`/templates/${kind}.xlsx`} download>
              {kind}.xlsx
            </a>
          ))}
        </p>
      </Heading>
      <Sender title={t("page-office-send-files")} />
      <Answer asked={asked}>
        {({ imports }) =>
          imports && imports.nodes.length > 0 ? (
            <>
              <ScrollTable caption={t("page-office-imports-sent")}>
                <thead>
                  <tr>
                    <th scope="col">{t("page-office-import-sent-at")}</th>
                    <th scope="col">{t("page-office-files")}</th>
                    <th scope="col">{t("page-office-state")}</th>
                    <th scope="col">{t("page-office-sender")}</th>
                  </tr>
                </thead>
                <tbody>
                  {imports.nodes.map((one) => (
                    <Row key={one.id} one={one} />
                  ))}
                </tbody>
              </ScrollTable>
              {imports.pageInfo.hasNextPage && (
                <a href={wayFrom(address, { ask: { after: imports.pageInfo.endCursor ?? "" } })}>{t("page-next-page")}</a>
              )}
            </>
          ) : null
        }
      </Answer>
    </article>
  );
}

function Row({ one }: { one: ImportOutlineFragment }) {
  const { t, moment } = useTexts();
  return (
    <tr>
      <th scope="row">
        <OfficeLink to={["imports", one.id]}>{moment(one.createdAt)}</OfficeLink>
      </th>
      <td>
        {one.files.map(({ name }) => (
          <div key={name}>
            <bdi>{name}</bdi>
          </div>
        ))}
      </td>
      <td>{t(stateKey(one))}</td>
      <td>
        <bdi>{one.startedBy.name}</bdi>
      </td>
    </tr>
  );
}

/** The message of the state of an import. */
export function stateKey({ state, dryRun }: Pick<ImportOutlineFragment, "state" | "dryRun">): string {
  switch (state) {
    case "WAITING":
      return "page-office-import-waiting";
    case "RUNNING":
      return "page-office-import-running";
    case "DONE":
      return dryRun ? "page-office-import-tried" : "page-office-import-done";
    case "REFUSED":
      return "page-office-import-refused";
    case "CANCELLED":
      return "page-office-import-cancelled";
    case "FAILED":
      return "page-office-import-failed";
    default:
      return "page-office-import-interrupted";
  }
}
