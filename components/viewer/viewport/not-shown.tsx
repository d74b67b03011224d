import { FileText, ImageOff } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** Says plainly, in the place of the image, that it isn't shown and why. Opaque: no other image may shine through. */
export function NotShown({
  title,
  reason,
  children,
}: {
  title: string;
  reason: string;
  children?: ReactNode;
}) {
  return (
    <div className="viewer-not-shown" role="status">
      <ImageOff aria-hidden size={28} strokeWidth={1.5} />
      <strong>{title}</strong>
      <p>{reason}</p>
      {children}
    </div>
  );
}

/** A report or document in a viewport's place: it opens beside the images. */
export function OpenReport({ onOpen }: { onOpen: () => void }) {
  const t = useTranslations("viewer");
  return (
    <button type="button" className="viewer-button" onClick={onOpen}>
      <FileText aria-hidden size={16} />
      {t("notShown.openReport")}
    </button>
  );
}
