// Loops, not /x+$/: that pattern takes quadratic time on a value made for it.

/** Without the given characters at the end. */
export function trimEndOf(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1] as string)) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

/** Without the given characters at both ends. */
export function trimBothOf(text: string, characters: string): string {
  const trimmed = trimEndOf(text, characters);
  let start = 0;
  while (start < trimmed.length && characters.includes(trimmed[start] as string)) start += 1;
  return start === 0 ? trimmed : trimmed.slice(start);
}
