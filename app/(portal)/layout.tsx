import type { ReactNode } from "react";
import { EmergencyAlert } from "@/components/emergency";
import {
  canSend,
  canUpload,
  PortalShell,
  QueryProvider,
  SessionEnded,
  ShellUserProvider,
} from "@/components/shell";
import { DropZone, UploadDock, UploadProvider } from "@/components/upload";
import { requirePageUser } from "@/lib/auth";

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const { actor } = await requirePageUser();
  const { userId, name, email, roles, organizationName } = actor;
  return (
    <ShellUserProvider user={{ userId, name, email, roles, organizationName }}>
      <QueryProvider>
        <UploadProvider isAllowed={canUpload(roles)}>
          <PortalShell alert={canSend(roles) && <EmergencyAlert />} dock={<UploadDock />}>
            {children}
          </PortalShell>
          <DropZone />
          <SessionEnded userId={userId} />
        </UploadProvider>
      </QueryProvider>
    </ShellUserProvider>
  );
}
