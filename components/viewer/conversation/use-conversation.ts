import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "@/components/api-client";
import { useLive } from "@/components/live";
import type { Share } from "@/components/shares/share";
import type { ReplyDraft } from "./reply-draft";

export type Conversation = {
  share: Share | null;
  hasFailed: boolean;
  reload: () => void;
  /** @throws ApiProblem */
  send: (reply: ReplyDraft) => Promise<void>;
};

/** What is said about a share, asked for when it is wanted and again whenever something happens to the share. */
export function useConversation(shareId: string, isWanted: boolean): Conversation {
  const [share, setShare] = useState<Share | null>(null);
  const [hasFailed, setFailed] = useState(false);
  /** An answer that was asked for before a later one says less. */
  const latest = useRef(0);
  const path = `/api/v1/shares/${encodeURIComponent(shareId)}`;

  const take = useCallback(async (question: Promise<Share>) => {
    latest.current += 1;
    const turn = latest.current;
    const answer = await question;
    if (turn !== latest.current) return;
    setFailed(false);
    setShare(answer);
  }, []);
  const reload = useCallback(() => {
    take(api<Share>(path)).catch(() => setFailed(true));
  }, [take, path]);
  const send = useCallback(
    ({ text, ...rest }: ReplyDraft) =>
      take(api<Share>(`${path}/replies`, { body: { text: text.trim(), ...rest } })),
    [take, path],
  );

  useEffect(() => {
    if (isWanted) reload();
  }, [isWanted, reload]);
  useLive(isWanted ? [`share:${shareId}`] : [], reload);
  return { share, hasFailed, reload, send };
}
