"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { IconButton } from "./icon-button";

type DialogProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The element that opens it; leave out when `open` is controlled. */
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the primary one last. */
  footer?: ReactNode;
  size?: "sm" | "md" | "lg";
  /** For choices that must be made: no cross, no closing by Escape or by a click beside it. */
  isBlocking?: boolean;
};

const SIZES = { sm: "max-w-md", md: "max-w-xl", lg: "max-w-4xl" };

function Frame({
  title,
  description,
  children,
  footer,
  isBlocking,
  className,
}: Pick<DialogProps, "title" | "description" | "children" | "footer" | "isBlocking"> & {
  className: string;
}) {
  const t = useTranslations("common.actions");
  const stay = (event: Event) => {
    if (isBlocking) event.preventDefault();
  };
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-50 animate-[fade-in_120ms] bg-scrim" />
      <Primitive.Content
        className={cn("fixed z-50 flex flex-col border bg-raised shadow-raised", className)}
        onEscapeKeyDown={stay}
        onInteractOutside={stay}
        {...(description ? {} : { "aria-describedby": undefined })}
      >
        <header className="flex items-start gap-3 border-b px-5 py-4">
          <div className="min-w-0 flex-1">
            <Primitive.Title className="text-lg font-semibold">{title}</Primitive.Title>
            {description && (
              <Primitive.Description className="mt-1 text-sm text-muted">{description}</Primitive.Description>
            )}
          </div>
          {!isBlocking && (
            <Primitive.Close asChild>
              <IconButton icon={X} label={t("close")} size="sm" hideTooltip />
            </Primitive.Close>
          )}
        </header>
        {children && <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>}
        {footer && <footer className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">{footer}</footer>}
      </Primitive.Content>
    </Primitive.Portal>
  );
}

export function Dialog({ open, onOpenChange, trigger, size = "md", ...frame }: DialogProps) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>}
      <Frame
        {...frame}
        className={cn(
          "top-1/2 left-1/2 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 animate-[fade-in_120ms] rounded-lg",
          SIZES[size],
        )}
      />
    </Primitive.Root>
  );
}
