import { isStored, storeToPeer } from "@/lib/dimse";
import { dataSetOf, SOP_CLASS_UID, TRANSFER_SYNTAX_UID } from "../../scratch/part10";
import { type Cell, quantile, since } from "./cell";
import { HttpClient, inParallel } from "./http-client";
import { stow } from "./stow";
import { type BenchStudy, ctStudy } from "./studies";

const INSTANCES = 200;
const BATCH = 20;
const CLIENTS = 4;
let runs = 0;

/** A study that no store has yet. */
const freshStudy = () => ctStudy(`fresh/${process.pid}/${runs++}`, INSTANCES);

/** What comes in, durable when it is answered. */
export function receiveCells(): Cell[] {
  return [
    {
      name: `STOW-RS, batches of ${BATCH}, ${CLIENTS} clients`,
      unit: "/s",
      atLeast: 1.5,
      run: async (store) => {
        const study = freshStudy();
        const files = study.sopInstanceUids.map((_, index) => study.file(index));
        const client = new HttpClient(store, CLIENTS);
        const startedAt = performance.now();
        const taken = await inParallel(INSTANCES / BATCH, CLIENTS, (batch) =>
          stow(client, store, files.slice(batch * BATCH, (batch + 1) * BATCH)),
        );
        const seconds = since(startedAt);
        client.close();
        return {
          value: INSTANCES / seconds,
          note: `p95 of a request ${quantile(taken, 0.95).toFixed(0)} ms`,
        };
      },
    },
    ...[1, 3].map(
      (associations): Cell => ({
        name: `C-STORE, ${associations} association${associations > 1 ? "s" : ""}`,
        unit: "/s",
        atLeast: 0.9,
        run: async (store) => {
          const study = freshStudy();
          const outgoing = outgoingOf(study);
          let stored = 0;
          const startedAt = performance.now();
          await inParallel(associations, associations, (index) =>
            storeToPeer(
              { host: "127.0.0.1", port: store.dimse.port, aeTitle: store.dimse.aeTitle },
              outgoing.filter((_, at) => at % associations === index),
              (_, { status }) => {
                if (isStored(status)) stored++;
              },
            ),
          );
          const seconds = since(startedAt);
          if (stored !== INSTANCES) throw new Error(`${store.name} stored ${stored} of ${INSTANCES}`);
          return { value: INSTANCES / seconds };
        },
      }),
    ),
  ];
}

function outgoingOf(study: BenchStudy) {
  return study.sopInstanceUids.map((sopInstanceUid, index) => {
    const dataSet = dataSetOf(Buffer.concat(study.file(index)));
    return {
      sopClassUid: SOP_CLASS_UID,
      sopInstanceUid,
      transferSyntaxUid: TRANSFER_SYNTAX_UID,
      dataSetLength: dataSet.length,
      dataSet: async function* () {
        yield dataSet;
      },
    };
  });
}
