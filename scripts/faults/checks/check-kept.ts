import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/db";
import type { MadeInstance } from "../load/instances";
import type { Round } from "../round";
import { firstOf, retrieveHash, search } from "./retrieve";

const INSTANCE_UID = "00080018";
const SERIES_UID = "0020000E";
const STUDY_INSTANCES = "00201208";
const SERIES_INSTANCES = "00201209";
const COUNTED_WITHIN = 30_000;

/**
 * What was acknowledged is there once and equal; what is shown can be had whole and is what was sent; the numbers
 * at study and series level are those of the rows. What a sender left behind may still be on its way in: then it
 * is looked at again.
 */
export async function checkKept(round: Round): Promise<void> {
  for (;;) {
    const violations: string[] = [];
    const before = await rowsOf(round);
    await counted(round.violate);
    await compare({ ...round, violate: (what) => violations.push(what) }, before);
    if ((await rowsOf(round)).length > before.length) continue;
    for (const violation of violations) round.violate(violation);
    return;
  }
}

interface Row {
  sopInstanceUid: string;
  dataSetSha256: Uint8Array;
}

const rowsOf = ({ ledger }: Round): Promise<Row[]> =>
  db.instance.findMany({
    where: { sopInstanceUid: { in: [...ledger.sent.keys()] } },
    select: { sopInstanceUid: true, dataSetSha256: true },
  });

async function compare({ installation, ledger, violate }: Round, rows: Row[]): Promise<void> {
  const byUid = Map.groupBy(rows, (row) => row.sopInstanceUid);
  for (const { sopInstanceUid, sha256 } of ledger.acknowledged.values()) {
    const found = byUid.get(sopInstanceUid) ?? [];
    if (found.length !== 1) violate(`acknowledged ${sopInstanceUid} has ${found.length} rows`);
    else if (Buffer.from(found[0]?.dataSetSha256 ?? []).toString("hex") !== sha256)
      violate(`acknowledged ${sopInstanceUid} has a row with another hash`);
  }
  const shown = new Set<string>();
  const byStudy = Map.groupBy(ledger.sent.values(), (instance) => instance.studyInstanceUid);
  for (const [study, sent] of byStudy) {
    const listed = await search(installation, `/studies/${study}/instances?limit=5000`);
    for (const each of listed) shown.add(String(firstOf(each, INSTANCE_UID)));
    if (new Set(listed.map((each) => firstOf(each, INSTANCE_UID))).size !== listed.length)
      violate(`study ${study} lists an instance twice`);
    await checkRetrieval(installation, sent, listed.length, shown, violate);
    await checkCounts(installation, study, sent, byUid, violate);
  }
  for (const uid of ledger.acknowledged.keys())
    if (!shown.has(uid)) violate(`acknowledged ${uid} is not found by QIDO-RS`);
}

/** What a killed process had yet to count, another one counts; here it needn't wait until that is old enough. */
async function counted(violate: Round["violate"]): Promise<void> {
  await db.$executeRaw`UPDATE "StudyRecount" SET "markedAt" = now() - interval '1 minute'`;
  const deadline = Date.now() + COUNTED_WITHIN;
  while ((await db.studyRecount.count()) > 0) {
    if (Date.now() > deadline) return violate("studies wait for their count for ever");
    await sleep(50);
  }
}

async function checkRetrieval(
  installation: Round["installation"],
  sent: MadeInstance[],
  listed: number,
  shown: Set<string>,
  violate: Round["violate"],
): Promise<void> {
  const visible = sent.filter(({ sopInstanceUid }) => shown.has(sopInstanceUid));
  if (visible.length !== listed)
    violate(`${listed - visible.length} instances are shown that were never sent`);
  for (const instance of visible) {
    const hash = await retrieveHash(installation, instance);
    if (hash !== instance.sha256) violate(`shown ${instance.sopInstanceUid} comes back as ${hash}`);
  }
}

async function checkCounts(
  installation: Round["installation"],
  study: string,
  sent: MadeInstance[],
  rows: Map<string, unknown[]>,
  violate: Round["violate"],
): Promise<void> {
  const stored = sent.filter(({ sopInstanceUid }) => rows.has(sopInstanceUid));
  const [answer] = await search(installation, `/studies?StudyInstanceUID=${study}`);
  const counted = answer ? Number(firstOf(answer, STUDY_INSTANCES)) : 0;
  if (counted !== stored.length)
    violate(`study ${study} counts ${counted} instances and has ${stored.length}`);
  const perSeries = Map.groupBy(stored, (instance) => instance.seriesInstanceUid);
  for (const series of await search(installation, `/studies/${study}/series`)) {
    const uid = String(firstOf(series, SERIES_UID));
    const expected = perSeries.get(uid)?.length ?? 0;
    const said = Number(firstOf(series, SERIES_INSTANCES));
    if (said !== expected || expected === 0)
      violate(`series ${uid} counts ${said} instances and has ${expected}`);
  }
}
