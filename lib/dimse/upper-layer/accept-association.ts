import type { Socket } from "node:net";
import { type AssociateRequest, MAXIMUM_LENGTH } from "./associate";
import { Association } from "./association";
import { ByteSource } from "./byte-source";
import { FragmentReader } from "./fragment-reader";
import { negotiate } from "./negotiate";
import { parseAssociateRequest } from "./parse-associate";
import { abortByProvider, associateReject, PduType, ProtocolError, type Rejection } from "./pdu";
import { sayLast } from "./say-last";
import { associateAccept } from "./write-associate";

/** PS3.8 9.1.5, ARTIM: who connects has to ask for an association soon. */
const REQUEST_MILLISECONDS = 30_000;

/**
 * Answers an association request (PS3.8 9.2, acceptor's side).
 * @param admit decides whether this peer may associate
 * @returns undefined when the peer went away or was rejected
 * @throws ProtocolError when the peer breaks the protocol, after an A-ABORT
 */
export async function acceptAssociation(
  socket: Socket,
  admit: (request: AssociateRequest) => Promise<Rejection | undefined>,
): Promise<Association | undefined> {
  const source = new ByteSource(socket);
  try {
    const request = await readRequest(socket, source);
    if (!request) return undefined;
    const rejection = await admit(request);
    if (rejection) {
      sayLast(socket, associateReject(rejection));
      return undefined;
    }
    const { answers, accepted, roles } = negotiate(request);
    socket.write(associateAccept(request, answers, roles));
    const { callingAeTitle, calledAeTitle, maximumLength: peerMaximum } = request;
    return new Association(socket, source, { callingAeTitle, calledAeTitle, accepted, roles, peerMaximum });
  } catch (error) {
    if (error instanceof ProtocolError) sayLast(socket, abortByProvider(2));
    else socket.destroy();
    throw error;
  }
}

async function readRequest(socket: Socket, source: ByteSource): Promise<AssociateRequest | undefined> {
  const timer = setTimeout(() => socket.destroy(), REQUEST_MILLISECONDS);
  try {
    const first = await new FragmentReader(source, MAXIMUM_LENGTH).next();
    if (!first) return undefined;
    if (first.kind !== "pdu" || first.type !== PduType.associateRequest)
      throw new ProtocolError("an association request was expected");
    return parseAssociateRequest(first.body);
  } finally {
    clearTimeout(timer);
  }
}
