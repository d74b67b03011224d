import { db } from "@/lib/db";
import { findAttributes, type MatchingKey } from "@/lib/studies";
import { makeUserOf } from "../large-organization";
import { fillStudies } from "../search/large-installation";
import { milliseconds, type Timing, time } from "../timing";

const SIZES = [10_000, 1_000_000] as const;
const ROUNDS = 100;
const PAGE = 25;
/** A hundred times as many studies may take this many times as long: an index is a level deeper. */
const MOST_GROWTH = 3;

interface Cell {
  name: string;
  keys: (round: number) => MatchingKey[];
  offset?: number;
  /** Two ranges of which one index serves one alone: it grows with how many match the first. */
  isUnbounded?: true;
}

const patientId = (round: number) => ({ tag: "00100020", vr: "LO", value: `P${round * 97}` });
const name = (round: number) => ({ tag: "00100010", vr: "PN", value: `Familie${(round * 97) % 9973}*` });
/** One in a hundred patients has it. */
const commonName = (round: number) => ({ tag: "00100010", vr: "PN", value: `Familie${10 + (round % 90)}*` });
/** Studies are spread over seven years: the same number of days, a hundred times as many studies in them. */
const date = (round: number) => ({
  tag: "00080020",
  vr: "DA",
  value: `2024${month(round)}01-2024${month(round)}28`,
});
const month = (round: number) => String((round % 12) + 1).padStart(2, "0");

const CELLS: Cell[] = [
  { name: "by number", keys: (round) => [patientId(round)] },
  { name: "by name", keys: (round) => [name(round)] },
  { name: "by date", keys: (round) => [date(round)] },
  { name: "by date and name", keys: (round) => [date(round), commonName(round)], isUnbounded: true },
  { name: "page at 5,000", keys: () => [], offset: 5_000 },
];

/** @returns whether searches take about as long among a million studies as among ten thousand */
export async function benchQido(): Promise<boolean> {
  const { organizationId } = (await makeUserOf("CARE_PROVIDER")).actor;
  const rootUrl = "http://127.0.0.1/dicom-web";
  const search = ({ keys, offset = 0 }: Cell, round: number) =>
    findAttributes(
      { level: "study", scope: { organizationId }, keys: keys(round), includeAll: false, rootUrl },
      { limit: PAGE, offset },
    );
  const small = new Map<string, Timing>();
  let isFlat = true;
  for (const [index, count] of SIZES.entries()) {
    await fillStudies(organizationId, count);
    await db.$executeRaw`VACUUM ANALYZE`;
    if (index === 0) for (const cell of CELLS) await time(ROUNDS, (round) => search(cell, round));
    for (const cell of CELLS) {
      const timing = await time(ROUNDS, (round) => search(cell, round));
      const before = small.get(cell.name);
      small.set(cell.name, before ?? timing);
      if (before) isFlat = report(cell, timing, before) && isFlat;
    }
  }
  console.log(
    `\nLimit: ${SIZES[1]} studies take at most ${MOST_GROWTH} times as long as ${SIZES[0]}, by date and name apart.`,
  );
  return isFlat;
}

function report({ name, isUnbounded }: Cell, { p50, p95 }: Timing, before: Timing): boolean {
  const growth = p50 / before.p50;
  const isFlat = isUnbounded === true || growth <= MOST_GROWTH;
  console.log(
    `${isFlat ? "  " : "! "}${name.padEnd(20)} p50 ${milliseconds(p50).padStart(9)}  p95 ${milliseconds(p95).padStart(9)}  ${growth.toFixed(1)}x of ${SIZES[0]}`,
  );
  return isFlat;
}
