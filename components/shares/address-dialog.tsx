"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button, Dialog, Field } from "@/components/ui";
import { AddressLine, AddressSearch } from "./address-search";
import type { RecipientOption } from "./share";

type AddressDialogProps = {
  trigger: ReactNode;
  title: string;
  description?: string;
  action: string;
  isExcluded?: (address: RecipientOption) => boolean;
  onSubmit: (addressId: string) => Promise<unknown>;
};

/** Chooses one address out of the book: to forward to, or to add. */
export function AddressDialog({
  trigger,
  title,
  description,
  action,
  isExcluded,
  onSubmit,
}: AddressDialogProps) {
  const t = useTranslations("shares.address");
  const c = useTranslations("common.actions");
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState<RecipientOption>();
  const [isBusy, setBusy] = useState(false);
  const submit = async () => {
    if (!chosen || isBusy) return;
    setBusy(true);
    try {
      await onSubmit(chosen.addressId);
      setOpen(false);
      setChosen(undefined);
    } catch {
      // Told by a toast; the choice stays.
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={trigger}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={() => setOpen(false)}>{c("cancel")}</Button>
          <Button variant="primary" loading={isBusy} disabled={!chosen} onClick={submit}>
            {action}
          </Button>
        </>
      }
    >
      <div className="flex min-h-80 flex-col gap-4">
        <Field as="group" label={t("label")}>
          <AddressSearch label={t("label")} onChoose={setChosen} isExcluded={isExcluded} autoFocus />
        </Field>
        {chosen && (
          <div className="rounded-md border bg-accent-soft px-3 py-2">
            <AddressLine address={chosen} />
          </div>
        )}
      </div>
    </Dialog>
  );
}
