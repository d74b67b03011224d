import type { Socket } from "node:net";
import { PduType, ProtocolError } from "./pdu";

export interface Pdu {
  type: number;
  body: Buffer;
}

const HEADER = 6;
/** An association request with 128 contexts of many transfer syntaxes stays well below this. */
const MAXIMUM_OTHER_BODY = 1 << 20;

/**
 * The PDUs of a connection, pulled one at a time: while nobody asks for the next, the socket isn't read and the
 * sender has to wait. Ends when the peer closes.
 * @param maximumData the P-DATA-TF length we announced, in bytes
 * @throws ProtocolError for a PDU that is longer than agreed
 */
export async function* readPdus(socket: Socket, maximumData: number): AsyncGenerator<Pdu> {
  let parts: Buffer[] = [];
  let available = 0;
  const take = (count: number): Buffer => {
    const joined = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts, available);
    parts = count < joined.length ? [joined.subarray(count)] : [];
    available -= count;
    return joined.subarray(0, count);
  };

  let header: { type: number; length: number } | undefined;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    parts.push(chunk);
    available += chunk.length;
    for (;;) {
      if (!header) {
        if (available < HEADER) break;
        const bytes = take(HEADER);
        header = { type: bytes.readUInt8(0), length: bytes.readUInt32BE(2) };
        const limit = header.type === PduType.data ? maximumData : MAXIMUM_OTHER_BODY;
        if (header.length > limit) throw new ProtocolError("PDU is longer than agreed");
      }
      if (available < header.length) break;
      const body = header.length === 0 ? Buffer.alloc(0) : take(header.length);
      const { type } = header;
      header = undefined;
      yield { type, body };
    }
  }
}
