import { isKnownTransferSyntax, sopClass } from "@/lib/dicom";
import { type AnsweredContext, ContextResult, type ProposedContext } from "./pdu";

export const VERIFICATION_SOP_CLASS = "1.2.840.10008.1.1";
const IMPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2";
/** Private and retired storage classes share this root with the standard's. */
const STORAGE_ROOT = "1.2.840.10008.5.1.4.1.1.";
const JPIP = new Set(["1.2.840.10008.1.2.4.94", "1.2.840.10008.1.2.4.95"]);

/** A presentation context that was accepted. */
export interface AcceptedContext {
  abstractSyntax: string;
  transferSyntax: string;
}

/**
 * Answers each proposed context (PS3.8 9.3.3.2): verification and every storage SOP class, in the first
 * proposed transfer syntax that we keep. The bytes are stored as sent, so the sender's order decides.
 */
export function negotiate(proposed: ProposedContext[]): {
  answers: AnsweredContext[];
  accepted: Map<number, AcceptedContext>;
} {
  const accepted = new Map<number, AcceptedContext>();
  const answers = proposed.map(({ id, abstractSyntax, transferSyntaxes }): AnsweredContext => {
    if (abstractSyntax !== VERIFICATION_SOP_CLASS && !isStorageSopClass(abstractSyntax))
      return refused(id, ContextResult.abstractSyntaxNotSupported, transferSyntaxes);
    const transferSyntax = transferSyntaxes.find((uid) => isKnownTransferSyntax(uid) && !JPIP.has(uid));
    if (!transferSyntax) return refused(id, ContextResult.transferSyntaxesNotSupported, transferSyntaxes);
    accepted.set(id, { abstractSyntax, transferSyntax });
    return { id, result: ContextResult.acceptance, transferSyntax };
  });
  return { answers, accepted };
}

export function isStorageSopClass(uid: string): boolean {
  return sopClass(uid) !== undefined || uid.startsWith(STORAGE_ROOT);
}

function refused(id: number, result: AnsweredContext["result"], transferSyntaxes: string[]): AnsweredContext {
  return { id, result, transferSyntax: transferSyntaxes[0] ?? IMPLICIT_LITTLE_ENDIAN };
}
