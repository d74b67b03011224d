import { randomUUID } from "node:crypto";
import net, { type Socket } from "node:net";
import type { Context, OrganizationActor } from "@/lib/context";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { admitPeer } from "@/lib/peers";
import { type IncomingMessage, serveAssociation } from "./association";
import { CommandField } from "./command-set";
import { answerEcho } from "./echo-scp";
import { ProtocolError, Rejections } from "./pdu";
import { storeInstance } from "./store-scp";

const MAXIMUM_ASSOCIATIONS = 64;
/** A peer that says nothing this long is let go. */
const IDLE_MILLISECONDS = 120_000;
const UNRECOGNIZED_OPERATION = 0x0211;

/** The other side of an association. */
export interface AdmittedPeer {
  context: Context<OrganizationActor>;
  /** Studies that this association has in the log already. */
  auditedStudies: Set<string>;
}

export interface DimseServer {
  port: number;
  stop(): Promise<void>;
}

/** Listens for DICOM associations on DICOM_PORT. */
export async function startDimse(): Promise<DimseServer> {
  const open = new Set<Socket>();
  const server = net.createServer({ noDelay: true, keepAlive: true, pauseOnConnect: false }, (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    socket.on("error", () => {});
    socket.setTimeout(IDLE_MILLISECONDS, () => socket.destroy());
    void serve(socket, () => open.size > MAXIMUM_ASSOCIATIONS);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(env.DICOM_PORT, env.HOST, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : env.DICOM_PORT,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

async function serve(socket: Socket, isFull: () => boolean): Promise<void> {
  const remoteAddress = socket.remoteAddress ?? "";
  try {
    await serveAssociation<AdmittedPeer>(socket, {
      admit: async (request) => {
        if (isFull()) return { rejection: Rejections.temporaryCongestion };
        if (request.calledAeTitle !== env.DICOM_AE_TITLE)
          return { rejection: Rejections.calledAeTitleNotRecognized };
        const actor = await admitPeer(request.callingAeTitle, remoteAddress);
        if (!actor) return { rejection: Rejections.callingAeTitleNotRecognized };
        const context = { actor, requestId: randomUUID(), remoteAddress, locale: "nl" as const };
        return { peer: { context, auditedStudies: new Set() } };
      },
      handle,
    });
  } catch (error) {
    if (error instanceof ProtocolError)
      log.warn({ remoteAddress, reason: error.message }, "association aborted");
    else if ((error as NodeJS.ErrnoException).code !== "ECONNRESET")
      log.error({ err: error, remoteAddress }, "association failed");
  }
}

async function handle(message: IncomingMessage, peer: AdmittedPeer): Promise<void> {
  const { command } = message;
  if (command.commandField === CommandField.echoRequest) return answerEcho(message);
  if (command.commandField === CommandField.storeRequest) return storeInstance(message, peer);
  await message.respond({
    commandField: command.commandField | 0x8000,
    affectedSopClassUid: command.affectedSopClassUid,
    messageIdBeingRespondedTo: command.messageId,
    hasDataSet: false,
    status: UNRECOGNIZED_OPERATION,
  });
}
