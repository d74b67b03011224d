import { classifyHead } from "./classify-head";
import type { Classified } from "./classify-name";

export type ScanRequest = { id: number; head: Blob; path: string; isWhole: boolean };
export type ScanAnswer = { id: number; result: Classified };

/** Headers are read away from the page's own thread: five thousand of them would make it stutter. */
self.onmessage = async (event: MessageEvent<ScanRequest>) => {
  const { id, head, path, isWhole } = event.data;
  let result: Classified;
  try {
    result = classifyHead(new Uint8Array(await head.arrayBuffer()), path, isWhole);
  } catch {
    result = { kind: "refused", code: "UNREADABLE" };
  }
  self.postMessage({ id, result } satisfies ScanAnswer);
};
