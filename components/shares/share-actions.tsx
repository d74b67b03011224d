"use client";

import {
  BellRing,
  CalendarClock,
  CircleSlash,
  DatabaseBackup,
  Download,
  Forward,
  MonitorPlay,
  Undo2,
  UserRoundPlus,
} from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { canUpload, useShellUser } from "@/components/shell";
import { ActionBar, Button, toast } from "@/components/ui";
import { AddressDialog } from "./address-dialog";
import { ExtendDialog } from "./extend-dialog";
import { ReasonDialog } from "./reason-dialog";
import { ReplyDialog } from "./reply-dialog";
import { RevokeDialog } from "./revoke-dialog";
import { isOver, type RecipientOption, type Share } from "./share";
import { useShareAction } from "./use-share";

const LONGEST_REASON = 1000;

/** What the person who looks can do with the share; the primary button is last, at the right. */
export function ShareActions({ share }: { share: Share }) {
  const t = useTranslations("shares.actions");
  const canOpen = share.studies.length > 0 && (share.role === "sender" || !isOver(share));
  const first = share.studies[0]?.studyInstanceUid;
  return (
    <ActionBar>
      {share.role === "sender" ? <SenderActions share={share} /> : <RecipientActions share={share} />}
      {canOpen && share.canDownload && (
        <Button asChild>
          <a href={`/api/v1/shares/${share.id}/archive`} download>
            <Download aria-hidden />
            {t("download")}
          </a>
        </Button>
      )}
      {canOpen && first && (
        <Button asChild variant="primary">
          <Link href={`/viewer?${new URLSearchParams({ share: share.id, studyUID: first })}`}>
            <MonitorPlay aria-hidden />
            {t("open")}
          </Link>
        </Button>
      )}
    </ActionBar>
  );
}

const has = (share: Share) => (address: RecipientOption) =>
  share.recipients.some(({ addressId }) => addressId === address.addressId);

/** For who may take original bytes, into another organisation's archive than the one they come from. */
function ImportLink({ share }: { share: Share }) {
  const t = useTranslations("shares.actions");
  const user = useShellUser();
  const isOwn = share.sender.organization === user.organizationName;
  if (!share.canDownload || isOwn || !canUpload(user.roles) || share.studies.length === 0) return null;
  return (
    <Button asChild>
      <Link href={`/shares/${share.id}/import`}>
        <DatabaseBackup aria-hidden />
        {t("import")}
      </Link>
    </Button>
  );
}

function RecipientActions({ share }: { share: Share }) {
  const t = useTranslations("shares.actions");
  const user = useShellUser();
  const { mutateAsync } = useShareAction(share.id);
  if (isOver(share)) return null;
  const isDeclined = share.recipients
    .filter(({ isMine }) => isMine)
    .every(({ state }) => state === "DECLINED");
  return (
    <>
      {!isDeclined && (
        <ReasonDialog
          trigger={
            <Button variant="quiet">
              <CircleSlash aria-hidden />
              {t("decline")}
            </Button>
          }
          title={t("declineTitle")}
          description={t("declineText", { name: share.sender.name })}
          label={t("declineLabel")}
          action={t("decline")}
          maxLength={LONGEST_REASON}
          isDanger
          suggestions={[t("declineReasons.person"), t("declineReasons.content"), t("declineReasons.known")]}
          onSubmit={(reason) => mutateAsync({ action: "decline", body: { reason } })}
        />
      )}
      <AddressDialog
        trigger={
          <Button>
            <Forward aria-hidden />
            {t("forward")}
          </Button>
        }
        title={t("forwardTitle")}
        description={t("forwardText", { organization: user.organizationName })}
        action={t("forward")}
        isExcluded={(address) => has(share)(address) || address.organization !== user.organizationName}
        onSubmit={(addressId) =>
          mutateAsync({ action: "forward", body: { addressId } }).then(() => toast.success(t("forwarded")))
        }
      />
      <ReplyDialog share={share} />
      <ImportLink share={share} />
    </>
  );
}

function SenderActions({ share }: { share: Share }) {
  const t = useTranslations("shares.actions");
  const { mutateAsync, isPending } = useShareAction(share.id);
  if (share.state === "REVOKED") return null;
  const isSent = share.state === "SENT";
  const waits = share.recipients.some(({ openedAt, declinedAt }) => !openedAt && !declinedAt);
  return (
    <>
      {!isOver(share) && <RevokeDialog share={share} icon={Undo2} />}
      <ExtendDialog share={share} icon={CalendarClock} />
      {!isOver(share) && (
        <AddressDialog
          trigger={
            <Button>
              <UserRoundPlus aria-hidden />
              {t("add")}
            </Button>
          }
          title={t("addTitle")}
          action={t("add")}
          isExcluded={has(share)}
          onSubmit={(addressId) => mutateAsync({ action: "recipients", body: { addressId } })}
        />
      )}
      {isSent && waits && (
        <Button
          loading={isPending}
          onClick={() =>
            mutateAsync({ action: "remind" })
              .then(() => toast.success(t("reminded")))
              .catch(() => {})
          }
        >
          <BellRing aria-hidden />
          {t("remind")}
        </Button>
      )}
      {!isOver(share) && <ReplyDialog share={share} />}
    </>
  );
}
