import { type Classified, HEAD_BYTES, LONG_HEAD_BYTES } from "./classify-name";
import type { ScanAnswer, ScanRequest } from "./scan.worker";
import type { SourceFile } from "./source-file";

/** The page's side of the scanning worker; `close` when the last file has been read. */
export class ScanWorker {
  private readonly worker = new Worker(new URL("./scan.worker.ts", import.meta.url), { type: "module" });
  private readonly waiting = new Map<number, (result: Classified) => void>();
  private nextId = 0;

  constructor() {
    this.worker.onmessage = ({ data }: MessageEvent<ScanAnswer>) => {
      this.waiting.get(data.id)?.(data.result);
      this.waiting.delete(data.id);
    };
    this.worker.onerror = () => {
      for (const resolve of this.waiting.values()) resolve({ kind: "refused", code: "UNREADABLE" });
      this.waiting.clear();
    };
  }

  /** What a file is; reads on once when its first quarter of a megabyte doesn't say it. */
  async classify(file: SourceFile): Promise<Classified> {
    const first = await this.ask(file, HEAD_BYTES);
    return first.kind === "more" ? this.settle(await this.ask(file, LONG_HEAD_BYTES)) : first;
  }

  close() {
    this.worker.terminate();
  }

  private settle(result: Classified): Classified {
    return result.kind === "more" ? { kind: "refused", code: "MISSING_UID" } : result;
  }

  private async ask(file: SourceFile, length: number): Promise<Classified> {
    const head = await file.head(length);
    const id = this.nextId++;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.worker.postMessage({
        id,
        head,
        path: file.path,
        isWhole: file.size <= length,
      } satisfies ScanRequest);
    });
  }
}
