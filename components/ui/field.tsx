"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useId } from "react";
import { cn } from "./cn";

type FieldContext = {
  id: string;
  labelId: string;
  describedBy: string | undefined;
  isInvalid: boolean;
  isRequired: boolean;
};
const Context = createContext<FieldContext | null>(null);

/** The attributes that tie a control to the Field around it; the control's own props go after these. */
export function useFieldControl() {
  const field = useContext(Context);
  if (!field) return {};
  return {
    id: field.id,
    "aria-describedby": field.describedBy,
    "aria-invalid": field.isInvalid || undefined,
    "aria-required": field.isRequired || undefined,
  };
}

/** For controls that aren't labelable elements (radio groups): the label by reference. */
export function useFieldLabelId(): string | undefined {
  return useContext(Context)?.labelId;
}

type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  /** Writes "not required" beside the label; say it for the few rather than "required" for the many. */
  optional?: boolean;
  hideLabel?: boolean;
  /** For groups of controls: a legend-like label instead of one that clicks through. */
  as?: "label" | "group";
  className?: string;
  children: ReactNode;
};

export function Field({
  label,
  hint,
  error,
  required,
  optional,
  hideLabel,
  as = "label",
  className,
  children,
}: FieldProps) {
  const t = useTranslations("common.state");
  const id = useId();
  const ids = { hint: hint ? `${id}-hint` : "", error: error ? `${id}-error` : "" };
  const value: FieldContext = {
    id,
    labelId: `${id}-label`,
    describedBy: [ids.error, ids.hint].filter(Boolean).join(" ") || undefined,
    isInvalid: Boolean(error),
    isRequired: Boolean(required),
  };
  const text = (
    <>
      {label}
      {optional && <span className="ml-1.5 font-normal whitespace-nowrap text-muted">({t("optional")})</span>}
    </>
  );
  const labelClass = cn("text-sm font-medium text-text", hideLabel && "sr-only");
  return (
    <div className={cn("flex flex-col gap-1.5", className)}>
      {as === "label" ? (
        <label id={value.labelId} htmlFor={id} className={labelClass}>
          {text}
        </label>
      ) : (
        <span id={value.labelId} className={labelClass}>
          {text}
        </span>
      )}
      <Context.Provider value={value}>{children}</Context.Provider>
      {hint && (
        <p id={ids.hint} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={ids.error} role="alert" className="flex items-start gap-1.5 text-sm text-danger">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}
