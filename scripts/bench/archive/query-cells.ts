import { type Cell, quantile } from "./cell";
import { HttpClient, inParallel } from "./http-client";
import type { ImageStore } from "./image-store";
import { stow } from "./stow";
import { type ListedStudy, listedStudy } from "./studies";

const CLIENTS = 8;
const REQUESTS = 400;
const LIMIT = 25;

/** QIDO-RS on a worklist of one-instance studies. */
export function queryCells(count: number): Cell[] {
  const studies = Array.from({ length: count }, (_, index) => listedStudy(index));
  const loaded = new Set<ImageStore>();
  const loadOnce = async (store: ImageStore) => {
    if (loaded.has(store)) return;
    loaded.add(store);
    const client = new HttpClient(store, 2);
    await inParallel(Math.ceil(count / 100), 2, (batch) =>
      stow(
        client,
        store,
        studies.slice(batch * 100, batch * 100 + 100).map(({ file }) => file),
      ),
    );
    client.close();
  };
  const some = (round: number) => studies[(round * 7919) % count] as ListedStudy;
  const month = (round: number) => some(round).studyDate.slice(0, 6);
  const family = (round: number) => some(round).patientName.split("^")[0] as string;
  const matches = (isMatch: (study: ListedStudy) => boolean) =>
    Math.min(LIMIT, studies.filter(isMatch).length);
  const cell = (name: string, ask: (round: number) => { query: string; expected: number }): Cell => {
    const asked = Array.from({ length: 64 }, (_, round) => ask(round));
    return {
      name: `QIDO-RS on ${count} studies, ${name}, ${CLIENTS} clients`,
      unit: "ms",
      atLeast: 30,
      prepare: loadOnce,
      run: async (store) => {
        const client = new HttpClient(store, CLIENTS);
        const taken = await inParallel(REQUESTS, CLIENTS, async (index) => {
          const { query, expected } = asked[index % asked.length] as (typeof asked)[number];
          const { body } = await client.ask({
            path: `${store.root}/studies?${query}&limit=${LIMIT}`,
            headers: { accept: "application/dicom+json" },
          });
          const found = body.length === 0 ? 0 : body.toString().split('"0020000D"').length - 1;
          if (found !== expected)
            throw new Error(`${store.name} finds ${found} instead of ${expected}: ${query}`);
        });
        client.close();
        return { value: quantile(taken, 0.5), note: `p95 ${quantile(taken, 0.95).toFixed(1)} ms` };
      },
    };
  };
  return [
    cell("by number", (round) => ({
      query: `PatientID=${some(round).patientIdentifier}`,
      expected: 1,
    })),
    cell("by name", (round) => ({
      query: `PatientName=${family(round)}*`,
      expected: matches(({ patientName }) => patientName.startsWith(family(round))),
    })),
    cell("by date", (round) => ({
      query: `StudyDate=${month(round)}01-${month(round)}31`,
      expected: matches(({ studyDate }) => studyDate.startsWith(month(round))),
    })),
    cell("far page", () => ({ query: `offset=${Math.floor(count / 2)}`, expected: LIMIT })),
  ];
}
