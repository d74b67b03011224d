import { createHash } from "node:crypto";

/** What looks like chance and is the same for the same seed. */
export interface Random {
  /** Below 1. */
  next(): number;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  pick<Choice>(choices: readonly Choice[]): Choice;
  bytes(length: number): Buffer;
  uid(): string;
}

export function seededRandom(...seed: (string | number)[]): Random {
  const root = createHash("sha256").update(seed.join("/")).digest();
  let state = root.readUInt32LE();
  let drawn = 0;
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const bytes = (outputLength: number) =>
    createHash("shake256", { outputLength }).update(root).update(String(drawn++)).digest();
  return {
    next,
    between,
    bytes,
    pick: (choices) => choices[between(0, choices.length - 1)] as (typeof choices)[number],
    // PS3.5 B.2
    uid: () => `2.25.${BigInt(`0x${bytes(15).toString("hex")}`)}`,
  };
}
