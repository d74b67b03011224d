"use client";

import { useTranslations } from "next-intl";
import {
  Checkbox,
  Input,
  ModalityBadge,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  useFormat,
} from "@/components/ui";
import type { ReconciliationPreview } from "./transfer";

type ImportStudiesProps = {
  studies: ReconciliationPreview[];
  chosen: string[];
  onChoose: (chosen: string[]) => void;
  accessions: Record<string, string>;
  onAccessions: (accessions: Record<string, string>) => void;
};

/** Which studies are imported, and the number of the local order for each. */
export function ImportStudies({ studies, chosen, onChoose, accessions, onAccessions }: ImportStudiesProps) {
  const t = useTranslations("transfers.import");
  const format = useFormat();
  return (
    <Table aria-label={t("studies")} isStacked>
      <TableHead className="border-b">
        <tr>
          <TableHeader>{t("study")}</TableHeader>
          <TableHeader>{t("instances")}</TableHeader>
          <TableHeader>{t("foreignAccession")}</TableHeader>
          <TableHeader>{t("localAccession")}</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {studies.map((study) => {
          const { studyInstanceUid: uid, description, foreign } = study;
          const name = description || t("noDescription");
          return (
            <TableRow key={uid}>
              <TableCell>
                <Checkbox
                  checked={chosen.includes(uid)}
                  onCheckedChange={(checked) =>
                    onChoose(checked === true ? [...chosen, uid] : chosen.filter((each) => each !== uid))
                  }
                  label={
                    <span className="inline-flex flex-wrap items-center gap-2 tabular-nums">
                      {study.modalities.map((modality) => (
                        <ModalityBadge key={modality} modality={modality} />
                      ))}
                      <span className="font-medium">{name}</span>
                      <span className="text-muted">{format.date(study.studyDate)}</span>
                    </span>
                  }
                />
              </TableCell>
              <TableCell label={t("instances")} className="tabular-nums">
                {study.instanceCount}
              </TableCell>
              <TableCell label={t("foreignAccession")}>{foreign.accessionNumber || "–"}</TableCell>
              <TableCell label={t("localAccession")} className="py-1">
                <Input
                  aria-label={t("localAccessionOf", { name })}
                  autoComplete="off"
                  maxLength={16}
                  className="h-8 min-w-28"
                  value={accessions[uid] ?? ""}
                  onChange={(event) => onAccessions({ ...accessions, [uid]: event.target.value })}
                />
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
