"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { cn } from "@/components/ui";
import type { Picture } from "./images";
import { preload } from "./use-pictures";

type PictureStageProps = {
  pictures: Picture[];
  isPending: boolean;
  /** Nobody knows which images there are. */
  isFailed: boolean;
  index: number;
  onIndex: (index: number) => void;
};

/** One picture, as large as there is room; those that were loaded ahead are there with the first paint. */
export function PictureStage({ pictures, isPending, isFailed, index, onIndex }: PictureStageProps) {
  const t = useTranslations("meetings.present");
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [drawn, setDrawn] = useState<string | null>(null);
  const picture = pictures[index];
  useEffect(() => {
    if (!picture) return;
    let isGone = false;
    preload(picture.url)
      .then((image) => {
        const target = canvas.current;
        if (isGone || !target) return;
        target.width = image.naturalWidth;
        target.height = image.naturalHeight;
        target.getContext("2d")?.drawImage(image, 0, 0);
        setDrawn(picture.url);
        setFailed(null);
      })
      .catch(() => !isGone && setFailed(picture.url));
    return () => {
      isGone = true;
    };
  }, [picture]);
  return (
    <div
      className="relative flex min-h-0 flex-1 flex-col"
      onWheel={(event) =>
        onIndex(Math.max(0, Math.min(pictures.length - 1, index + Math.sign(event.deltaY))))
      }
    >
      <canvas
        ref={canvas}
        role="img"
        aria-label={
          picture
            ? `${picture.title}, ${t("image", { index: index + 1, count: pictures.length })}`
            : t(isFailed ? "imagesFailed" : "noImages")
        }
        data-testid="stage"
        data-drawn={drawn !== null && drawn === picture?.url}
        className="min-h-0 w-full flex-1 object-contain"
      />
      {!picture && (
        <p
          role={isFailed ? "alert" : "status"}
          className={cn(
            "absolute inset-0 grid place-items-center p-6 text-center text-lg",
            !isFailed && "text-[#a0b2b6]",
          )}
        >
          {isPending ? t("loading") : isFailed ? t("imagesFailed") : t("noImages")}
        </p>
      )}
      {picture && failed === picture.url && (
        <p role="alert" className="absolute inset-0 grid place-items-center text-lg">
          {t("imageFailed")}
        </p>
      )}
      {picture && (
        <p className="px-4 pt-2 text-sm text-[#a0b2b6] tabular-nums">
          {picture.isKey && <strong className="text-[#e5edee]">{t("keyImages")} · </strong>}
          {picture.title} · {t("image", { index: index + 1, count: pictures.length })}
        </p>
      )}
    </div>
  );
}
