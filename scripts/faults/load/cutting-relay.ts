import { once } from "node:events";
import net from "node:net";

/** Where a connection breaks: after so many bytes of the one or the other side. */
export interface Cut {
  side: "request" | "answer";
  after: number;
  /** TCP reset, TCP end, or an A-ABORT (PS3.8 9.3.8) at the next PDU and then the end. */
  how: "reset" | "end" | "a-abort";
}

const A_ABORT = Buffer.from([7, 0, 0, 0, 0, 4, 0, 0, 0, 0]);

export interface CuttingRelay {
  port: number;
  stop(): Promise<void>;
}

/** A network in between that passes exactly so many bytes on, and then no more. */
export async function startCuttingRelay(targetPort: number, nextCut: () => Cut): Promise<CuttingRelay> {
  const open = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const onward = net.connect(targetPort, "127.0.0.1");
    for (const socket of [client, onward]) {
      open.add(socket);
      socket.on("error", () => {}).on("close", () => open.delete(socket));
    }
    client.on("close", () => onward.end());
    onward.on("close", () => client.destroy());
    relay(client, onward, nextCut());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as net.AddressInfo).port,
    stop: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

function relay(client: net.Socket, onward: net.Socket, cut: Cut): void {
  const pdus = new PduBoundaries();
  let requested = 0;
  let answered = 0;
  let isCut = false;
  const breakOff = () => {
    isCut = true;
    if (cut.how === "reset") onward.resetAndDestroy();
    else if (cut.how === "a-abort") onward.end(A_ABORT);
    else onward.end();
    client.destroy();
  };
  client.on("data", (chunk) => {
    if (isCut) return;
    const left = cut.side === "request" ? cut.after - requested : Number.POSITIVE_INFINITY;
    const most = cut.how === "a-abort" ? pdus.find(chunk, left) : left;
    const passed = chunk.subarray(0, Math.max(0, Math.min(most, chunk.length)));
    requested += passed.length;
    if (passed.length > 0) onward.write(passed);
    if (passed.length < chunk.length) breakOff();
  });
  onward.on("data", (chunk) => {
    if (isCut) return;
    answered += chunk.length;
    if (cut.side === "answer" && answered > cut.after) breakOff();
    else client.write(chunk);
  });
}

/** Follows where protocol data units begin: six bytes of header, of which the last four say how many follow. */
class PduBoundaries {
  private header: number[] = [];
  private left = 0;

  /** Where in the chunk a PDU ends, not before `from`; infinite when none does. */
  find(chunk: Uint8Array, from: number): number {
    for (let at = 0; at < chunk.length; ) {
      if (this.left === 0 && this.header.length === 0 && at >= from) return at;
      if (this.left > 0) {
        const step = Math.min(this.left, chunk.length - at);
        this.left -= step;
        at += step;
        continue;
      }
      this.header.push(chunk[at++] as number);
      if (this.header.length < 6) continue;
      this.left = Buffer.from(this.header).readUInt32BE(2);
      this.header = [];
    }
    return Number.POSITIVE_INFINITY;
  }
}
