"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button, Dialog, Field, Textarea } from "@/components/ui";

type ReasonDialogProps = {
  trigger: ReactNode;
  title: string;
  description?: string;
  label: string;
  action: string;
  maxLength: number;
  isDanger?: boolean;
  /** One-click texts, for what is said most. */
  suggestions?: string[];
  onSubmit: (text: string) => Promise<unknown>;
};

/** One text and one button: a reply, a reason. What was typed stays when sending it fails. */
export function ReasonDialog(props: ReasonDialogProps) {
  const t = useTranslations("common.actions");
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "" || isBusy) return;
    setBusy(true);
    try {
      await props.onSubmit(text.trim());
      setOpen(false);
      setText("");
    } catch {
      // Told by a toast; the dialog stays open with the text.
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={props.trigger}
      title={props.title}
      description={props.description}
      size="sm"
      footer={
        <>
          <Button onClick={() => setOpen(false)}>{t("cancel")}</Button>
          <Button
            type="submit"
            form={id}
            variant={props.isDanger ? "danger" : "primary"}
            loading={isBusy}
            disabled={text.trim() === ""}
          >
            {props.action}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit} className="flex flex-col gap-3">
        {props.suggestions && (
          <div className="flex flex-wrap gap-2">
            {props.suggestions.map((suggestion) => (
              <Button key={suggestion} size="sm" onClick={() => setText(suggestion)}>
                {suggestion}
              </Button>
            ))}
          </div>
        )}
        <Field label={props.label}>
          <Textarea
            value={text}
            onChange={(event) => setText(event.target.value)}
            maxLength={props.maxLength}
            autoFocus
          />
        </Field>
      </form>
    </Dialog>
  );
}
