import type { ReactNode } from "react";
import { PortalShell, QueryProvider, SessionEnded, ShellUserProvider } from "@/components/shell";
import { requirePageUser } from "@/lib/auth";

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const { actor } = await requirePageUser();
  const { userId, name, email, roles, organizationName } = actor;
  return (
    <ShellUserProvider user={{ userId, name, email, roles, organizationName }}>
      <QueryProvider>
        <PortalShell>{children}</PortalShell>
        <SessionEnded userId={userId} />
      </QueryProvider>
    </ShellUserProvider>
  );
}
