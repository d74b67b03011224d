"use client";

import { Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { collectDrop } from "./collect-files";
import { useUploads } from "./upload-provider";

/** The whole page takes folders, ZIPs and files; while something hovers above it, it says so. */
export function DropZone() {
  const t = useTranslations("upload.drop");
  const { start, isAllowed } = useUploads();
  const [isOver, setOver] = useState(false);
  const depth = useRef(0);

  useEffect(() => {
    if (!isAllowed) return;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth.current += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth.current = Math.max(0, depth.current - 1);
      if (depth.current === 0) setOver(false);
    };
    const over = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      depth.current = 0;
      setOver(false);
      start(collectDrop(event.dataTransfer));
    };
    window.addEventListener("dragenter", enter);
    window.addEventListener("dragleave", leave);
    window.addEventListener("dragover", over);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragenter", enter);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("dragover", over);
      window.removeEventListener("drop", drop);
    };
  }, [start, isAllowed]);

  if (!isOver) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-70 grid place-items-center bg-scrim p-6">
      <div className="flex flex-col items-center gap-3 rounded-lg border-2 border-dashed border-accent bg-raised px-10 py-8 text-center">
        <Upload aria-hidden strokeWidth={1.5} className="size-10 text-accent-text" />
        <p className="text-lg font-semibold">{t("title")}</p>
        <p className="text-muted">{t("text")}</p>
      </div>
    </div>
  );
}
