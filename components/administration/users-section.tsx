"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  Badge,
  Button,
  Input,
  StatusBadge,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  useFormat,
} from "@/components/ui";
import type { ListedUser } from "@/lib/users";
import { CreateUserDialog } from "./create-user-dialog";
import { SectionFrame, Sheeted } from "./section";
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
    <Sheeted>
      <Table aria-label={t("title")}>
        <TableHead className="border-b">
          <tr>
            <TableHeader>{t("name")}</TableHeader>
            <TableHeader className="hidden md:table-cell">{t("roles")}</TableHeader>
            <TableHeader className="hidden lg:table-cell">{t("signsIn")}</TableHeader>
            <TableHeader className="hidden sm:table-cell">{t("lastSignIn")}</TableHeader>
            <TableHeader className="w-12">
              <span className="sr-only">{t("actions")}</span>
            </TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {users.length === 0 && (
            <TableRow>
              <TableCell colSpan={5} className="py-6 text-center text-muted">
                {t("none")}
              </TableCell>
            </TableRow>
          )}
          {users.map((user) => (
            <TableRow key={user.userId}>
              <TableCell>
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
              </TableCell>
              <TableCell className="hidden md:table-cell">
                <span className="flex flex-wrap gap-1">
                  {user.roles.map((role) => (
                    <Badge key={role}>{roles(role)}</Badge>
                  ))}
                  {user.roles.length === 0 && <span className="text-muted">{t("noRoles")}</span>}
                </span>
              </TableCell>
              <TableCell className="hidden lg:table-cell">{signsIn(user, t)}</TableCell>
              <TableCell className="hidden tabular-nums sm:table-cell">
                {user.lastSignInAt ? format.dateTime(user.lastSignInAt) : t("never")}
              </TableCell>
              <TableCell className="py-1 text-right">
                <UserMenu user={user} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Sheeted>
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
