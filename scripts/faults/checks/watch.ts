import { setTimeout as sleep } from "node:timers/promises";
import type { MadeInstance } from "../load/instances";
import type { Round } from "../round";
import { firstOf, retrieveHash, search } from "./retrieve";

const PAUSE_MILLISECONDS = 20;
/** No answer, or "not now": allowed while a fault strikes. */
const PASSING = /^(status 5|broke off)/;

/** Looks like a reader does while instances arrive: what is listed can be had whole, at every moment. */
export async function watch(
  { installation, violate }: Pick<Round, "installation" | "violate">,
  instances: MadeInstance[],
  isOver: () => boolean,
): Promise<void> {
  const byUid = new Map(instances.map((instance) => [instance.sopInstanceUid, instance]));
  const studies = [...new Set(instances.map(({ studyInstanceUid }) => studyInstanceUid))];
  for (let turn = 0; !isOver(); turn++) {
    const study = studies[turn % studies.length] as string;
    const listed = await search(installation, `/studies/${study}/instances?limit=5000`).catch(() => []);
    const last = listed.at(-1);
    const instance = last && byUid.get(String(firstOf(last, "00080018")));
    const hash = instance && (await retrieveHash(installation, instance));
    if (hash !== undefined && hash !== instance?.sha256 && !PASSING.test(hash))
      violate(`while more arrived, ${instance?.sopInstanceUid} came back as ${hash}`);
    await sleep(PAUSE_MILLISECONDS);
  }
}
