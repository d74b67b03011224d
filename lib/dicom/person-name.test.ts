import { expect, test } from "vitest";
import { formatPersonName, parsePersonName, personNameToDicom } from "./person-name";

test("components and groups come back as they went in", () => {
  const value = "Jansen^Anna^Maria^Dr.^PhD=山本^花子=やまもと^はなこ";
  expect(personNameToDicom(parsePersonName(value))).toBe(value);
  expect(personNameToDicom(parsePersonName("Jansen^^^^=="))).toBe("Jansen");
  expect(parsePersonName("").alphabetic).toBeUndefined();
});

test("names are shown family name first", () => {
  expect(formatPersonName("Jansen^Anna^Maria^Dr.")).toBe("Jansen, Anna Maria (Dr.)");
  expect(formatPersonName("van der Berg^Piet")).toBe("van der Berg, Piet");
  expect(formatPersonName("Jansen")).toBe("Jansen");
  expect(formatPersonName("^^^")).toBe("");
});

test("the script follows the reader's language", () => {
  const value = "Yamamoto^Hanako=山本^花子";
  expect(formatPersonName(value, "nl")).toBe("Yamamoto, Hanako");
  expect(formatPersonName(value, "ja-JP")).toBe("山本 花子");
  expect(formatPersonName("=山本^花子", "nl")).toBe("山本 花子");
});
