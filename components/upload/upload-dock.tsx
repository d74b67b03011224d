"use client";

import dynamic from "next/dynamic";
import { UnfinishedUploads } from "./unfinished-uploads";
import { useUploads } from "./upload-provider";

// Fetched with the first upload: most pages never need it.
const UploadSessionCard = dynamic(() =>
  import("./upload-session-card").then((module) => module.UploadSessionCard),
);

/** At the bottom of every page: what is on its way in. */
export function UploadDock() {
  const { sessions, dismiss, isAllowed } = useUploads();
  const isIdle = !sessions.some((session) => session.isActive);
  return (
    <div className="scroll-quiet max-h-[45dvh] shrink-0 divide-y overflow-y-auto border-t-line-strong bg-surface not-empty:border-t">
      {isAllowed && isIdle && <UnfinishedUploads key={sessions.length} />}
      {sessions.map((session) => (
        <UploadSessionCard key={session.id} session={session} onDismiss={() => dismiss(session)} />
      ))}
    </div>
  );
}
