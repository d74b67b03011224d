"use client";

import { ArrowRight, Equal } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import {
  Input,
  Select,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  useFormat,
} from "@/components/ui";
import { parsePersonName } from "@/lib/dicom";
import type { LocalValues } from "./reconciliation";
import type { PatientIdentity } from "./transfer";

type ReconciliationTableProps = {
  foreign: PatientIdentity;
  from: string;
  value: LocalValues;
  onChange: (value: LocalValues) => void;
  /** The archive says under whom it has to go: nothing can be typed. */
  isFixed?: boolean;
};

type Line = { key: keyof LocalValues; foreign: string; local: ReactNode; isChanged: boolean };

/** Field by field what stood there and what will stand there. */
export function ReconciliationTable({ foreign, from, value, onChange, isFixed }: ReconciliationTableProps) {
  const t = useTranslations("transfers.fields");
  const format = useFormat();
  const name = parsePersonName(foreign.name).alphabetic;
  const set = (key: keyof LocalValues) => (text: string) => onChange({ ...value, [key]: text });
  const input = (key: keyof LocalValues, options: { type?: string; maxLength?: number } = {}) => (
    <Input
      {...options}
      aria-label={t("newOf", { field: t(key as "sex") })}
      autoComplete="off"
      value={value[key]}
      disabled={isFixed}
      onChange={(event) => set(key)(event.target.value)}
      className="h-8 min-w-32"
    />
  );
  const line = (key: keyof LocalValues, before: string, local: ReactNode, shown = before): Line => ({
    key,
    foreign: shown,
    local,
    isChanged: before !== value[key],
  });
  const sex = (code: string) => (["M", "F", "O"].includes(code) ? t(`sexes.${code as "M"}`) : code);
  const lines: Line[] = [
    line("patientIdentifier", foreign.patientIdentifier, input("patientIdentifier", { maxLength: 64 })),
    line("issuerOfPatientId", foreign.issuerOfPatientId, input("issuerOfPatientId", { maxLength: 64 })),
    line("familyName", name?.familyName ?? "", input("familyName", { maxLength: 64 })),
    line("givenName", name?.givenName ?? "", input("givenName", { maxLength: 64 })),
    line(
      "birthDate",
      foreign.birthDate ?? "",
      input("birthDate", { type: "date" }),
      format.date(foreign.birthDate) || "",
    ),
    line(
      "sex",
      foreign.sex,
      <Select
        aria-label={t("newOf", { field: t("sex") })}
        className="h-8 min-w-32"
        disabled={isFixed ?? false}
        value={value.sex}
        onValueChange={set("sex")}
        options={["M", "F", "O"].map((code) => ({ value: code, label: sex(code) }))}
      />,
      sex(foreign.sex),
    ),
  ];
  const before = from ? t("foreign", { organization: from }) : t("before");
  return (
    <Table aria-label={t("label")} isStacked className="max-w-3xl">
      <TableHead className="border-b">
        <tr>
          <TableHeader>{t("field")}</TableHeader>
          <TableHeader>{before}</TableHeader>
          <TableHeader className="w-8">
            <span className="sr-only">{t("change")}</span>
          </TableHeader>
          <TableHeader>{t("local")}</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {lines.map((each) => (
          <TableRow key={each.key}>
            <th
              scope="row"
              className="px-3 py-2 text-left font-normal text-muted max-sm:font-medium max-sm:text-text"
            >
              {t(each.key as "sex")}
            </th>
            <TableCell label={before} className="tabular-nums">
              {each.foreign || "–"}
            </TableCell>
            <TableCell className="max-sm:hidden!">
              {each.isChanged ? (
                <ArrowRight aria-label={t("changed")} role="img" className="size-4 text-warn" />
              ) : (
                <Equal aria-label={t("same")} role="img" className="size-4 text-muted" />
              )}
            </TableCell>
            <TableCell label={t("local")} className="py-1">
              {each.local}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
