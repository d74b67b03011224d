/** Stands for a character that the typeface doesn't have; the foot of the page says so. */
export const MISSING = "▯";

// Right-to-left scripts need the bidirectional algorithm: without it they would stand in a wrong order.
const UNSUPPORTED = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Nko}\p{Script=Syriac}\p{Script=Thaana}]/u;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** The text in composed letters, with lines parted by \n and a sign for what can't be shown. Never loses a letter unseen. */
export function printable(text: string, has: (codePoint: number) => boolean): string {
  return Array.from(
    text
      .normalize("NFC")
      .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n")
      .replace(/\t/g, "  "),
    (character) => {
      if (character === "\n") return character;
      if (INVISIBLE.test(character)) return "";
      return has(character.codePointAt(0) ?? 0) && !UNSUPPORTED.test(character) ? character : MISSING;
    },
  ).join("");
}
