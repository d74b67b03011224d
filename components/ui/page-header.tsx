import type { ReactNode } from "react";
import { cn } from "./cn";

/** The page's h1 with its actions at the right, the primary one last. */
export function PageHeader({
  title,
  description,
  actions,
  className,
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  return (
    <header className={cn("flex flex-wrap items-center gap-x-4 gap-y-2", className)}>
      <div className="min-w-0 flex-1">
        <h1 className="text-xl font-semibold">{title}</h1>
        {description && <p className="text-sm text-muted">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}

/**
 * What can be done with what a page shows, the primary button last. Where that doesn't fit in one row of its
 * container (the nearest `@container`), the buttons first give up their icons and some of their padding.
 */
export function ActionBar({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap gap-2 @max-4xl:gap-1.5 @max-4xl:[&>:not(:last-child)]:px-2.5 @md:@max-4xl:[&>:not(:last-child)>svg]:hidden">
      {children}
    </div>
  );
}

/** A part of a page with a border around it. */
export function Panel({
  title,
  actions,
  className,
  children,
}: {
  title?: ReactNode;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={cn("rounded-lg border bg-surface", className)}>
      {title && (
        <header className="flex items-center gap-2 border-b px-4 py-2.5">
          <h2 className="min-w-0 flex-1 text-sm font-semibold">{title}</h2>
          {actions}
        </header>
      )}
      <div className="p-4">{children}</div>
    </section>
  );
}

/** A list of names and values: details of a study, a share, an address. */
export function DescriptionList({ items }: { items: { label: ReactNode; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-4 gap-y-1.5 text-sm tabular-nums">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list, its labels may be elements
        <div key={index} className="contents">
          <dt className="text-muted">{item.label}</dt>
          <dd className="min-w-0 break-words">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
