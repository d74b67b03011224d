"use client";

import { BellRing, Inbox, MailX, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, Panel, useFormat } from "@/components/ui";
import { isOver, NO_ADDRESS, type RecipientView, type Share } from "./share";
import { RecipientState } from "./share-marks";
import { useShareAction } from "./use-share";

/** Who has it and how far each is, with the times; the sender can remind one of them. */
export function ShareRecipients({ share }: { share: Share }) {
  const t = useTranslations("shares.recipients");
  return (
    <Panel title={t("title", { count: share.recipients.length })}>
      <ul className="flex flex-col divide-y">
        {share.recipients.map((recipient) => (
          <Recipient key={recipient.recipientId} share={share} recipient={recipient} />
        ))}
      </ul>
    </Panel>
  );
}

function Recipient({ share, recipient }: { share: Share; recipient: RecipientView }) {
  const t = useTranslations("shares.recipients");
  const format = useFormat();
  const { mutateAsync, isPending } = useShareAction(share.id);
  const isSender = share.role === "sender";
  const canRemind =
    isSender && share.state === "SENT" && !isOver(share) && !recipient.openedAt && !recipient.declinedAt;
  const Icon = recipient.kind === "MAILBOX" ? Inbox : UserRound;
  const times = (
    ["notifiedAt", "remindedAt", "openedAt", "downloadedAt", "importedAt", "declinedAt"] as const
  )
    .filter((key) => recipient[key])
    .map((key) => t(key, { time: format.dateTime(recipient[key]) }));
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 py-2.5 text-sm first:pt-0 last:pb-0">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium break-words">{recipient.name}</p>
        <p className="text-muted">
          {[recipient.organization, recipient.department].filter(Boolean).join(" · ")}
          {recipient.isForwarded && ` · ${t("forwarded")}`}
        </p>
        {times.length > 0 && <p className="text-muted tabular-nums">{times.join(" · ")}</p>}
        {recipient.declineReason && <p className="mt-1 break-words">“{recipient.declineReason}”</p>}
        {isSender && !recipient.isActive && <p className="text-warn">{t("notActive")}</p>}
        {isSender && recipient.mailError && (
          <p className={recipient.mail === "FAILED" ? "text-danger" : "text-warn"}>
            <MailX aria-hidden className="mr-1 inline size-4" />
            {recipient.mailError === NO_ADDRESS ? (
              t("mailNoAddress")
            ) : (
              <>
                {t(recipient.mail === "FAILED" ? "mailFailed" : "mailRetried")}{" "}
                <span className="break-words text-muted">{recipient.mailError}</span>
              </>
            )}
          </p>
        )}
      </div>
      <div className="flex items-center gap-2">
        <RecipientState recipient={recipient} />
        {canRemind && (
          <Button
            size="sm"
            loading={isPending}
            onClick={() =>
              mutateAsync({ action: "remind", body: { addressId: recipient.addressId } }).catch(() => {})
            }
          >
            <BellRing aria-hidden />
            {t("remind")}
          </Button>
        )}
      </div>
    </li>
  );
}
