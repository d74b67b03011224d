"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api } from "@/components/api-client";
import { useShellUser } from "@/components/shell";
import type { Board, Draft } from "@/lib/meetings";
import { DraftFields } from "./draft-field";
import { boardKey } from "./use-meeting";

/** The notes of who leads, on the meeting as a whole. */
export function MeetingNote({ board }: { board: Board }) {
  const t = useTranslations("meetings.case");
  const { userId } = useShellUser();
  const queries = useQueryClient();
  if (!board.note) return null;
  const toSaved = ({ text, version, updatedBy }: Omit<Draft, "updatedAt">) => ({
    fields: { text },
    version,
    updatedBy,
  });
  return (
    <section>
      <DraftFields
        name={`${userId}:meeting:${board.id}`}
        labels={{ text: t("meetingNotes") }}
        hint={t("notesHint")}
        server={toSaved(board.note)}
        save={async ({ text }, version) =>
          toSaved(
            await api<Draft>(`/api/v1/meetings/${board.id}/note`, { method: "PUT", body: { text, version } }),
          )
        }
        reload={async () => {
          const fresh = await queries.fetchQuery({
            queryKey: boardKey(board.id),
            queryFn: () => api<Board>(`/api/v1/meetings/${board.id}`),
            staleTime: 0,
          });
          return toSaved(fresh.note ?? { text: "", version: 0, updatedBy: "" });
        }}
      />
    </section>
  );
}
