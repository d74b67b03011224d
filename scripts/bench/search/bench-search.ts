import { randomUUID } from "node:crypto";
import type { UserContext } from "@/lib/context";
import { db } from "@/lib/db";
import { searchDirectory } from "@/lib/directory";
import { StudySearch, searchStudies } from "@/lib/studies";
import { makeUserOf } from "../large-organization";
import { milliseconds, type Timing, time } from "../timing";
import { fillAddresses, fillStudies } from "./large-installation";

const LIMIT_MILLISECONDS = 100;
const ROUNDS = 60;
const STUDIES = [10_000, 100_000] as const;
const ADDRESSES = [20_000, 200_000] as const;

type Cell = { name: string; run: (context: UserContext, round: number) => Promise<unknown> };

const studyCells: Cell[] = [
  { name: "newest first", run: (context) => searchStudies(context, StudySearch.parse({})) },
  {
    name: "part of a name",
    run: (context, round) => searchStudies(context, StudySearch.parse({ text: `familie${round * 7}` })),
  },
  {
    name: "two words",
    run: (context, round) => searchStudies(context, StudySearch.parse({ text: `voornaam${round} thorax` })),
  },
  { name: "common word", run: (context) => searchStudies(context, StudySearch.parse({ text: "thorax" })) },
  { name: "nothing found", run: (context) => searchStudies(context, StudySearch.parse({ text: "xqzwv" })) },
  {
    name: "patient number",
    run: (context, round) =>
      searchStudies(context, StudySearch.parse({ patientIdentifier: `P${round * 11}` })),
  },
  {
    name: "dates and modality",
    run: (context) =>
      searchStudies(
        context,
        StudySearch.parse({ dateFrom: "2024-03-01", dateTo: "2024-04-01", modality: "MR" }),
      ),
  },
  { name: "by name", run: (context) => searchStudies(context, StudySearch.parse({ sort: "patientName" })) },
];

const names = [
  "jansma",
  "dijkhof",
  "vriesberg",
  "pietershuis",
  "boskampen",
  "hoekmeersen",
  "bakstra",
  "smidveldman",
];
const misspelt = [
  "jansmaa",
  "dikhof",
  "vriesbrg",
  "pietrshuis",
  "boskanpen",
  "hoekmersen",
  "bakstr",
  "smitveldman",
];
const oneOf = (list: string[], round: number) => list[round % list.length] as string;

const addressCells: Cell[] = [
  { name: "empty", run: (context) => searchDirectory(context, { q: "" }) },
  { name: "name", run: (context, round) => searchDirectory(context, { q: oneOf(names, round) }) },
  {
    name: "name and city",
    run: (context, round) => searchDirectory(context, { q: `${oneOf(names, round)} stad${round % 50}` }),
  },
  { name: "specialty", run: (context) => searchDirectory(context, { q: "radiologie" }) },
  { name: "two letters", run: (context) => searchDirectory(context, { q: "ja" }) },
  { name: "typing error", run: (context, round) => searchDirectory(context, { q: oneOf(misspelt, round) }) },
];

/** Study list and address book at full size, and how they grow from a tenth of it. @returns whether p95 stays below the limit */
export async function benchSearch(): Promise<boolean> {
  const context = await makeUserOf("CARE_PROVIDER");
  const small = new Map<string, Timing>();
  let isWithin = true;
  for (const [index, count] of STUDIES.entries()) {
    await fillStudies(context.actor.organizationId, count);
    await fillAddresses(ADDRESSES[index] as number);
    await db.$executeRaw`ANALYZE`;
    const timed = (run: Cell["run"]) =>
      time(ROUNDS, (round) => run({ ...context, requestId: randomUUID() }, round));
    // The first size pays for what is cold in this process and in the database: once through, unmeasured.
    if (index === 0) for (const { run } of [...studyCells, ...addressCells]) await timed(run);
    for (const [title, cells] of [
      ["studies", studyCells],
      ["addresses", addressCells],
    ] as const)
      for (const { name, run } of cells) {
        const timing = await timed(run);
        const label = `${title}: ${name}`;
        if (index === 0) small.set(label, timing);
        else isWithin = report(label, timing, small.get(label) as Timing) && isWithin;
      }
  }
  console.log(
    `\nLimit: p95 below ${LIMIT_MILLISECONDS} ms with ${STUDIES[1]} studies and ${ADDRESSES[1]} addresses.`,
  );
  return isWithin;
}

function report(label: string, timing: Timing, before: Timing): boolean {
  const isWithin = timing.p95 < LIMIT_MILLISECONDS;
  const growth = (timing.p50 / before.p50).toFixed(1);
  console.log(
    `${isWithin ? "  " : "! "}${label.padEnd(30)} p50 ${milliseconds(timing.p50).padStart(9)}  p95 ${milliseconds(timing.p95).padStart(9)}  ${growth}x of a tenth`,
  );
  return isWithin;
}
