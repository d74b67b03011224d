import { db } from "@/lib/db";
import type { Installation } from "../../scratch/installation";
import { type Answer, send } from "./http-request";
import type { MadeInstance } from "./instances";
import type { Sending } from "./line";
import { codeOf } from "./stow";

/** A bundle on its way by tus 1.0, as the browser sends it: broken off, it goes on where it was. */
export class BundleUpload {
  private path: string | undefined;
  private readonly body: Buffer;

  private constructor(
    private readonly installation: Installation,
    private readonly instances: MadeInstance[],
    private importId: string | undefined,
  ) {
    this.body = bundleOf(instances);
  }

  static async begin(installation: Installation, instances: MadeInstance[]): Promise<BundleUpload> {
    return new BundleUpload(installation, instances, await beginImport(installation, instances));
  }

  /** Sends what isn't there yet. The answer to the last byte acknowledges all of it. */
  async send(sending: Sending): Promise<void> {
    for (const instance of this.instances) sending.ledger.noteSent(instance);
    try {
      const answer = await this.attempt(sending);
      if (answer.status >= 200 && answer.status < 300)
        for (const instance of this.instances) sending.ledger.noteAcknowledged(instance, "upload");
      else sending.ledger.noteRefused(this.instances, `upload ${answer.status}`);
    } catch (error) {
      sending.ledger.noteRefused(this.instances, `upload ${codeOf(error as Error)}`);
    }
  }

  /** Says that nothing more comes: a bundle that arrived whole and wasn't stored is taken up. @returns what was taken */
  async close(webPort: number): Promise<number> {
    const answer = await send({
      port: webPort,
      method: "POST",
      path: `/api/v1/imports/${this.importId}/close`,
      token: this.installation.userToken,
    });
    if (answer.status !== 200) throw new Error(`closing the import was answered ${answer.status}`);
    this.importId = undefined;
    const { outcomes } = JSON.parse(answer.body.toString());
    return outcomes.stored + outcomes.duplicates;
  }

  private async attempt(sending: Sending): Promise<Answer> {
    const { doors, progress } = sending;
    const to = { port: doors.webPort, token: this.installation.userToken };
    const headers = { "tus-resumable": "1.0.0" };
    let offset = 0;
    if (this.importId === undefined) this.path = undefined;
    this.importId ??= await beginImport(this.installation, this.instances);
    if (this.path === undefined) {
      const metadata = `importId ${Buffer.from(this.importId).toString("base64")}`;
      const created = await send({
        ...to,
        method: "POST",
        path: "/uploads",
        headers: { ...headers, "upload-length": this.body.length, "upload-metadata": metadata },
      });
      if (created.status !== 201) return created;
      this.path = new URL(String(created.headers.location), "http://localhost").pathname;
    } else {
      const known = await send({ ...to, method: "HEAD", path: this.path, headers });
      if (known.status !== 200) {
        this.path = undefined;
        return this.attempt(sending);
      }
      offset = Number(known.headers["upload-offset"]);
      // All bytes are there, but nobody was told what became of them: closing the import tells.
      if (offset === this.body.length) {
        const taken = await this.close(doors.webPort);
        return { ...known, status: taken === this.instances.length ? 200 : 500 };
      }
    }
    return send({
      ...to,
      method: "PATCH",
      path: this.path,
      headers: {
        ...headers,
        "upload-offset": offset,
        "content-type": "application/offset+octet-stream",
      },
      body: this.body.subarray(offset),
      progress,
    });
  }
}

async function beginImport(
  { organizationId, userId }: Installation,
  instances: MadeInstance[],
): Promise<string> {
  const { id } = await db.import.create({
    data: { organizationId, userId, expectedFiles: instances.length, expectedBytes: 0n },
  });
  return id;
}

function bundleOf(instances: MadeInstance[]): Buffer {
  const files = instances.map(({ file }, index) => ({
    path: `IM${index}`,
    size: file.length,
    lastModified: 1000,
  }));
  const header = Buffer.from(JSON.stringify({ files }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([length, header, ...instances.map(({ file }) => file)]);
}
