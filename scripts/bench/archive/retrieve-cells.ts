import { gunzipSync } from "node:zlib";
import { type Cell, quantile, since } from "./cell";
import { HttpClient, inParallel } from "./http-client";
import type { ImageStore } from "./image-store";
import { load } from "./stow";
import { type BenchStudy, ctStudy, FRAME_BYTES, multiFrameStudy } from "./studies";

const loaded = new Map<ImageStore, Set<string>>();

async function loadOnce(store: ImageStore, study: BenchStudy): Promise<void> {
  const known = loaded.get(store) ?? new Set();
  if (known.has(study.studyInstanceUid)) return;
  const client = new HttpClient(store, 1);
  await load(client, store, study);
  client.close();
  loaded.set(store, known.add(study.studyInstanceUid));
}

function framePath(store: ImageStore, study: BenchStudy, frame: number): string {
  const isMultiFrame = study.sopInstanceUids.length === 1;
  const sopInstanceUid = study.sopInstanceUids[isMultiFrame ? 0 : frame];
  return `${store.root}/studies/${study.studyInstanceUid}/series/${study.seriesInstanceUid}/instances/${sopInstanceUid}/frames/${isMultiFrame ? frame + 1 : 1}`;
}

const OCTETS = { accept: 'multipart/related; type="application/octet-stream"' };

function frameCells(name: string, makeStudy: () => BenchStudy, frames: number, atLeast: number): Cell[] {
  let made: BenchStudy | undefined;
  const study = () => {
    made ??= makeStudy();
    return made;
  };
  return [1, 6, 32].map((atOnce) => ({
    name: `${name}, ${atOnce} at a time`,
    unit: "/s",
    atLeast,
    prepare: async (store) => {
      await loadOnce(store, study());
      const client = new HttpClient(store, 1);
      for (let frame = 0; frame < frames; frame += 7) {
        const { body } = await client.ask({ path: framePath(store, study(), frame), headers: OCTETS });
        if (!body.includes(study().pixels(frame))) throw new Error(`${store.name}: frame ${frame} is wrong`);
      }
      client.close();
    },
    run: async (store) => {
      const client = new HttpClient(store, atOnce);
      const startedAt = performance.now();
      const taken = await inParallel(frames, atOnce, async (frame) => {
        const { length } = await client.ask({
          path: framePath(store, study(), frame),
          headers: OCTETS,
          onData: () => {},
        });
        if (length < FRAME_BYTES) throw new Error(`${store.name}: frame ${frame} is too short`);
      });
      const seconds = since(startedAt);
      client.close();
      return { value: frames / seconds, note: `p95 ${quantile(taken, 0.95).toFixed(1)} ms` };
    },
  }));
}

const SLICES = 500;
const FRAMES = 100;

/** Frames, metadata, whole studies and ZIPs. */
export function retrieveCells(megabytes: number): Cell[] {
  const ct = () => ctStudy("ct", SLICES);
  const large = ctStudy("large", Math.ceil((megabytes * 1e6) / FRAME_BYTES));
  return [
    ...frameCells(`frames of ${SLICES} slices`, ct, SLICES, 6),
    ...frameCells(`frames of one object of ${FRAMES}`, () => multiFrameStudy("mf", FRAMES), FRAMES, 50),
    metadataCell(ct()),
    {
      name: `whole study as multipart, ${megabytes} MB`,
      unit: "MB/s",
      atLeast: 1,
      prepare: (store) => loadOnce(store, large),
      run: (store) =>
        download(store, large, `${store.root}/studies/${large.studyInstanceUid}`, {
          accept: 'multipart/related; type="application/dicom"; transfer-syntax=*',
        }),
    },
    {
      name: `ZIP, ${megabytes} MB`,
      unit: "MB/s",
      atLeast: 30,
      prepare: (store) => loadOnce(store, large),
      run: async (store) => download(store, large, await store.archivePath(large.studyInstanceUid)),
    },
  ];
}

function metadataCell(study: BenchStudy): Cell {
  return {
    name: `metadata of ${SLICES} slices, gzip`,
    unit: "ms",
    atLeast: 50,
    prepare: (store) => loadOnce(store, study),
    run: async (store) => {
      const client = new HttpClient(store, 1);
      const path = `${store.root}/studies/${study.studyInstanceUid}/series/${study.seriesInstanceUid}/metadata`;
      const headers = { accept: "application/dicom+json", "accept-encoding": "gzip" };
      const taken = await inParallel(10, 1, () => client.ask({ path, headers }));
      const answer = await client.ask({ path, headers });
      client.close();
      const json = answer.headers["content-encoding"] === "gzip" ? gunzipSync(answer.body) : answer.body;
      const { length } = JSON.parse(json.toString()) as unknown[];
      if (length !== SLICES) throw new Error(`${store.name}: metadata of ${length} instances`);
      return { value: quantile(taken, 0.5) };
    },
  };
}

async function download(
  store: ImageStore,
  study: BenchStudy,
  path: string,
  headers?: Record<string, string>,
): Promise<{ value: number; note: string }> {
  const client = new HttpClient(store, 1);
  const startedAt = performance.now();
  const { length, firstByte } = await client.ask({ path, headers, onData: () => {} });
  const seconds = since(startedAt);
  client.close();
  if (length < study.bytes / 100) throw new Error(`${store.name}: the answer is too short`);
  // Of the study as it is stored: who compresses sends less over the line.
  return { value: study.bytes / 1e6 / seconds, note: `first byte ${firstByte.toFixed(0)} ms` };
}
