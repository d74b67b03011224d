"use client";

import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge, Button, useFormat } from "@/components/ui";
import type { ListedSource } from "@/lib/directory";
import { ImportDialog } from "./import-dialog";
import { type RecordColumn, RecordTable } from "./record-table";
import { SectionFrame } from "./section";
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
          <RecordTable
            label={t("title")}
            rows={items}
            rowKey={({ sourceId }) => sourceId}
            columns={[
              {
                header: t("name"),
                cell: ({ name, kind }) => (
                  <>
                    <span className="font-medium break-words">{name}</span>{" "}
                    <Badge>{t(`kinds.${kind}`)}</Badge>
                  </>
                ),
              },
              { header: t("importedAt"), cell: ({ importedAt }) => format.dateTime(importedAt) },
              ...(["organizations", "practitioners", "mailboxes"] as const).map(
                (key): RecordColumn<ListedSource> => ({
                  header: t(key),
                  from: key === "organizations" ? "sm" : "md",
                  isNumber: true,
                  cell: (source) => format.number(source[key]),
                }),
              ),
            ]}
            actions={{
              header: t("update"),
              cell: ({ name }) => (
                <Button size="sm" aria-label={t("updateOf", { name })} onClick={() => setImporting(name)}>
                  {t("update")}
                </Button>
              ),
            }}
          />
        )}
      </SectionFrame>
    </>
  );
}
