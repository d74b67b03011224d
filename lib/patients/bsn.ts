/**
 * Whether this is a BSN: nine digits that pass the eleven test (9a+8b+7c+6d+5e+4f+3g+2h-1i divisible by 11).
 * 000000000 passes the sum and is none.
 */
export function isValidBsn(text: string): boolean {
  if (!/^\d{9}$/.test(text) || text === "000000000") return false;
  let sum = -Number(text[8]);
  for (let i = 0; i < 8; i++) sum += (9 - i) * Number(text[i]);
  return sum % 11 === 0;
}

/** A BSN as people type it ("1112.22.333", "111 222 333") in its nine digits; undefined when it is none. */
export function parseBsn(text: string): string | undefined {
  const digits = text.replace(/[\s.-]/g, "");
  return isValidBsn(digits) ? digits : undefined;
}
