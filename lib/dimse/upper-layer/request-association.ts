import net, { type Socket } from "node:net";
import tls from "node:tls";
import { env } from "@/lib/env";
import { clientTls } from "../tls-options";
import { ContextResult, MAXIMUM_LENGTH, type ProposedContext, type RoleSelection } from "./associate";
import { type AcceptedContext, Association, type RequestHandler } from "./association";
import { AssociationError, rejectedBy } from "./association-error";
import { ByteSource } from "./byte-source";
import { FragmentReader } from "./fragment-reader";
import { parseAssociateAccept } from "./parse-associate";
import { PduType, ProtocolError, parseAssociateReject } from "./pdu";
import { associateRequest } from "./write-associate";

/** Where another application entity listens. */
export interface PeerAddress {
  host: string;
  /** Where to connect to, when the host was resolved already; its certificate has to be the host's all the same. */
  address?: string;
  port: number;
  aeTitle: string;
  /** Over TLS (PS3.15 B.12). */
  tls?: boolean;
}

export interface AssociationProposal {
  contexts: ProposedContext[];
  roles?: RoleSelection[];
  /** For what the peer asks of us on this association; without it every request is refused. */
  handle?: RequestHandler;
  signal?: AbortSignal;
}

const CONNECT_MILLISECONDS = 10_000;
const ANSWER_MILLISECONDS = 30_000;
/** How long a peer may think about one message. */
const IDLE_MILLISECONDS = 120_000;
const UNRECOGNIZED_OPERATION = 0x0211;

/** Establishes an association as its requestor (PS3.8 7.1). @throws AssociationError */
export async function requestAssociation(
  peer: PeerAddress,
  { contexts, roles = [], handle = refuse, signal }: AssociationProposal,
): Promise<Association> {
  signal?.throwIfAborted();
  const socket = connect(peer);
  const stop = () => socket.destroy();
  signal?.addEventListener("abort", stop, { once: true });
  socket.once("close", () => signal?.removeEventListener("abort", stop));
  try {
    await connected(socket, peer);
    return await negotiated(socket, peer, contexts, roles, handle);
  } catch (error) {
    socket.destroy();
    signal?.throwIfAborted();
    throw error;
  }
}

function connect({ host, address = host, port, tls: isTls }: PeerAddress): Socket {
  const options = { host: address, port, noDelay: true, keepAlive: true };
  return isTls ? tls.connect({ ...clientTls(host), ...options }) : net.connect(options);
}

function connected(socket: Socket, { host, port, tls: isTls }: PeerAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string, cause?: unknown) =>
      reject(new AssociationError("UNREACHABLE", `${host}:${port} can't be reached: ${why}`, { cause }));
    const timer = setTimeout(() => fail("no answer"), CONNECT_MILLISECONDS);
    socket.on("error", (error) => fail(error.message, error));
    socket.once("close", () => {
      clearTimeout(timer);
      fail("the connection was closed");
    });
    socket.once(isTls ? "secureConnect" : "connect", () => {
      clearTimeout(timer);
      socket.setTimeout(IDLE_MILLISECONDS, () => socket.destroy());
      resolve();
    });
  });
}

async function negotiated(
  socket: Socket,
  peer: PeerAddress,
  contexts: ProposedContext[],
  roles: RoleSelection[],
  handle: RequestHandler,
): Promise<Association> {
  const source = new ByteSource(socket);
  const titles = { calledAeTitle: peer.aeTitle, callingAeTitle: env.DICOM_AE_TITLE };
  socket.write(associateRequest({ ...titles, contexts, roles }));
  const answer = await firstPdu(socket, source);
  if (answer.type === PduType.associateReject) throw rejectedBy(parseAssociateReject(answer.body));
  if (answer.type !== PduType.associateAccept)
    throw new AssociationError("ABORTED", "the peer aborted the association");
  const { contexts: answers, maximumLength, roles: accepted } = parseAssociateAccept(answer.body);
  const association = new Association(socket, source, {
    ...titles,
    accepted: acceptedOf(contexts, answers),
    roles: accepted,
    peerMaximum: maximumLength,
  });
  association.serve(handle).catch(() => {});
  return association;
}

async function firstPdu(socket: Socket, source: ByteSource): Promise<{ type: number; body: Buffer }> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    socket.destroy();
  }, ANSWER_MILLISECONDS);
  const pdu = await new FragmentReader(source, MAXIMUM_LENGTH).next();
  clearTimeout(timer);
  if (!pdu && isLate) throw new AssociationError("TIMEOUT", "the peer didn't answer the association request");
  if (!pdu) throw new AssociationError("LOST", "the peer closed the connection without an answer");
  if (pdu.kind !== "pdu") throw new ProtocolError("an answer to the association request was expected");
  return pdu;
}

function acceptedOf(
  proposed: ProposedContext[],
  answers: { id: number; result: number; transferSyntax: string }[],
): Map<number, AcceptedContext> {
  const accepted = new Map<number, AcceptedContext>();
  for (const { id, result, transferSyntax } of answers) {
    const context = proposed.find((one) => one.id === id);
    if (context?.transferSyntaxes.includes(transferSyntax) && result === ContextResult.acceptance)
      accepted.set(id, { abstractSyntax: context.abstractSyntax, transferSyntax });
  }
  return accepted;
}

const refuse: RequestHandler = ({ respond }) => respond({ status: UNRECOGNIZED_OPERATION });
