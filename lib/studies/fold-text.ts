const LETTERS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

/** Text as search compares it: lower-case, without accents, words apart by single spaces. */
export function foldText(text: string): string {
  return stripAccents(text)
    .replace(/[\^=\s\p{C}]+/gu, " ")
    .trim();
}

function stripAccents(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter] ?? letter);
}

/** A person name or a pattern of one as matching compares it: lower-case, without accents and empty last parts. */
export function foldName(name: string): string {
  return stripAccents(name).replace(/[\^=\s]+$/, "");
}

/** The alphabetic group of a name (PS3.5 6.2.1.1), folded. */
export const patientNameKey = (name: string): string => foldName(name.split("=", 1)[0] ?? "");

/** What the text search of studies looks in; begins with a space, so that each word has one before it. */
export function studySearchText(study: {
  patientName: string;
  patientIdentifier: string;
  description: string;
  accessionNumber: string;
}): string {
  const { patientName, patientIdentifier, description, accessionNumber } = study;
  return ` ${foldText([patientName, patientIdentifier, description, accessionNumber].join(" "))}`;
}
