import { Link } from "../navigation.tsx";
import { Heading } from "../parts/heading.tsx";
import { useTexts } from "../text/texts.ts";

export function NowherePage() {
  const { t } = useTexts();
  return (
    <Heading title={t("page-nowhere")}>
      <p>
        <Link to={{ page: "front" }}>{t("page-nowhere-front")}</Link>
      </p>
    </Heading>
  );
}
