"use client";

import { useQueryClient } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { toast } from "@/components/ui";
import type { SourceFile } from "./source-file";
import type { UploadSession } from "./upload-session";

type Uploads = {
  sessions: readonly UploadSession[];
  start: (files: AsyncIterable<SourceFile>) => void;
  dismiss: (session: UploadSession) => void;
  /** Whether this person may bring studies in at all. */
  isAllowed: boolean;
};

const Context = createContext<Uploads | null>(null);

/** Keeps uploads going while people walk from page to page. */
export function UploadProvider({ isAllowed, children }: { isAllowed: boolean; children: ReactNode }) {
  const queries = useQueryClient();
  const t = useTranslations("upload.dock");
  const pathname = usePathname();
  const openStudy = useRef<string | null>(null);
  openStudy.current = /^\/studies\/([0-9.]+)$/.exec(pathname)?.[1] ?? null;
  const [sessions, setSessions] = useState<UploadSession[]>([]);

  const start = useCallback(
    (files: AsyncIterable<SourceFile>) => {
      const begin = async () => {
        // Fetched with the first upload: most pages never need it.
        const { UploadSession } = await import("./upload-session");
        const session = new UploadSession(files, openStudy.current, () => {
          void queries.invalidateQueries({ queryKey: ["studies"] });
        });
        setSessions((current) => [...current, session]);
        void session.run();
      };
      begin().catch(() => toast.error(t("cannotStart")));
    },
    [queries, t],
  );
  const dismiss = useCallback((session: UploadSession) => {
    setSessions((current) => current.filter((each) => each !== session));
  }, []);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (sessions.some((session) => session.isActive)) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [sessions]);

  const value = useMemo(
    () => ({ sessions, start, dismiss, isAllowed }),
    [sessions, start, dismiss, isAllowed],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useUploads(): Uploads {
  const uploads = useContext(Context);
  if (!uploads) throw new Error("useUploads outside the portal's layout");
  return uploads;
}
