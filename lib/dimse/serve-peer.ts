import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import { env } from "@/lib/env";
import { openSession } from "@/lib/ingest";
import { log } from "@/lib/log";
import { admitPeer } from "@/lib/peers";
import type { AdmittedPeer } from "./admitted-peer";
import { takeCommitmentRequest } from "./commitment/commitment-scp";
import { takeCommitmentReport } from "./commitment/commitment-scu";
import { answerEcho } from "./echo-scp";
import { answerFind } from "./find-scp";
import { answerGet } from "./get-scp";
import { answerMove } from "./move-scp";
import { beginPerformedStep, setPerformedStep } from "./performed-step-scp";
import { RequestRefusal } from "./request-refusal";
import { isStorageSopClass, SopClass } from "./sop-classes";
import { Status } from "./status";
import { storeInstance } from "./store-scp";
import { acceptAssociation } from "./upper-layer/accept-association";
import type { Association, IncomingRequest } from "./upper-layer/association";
import { CommandField } from "./upper-layer/command-set";
import { ProtocolError, type Rejection, Rejections } from "./upper-layer/pdu";

/** Serves one connection to its end. Never throws: what goes wrong is logged. */
export async function servePeer(socket: Socket, isFull: () => boolean): Promise<void> {
  const remoteAddress = socket.remoteAddress ?? "";
  let peer: AdmittedPeer | undefined;
  try {
    const association = await acceptAssociation(socket, async (request) => {
      if (isFull()) return Rejections.temporaryCongestion;
      const admission = await admit(request, remoteAddress).catch((error: unknown) => {
        // Who it is can't be looked up now: it is told to come back, and not that it is unknown.
        log.error({ err: error, remoteAddress }, "a peer could not be admitted");
        return Rejections.temporaryCongestion;
      });
      if ("result" in admission) return admission;
      peer = admission;
      return undefined;
    });
    if (association && peer) {
      const admitted = peer;
      association.beforeRelease = () => admitted.session.end();
      await association.serve((request) => handle(request, association, admitted));
    }
  } catch (error) {
    if (error instanceof ProtocolError)
      log.warn({ remoteAddress, reason: error.message }, "association aborted");
    else if (!hasPeerGone(error)) log.error({ err: error, remoteAddress }, "association failed");
  } finally {
    await peer?.session
      .end()
      .catch((error: unknown) => log.error({ err: error }, "session did not end well"));
  }
}

/** The peer closed the connection while it was being answered: nobody is left to tell, and nothing is lost. */
function hasPeerGone(error: unknown): boolean {
  const { code = "" } = error as NodeJS.ErrnoException;
  return ["ECONNRESET", "EPIPE", "ERR_STREAM_DESTROYED"].includes(code);
}

/** Only registered peers that call us by our name. */
async function admit(
  { calledAeTitle, callingAeTitle }: { calledAeTitle: string; callingAeTitle: string },
  remoteAddress: string,
): Promise<AdmittedPeer | Rejection> {
  if (calledAeTitle !== env.DICOM_AE_TITLE) return Rejections.calledAeTitleNotRecognized;
  const actor = await admitPeer(callingAeTitle, remoteAddress);
  if (!actor) return Rejections.callingAeTitleNotRecognized;
  const context = { actor, requestId: randomUUID(), remoteAddress, locale: "nl" as const };
  const session = openSession(context, { organizationId: actor.organizationId, origin: "CSTORE" });
  return { context, session };
}

type Service = (request: IncomingRequest, association: Association, peer: AdmittedPeer) => Promise<void>;

/** By Command Field and the abstract syntax of the presentation context. */
const SERVICES: { command: number; isFor: (abstractSyntax: string) => boolean; serve: Service }[] = [
  {
    command: CommandField.storeRequest,
    isFor: isStorageSopClass,
    serve: (request, _, peer) => storeInstance(request, peer),
  },
  { command: CommandField.echoRequest, isFor: anyOf(SopClass.verification), serve: answerEcho },
  {
    command: CommandField.findRequest,
    isFor: anyOf(SopClass.patientRootFind, SopClass.studyRootFind),
    serve: (request, _, peer) => answerFind(request, peer),
  },
  {
    command: CommandField.moveRequest,
    isFor: anyOf(SopClass.patientRootMove, SopClass.studyRootMove),
    serve: (request, _, peer) => answerMove(request, peer),
  },
  {
    command: CommandField.getRequest,
    isFor: anyOf(SopClass.patientRootGet, SopClass.studyRootGet),
    serve: answerGet,
  },
  {
    command: CommandField.actionRequest,
    isFor: anyOf(SopClass.storageCommitment),
    serve: takeCommitmentRequest,
  },
  {
    command: CommandField.eventReportRequest,
    isFor: anyOf(SopClass.storageCommitment),
    serve: (request, _, peer) => takeCommitmentReport(request, peer),
  },
  {
    command: CommandField.createRequest,
    isFor: anyOf(SopClass.performedStep),
    serve: (request, _, peer) => beginPerformedStep(request, peer),
  },
  {
    command: CommandField.setRequest,
    isFor: anyOf(SopClass.performedStep),
    serve: (request, _, peer) => setPerformedStep(request, peer),
  },
];

function anyOf(...uids: string[]): (uid: string) => boolean {
  return (uid) => uids.includes(uid);
}

async function handle(request: IncomingRequest, association: Association, peer: AdmittedPeer): Promise<void> {
  const { command, context, respond } = request;
  const service = SERVICES.find(
    (one) => one.command === command.commandField && one.isFor(context.abstractSyntax),
  );
  if (!service) return respond({ status: Status.unrecognizedOperation });
  try {
    await service.serve(request, association, peer);
  } catch (error) {
    if (association.ended.aborted || hasPeerGone(error)) return;
    if (error instanceof RequestRefusal)
      return respond({ status: error.status, errorComment: error.message });
    if (error instanceof ProtocolError) throw error;
    log.error({ err: error, requestId: peer.context.requestId }, "DIMSE request failed");
    await respond({ status: Status.unableToProcess });
  }
}
