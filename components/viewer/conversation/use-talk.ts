import { useEffect, useMemo, useRef } from "react";
import type { ImageReference } from "@/components/shares/share";
import { findImage, type Pixel, referenceTo } from "./places";
import { draftKey } from "./reply-draft";
import { useConversation } from "./use-conversation";
import { useReferredPlaces } from "./use-referred-places";
import { useReplyDraft } from "./use-reply-draft";
import { type ReferenceOptions, useShowReference } from "./use-show-reference";

type Options = ReferenceOptions & {
  /** The share that is talked about, and who reads it; undefined for who has no part in it. */
  conversation: { shareId: string; userId: string } | undefined;
  /** The place in the page's address. */
  addressed: ImageReference | undefined;
  isOpen: boolean;
};

export type Talk = ReturnType<typeof useTalk>;

/** The conversation on a share beside its images: what was said, what is being written, and the places in both. */
export function useTalk({ conversation, addressed, isOpen, ...options }: Options) {
  const { shareId = "", userId = "" } = conversation ?? {};
  const isWanted = conversation !== undefined && (isOpen || addressed !== undefined);
  const said = useConversation(shareId, isWanted);
  const written = useReplyDraft(draftKey(userId, shareId));
  const { replies } = said.share ?? {};
  const { references: pointedAt } = written.draft;
  const references = useMemo(
    () => [...(replies ?? []).flatMap((reply) => reply.references), ...pointedAt],
    [replies, pointedAt],
  );
  useReferredPlaces({ ...options, references, addressed, isOpen: isOpen && conversation !== undefined });
  useBeginInLaterStack(options, addressed);
  const { displaySets, root } = options;
  return {
    ...said,
    ...written,
    ...useShowReference(options),
    referenceTo: (imageId: string, pixel?: Pixel) => referenceTo(displaySets, root, imageId, pixel),
  };
}

/** The page begins at an image of the series' first stack; one of another stack is gone to, once. */
function useBeginInLaterStack(
  { displaySets, root, jump }: ReferenceOptions,
  addressed: ImageReference | undefined,
): void {
  const hasBegun = useRef(false);
  useEffect(() => {
    const found = addressed && !hasBegun.current && findImage(displaySets, root, addressed);
    if (!found) return;
    hasBegun.current = true;
    if (addressed.frame !== undefined && found.index !== addressed.frame - 1)
      jump(found.displaySet.id, found.index);
  });
}
