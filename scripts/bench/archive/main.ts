import { parseArgs } from "node:util";
import type { Cell } from "./cell";
import type { ImageStore } from "./image-store";
import { reportMemory } from "./memory";
import { startOrthanc } from "./orthanc";
import { startOwnStore } from "./own-store";

/** The archive engine beside Orthanc, round by round in one run; what counts is the ratio within a round. */
const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    studies: { type: "string", default: "10000" },
    megabytes: { type: "string", default: "1000" },
    only: { type: "string", default: "" },
  },
});

const own = await startOwnStore();
// Only now: what these import reads the settings that the start has made.
const [{ queryCells }, { retrieveCells }, { receiveCells }] = await Promise.all([
  import("./query-cells"),
  import("./retrieve-cells"),
  import("./receive-cells"),
]);
const orthanc = await startOrthanc();
if (!orthanc) console.log("Orthanc with its DICOMweb plugin isn't installed: no ratios.");
const stores = orthanc ? [own, orthanc] : [own];
let isWithin = true;
try {
  const cells = [
    ...queryCells(Number(options.studies)),
    ...retrieveCells(Number(options.megabytes)),
    ...receiveCells(),
  ].filter(({ name }) => name.includes(options.only));
  for (const cell of cells) isWithin = (await measure(cell, stores, Number(options.rounds))) && isWithin;
  isWithin = reportMemory(stores) && isWithin;
} finally {
  for (const store of stores) await store.stop();
}
process.exit(isWithin ? 0 : 1);

async function measure(cell: Cell, stores: ImageStore[], rounds: number): Promise<boolean> {
  for (const store of stores) await cell.prepare?.(store);
  const results = stores.map((): { value: number; note?: string }[] => []);
  for (let round = 0; round < rounds; round++) {
    const turn = stores.map((store, index) => ({ store, index }));
    for (const { store, index } of round % 2 ? turn.reverse() : turn)
      results[index]?.push(await cell.run(store, round));
  }
  const [ours = [], theirs = []] = results;
  const ratios = theirs.map(({ value }, round) => {
    const own = (ours[round] as { value: number }).value;
    return cell.unit === "ms" ? value / own : own / value;
  });
  const ratio = ratios.length > 0 ? median(ratios) : undefined;
  const isReached = ratio === undefined || ratio >= cell.atLeast;
  const shown = (list: typeof ours) =>
    list.length === 0 ? "-" : `${precise(median(list.map(({ value }) => value)))} ${cell.unit}`;
  console.log(
    `${isReached ? "  " : "! "}${cell.name.padEnd(56)} ${shown(ours).padStart(12)}  Orthanc ${shown(theirs).padStart(12)}` +
      `  ${ratio === undefined ? "" : `${precise(ratio)}x of at least ${cell.atLeast}x`}  ${ours.at(-1)?.note ?? ""}`,
  );
  return isReached;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function precise(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
