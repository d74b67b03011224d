import { useTranslations } from "next-intl";
import { useContext, useEffect, useRef } from "react";
import { pointerStore } from "../viewport/pointer-store";
import { ForDiagnosis } from "./for-diagnosis";

/** The thin line below the images: the value under the pointer, and what this viewer is not for. */
export function StatusBar({ message }: { message: string }) {
  const t = useTranslations("viewer");
  const isForDiagnosis = useContext(ForDiagnosis);
  const pointer = useRef<HTMLOutputElement>(null);
  useEffect(() => {
    const show = (text: string) => {
      if (pointer.current) pointer.current.textContent = text;
    };
    show(pointerStore.get());
    return pointerStore.subscribe(show);
  }, []);
  return (
    <footer className="viewer-status">
      <output ref={pointer} aria-live="off" data-testid="pointer-value" className="tabular-nums" />
      <span role="status">{message}</span>
      {!isForDiagnosis && <strong>{t("notice")}</strong>}
    </footer>
  );
}
