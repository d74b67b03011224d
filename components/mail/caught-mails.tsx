"use client";

import { MailOpen, RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, cn, EmptyState, Notice, Tabs, useFormat } from "@/components/ui";

type CaughtMail = { id: string; to: string; subject: string; text: string; html: string; sentAt: string };

const LINK = /(https?:\/\/\S+)/;

/** Mails that a real installation would have sent: list left, one mail right, as text and as HTML. */
export function CaughtMails({ mails }: { mails: CaughtMail[] }) {
  const t = useTranslations("mail.caught");
  const format = useFormat();
  const router = useRouter();
  const [openId, setOpenId] = useState<string>();
  const open = mails.find(({ id }) => id === openId) ?? mails[0];
  return (
    <main className="mx-auto flex min-h-dvh max-w-6xl flex-col gap-4 p-4">
      <header className="flex items-center gap-4">
        <h1 className="flex-1 text-xl font-semibold">{t("title")}</h1>
        <Button onClick={() => router.refresh()}>
          <RotateCw aria-hidden />
          {t("refresh")}
        </Button>
      </header>
      <Notice>{t("explanation")}</Notice>
      {open === undefined ? (
        <EmptyState icon={MailOpen} title={t("empty")}>
          {t("emptyText")}
        </EmptyState>
      ) : (
        <div className="grid gap-4 lg:grid-cols-[22rem_1fr]">
          <ul
            aria-label={t("title")}
            className="scroll-quiet max-h-[75dvh] overflow-y-auto rounded-lg border bg-surface"
          >
            {mails.map((mail) => (
              <li key={mail.id} className="border-b last:border-b-0">
                <button
                  type="button"
                  aria-current={mail.id === open.id ? "true" : undefined}
                  onClick={() => setOpenId(mail.id)}
                  className={cn(
                    "block w-full px-4 py-2.5 text-left text-sm hover:bg-sunken focus-visible:-outline-offset-2",
                    mail.id === open.id && "bg-accent-soft",
                  )}
                >
                  <span className="block font-medium break-all">{mail.to}</span>
                  <span className="block break-words">{mail.subject}</span>
                  <time dateTime={mail.sentAt} className="block text-xs text-muted">
                    {format.dateTime(mail.sentAt)}
                  </time>
                </button>
              </li>
            ))}
          </ul>
          <Mail key={open.id} mail={open} />
        </div>
      )}
    </main>
  );
}

function Mail({ mail }: { mail: CaughtMail }) {
  const t = useTranslations("mail.caught");
  return (
    <article className="flex min-w-0 flex-col gap-3 rounded-lg border bg-surface p-4">
      <header>
        <h2 className="text-lg font-semibold break-words">{mail.subject}</h2>
        <p className="text-sm break-all text-muted">{t("to", { address: mail.to })}</p>
      </header>
      <Tabs
        label={t("forms")}
        tabs={[
          { value: "text", label: t("text"), content: <Text text={mail.text} /> },
          { value: "html", label: "HTML", content: <Html mail={mail} /> },
        ]}
      />
    </article>
  );
}

function Text({ text }: { text: string }) {
  return (
    <p className="pt-3 text-sm break-words whitespace-pre-wrap">
      {text.split(LINK).map((part, index) =>
        LINK.test(part) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one fixed text
          <a key={index} href={part} className="break-all text-accent-text underline underline-offset-3">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </p>
  );
}

/** In a frame without scripts; its links open in the page around it. */
function Html({ mail }: { mail: CaughtMail }) {
  return (
    <iframe
      title={mail.subject}
      sandbox="allow-top-navigation-by-user-activation"
      srcDoc={mail.html.replace("<head>", '<head><base target="_top">')}
      className="mt-3 h-140 w-full rounded-md border"
    />
  );
}
