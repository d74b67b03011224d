const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/** A first password that can be read out over the telephone: four groups of four, some 79 bits. */
export function makePassword(): string {
  const numbers = crypto.getRandomValues(new Uint32Array(16));
  const letters = [...numbers].map((number) => LETTERS[number % LETTERS.length]).join("");
  return letters.match(/.{4}/g)?.join("-") ?? letters;
}
