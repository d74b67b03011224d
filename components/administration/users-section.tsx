"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge, Button, Input, StatusBadge, useFormat } from "@/components/ui";
import type { ListedUser } from "@/lib/users";
import { CreateUserDialog } from "./create-user-dialog";
import { RecordTable } from "./record-table";
import { SectionFrame } from "./section";
import { useAdministration } from "./use-administration";
import { UserMenu } from "./user-menu";

export function UsersSection() {
  const t = useTranslations("admin.users");
  const users = useAdministration<{ items: ListedUser[] }>("users");
  const [text, setText] = useState("");
  const wanted = text.trim().toLowerCase();
  return (
    <SectionFrame
      title={t("title")}
      description={t("description")}
      query={users}
      actions={
        <CreateUserDialog
          trigger={
            <Button variant="primary">
              <UserPlus aria-hidden />
              {t("create")}
            </Button>
          }
        />
      }
    >
      {({ items }) => (
        <>
          <Input
            type="search"
            aria-label={t("filter")}
            placeholder={t("filter")}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="max-w-md"
          />
          <UserTable
            users={items.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(wanted))}
          />
        </>
      )}
    </SectionFrame>
  );
}

function UserTable({ users }: { users: ListedUser[] }) {
  const t = useTranslations("admin.users");
  const roles = useTranslations("auth.role");
  const format = useFormat();
  return (
    <RecordTable
      label={t("title")}
      rows={users}
      rowKey={({ userId }) => userId}
      empty={t("none")}
      columns={[
        {
          header: t("name"),
          cell: (user) => (
            <>
              <span className="font-medium break-words">{user.name}</span>
              <span className="block break-all text-muted">{user.email}</span>
              {user.disabledAt && (
                <StatusBadge tone="danger">
                  {t("disabledSince", { date: format.date(user.disabledAt) })}
                </StatusBadge>
              )}
              <span className="text-xs text-muted md:hidden">
                {user.roles.map((role) => roles(role)).join(", ")}
              </span>
            </>
          ),
        },
        {
          header: t("roles"),
          from: "md",
          cell: (user) => (
            <span className="flex flex-wrap gap-1">
              {user.roles.map((role) => (
                <Badge key={role}>{roles(role)}</Badge>
              ))}
              {user.roles.length === 0 && <span className="text-muted">{t("noRoles")}</span>}
            </span>
          ),
        },
        { header: t("signsIn"), from: "lg", cell: (user) => signsIn(user, t) },
        {
          header: t("lastSignIn"),
          from: "sm",
          cell: ({ lastSignInAt }) => (lastSignInAt ? format.dateTime(lastSignInAt) : t("never")),
        },
      ]}
      actions={{ header: t("actions"), cell: (user) => <UserMenu user={user} /> }}
    />
  );
}

function signsIn(
  user: ListedUser,
  t: (key: "password" | "secondFactor" | "identity" | "nothing") => string,
): string {
  const ways = [
    user.hasPassword && t("password"),
    user.hasSecondFactor && t("secondFactor"),
    user.identities.length > 0 && t("identity"),
  ].filter(Boolean);
  return ways.join(", ") || t("nothing");
}
