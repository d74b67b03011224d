"use client";

import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  Badge,
  Button,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  useFormat,
} from "@/components/ui";
import type { ListedSource } from "@/lib/directory";
import { ImportDialog } from "./import-dialog";
import { SectionFrame, Sheeted } from "./section";
import { useAdministration } from "./use-administration";

/** Where the address book comes from, and bringing it up to date from a file. */
export function SourcesSection() {
  const t = useTranslations("admin.sources");
  const format = useFormat();
  const query = useAdministration<{ items: ListedSource[] }>("directory-sources");
  const [importing, setImporting] = useState<string>();
  return (
    <>
      {importing !== undefined && (
        <ImportDialog sourceName={importing} onClose={() => setImporting(undefined)} />
      )}
      <SectionFrame
        title={t("title")}
        description={t("description")}
        query={query}
        isEmpty={({ items }) => items.length === 0}
        empty={t("none")}
        actions={
          <Button variant="primary" onClick={() => setImporting("")}>
            <FileUp aria-hidden />
            {t("import")}
          </Button>
        }
      >
        {({ items }) => (
          <Sheeted>
            <Table aria-label={t("title")} className="tabular-nums">
              <TableHead className="border-b">
                <tr>
                  <TableHeader>{t("name")}</TableHeader>
                  <TableHeader>{t("importedAt")}</TableHeader>
                  <TableHeader className="hidden text-right sm:table-cell">{t("organizations")}</TableHeader>
                  <TableHeader className="hidden text-right md:table-cell">{t("practitioners")}</TableHeader>
                  <TableHeader className="hidden text-right md:table-cell">{t("mailboxes")}</TableHeader>
                  <TableHeader className="w-12">
                    <span className="sr-only">{t("update")}</span>
                  </TableHeader>
                </tr>
              </TableHead>
              <TableBody>
                {items.map((source) => (
                  <TableRow key={source.sourceId}>
                    <TableCell>
                      <span className="font-medium break-words">{source.name}</span>{" "}
                      <Badge>{t(`kinds.${source.kind}`)}</Badge>
                    </TableCell>
                    <TableCell>{format.dateTime(source.importedAt)}</TableCell>
                    <TableCell className="hidden text-right sm:table-cell">
                      {format.number(source.organizations)}
                    </TableCell>
                    <TableCell className="hidden text-right md:table-cell">
                      {format.number(source.practitioners)}
                    </TableCell>
                    <TableCell className="hidden text-right md:table-cell">
                      {format.number(source.mailboxes)}
                    </TableCell>
                    <TableCell className="text-right">
                      <Button
                        size="sm"
                        aria-label={t("updateOf", { name: source.name })}
                        onClick={() => setImporting(source.name)}
                      >
                        {t("update")}
                      </Button>
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </Sheeted>
        )}
      </SectionFrame>
    </>
  );
}
