import type { ImageReference } from "@/components/shares/share";

/** What has been typed and pointed at, and not been sent. */
export type ReplyDraft = {
  text: string;
  references: ImageReference[];
  isAnswer: boolean;
  /** Once it was sent: sent again after a lost answer, it is said once. */
  id?: string;
};

export const EMPTY_DRAFT: ReplyDraft = { text: "", references: [], isAnswer: false, id: undefined };

/** By person and share: on a shared computer it is nobody else's. */
export const draftKey = (userId: string, shareId: string) => `reply:${userId}:${shareId}`;

export const isEmptyDraft = ({ text, references }: ReplyDraft) => text === "" && references.length === 0;

/** What the tab kept; an empty draft for whatever else is found there. */
export function parseDraft(kept: string | null): ReplyDraft {
  try {
    const found: unknown = JSON.parse(kept ?? "null");
    return isDraft(found) ? found : EMPTY_DRAFT;
  } catch {
    return EMPTY_DRAFT;
  }
}

function isDraft(found: unknown): found is ReplyDraft {
  const draft = found as ReplyDraft | null;
  return (
    typeof draft?.text === "string" &&
    typeof draft.isAnswer === "boolean" &&
    (draft.id === undefined || typeof draft.id === "string") &&
    Array.isArray(draft.references) &&
    draft.references.every(isReference)
  );
}

function isReference(found: unknown): found is ImageReference {
  const reference = found as ImageReference | null;
  const isNumber = (value: unknown) => value === undefined || Number.isFinite(value);
  return (
    typeof reference?.studyInstanceUid === "string" &&
    typeof reference.seriesInstanceUid === "string" &&
    [reference.frame, reference.x, reference.y].every(isNumber)
  );
}
