import { isKnownTransferSyntax } from "@/lib/dicom";
import { EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN, isService, isStorageSopClass } from "../sop-classes";
import { type AnsweredContext, type AssociateRequest, ContextResult, type RoleSelection } from "./associate";
import type { AcceptedContext } from "./association";

const JPIP = new Set(["1.2.840.10008.1.2.4.94", "1.2.840.10008.1.2.4.95"]);

/** Video Endoscopic, Microscopic and Photographic Image Storage: nothing of theirs is ever uncompressed. */
const VIDEO_CLASSES = new Set(
  ["1.1.1", "1.2.1", "1.4.1"].map((kind) => `1.2.840.10008.5.1.4.1.1.77.${kind}`),
);

/**
 * Answers each proposed context (PS3.8 9.3.3.2) in the first proposed transfer syntax that we take: for storage
 * every one that we keep, as the bytes are stored as sent; for the other services the two uncompressed ones. Where
 * the requestor will be stored to (C-GET), the uncompressed ones are preferred: everything but
 * video can be sent in them.
 */
export function negotiate({ contexts, roles }: Pick<AssociateRequest, "contexts" | "roles">): {
  answers: AnsweredContext[];
  accepted: Map<number, AcceptedContext>;
  roles: RoleSelection[];
} {
  const accepted = new Map<number, AcceptedContext>();
  const storedTo = new Set(roles.filter(({ isScp }) => isScp).map(({ sopClassUid }) => sopClassUid));
  const answers = contexts.map(({ id, abstractSyntax, transferSyntaxes }): AnsweredContext => {
    const takes = syntaxesFor(abstractSyntax);
    if (!takes) return refused(id, ContextResult.abstractSyntaxNotSupported, transferSyntaxes);
    const isForAnything = storedTo.has(abstractSyntax) && !VIDEO_CLASSES.has(abstractSyntax);
    const preferred = isForAnything ? transferSyntaxes.filter(isUncompressed) : [];
    const transferSyntax = [...preferred, ...transferSyntaxes].find(takes);
    if (!transferSyntax) return refused(id, ContextResult.transferSyntaxesNotSupported, transferSyntaxes);
    accepted.set(id, { abstractSyntax, transferSyntax });
    return { id, result: ContextResult.acceptance, transferSyntax };
  });
  const classes = new Set([...accepted.values()].map(({ abstractSyntax }) => abstractSyntax));
  // Both roles are fine with us: the peer may store here and be stored to (C-GET), ask and report commitment.
  return { answers, accepted, roles: roles.filter(({ sopClassUid }) => classes.has(sopClassUid)) };
}

function syntaxesFor(abstractSyntax: string): ((uid: string) => boolean) | undefined {
  if (isService(abstractSyntax))
    return (uid) => uid === EXPLICIT_LITTLE_ENDIAN || uid === IMPLICIT_LITTLE_ENDIAN;
  if (isStorageSopClass(abstractSyntax)) return (uid) => isKnownTransferSyntax(uid) && !JPIP.has(uid);
  return undefined;
}

const isUncompressed = (uid: string): boolean =>
  uid === EXPLICIT_LITTLE_ENDIAN || uid === IMPLICIT_LITTLE_ENDIAN;

function refused(id: number, result: number, transferSyntaxes: string[]): AnsweredContext {
  return { id, result, transferSyntax: transferSyntaxes[0] ?? IMPLICIT_LITTLE_ENDIAN };
}
