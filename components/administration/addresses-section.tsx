"use client";

import { Inbox, Pencil, Trash2, UserPlus, UserRound, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useDebounced } from "@/components/shell";
import { Button, Combobox, IconButton, Input, Notice, StatusBadge, useFormat } from "@/components/ui";
import type { ListedDepartment, OwnAddress } from "@/lib/directory";
import type { ListedUser } from "@/lib/users";
import { ConfirmDialog } from "./confirm-dialog";
import { PractitionerDialog } from "./practitioner-dialog";
import { SectionFrame, Sheeted } from "./section";
import { useAdministration, useChange } from "./use-administration";

type Answer = { items: OwnAddress[]; total: number; openTasks: number };

/** Which account reads which address; what was sent to an address that nobody reads comes first. */
export function AddressesSection() {
  const t = useTranslations("admin.addresses");
  const p = useTranslations("admin.practitioners");
  const [text, setText] = useState("");
  const q = useDebounced(text.trim(), 200);
  const query = useAdministration<Answer>(`addresses?q=${encodeURIComponent(q)}`);
  const users = useAdministration<{ items: ListedUser[] }>("users");
  const departments = useAdministration<{ departments: ListedDepartment[] }>("departments");
  const accounts = (users.data?.items ?? []).filter(({ disabledAt }) => disabledAt === null);
  return (
    <SectionFrame
      title={t("title")}
      description={t("description")}
      query={query}
      actions={
        <PractitionerDialog
          departments={departments.data?.departments ?? []}
          trigger={
            <Button variant="primary">
              <UserPlus aria-hidden />
              {p("add")}
            </Button>
          }
        />
      }
    >
      {({ items, total, openTasks }) => (
        <>
          {openTasks > 0 && (
            <Notice tone="warn" title={t("tasks", { count: openTasks })}>
              {t("tasksText")}
            </Notice>
          )}
          <Input
            type="search"
            aria-label={t("filter")}
            placeholder={t("filter")}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="max-w-md"
          />
          <Sheeted>
            <ul className="divide-y">
              {items.length === 0 && (
                <li className="px-3 py-6 text-center text-sm text-muted">{t("none")}</li>
              )}
              {items.map((address) => (
                <AddressRow
                  key={address.addressId}
                  address={address}
                  accounts={accounts}
                  departments={departments.data?.departments ?? []}
                />
              ))}
            </ul>
            {total > items.length && (
              <p className="border-t px-3 py-2 text-sm text-muted">
                {t("more", { shown: items.length, total })}
              </p>
            )}
          </Sheeted>
        </>
      )}
    </SectionFrame>
  );
}

type RowProps = { address: OwnAddress; accounts: ListedUser[]; departments: ListedDepartment[] };

function AddressRow({ address, accounts, departments }: RowProps) {
  const t = useTranslations("admin.addresses");
  const format = useFormat();
  const change = useChange();
  const Icon = address.kind === "MAILBOX" ? Inbox : UserRound;
  const link = (userId: string, isLinked: boolean) =>
    change.mutate({
      path: "addresses/accounts",
      method: "PUT",
      body: { addressId: address.addressId, userId, isLinked },
    });
  const linked = new Set(address.accounts.map(({ userId }) => userId));
  return (
    <li className="grid items-start gap-2 px-3 py-2.5 text-sm md:grid-cols-[1fr_1fr_15rem_5rem]">
      <div className="flex min-w-0 items-start gap-2">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
        <div className="min-w-0">
          <p className="font-medium break-words">{address.name}</p>
          <p className="break-words text-muted">
            {[address.role, address.department || address.specialty].filter(Boolean).join(" · ")}
          </p>
          {address.taskSince && (
            <StatusBadge tone="warn">{t("waits", { date: format.date(address.taskSince) })}</StatusBadge>
          )}
        </div>
      </div>
      <ul aria-label={t("readersOf", { name: address.name })} className="flex min-w-0 flex-col gap-1">
        {address.accounts.length === 0 && <li className="text-muted">{t("nobody")}</li>}
        {address.accounts.map((account) => (
          <li key={account.userId} className="flex items-center gap-1">
            <span className="min-w-0 truncate" title={account.email}>
              {account.name}
              {account.isDisabled && <span className="text-danger"> ({t("disabled")})</span>}
            </span>
            <IconButton
              icon={X}
              size="sm"
              label={t("unlink", { account: account.name, name: address.name })}
              disabled={change.isPending}
              onClick={() => link(account.userId, false)}
            />
          </li>
        ))}
      </ul>
      <Combobox
        aria-label={t("linkTo", { name: address.name })}
        placeholder={address.kind === "MAILBOX" ? t("addMember") : t("link")}
        options={accounts
          .filter(({ userId }) => !linked.has(userId))
          .map(({ userId, name, email }) => ({ value: userId, label: name, hint: email }))}
        value={undefined}
        onValueChange={(userId) => link(userId, true)}
        disabled={change.isPending}
      />
      {address.practitioner && <EditPractitioner address={address} departments={departments} />}
    </li>
  );
}

function EditPractitioner({ address, departments }: Pick<RowProps, "address" | "departments">) {
  const t = useTranslations("admin.practitioners");
  const change = useChange();
  const { name, addressId } = address;
  return (
    <div className="flex justify-end">
      <PractitionerDialog
        address={address}
        departments={departments}
        trigger={<IconButton icon={Pencil} size="sm" label={t("editOf", { name })} hideTooltip />}
      />
      <ConfirmDialog
        trigger={<IconButton icon={Trash2} size="sm" label={t("removeOf", { name })} hideTooltip />}
        title={t("removeOf", { name })}
        text={t("removeText")}
        action={t("remove")}
        onConfirm={() => change.mutateAsync({ path: `practitioners/${addressId}`, method: "DELETE" })}
      />
    </div>
  );
}
