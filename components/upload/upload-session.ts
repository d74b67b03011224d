import { applyChoice, type Choice, defaultChoice, needsAsking } from "./choice";
import {
  closeImport,
  createImport,
  findOpenImport,
  fingerprintOf,
  forgetImport,
  getImport,
  type ImportStatus,
  knownPaths,
  rememberImport,
} from "./import-api";
import { type BundleFile, planBundles, sentByFile } from "./pack-bundles";
import { type Disc, scanDisc } from "./scan-disc";
import { SentByStudy } from "./sent-by-study";
import { type SessionState, toProgress } from "./session-state";
import type { SourceFile } from "./source-file";
import { SpeedMeter } from "./speed";
import { UploadQueue } from "./upload-queue";

const POLL_MS = 1000;
const NOTIFY_MS = 250;

/** One drop on its way in: read, chosen from, sent, stored. Screens watch it with `subscribe` and `getState`. */
export class UploadSession {
  readonly id = crypto.randomUUID();
  private state: SessionState = {
    phase: "scanning",
    isPaused: false,
    isConnectionLost: false,
    scanned: 0,
    foundStudies: 0,
    disc: null,
    studies: [],
    documents: 0,
    bytes: 0,
    sentBytes: 0,
    speed: null,
    timeLeft: null,
    resumedFiles: 0,
    status: null,
    notTaken: [],
    error: null,
  };
  private readonly listeners = new Set<() => void>();
  private notifyTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly stop = new AbortController();
  private readonly speed = new SpeedMeter();
  private queue: UploadQueue | null = null;
  private importId: string | null = null;
  private choice: Choice | null = null;
  private poller: ReturnType<typeof setTimeout> | undefined;
  private sent = new SentByStudy();

  constructor(
    private readonly files: AsyncIterable<SourceFile>,
    /** The study whose page is open: documents without images can go there. */
    readonly openStudy: string | null,
    /** Called when the server has a study that it didn't have before, and at the end. */
    private readonly onStored: () => void,
  ) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  getState = (): SessionState => this.state;

  get isActive(): boolean {
    return ["scanning", "choosing", "sending", "finishing"].includes(this.state.phase);
  }

  async run(): Promise<void> {
    try {
      const disc = await scanDisc(
        this.files,
        (scanned, foundStudies) => this.set({ scanned, foundStudies }),
        this.stop.signal,
      );
      if (this.stop.signal.aborted) return;
      this.set({ disc, notTaken: disc.notTaken });
      if (disc.patients.length === 0 && disc.documents.length === 0) this.set({ phase: "done" });
      else if (needsAsking(disc)) this.set({ phase: "choosing" });
      else await this.choose(defaultChoice(disc, this.openStudy));
    } catch (error) {
      this.fail(error);
    }
  }

  /** The user's answer to what was found; sending begins. */
  async choose(choice: Choice): Promise<void> {
    const disc = this.state.disc;
    if (!disc) return;
    this.choice = choice;
    try {
      const { files, left } = applyChoice(disc, choice);
      this.set({ notTaken: [...disc.notTaken, ...left], phase: files.length > 0 ? "sending" : "done" });
      if (files.length > 0) await this.send(disc, files);
    } catch (error) {
      this.fail(error);
    }
  }

  pause() {
    this.set({ isPaused: true, speed: null, timeLeft: null });
    this.speed.reset();
    void this.queue?.pause();
  }

  /** Goes on after a pause or a failure, from where it was. */
  resume() {
    this.set({ isPaused: false, error: null });
    if (!this.queue) {
      if (this.choice) void this.choose(this.choice);
      return;
    }
    this.set({ phase: "sending" });
    if (this.queue.isDone) void this.finish();
    else this.queue.resume();
    this.poll();
  }

  /** Stops; what has arrived stays in the archive. */
  async cancel(): Promise<void> {
    this.stop.abort();
    clearTimeout(this.poller);
    this.set({ phase: "cancelled" });
    await this.queue?.cancel();
    if (!this.importId) return;
    forgetImport(this.importId);
    await closeImport(this.importId).catch(() => undefined);
    this.onStored();
  }

  get canResume(): boolean {
    return this.choice !== null;
  }

  private async send(disc: Disc, files: BundleFile[]): Promise<void> {
    const sources = files.map((file) => file.source);
    const bytes = sources.reduce((sum, source) => sum + source.size, 0);
    this.set({
      bytes,
      documents: files.filter((file) => file.document).length,
      studies: toProgress(disc, files),
    });
    const fingerprint = await fingerprintOf(sources);
    const earlier = await findOpenImport(fingerprint);
    this.importId = earlier ?? (await createImport(files.length, bytes));
    rememberImport(fingerprint, this.importId, files.length);
    const known = earlier ? await knownPaths(earlier, sources) : new Set<string>();

    this.sent = new SentByStudy();
    for (const file of files) if (known.has(file.source.path)) this.sent.addKnown(file);
    this.set({ resumedFiles: known.size });
    this.refresh();
    const bundles = planBundles(files.filter((file) => !known.has(file.source.path)));
    this.queue = new UploadQueue(this.importId, bundles, {
      onProgress: (index, bundle, bytesSent) => {
        this.sent.setBundle(index, sentByFile(bundle, bytesSent));
        this.refresh();
      },
      onUnreadable: (unreadable) =>
        this.set({
          notTaken: [
            ...this.state.notTaken,
            ...unreadable.map(({ source }) => ({ path: source.path, code: "UNREADABLE" })),
          ],
        }),
      onConnection: (isConnectionLost) => {
        if (isConnectionLost !== this.state.isConnectionLost) this.set({ isConnectionLost });
      },
      onDone: () => void this.finish(),
      onFailed: (error) => this.fail(error),
    });
    if (this.stop.signal.aborted) return;
    this.queue.start();
    this.poll();
  }

  private refresh() {
    const totals = this.sent.totals();
    const sentBytes = [...totals.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    this.speed.add(sentBytes);
    this.set({
      sentBytes,
      speed: this.speed.bytesPerSecond,
      timeLeft: this.speed.timeLeft(this.state.bytes - sentBytes),
      studies: this.state.studies.map((study) => ({
        ...study,
        sentFiles: totals.get(study.studyInstanceUid)?.files ?? 0,
        sentBytes: totals.get(study.studyInstanceUid)?.bytes ?? 0,
      })),
    });
  }

  private async finish(): Promise<void> {
    if (!this.importId || this.stop.signal.aborted) return;
    this.set({ phase: "finishing", speed: null, timeLeft: null });
    try {
      await closeImport(this.importId);
    } catch (error) {
      this.fail(error);
    }
  }

  private poll() {
    clearTimeout(this.poller);
    const id = this.importId;
    if (!id) return;
    const look = async () => {
      if (this.stop.signal.aborted || this.state.phase === "failed") return;
      const status = await getImport(id, this.stop.signal).catch(() => null);
      if (status) this.take(status);
      if (this.state.phase === "sending" || this.state.phase === "finishing")
        this.poller = setTimeout(look, POLL_MS);
    };
    this.poller = setTimeout(look, POLL_MS);
  }

  private take(status: ImportStatus) {
    const stored = new Map(status.studies.map((study) => [study.studyInstanceUid, study.storedInstances]));
    if (status.studies.length !== this.state.status?.studies.length) this.onStored();
    this.set({
      status,
      studies: this.state.studies.map((study) => ({
        ...study,
        storedInstances: stored.get(study.studyInstanceUid) ?? study.storedInstances,
      })),
    });
    if (status.state !== "CLOSED" || this.state.phase !== "finishing") return;
    forgetImport(status.id);
    this.set({ phase: "done", notTaken: [...this.state.notTaken, ...status.refused] });
    this.onStored();
  }

  private fail(error: unknown) {
    if (this.stop.signal.aborted) return;
    this.set({
      phase: "failed",
      error: error instanceof Error ? error : new Error(String(error)),
      speed: null,
    });
  }

  /** Screens need to know a few times a second, not at every event of every upload. */
  private set(part: Partial<SessionState>) {
    const isTurn = part.phase !== undefined && part.phase !== this.state.phase;
    this.state = { ...this.state, ...part };
    if (isTurn) return this.notify();
    this.notifyTimer ??= setTimeout(() => this.notify(), NOTIFY_MS);
  }

  private notify() {
    clearTimeout(this.notifyTimer);
    this.notifyTimer = undefined;
    for (const listener of this.listeners) listener();
  }
}
