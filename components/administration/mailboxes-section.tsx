"use client";

import { FolderPlus, MailPlus, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge, Button, IconButton, ModalityBadge, StatusBadge } from "@/components/ui";
import type { ListedDepartment, ListedMailbox } from "@/lib/directory";
import { DepartmentDialog } from "./department-dialog";
import { MailboxDialog } from "./mailbox-dialog";
import { useHoursText } from "./opening-hours-field";
import { RecordTable } from "./record-table";
import { SectionFrame, Sheeted } from "./section";
import { useAdministration } from "./use-administration";

type Departments = { departments: ListedDepartment[]; mailboxes: ListedMailbox[] };

export function MailboxesSection() {
  const t = useTranslations("admin.mailboxes");
  const query = useAdministration<Departments>("departments");
  const departments = query.data?.departments ?? [];
  return (
    <SectionFrame
      title={t("title")}
      description={t("description")}
      query={query}
      isEmpty={(data) => data.departments.length + data.mailboxes.length === 0}
      empty={t("empty")}
      actions={
        <>
          <DepartmentDialog
            trigger={
              <Button>
                <FolderPlus aria-hidden />
                {t("addDepartment")}
              </Button>
            }
          />
          <MailboxDialog
            departments={departments}
            trigger={
              <Button variant="primary">
                <MailPlus aria-hidden />
                {t("add")}
              </Button>
            }
          />
        </>
      }
    >
      {(data) => (
        <>
          <MailboxTable {...data} />
          <DepartmentTable departments={data.departments} />
        </>
      )}
    </SectionFrame>
  );
}

function MailboxTable({ departments, mailboxes }: Departments) {
  const t = useTranslations("admin.mailboxes");
  const purposes = useTranslations("shares.purposes");
  const hoursText = useHoursText();
  const departmentOf = (id: string | null) =>
    departments.find(({ departmentId }) => departmentId === id)?.name;
  return (
    <RecordTable
      label={t("title")}
      rows={mailboxes}
      rowKey={({ addressId }) => addressId}
      empty={t("none")}
      columns={[
        {
          header: t("mailbox"),
          cell: (mailbox) => (
            <>
              <span className="font-medium break-words">{mailbox.name}</span>
              <span className="block break-words text-muted">
                {[departmentOf(mailbox.departmentId), mailbox.email].filter(Boolean).join(" · ")}
              </span>
              {!mailbox.isListed && <Badge>{t("notListed")}</Badge>}
              {mailbox.source && (
                <span className="block text-xs text-muted">{t("source", { name: mailbox.source })}</span>
              )}
            </>
          ),
        },
        { header: t("hours"), from: "md", cell: ({ openingHours }) => hoursText(openingHours) },
        {
          header: t("accepts"),
          from: "lg",
          cell: ({ acceptedModalities, acceptedPurposes }) => (
            <span className="flex flex-wrap items-center gap-1">
              {acceptedModalities.map((modality) => (
                <ModalityBadge key={modality} modality={modality} />
              ))}
              {acceptedPurposes.map((purpose) => purposes(purpose as "MDO")).join(", ")}
              {acceptedModalities.length + acceptedPurposes.length === 0 && t("everything")}
            </span>
          ),
        },
        {
          header: t("members"),
          from: "sm",
          cell: ({ members, isListed }) =>
            members === 0 && isListed ? (
              <StatusBadge tone="warn">{t("noMembers")}</StatusBadge>
            ) : (
              t("memberCount", { count: members })
            ),
        },
      ]}
      actions={{
        header: t("edit"),
        cell: (mailbox) => (
          <MailboxDialog
            departments={departments}
            mailbox={mailbox}
            trigger={<IconButton icon={Pencil} label={t("editOf", { name: mailbox.name })} hideTooltip />}
          />
        ),
      }}
    />
  );
}

function DepartmentTable({ departments }: { departments: ListedDepartment[] }) {
  const t = useTranslations("admin.mailboxes");
  if (departments.length === 0) return null;
  return (
    <>
      <h3 className="mt-2 text-base font-semibold">{t("departments")}</h3>
      <Sheeted>
        <ul className="grid sm:grid-cols-2 lg:grid-cols-3">
          {departments.map((department) => (
            <li key={department.departmentId} className="flex items-center gap-2 px-3 py-1.5 text-sm">
              <span className="min-w-0 flex-1">
                <span className="block font-medium break-words">{department.name}</span>
                <span className="block text-xs text-muted">
                  {[department.specialty, department.source].filter(Boolean).join(" · ")}
                </span>
              </span>
              <DepartmentDialog
                department={department}
                trigger={
                  <IconButton
                    icon={Pencil}
                    size="sm"
                    label={t("editOf", { name: department.name })}
                    hideTooltip
                  />
                }
              />
            </li>
          ))}
        </ul>
      </Sheeted>
    </>
  );
}
