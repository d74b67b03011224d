import { CircleAlert, Inbox, type LucideIcon, RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";

/** A grey block of the size of what is coming, so that nothing jumps. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("animate-pulse rounded-sm bg-sunken", className)} />;
}

/** Rows of skeletons with one announcement for who can't see them. */
export function SkeletonRows({ rows = 8, className }: { rows?: number; className?: string }) {
  const t = useTranslations("common.state");
  return (
    <div role="status" className={cn("flex flex-col", className)}>
      <span className="sr-only">{t("loading")}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no identity and never move
        <div key={row} className="flex h-11 items-center gap-4 border-b px-3">
          <Skeleton className="h-3.5 w-1/4" />
          <Skeleton className="h-3.5 w-1/6" />
          <Skeleton className="h-3.5 w-1/3" />
        </div>
      ))}
    </div>
  );
}

type EmptyStateProps = {
  title: ReactNode;
  children?: ReactNode;
  icon?: LucideIcon;
  action?: ReactNode;
  level?: 1 | 2 | 3;
  className?: string;
};

export function EmptyState({
  title,
  children,
  icon: Icon = Inbox,
  action,
  level = 2,
  className,
}: EmptyStateProps) {
  const Heading = `h${level}` as const;
  return (
    <div
      className={cn("mx-auto flex max-w-md flex-col items-center gap-3 px-4 py-12 text-center", className)}
    >
      <Icon aria-hidden strokeWidth={1.5} className="size-9 text-muted" />
      <Heading className="text-lg font-semibold">{title}</Heading>
      {children && <div className="text-muted">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

type ErrorStateProps = {
  /** What happened; without words of its own it says "that did not work". */
  title?: ReactNode;
  /** Whether anything was lost. */
  lost?: ReactNode;
  /** What to do now. */
  whatToDo?: ReactNode;
  /** The number under which the server's log has it. */
  reference?: string;
  onRetry?: () => void;
  action?: ReactNode;
  level?: 1 | 2 | 3;
  className?: string;
};

export function ErrorState({
  title,
  lost,
  whatToDo,
  reference,
  onRetry,
  action,
  level = 2,
  className,
}: ErrorStateProps) {
  const t = useTranslations("common");
  const Heading = `h${level}` as const;
  return (
    <div
      role="alert"
      className={cn("mx-auto flex max-w-md flex-col items-center gap-3 px-4 py-12 text-center", className)}
    >
      <CircleAlert aria-hidden strokeWidth={1.5} className="size-9 text-danger" />
      <Heading className="text-lg font-semibold">{title ?? t("error.title")}</Heading>
      {lost && <p>{lost}</p>}
      <p className="text-muted">{whatToDo ?? t("error.whatToDo")}</p>
      {reference && (
        <p className="text-sm text-muted">
          {t("error.reference")} <code className="select-all text-text">{reference}</code>
        </p>
      )}
      <div className="mt-2 flex flex-wrap justify-center gap-2">
        {onRetry && (
          <Button variant="primary" onClick={onRetry}>
            <RotateCw aria-hidden />
            {t("actions.retry")}
          </Button>
        )}
        {action}
      </div>
    </div>
  );
}
