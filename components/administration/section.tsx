"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ProblemState } from "@/components/problem-state";
import { EmptyState, SkeletonRows } from "@/components/ui";

/** A part of administration: its heading and button, and the list in each of its states. */
export function SectionFrame<T>({
  title,
  description,
  actions,
  query,
  isEmpty,
  empty,
  children,
}: {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  query: UseQueryResult<T>;
  isEmpty?: (data: T) => boolean;
  empty?: string;
  children: (data: T) => ReactNode;
}) {
  return (
    <section aria-label={title} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="text-lg font-semibold">{title}</h2>
          {description && <p className="text-sm text-muted">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {query.isPending ? (
        <SkeletonRows rows={5} className="rounded-lg border bg-surface" />
      ) : query.isError ? (
        <ProblemState level={3} error={query.error} onRetry={() => query.refetch()} />
      ) : isEmpty?.(query.data) ? (
        <div className="rounded-lg border bg-surface">
          <EmptyState level={3} title={empty} />
        </div>
      ) : (
        children(query.data)
      )}
    </section>
  );
}

/** The white sheet that a list stands on. */
export function Sheeted({ children }: { children: ReactNode }) {
  return <div className="rounded-lg border bg-surface">{children}</div>;
}
