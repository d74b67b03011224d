import type { OutgoingInstance } from "./outgoing-instance";
import { EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN } from "./sop-classes";
import { MOST_CONTEXTS, type ProposedContext } from "./upper-layer/associate";
import type { AcceptedContext } from "./upper-layer/association";

type Kind = Pick<OutgoingInstance, "sopClassUid" | "transferSyntaxUid">;

/**
 * The presentation contexts that instances to be sent need: per SOP class each stored transfer syntax in a context
 * of its own, so that the peer can't choose another one, and once the uncompressed ones as an alternative.
 */
export class StorageContexts {
  private readonly byKey = new Map<string, { abstractSyntax: string; transferSyntaxes: string[] }>();

  /** Answers whether there was room for what the instance needs (128 contexts at most). */
  add(instance: Kind): boolean {
    const needed = contextsFor(instance).filter((context) => !this.byKey.has(keyOf(context)));
    if (this.byKey.size + needed.length > MOST_CONTEXTS) return false;
    for (const context of needed) this.byKey.set(keyOf(context), context);
    return true;
  }

  covers(instance: Kind): boolean {
    return contextsFor(instance).every((context) => this.byKey.has(keyOf(context)));
  }

  proposed(): ProposedContext[] {
    return [...this.byKey.values()].map((context, index) => ({ id: 2 * index + 1, ...context }));
  }
}

function contextsFor({ sopClassUid: abstractSyntax, transferSyntaxUid }: Kind) {
  return [
    { abstractSyntax, transferSyntaxes: [transferSyntaxUid] },
    { abstractSyntax, transferSyntaxes: [EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN] },
  ];
}

const keyOf = ({
  abstractSyntax,
  transferSyntaxes,
}: {
  abstractSyntax: string;
  transferSyntaxes: string[];
}) => `${abstractSyntax}|${transferSyntaxes.join("|")}`;

/** On which accepted context an instance best goes: as stored, else explicit, else implicit. */
export function chooseContext(
  accepted: ReadonlyMap<number, AcceptedContext>,
  { sopClassUid, transferSyntaxUid }: Kind,
): { contextId: number; transferSyntax: string } | undefined {
  for (const wanted of [transferSyntaxUid, EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN])
    for (const [contextId, { abstractSyntax, transferSyntax }] of accepted)
      if (abstractSyntax === sopClassUid && transferSyntax === wanted) return { contextId, transferSyntax };
  return undefined;
}
