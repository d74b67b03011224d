"use client";

import { Inbox, Star, UserRound, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { AddressLine, AddressSearch } from "@/components/shares";
import { Chip, IconButton } from "@/components/ui";
import { Findings } from "./findings";
import type { SendForm } from "./use-send-form";

/** Favourites and recents for one click, the address book for the rest, and who was chosen. */
export function ToPart({ form }: { form: SendForm }) {
  const t = useTranslations("shares.send");
  const isChosen = (addressId: string) => form.recipients.some((each) => each.addressId === addressId);
  const suggestions = form.recents.filter(
    ({ addressId, isConnected }) => isConnected && !isChosen(addressId),
  );
  return (
    <div className="flex flex-col gap-3">
      {suggestions.length > 0 && (
        <ul aria-label={t("recents")} className="flex flex-wrap gap-2">
          {suggestions.map((address) => {
            const Icon = address.isFavorite ? Star : address.kind === "MAILBOX" ? Inbox : UserRound;
            return (
              <li key={address.addressId} className="max-w-full">
                <Chip onClick={() => form.addRecipient(address)}>
                  <Icon aria-hidden className="shrink-0" />
                  <span className="truncate">
                    {address.name} <span className="text-muted">{address.organization}</span>
                  </span>
                </Chip>
              </li>
            );
          })}
        </ul>
      )}
      <AddressSearch
        label={t("searchRecipient")}
        onChoose={form.addRecipient}
        isExcluded={(address) => isChosen(address.addressId)}
      />
      {form.recipients.length > 0 && (
        <ul
          aria-label={t("chosenRecipients")}
          className="flex flex-col divide-y rounded-lg border bg-surface"
        >
          {form.recipients.map((address) => (
            <li key={address.addressId} className="flex flex-col gap-2 px-3 py-2">
              <div className="flex items-start gap-2">
                <div className="min-w-0 flex-1">
                  <AddressLine address={address} />
                </div>
                <IconButton
                  icon={X}
                  size="sm"
                  label={t("removeRecipient", { name: address.name })}
                  onClick={() => form.removeRecipient(address.addressId)}
                />
              </div>
              <Findings
                findings={form.findings.filter(({ addressId }) => addressId === address.addressId)}
                form={form}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
