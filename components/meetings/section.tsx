import type { ReactNode } from "react";

export function Quiet({ children }: { children: ReactNode }) {
  return <span className="text-muted">{children}</span>;
}

export function Section({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-label={title}>
      <header className="mb-1.5 flex min-h-7 flex-wrap items-center gap-x-2">
        <h2 className="min-w-fit flex-1 text-sm font-semibold">{title}</h2>
        {actions}
      </header>
      {children}
    </section>
  );
}
