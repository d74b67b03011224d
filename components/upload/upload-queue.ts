import { type DetailedError, Upload } from "tus-js-client";
import { SESSION_ENDED } from "@/components/api-client";
import { type Bundle, type BundleFile, buildBundle } from "./pack-bundles";

const PARALLEL = 3;
const RETRY_DELAYS = [0, 1000, 2000, 4000, 8000, ...Array<number>(60).fill(15_000)];

export type QueueEvents = {
  onProgress: (index: number, bundle: Bundle, bytesSent: number) => void;
  onUnreadable: (files: BundleFile[]) => void;
  onConnection: (isLost: boolean) => void;
  /** All bundles have arrived. */
  onDone: () => void;
  /** Given up: the server refuses, or was away for a quarter of an hour. */
  onFailed: (error: Error) => void;
};

/** Sends bundles, three at a time, each resumable; bundles are built when their turn comes. */
export class UploadQueue {
  private next = 0;
  private done = 0;
  private isPaused = false;
  private isStopped = false;
  private readonly active = new Map<number, { upload: Upload; bundle: Bundle }>();

  constructor(
    private readonly importId: string,
    private readonly bundles: BundleFile[][],
    private readonly events: QueueEvents,
  ) {}

  get isDone(): boolean {
    return this.done === this.bundles.length;
  }

  start() {
    if (this.bundles.length === 0) return this.events.onDone();
    for (let lane = 0; lane < Math.min(PARALLEL, this.bundles.length); lane += 1) void this.sendNext();
  }

  async pause() {
    this.isPaused = true;
    await Promise.all([...this.active.values()].map(({ upload }) => upload.abort()));
  }

  resume() {
    this.isPaused = false;
    this.isStopped = false;
    for (const { upload } of this.active.values()) upload.start();
    for (let lane = this.active.size; lane < PARALLEL; lane += 1) void this.sendNext();
  }

  async cancel() {
    this.isStopped = true;
    await Promise.all(
      [...this.active.values()].map(({ upload }) => upload.abort(true).catch(() => undefined)),
    );
    this.active.clear();
  }

  private async sendNext(): Promise<void> {
    if (this.isPaused || this.isStopped) return;
    const index = this.next;
    const files = this.bundles[index];
    if (!files) return;
    this.next += 1;
    const { bundle, unreadable } = await buildBundle(files);
    if (unreadable.length > 0) this.events.onUnreadable(unreadable);
    if (!bundle) return this.finish(index);
    if (this.isStopped) return;
    const upload = this.createUpload(index, bundle);
    this.active.set(index, { upload, bundle });
    if (!this.isPaused) upload.start();
  }

  private createUpload(index: number, bundle: Bundle): Upload {
    return new Upload(bundle.blob, {
      endpoint: "/uploads",
      metadata: { importId: this.importId, bundle: String(index) },
      retryDelays: RETRY_DELAYS,
      // Resuming over a closed page goes by file, through the import itself.
      storeFingerprintForResuming: false,
      onShouldRetry: (error) => this.shouldRetry(error),
      onProgress: (sent) => {
        this.events.onConnection(false);
        this.events.onProgress(index, bundle, sent);
      },
      onSuccess: () => {
        this.events.onProgress(index, bundle, bundle.blob.size);
        this.finish(index);
      },
      onError: (error) => {
        if (this.isStopped) return;
        this.isStopped = true;
        void this.pause();
        this.events.onFailed(error);
      },
    });
  }

  private shouldRetry(error: DetailedError): boolean {
    const status = error.originalResponse?.getStatus() ?? 0;
    if (status === 401) window.dispatchEvent(new Event(SESSION_ENDED));
    // 409 and 423: the server still holds the broken connection's lock.
    const isPassing = status === 0 || status >= 500 || [401, 408, 409, 423, 429].includes(status);
    if (isPassing) this.events.onConnection(true);
    return isPassing;
  }

  private finish(index: number) {
    this.active.delete(index);
    this.done += 1;
    if (this.isDone) this.events.onDone();
    else void this.sendNext();
  }
}
