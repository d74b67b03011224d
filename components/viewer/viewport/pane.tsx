import { useTranslations } from "next-intl";
import type { DragEvent, ReactNode } from "react";
import { ErrorBoundary } from "../chrome/error-boundary";
import { NotShown } from "./not-shown";

export const DISPLAY_SET_DRAG = "application/x-beeldbrug-display-set";

type Props = {
  number: number;
  isActive: boolean;
  /** A border that tells this patient from the other one on screen; null when there is only one. */
  patientName: string | null;
  onActivate: () => void;
  onDropDisplaySet: (displaySetId: string) => void;
  /** Changes with what is shown, so that a failed pane gets a fresh start. */
  contentKey: string;
  children: ReactNode;
};

/** The frame round a viewport: says which one is active, takes a dropped series, and keeps its failures inside. */
export function Pane({
  number,
  isActive,
  patientName,
  onActivate,
  onDropDisplaySet,
  contentKey,
  children,
}: Props) {
  const t = useTranslations("viewer");
  const drop = (event: DragEvent) => {
    const id = event.dataTransfer.getData(DISPLAY_SET_DRAG);
    if (!id) return;
    event.preventDefault();
    onDropDisplaySet(id);
  };
  return (
    <section
      className={`viewer-pane ${isActive ? "viewer-pane-active" : ""} ${patientName ? "viewer-pane-mixed" : ""}`}
      aria-label={t("viewport.label", { number })}
      aria-current={isActive || undefined}
      data-testid={`viewport-${number}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the viewport takes the keys of its tools
      tabIndex={0}
      onFocus={onActivate}
      onPointerDownCapture={onActivate}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      {patientName && <div className="viewer-pane-patient">{patientName}</div>}
      <div className="relative min-h-0 flex-1">
        <ErrorBoundary
          key={contentKey}
          fallback={<NotShown title={t("notShown.title")} reason={t("notShown.crashed")} />}
        >
          {children}
        </ErrorBoundary>
      </div>
    </section>
  );
}
