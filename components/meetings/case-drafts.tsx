"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api } from "@/components/api-client";
import { useShellUser } from "@/components/shell";
import { useFormat } from "@/components/ui";
import type { Board, Case } from "@/lib/meetings";
import { DraftFields } from "./draft-field";
import { Quiet, Section } from "./section";
import { boardKey, casePath, takeCase } from "./use-meeting";

type Props = { board: Board; found: Case; isOver: boolean };

/** Saving and reloading parts of a case, with the page's copy kept up. */
export function useCaseStore(board: Board, id: string) {
  const queries = useQueryClient();
  const take = async (found: Case) => {
    await takeCase(queries, found);
    void queries.invalidateQueries({ queryKey: boardKey(board.id) });
    return found;
  };
  return {
    put: async (action: string, body: unknown) =>
      take(await api<Case>(`${casePath(id)}/${action}`, { method: "PUT", body })),
    reload: async () => take(await api<Case>(casePath(id))),
  };
}

const opinionOf = ({ myOpinion: { text, version, updatedBy } }: Case) => ({
  fields: { text },
  version,
  updatedBy,
});
const noteOf = ({ note }: Case) => ({
  fields: { text: note?.text ?? "" },
  version: note?.version ?? 0,
  updatedBy: note?.updatedBy ?? "",
});
/** The opinions of the others, the own one, and the notes of who leads. */
export function CaseDrafts({ board, found, isOver }: Props) {
  const t = useTranslations("meetings.case");
  const { userId } = useShellUser();
  return (
    <>
      <Opinions found={found} withoutUserId={isOver ? undefined : userId} />
      {!isOver && <OwnOpinion board={board} found={found} />}
      {found.note && !isOver && <CaseNote board={board} found={found} rows={3} label={t("notes")} />}
    </>
  );
}

export function Opinions({ found, withoutUserId }: { found: Case; withoutUserId?: string }) {
  const t = useTranslations("meetings.case");
  const format = useFormat();
  const shown = found.opinionTexts.filter(({ userId }) => userId !== withoutUserId);
  return (
    <Section title={t("opinions")}>
      {shown.length === 0 && <Quiet>{t(withoutUserId ? "noOtherOpinions" : "noOpinions")}</Quiet>}
      <ul className="flex flex-col gap-2">
        {shown.map((opinion) => (
          <li key={opinion.userId} className="rounded-md border bg-surface px-3 py-2 text-sm">
            <p className="text-xs text-muted">
              {opinion.name}, {opinion.organization} · {format.dateTime(opinion.at)}
            </p>
            <p className="mt-0.5 whitespace-pre-wrap break-words">{opinion.text}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function OwnOpinion({ board, found }: { board: Board; found: Case }) {
  const t = useTranslations("meetings.case");
  const { userId } = useShellUser();
  const store = useCaseStore(board, found.id);
  return (
    <DraftFields
      key={found.id}
      name={`${userId}:opinion:${found.id}`}
      labels={{ text: t("myOpinion") }}
      rows={3}
      server={opinionOf(found)}
      save={async ({ text }, version) => opinionOf(await store.put("opinion", { text, version }))}
      reload={async () => opinionOf(await store.reload())}
    />
  );
}

export function CaseNote({
  board,
  found,
  rows,
  label,
}: {
  board: Board;
  found: Case;
  rows: number;
  label: string;
}) {
  const t = useTranslations("meetings.case");
  const { userId } = useShellUser();
  const store = useCaseStore(board, found.id);
  return (
    <DraftFields
      key={found.id}
      name={`${userId}:note:${found.id}`}
      labels={{ text: label }}
      hint={t("notesHint")}
      rows={rows}
      server={noteOf(found)}
      save={async ({ text }, version) => noteOf(await store.put("note", { text, version }))}
      reload={async () => noteOf(await store.reload())}
    />
  );
}
