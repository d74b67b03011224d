"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button, Dialog } from "@/components/ui";

/** Asks once before what can't be undone. */
export function ConfirmDialog({
  trigger,
  open,
  onOpenChange,
  title,
  text,
  action,
  onConfirm,
}: {
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: string;
  text: string;
  action: string;
  onConfirm: () => Promise<unknown>;
}) {
  const c = useTranslations("common.actions");
  const [isOpenHere, setOpenHere] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const setOpen = onOpenChange ?? setOpenHere;
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
      setOpen(false);
    } catch {
      // Told by a toast.
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open ?? isOpenHere}
      onOpenChange={setOpen}
      trigger={trigger}
      size="sm"
      title={title}
      description={text}
      footer={
        <>
          <Button onClick={() => setOpen(false)}>{c("cancel")}</Button>
          <Button variant="danger" loading={isBusy} onClick={confirm}>
            {action}
          </Button>
        </>
      }
    />
  );
}
