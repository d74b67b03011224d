import net, { type Server, type Socket } from "node:net";
import tls from "node:tls";
import { env } from "@/lib/env";
import { servePeer } from "./serve-peer";
import { serverTls } from "./tls-options";

const MAXIMUM_ASSOCIATIONS = 64;
/** A peer that says nothing this long is let go. */
const IDLE_MILLISECONDS = 120_000;

export interface DimseServer {
  port: number;
  /** Where it listens with TLS; absent without DICOM_TLS_PORT. */
  tlsPort?: number;
  /** Breaks off what is going on; resolves when nothing is any more. */
  stop(): Promise<void>;
}

/** Listens for DICOM associations on DICOM_PORT, and over TLS on DICOM_TLS_PORT when that is set. */
export async function startDimse(): Promise<DimseServer> {
  const open = new Set<Socket>();
  const served = new Set<Promise<void>>();
  const serve = (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    socket.on("error", () => {});
    socket.setTimeout(IDLE_MILLISECONDS, () => socket.destroy());
    // Half as many again are told that it is too busy; the rest isn't heard.
    if (open.size > MAXIMUM_ASSOCIATIONS * 1.5) return void socket.destroy();
    const done = servePeer(socket, () => open.size > MAXIMUM_ASSOCIATIONS);
    served.add(done);
    void done.finally(() => served.delete(done));
  };
  const options = { noDelay: true, keepAlive: true };
  const secure =
    env.DICOM_TLS_PORT === undefined ? undefined : tls.createServer({ ...serverTls(), ...options }, serve);
  secure?.on("tlsClientError", (_, socket) => socket.destroy());
  const plain = net.createServer(options, serve);
  const port = await listen(plain, env.DICOM_PORT);
  const tlsPort = secure && (await listen(secure, env.DICOM_TLS_PORT as number));
  return {
    port,
    tlsPort,
    stop: async () => {
      const closed = [plain, secure].map((server) => server && close(server));
      for (const socket of open) socket.destroy();
      await Promise.all([...closed, ...served]);
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, env.HOST, resolve);
  });
  const address = server.address();
  return typeof address === "object" && address ? address.port : port;
}

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
