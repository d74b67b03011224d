import { useTranslations } from "next-intl";
import { useFormat } from "@/components/ui";
import type { ImportStatus } from "./import-api";

/** Whose studies an upload has brought so far; nothing while there are none. */
export function PatientNames({ studies }: Pick<ImportStatus, "studies">) {
  const t = useTranslations("common.patient");
  const format = useFormat();
  const names = new Set(studies.map((study) => format.personName(study.patientName) || t("noName")));
  if (names.size === 0) return null;
  return <span className="break-words text-muted"> · {[...names].join("; ")}</span>;
}
