import { IMPLICIT_LITTLE_ENDIAN, SopClass } from "./sop-classes";
import { Status } from "./status";
import { AssociationError } from "./upper-layer/association-error";
import { CommandField } from "./upper-layer/command-set";
import { type PeerAddress, requestAssociation } from "./upper-layer/request-association";

/** C-ECHO as SCU: resolves when the peer takes our associations. @throws AssociationError saying why not */
export async function verifyPeer(
  peer: PeerAddress,
  { signal }: { signal?: AbortSignal } = {},
): Promise<void> {
  const contexts = [
    { id: 1, abstractSyntax: SopClass.verification, transferSyntaxes: [IMPLICIT_LITTLE_ENDIAN] },
  ];
  const association = await requestAssociation(peer, { contexts, signal });
  try {
    if (!association.agreement.accepted.has(1))
      throw new AssociationError("NOT_SUPPORTED", "the peer doesn't offer verification");
    const response = await association.request(1, {
      commandField: CommandField.echoRequest,
      affectedSopClassUid: SopClass.verification,
    });
    if (response.status !== Status.success)
      throw new AssociationError("NOT_SUPPORTED", `the peer answered status ${hex(response.status)}`);
  } finally {
    await association.release();
  }
}

const hex = (status = 0) => status.toString(16).toUpperCase().padStart(4, "0");
