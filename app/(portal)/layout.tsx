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
import { hasMeetings } from "@/lib/meetings";

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const context = await requirePageUser();
  const { userId, name, email, roles, organizationName } = context.actor;
  const user = { userId, name, email, roles, organizationName, hasMeetings: await hasMeetings(context) };
  return (
    <ShellUserProvider user={user}>
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
