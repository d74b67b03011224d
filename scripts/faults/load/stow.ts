import type { Installation } from "../../scratch/installation";
import { send } from "./http-request";
import type { MadeInstance } from "./instances";
import type { Sending } from "./line";

const BOUNDARY = "faults-boundary";

/** One Store transaction (PS3.18 10.5); what its answer references is acknowledged. */
export async function sendByStow(
  { organizationToken }: Pick<Installation, "organizationToken">,
  instances: MadeInstance[],
  { ledger, doors, progress }: Sending,
): Promise<void> {
  for (const instance of instances) ledger.noteSent(instance);
  const answer = await send({
    port: doors.webPort,
    method: "POST",
    path: "/dicom-web/studies",
    token: organizationToken,
    headers: {
      "content-type": `multipart/related; type="application/dicom"; boundary=${BOUNDARY}`,
      accept: "application/dicom+json",
    },
    body: multipart(instances),
    progress,
  }).catch((error: Error) => ledger.noteRefused(instances, `STOW ${codeOf(error)}`));
  if (!answer) return;
  const stored = answer.status === 200 || answer.status === 202 ? referencedIn(answer.body) : new Set();
  const missing = instances.filter(({ sopInstanceUid }) => !stored.has(sopInstanceUid));
  for (const instance of instances)
    if (!missing.includes(instance)) ledger.noteAcknowledged(instance, "STOW");
  if (missing.length > 0) ledger.noteRefused(missing, `STOW ${answer.status}`);
}

function multipart(instances: MadeInstance[]): Buffer {
  const head = Buffer.from(`--${BOUNDARY}\r\nContent-Type: application/dicom\r\n\r\n`);
  const parts = instances.flatMap(({ file }) => [head, file, Buffer.from("\r\n")]);
  return Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

type Items = { Value?: Record<string, { Value?: unknown[] }>[] };

function referencedIn(body: Buffer): Set<unknown> {
  const { "00081199": sequence } = JSON.parse(body.toString()) as Record<string, Items>;
  return new Set((sequence?.Value ?? []).map((item) => item["00081155"]?.Value?.[0]));
}

/** What the network said: ECONNRESET, ECONNREFUSED. */
export const codeOf = (error: Error): string => (error as NodeJS.ErrnoException).code ?? error.message;
