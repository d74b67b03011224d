import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatAge, formatDate, formatPersonName, type Locale } from "@/lib/i18n";
import type { StudySummary } from "../data/load-study";
import type { EdgeLetters } from "../geometry/orientation";
import { lengthText } from "../geometry/scale-bar";

/** Whose image it is: name, birth date, age at the study, sex and number. */
export function PatientCorner({ study, locale }: { study: StudySummary; locale: Locale }) {
  const t = useTranslations("viewer");
  const { patient } = study;
  return (
    <div className="viewer-corner top-1.5 left-2">
      <strong>{formatPersonName(patient.name) || t("patient.unnamed")}</strong>
      <span>
        {[
          formatDate(patient.birthDate),
          formatAge(patient.birthDate, study.date || undefined, locale),
          ["M", "F", "O"].includes(patient.sex) ? t(`patient.sexShort.${patient.sex}`) : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
      <span>{patient.identifier}</span>
    </div>
  );
}

/** The letters at the edges and the bar of known length; a slider beside or below takes its room. */
export function EdgesAndScale({
  letters,
  scale,
  sliderAt,
}: {
  letters: EdgeLetters;
  scale: { pixels: number; millimetres: number } | null | undefined;
  sliderAt: "right" | "bottom";
}) {
  const [right, bottom] =
    sliderAt === "right" ? ["right-6", "bottom-1"] : ["right-2", "bottom-[var(--volume-controls,2.25rem)]"];
  return (
    <>
      <Edge name="top" className="top-1 left-1/2 -translate-x-1/2">
        {letters.top}
      </Edge>
      <Edge name="right" className={`top-1/2 -translate-y-1/2 ${right}`}>
        {letters.right}
      </Edge>
      <Edge name="bottom" className={`left-1/2 -translate-x-1/2 ${bottom}`}>
        {letters.bottom}
      </Edge>
      <Edge name="left" className="top-1/2 left-2 -translate-y-1/2">
        {letters.left}
      </Edge>
      {scale && (
        <div className="viewer-scale" style={{ height: scale.pixels }}>
          <span className="viewer-scale-label">{lengthText(scale.millimetres)}</span>
        </div>
      )}
    </>
  );
}

function Edge({
  name,
  className,
  children,
}: {
  name: keyof EdgeLetters;
  className: string;
  children: ReactNode;
}) {
  return (
    <span className={`viewer-edge ${className}`} data-edge={name}>
      {children}
    </span>
  );
}

/** The window as numbers: those of CT are whole, those of PET and dose aren't. */
export function WindowText({ window }: { window: { center: number; width: number } }) {
  const t = useTranslations("viewer");
  return (
    <span>
      {t("overlay.window", { center: windowNumber(window.center), width: windowNumber(window.width) })}
    </span>
  );
}

function windowNumber(value: number): string {
  return Math.abs(value) >= 10 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
