import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import en from "@/lib/i18n/messages/en/viewer.json";
import nl from "@/lib/i18n/messages/nl/viewer.json";
import { ForDiagnosis } from "./for-diagnosis";
import { StatusBar } from "./status-bar";

const shown = (locale: "nl" | "en", isForDiagnosis?: boolean) => {
  const bar = <StatusBar message="" />;
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={{ viewer: locale === "nl" ? nl : en }} timeZone="UTC">
      {isForDiagnosis === undefined ? bar : <ForDiagnosis value={isForDiagnosis}>{bar}</ForDiagnosis>}
    </NextIntlClientProvider>,
  );
};

test("the viewer says that it isn't for primary diagnosis until the installation is told that it is", () => {
  expect(shown("nl")).toContain("Niet voor primaire diagnostiek");
  expect(shown("en", false)).toContain("Not for primary diagnosis");
  expect(shown("nl", true)).not.toContain("diagnostiek");
  expect(shown("en", true)).not.toContain("diagnosis");
});
