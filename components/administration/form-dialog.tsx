"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { Button, Dialog, Notice } from "@/components/ui";
import { useProblemText } from "./use-administration";

type FormDialogProps<Values extends FieldValues> = {
  trigger?: ReactNode;
  /** With both it is opened by somebody else. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: string;
  description?: string;
  action: string;
  size?: "sm" | "md" | "lg";
  form: UseFormReturn<Values>;
  /** What it resolves to doesn't matter; when it fails the dialog stays and says why. */
  onSubmit: (values: Values) => Promise<unknown>;
  children: ReactNode;
};

/** A dialog with one form: nothing typed is lost when the server refuses it. */
export function FormDialog<Values extends FieldValues>(props: FormDialogProps<Values>) {
  const { form, onSubmit, onOpenChange } = props;
  const c = useTranslations("common.actions");
  const problemText = useProblemText();
  const id = useId();
  const [isOpenHere, setOpenHere] = useState(false);
  const [problem, setProblem] = useState<string>();
  const setOpen = (open: boolean) => {
    setProblem(undefined);
    if (!open) form.reset();
    (onOpenChange ?? setOpenHere)(open);
  };
  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    try {
      await onSubmit(values);
      setOpen(false);
    } catch (error) {
      setProblem(problemText(error));
    }
  });
  return (
    <Dialog
      open={props.open ?? isOpenHere}
      onOpenChange={setOpen}
      trigger={props.trigger}
      title={props.title}
      description={props.description}
      size={props.size ?? "sm"}
      footer={
        <>
          <Button onClick={() => setOpen(false)}>{c("cancel")}</Button>
          <Button type="submit" form={id} variant="primary" loading={form.formState.isSubmitting}>
            {props.action}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit} noValidate className="flex flex-col gap-4">
        {problem && (
          <div role="alert">
            <Notice tone="danger">{problem}</Notice>
          </div>
        )}
        {props.children}
      </form>
    </Dialog>
  );
}

/** The text of what is wrong with a field; schemas name it by a key of `admin.invalid`. */
export function useInvalid(): (error: { message?: string } | undefined) => string | undefined {
  const t = useTranslations("admin.invalid");
  return (error) => {
    if (!error) return undefined;
    return t.has(error.message as "other") ? t(error.message as "other") : t("other");
  };
}
