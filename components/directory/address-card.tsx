"use client";

import { Inbox, Send, Star, UserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { rememberAddress } from "@/components/send";
import { canSend, useShellUser } from "@/components/shell";
import { Button, cn, ModalityBadge, StatusBadge, useFormat } from "@/components/ui";
import type { Address } from "./address";
import { useFavorite } from "./use-directory";

/** One mailing address: who or which mailbox, where, whether it is read, and when it is staffed. */
export function AddressCard({
  address,
  isWithinOrganization,
}: {
  address: Address;
  /** Under its organisation's heading, which then isn't repeated. */
  isWithinOrganization: boolean;
}) {
  const t = useTranslations("directory");
  const format = useFormat();
  const user = useShellUser();
  const favorite = useFavorite();
  const Icon = address.kind === "MAILBOX" ? Inbox : UserRound;
  // A specialty that only repeats the department's name tells nothing.
  const specialty =
    address.specialty.toLowerCase() === address.department.toLowerCase() ? "" : address.specialty;
  const what = [address.kind === "MAILBOX" ? t("mailbox") : address.role, specialty];
  const where = isWithinOrganization
    ? [address.department]
    : [address.organization, address.department, address.city];
  return (
    <article className="flex min-w-0 flex-1 flex-col gap-2 rounded-lg border bg-surface p-3 text-sm">
      <header className="flex items-start gap-2">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold break-words">{address.name}</h3>
          <p className="break-words text-muted">{what.filter(Boolean).join(" · ")}</p>
          <p className="break-words text-muted">{where.filter(Boolean).join(" · ")}</p>
        </div>
        <button
          type="button"
          aria-pressed={address.isFavorite}
          aria-label={t("favoriteOf", { name: address.name })}
          title={address.isFavorite ? t("favoriteRemove") : t("favoriteAdd")}
          onClick={() => favorite.mutate({ addressId: address.addressId, isFavorite: !address.isFavorite })}
          className="grid size-8 shrink-0 place-items-center rounded-md text-muted hover:bg-sunken aria-pressed:text-warn"
        >
          <Star aria-hidden className={cn("size-4.5", address.isFavorite && "fill-current")} />
        </button>
      </header>
      <div className="flex flex-wrap gap-1.5">
        {!address.isConnected ? (
          <StatusBadge tone="neutral">{t("notConnected")}</StatusBadge>
        ) : address.isActive ? (
          <StatusBadge tone="ok">{t("active")}</StatusBadge>
        ) : (
          <StatusBadge tone="warn">{t("notActive")}</StatusBadge>
        )}
        <OpenNow address={address} />
      </div>
      <Accepts address={address} />
      <footer className="mt-auto flex flex-wrap items-end justify-between gap-2 pt-1">
        <p className="min-w-0 flex-1 text-xs text-muted">
          <span className="block whitespace-nowrap">
            {address.source
              ? t("source", { name: address.source.name, date: format.date(address.source.importedAt) })
              : t("sourceOwn")}
          </span>
          {address.lastSentAt && (
            <span className="block whitespace-nowrap">
              {t("lastSent", { date: format.date(address.lastSentAt) })}
            </span>
          )}
        </p>
        {canSend(user.roles) && address.isConnected && <SendTo address={address} />}
      </footer>
    </article>
  );
}

function OpenNow({ address }: { address: Address }) {
  const t = useTranslations("directory");
  const format = useFormat();
  if (address.kind !== "MAILBOX" || address.isOpen === undefined) return null;
  if (address.openingHours?.length === 0) return <StatusBadge tone="neutral">{t("alwaysOpen")}</StatusBadge>;
  if (address.isOpen) return <StatusBadge tone="ok">{t("openNow")}</StatusBadge>;
  if (!address.opensAt) return <StatusBadge tone="neutral">{t("closed")}</StatusBadge>;
  const isToday = format.date(address.opensAt) === format.date(new Date());
  const time = format.time(address.opensAt);
  return (
    <StatusBadge tone="warn">
      {isToday
        ? t("closedUntil", { time })
        : t("closedUntilDay", { date: format.date(address.opensAt), time })}
    </StatusBadge>
  );
}

function Accepts({ address }: { address: Address }) {
  const t = useTranslations("directory");
  const purposes = useTranslations("shares.purposes");
  const { acceptedModalities = [], acceptedPurposes = [] } = address;
  if (acceptedModalities.length === 0 && acceptedPurposes.length === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-1 text-xs text-muted">
      {t("accepts")}
      {acceptedModalities.map((modality) => (
        <ModalityBadge key={modality} modality={modality} />
      ))}
      {acceptedPurposes.length > 0 &&
        acceptedPurposes
          .map((purpose) => (purposes.has(purpose as "MDO") ? purposes(purpose as "MDO") : purpose))
          .join(", ")}
    </p>
  );
}

function SendTo({ address }: { address: Address }) {
  const t = useTranslations("directory");
  const router = useRouter();
  const { addressId, kind, name, role, specialty, department, organization, city } = address;
  const { isActive, isConnected, isFavorite } = address;
  const send = () => {
    const place = { role, specialty, department, organization, city };
    rememberAddress({ addressId, kind, name, ...place, isActive, isConnected, isFavorite });
    router.push("/send");
  };
  return (
    <Button size="sm" onClick={send} aria-label={t("sendToName", { name })}>
      <Send aria-hidden />
      {t("sendTo")}
    </Button>
  );
}
