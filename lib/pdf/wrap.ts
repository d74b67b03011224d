/**
 * Lines no wider than `width`. A line that ends at a space keeps it, so that who copies the text gets the words apart.
 * @param widthOf in the same unit as `width`
 */
export function wrap(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const [index, word] of text.split(" ").entries()) {
    const longer = index === 0 ? word : `${current} ${word}`;
    if (widthOf(longer) <= width) {
      current = longer;
      continue;
    }
    if (index > 0) lines.push(`${current} `);
    const parts = pieces(word, width, widthOf);
    current = parts.pop() ?? "";
    lines.push(...parts);
  }
  return [...lines, current];
}

const graphemes = new Intl.Segmenter("nl", { granularity: "grapheme" });

/** A word that is wider than the line is broken where it must, but never between a letter and its mark. */
function pieces(word: string, width: number, widthOf: (text: string) => number): string[] {
  if (widthOf(word) <= width) return [word];
  const parts: string[] = [];
  let part = "";
  for (const { segment } of graphemes.segment(word)) {
    if (part !== "" && widthOf(part + segment) > width) {
      parts.push(part);
      part = "";
    }
    part += segment;
  }
  return [...parts, part];
}
