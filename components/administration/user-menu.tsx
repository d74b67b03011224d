"use client";

import {
  Ellipsis,
  KeyRound,
  Link2,
  LockKeyholeOpen,
  LogOut,
  ShieldOff,
  UserCheck,
  UserRoundCog,
  UserX,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useShellUser } from "@/components/shell";
import { DropdownMenu, IconButton, MenuItem, MenuSeparator, toast } from "@/components/ui";
import type { ListedUser } from "@/lib/users";
import { ConfirmDialog } from "./confirm-dialog";
import { useChange } from "./use-administration";
import { IdentitiesDialog, PasswordDialog, RolesDialog } from "./user-dialogs";

type Action = "disable" | "enable" | "unlock" | "reset-second-factor" | "end-sessions";
type Shown = "roles" | "password" | "identities" | "disable" | "reset-second-factor" | "end-sessions";

/** What an administrator can do with an account. */
export function UserMenu({ user }: { user: ListedUser }) {
  const t = useTranslations("admin.users");
  const change = useChange();
  const self = useShellUser();
  const isOwn = self.userId === user.userId;
  const [shown, setShown] = useState<Shown>();
  const act = async (action: Action) => {
    await change.mutateAsync({ path: `users/${user.userId}/${action}` });
    toast(t(`done.${action}`, { name: user.name }));
  };
  const dialog = (name: Shown) => ({
    open: shown === name,
    onOpenChange: (open: boolean) => setShown(open ? name : undefined),
  });
  // An operator's account is an operator's to change.
  if (user.roles.includes("OPERATOR") && !self.roles.includes("OPERATOR")) return null;
  return (
    <>
      <DropdownMenu
        trigger={<IconButton icon={Ellipsis} label={t("actionsFor", { name: user.name })} hideTooltip />}
      >
        <MenuItem icon={UserRoundCog} onSelect={() => setShown("roles")}>
          {t("changeRoles")}
        </MenuItem>
        <MenuItem icon={Link2} onSelect={() => setShown("identities")}>
          {t("identities")}
        </MenuItem>
        {!isOwn && (
          <MenuItem icon={KeyRound} onSelect={() => setShown("password")}>
            {t("newPassword")}
          </MenuItem>
        )}
        <MenuItem icon={LockKeyholeOpen} onSelect={() => act("unlock").catch(() => {})}>
          {t("unlock")}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={LogOut} onSelect={() => setShown("end-sessions")}>
          {t("endSessions")}
        </MenuItem>
        {!isOwn && user.hasSecondFactor && (
          <MenuItem icon={ShieldOff} onSelect={() => setShown("reset-second-factor")}>
            {t("resetSecondFactor")}
          </MenuItem>
        )}
        {user.disabledAt ? (
          <MenuItem icon={UserCheck} onSelect={() => act("enable").catch(() => {})}>
            {t("enable")}
          </MenuItem>
        ) : (
          !isOwn && (
            <MenuItem icon={UserX} isDanger onSelect={() => setShown("disable")}>
              {t("disable")}
            </MenuItem>
          )
        )}
      </DropdownMenu>
      {(["disable", "reset-second-factor", "end-sessions"] as const).map((action) => (
        <ConfirmDialog
          key={action}
          {...dialog(action)}
          title={t(`confirm.${action}.title`, { name: user.name })}
          text={t(`confirm.${action}.text`)}
          action={t(`confirm.${action}.action`)}
          onConfirm={() => act(action)}
        />
      ))}
      <RolesDialog user={user} {...dialog("roles")} />
      <PasswordDialog user={user} {...dialog("password")} />
      <IdentitiesDialog user={user} {...dialog("identities")} />
    </>
  );
}
