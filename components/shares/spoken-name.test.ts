import { expect, test } from "vitest";
import { spokenName } from "./spoken-name";

test.each([
  ["Leeuwen, M. van (Marit)", "Marit van Leeuwen"],
  ["Heijden, B. van der (Bilal)", "Bilal van der Heijden"],
  ["Postma, J. (Jelle)", "Jelle Postma"],
  ["Dijk, A.B. van", "A.B. van Dijk"],
  ["'t Hof-de Boer, K. (Karin)", "Karin 't Hof-de Boer"],
  ["Secretariaat", "Secretariaat"],
])("%s is spoken of as %s", (name, spoken) => {
  expect(spokenName({ name, kind: "PRACTITIONER" })).toBe(spoken);
});

test("a mailbox keeps its name", () => {
  expect(spokenName({ name: "Radiologie, beeld (nacht)", kind: "MAILBOX" })).toBe(
    "Radiologie, beeld (nacht)",
  );
});
