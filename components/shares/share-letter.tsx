"use client";

import { FileCheck2, FileDown, ImageIcon } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button, cn, StatusBadge, useFormat } from "@/components/ui";
import { nameOf } from "./reference-name";
import type { Share } from "./share";
import { useKeepAnswer } from "./use-share";
import { viewerHref } from "./viewer-href";

/** The message as a letter, and what was answered to it. Texts are shown as typed, line by line. */
export function ShareLetter({ share }: { share: Share }) {
  const t = useTranslations("shares.letter");
  if (share.message === "" && share.replies.length === 0) return null;
  return (
    <div className="flex max-w-3xl flex-col gap-3 px-4">
      {share.message !== "" && (
        <section aria-label={t("label")} className="rounded-lg border bg-surface px-5 py-4">
          <p className="break-words whitespace-pre-wrap">{share.message}</p>
          <p className="mt-3 text-sm text-muted">
            {share.sender.name}
            <br />
            {share.sender.organization}
          </p>
        </section>
      )}
      {share.replies.map((reply) => (
        <Reply key={reply.replyId} share={share} reply={reply} />
      ))}
    </div>
  );
}

function Reply({ share, reply }: { share: Share; reply: Share["replies"][number] }) {
  const t = useTranslations("shares.letter");
  const r = useTranslations("shares.references");
  const format = useFormat();
  const keep = useKeepAnswer(share.id);
  return (
    <section
      aria-label={t(reply.isAnswer ? "answer" : "reply", { name: reply.author.name })}
      className={cn("ml-6 rounded-lg border bg-surface px-5 py-3", reply.isAnswer && "border-accent")}
    >
      {reply.isAnswer && (
        <p className="mb-2">
          <StatusBadge tone="ok">{t("isAnswer")}</StatusBadge>
        </p>
      )}
      <p className="break-words whitespace-pre-wrap">{reply.text}</p>
      {reply.references.length > 0 && (
        <ul aria-label={r("label")} className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
          {reply.references.map((reference, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a place may be named twice, and the list never changes
            <li key={index}>
              <Link
                href={viewerHref(share.id, reference)}
                className="inline-flex min-h-6 items-center gap-1.5 text-sm text-accent-text underline"
              >
                <ImageIcon aria-hidden className="size-4" />
                {nameOf(share, reference, r)}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <p className="text-sm text-muted tabular-nums">
          {reply.author.name} · {format.dateTime(reply.at)}
        </p>
        {share.role === "sender" && reply.isAnswer && (
          <span className="ml-auto">
            {reply.documentId ? (
              <StatusBadge tone="ok" icon={FileCheck2}>
                {t("kept")}
              </StatusBadge>
            ) : (
              <Button size="sm" loading={keep.isPending} onClick={() => keep.mutate(reply.replyId)}>
                <FileDown aria-hidden />
                {t("keep")}
              </Button>
            )}
          </span>
        )}
      </div>
    </section>
  );
}
