"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton, Notice, useFormat } from "@/components/ui";
import { ConfirmDialog } from "./confirm-dialog";
import { AddSftpAccount, AddWatchedFolder } from "./drop-dialogs";
import { RecordTable } from "./record-table";
import { SectionFrame } from "./section";
import { useAdministration, useChange } from "./use-administration";

type Owned = { organizationName: string; createdAt: string };
type Folders = { base: string; items: (Owned & { id: string; path: string })[] };
type Accounts = { port?: number; items: (Owned & { name: string; keys: number })[] };

/** Where files are delivered without a browser or a PACS. */
export function DropsSection() {
  return (
    <div className="flex flex-col gap-8">
      <WatchedFolders />
      <SftpAccounts />
    </div>
  );
}

function WatchedFolders() {
  const t = useTranslations("admin.drops");
  const format = useFormat();
  const change = useChange();
  const query = useAdministration<Folders>("watched-folders");
  return (
    <SectionFrame
      title={t("folders")}
      description={t("foldersDescription")}
      query={query}
      actions={<AddWatchedFolder />}
    >
      {({ base, items }) => (
        <>
          <Notice>{t("base", { base })}</Notice>
          <RecordTable
            label={t("folders")}
            rows={items}
            rowKey={({ id }) => id}
            empty={t("noFolders")}
            columns={[
              { header: t("path"), className: "break-all font-medium", cell: ({ path }) => path },
              { header: t("organization"), cell: ({ organizationName }) => organizationName },
              { header: t("since"), from: "md", cell: ({ createdAt }) => format.date(createdAt) },
            ]}
            actions={{
              header: t("removeFolder"),
              cell: ({ id, path }) => (
                <ConfirmDialog
                  trigger={<IconButton icon={Trash2} label={t("removeFolderOf", { path })} hideTooltip />}
                  title={t("removeFolderOf", { path })}
                  text={t("removeFolderText")}
                  action={t("removeFolder")}
                  onConfirm={() => change.mutateAsync({ path: `watched-folders/${id}`, method: "DELETE" })}
                />
              ),
            }}
          />
        </>
      )}
    </SectionFrame>
  );
}

function SftpAccounts() {
  const t = useTranslations("admin.drops");
  const format = useFormat();
  const change = useChange();
  const query = useAdministration<Accounts>("sftp-accounts");
  return (
    <SectionFrame
      title={t("accounts")}
      description={t("accountsDescription")}
      query={query}
      actions={<AddSftpAccount />}
    >
      {({ port, items }) => (
        <>
          <Notice {...(port === undefined && { tone: "warn" as const })}>
            {port === undefined ? t("noPort") : t("port", { port: String(port) })}
          </Notice>
          <RecordTable
            label={t("accounts")}
            rows={items}
            rowKey={({ name }) => name}
            empty={t("noAccounts")}
            columns={[
              { header: t("name"), className: "font-medium", cell: ({ name }) => name },
              { header: t("organization"), cell: ({ organizationName }) => organizationName },
              { header: t("keys"), isNumber: true, cell: ({ keys }) => keys },
              { header: t("since"), from: "md", cell: ({ createdAt }) => format.date(createdAt) },
            ]}
            actions={{
              header: t("removeAccount"),
              cell: ({ name }) => (
                <ConfirmDialog
                  trigger={<IconButton icon={Trash2} label={t("removeAccountOf", { name })} hideTooltip />}
                  title={t("removeAccountOf", { name })}
                  text={t("removeAccountText")}
                  action={t("removeAccount")}
                  onConfirm={() =>
                    change.mutateAsync({
                      path: `sftp-accounts/${encodeURIComponent(name)}`,
                      method: "DELETE",
                    })
                  }
                />
              ),
            }}
          />
        </>
      )}
    </SectionFrame>
  );
}
