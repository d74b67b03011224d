"use client";

import { Toaster as Sonner, toast } from "sonner";

/** Toasts are for what the user didn't just see happen. `toast(text)`, `toast.error(text, {description})`. */
export { toast };

export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-3 rounded-md border bg-raised px-4 py-3 text-sm text-text shadow-raised sm:w-[356px]",
          title: "font-medium",
          description: "text-muted",
          actionButton: "ml-auto shrink-0 font-medium text-accent-text underline underline-offset-3",
          cancelButton: "shrink-0 text-muted",
          error: "border-danger",
          success: "border-ok",
          warning: "border-warn",
          icon: "mt-0.5",
        },
      }}
    />
  );
}
