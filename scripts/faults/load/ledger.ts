import fs from "node:fs";
import type { MadeInstance } from "./instances";

type Fate = "sent" | "acknowledged" | "failed";

/**
 * What was sent and what was answered, also on disk: a violation can be followed back. "sent" is without an answer
 * so far, so that it may or may not be there.
 */
export class Ledger {
  readonly sent = new Map<string, MadeInstance>();
  readonly acknowledged = new Map<string, MadeInstance>();
  /** Statuses of what was refused, by what they were: "STOW 503", "C-STORE a700". */
  readonly refusals = new Map<string, number>();

  constructor(private readonly file: string) {}

  noteSent(instance: MadeInstance): void {
    this.sent.set(instance.sopInstanceUid, instance);
    this.write("sent", instance);
  }

  noteAcknowledged(instance: MadeInstance, by: string): void {
    this.acknowledged.set(instance.sopInstanceUid, instance);
    this.write("acknowledged", instance, by);
  }

  /** An answer that was no success, or none: then `why` says what came instead. */
  noteRefused(instances: MadeInstance[], why: string): void {
    this.refusals.set(why, (this.refusals.get(why) ?? 0) + Math.max(1, instances.length));
    for (const instance of instances) this.write("failed", instance, why);
  }

  private write(fate: Fate, { sopInstanceUid, sha256 }: MadeInstance, by?: string): void {
    fs.appendFileSync(
      this.file,
      `${JSON.stringify({ at: new Date().toISOString(), fate, sopInstanceUid, sha256, by })}\n`,
    );
  }
}
