"use client";

import { useTranslations } from "next-intl";
import { useFormat } from "@/components/ui";
import type { Share } from "./share";

/** The message as a letter, and what was answered to it. Texts are shown as typed, line by line. */
export function ShareLetter({ share }: { share: Share }) {
  const t = useTranslations("shares.letter");
  const format = useFormat();
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
      {share.replies.map((reply, index) => (
        <section
          // biome-ignore lint/suspicious/noArrayIndexKey: replies are only ever added at the end
          key={index}
          aria-label={t("reply", { name: reply.author.name })}
          className="ml-6 rounded-lg border bg-surface px-5 py-3"
        >
          <p className="break-words whitespace-pre-wrap">{reply.text}</p>
          <p className="mt-2 text-sm text-muted tabular-nums">
            {reply.author.name} · {format.dateTime(reply.at)}
          </p>
        </section>
      ))}
    </div>
  );
}
