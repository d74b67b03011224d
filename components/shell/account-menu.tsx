"use client";

import { CircleUserRound, Keyboard, LogOut, UserCog } from "lucide-react";
import { useRouter } from "next/navigation";
import { signOut } from "next-auth/react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import {
  Button,
  DropdownMenu,
  IconButton,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuSeparator,
} from "@/components/ui";
import { isLocale, isTheme, LOCALES, THEMES } from "@/lib/i18n";
import { chooseLocale, chooseTheme, currentTheme } from "./preferences";
import { useShellUser } from "./shell-user";

/** Languages are written in their own language, so that who can't read this one finds the other. */
const LANGUAGE_NAMES = { nl: "Nederlands", en: "English" };

export function LanguageMenu() {
  const t = useTranslations("shell.account");
  const router = useRouter();
  const locale = useLocale();
  return (
    <DropdownMenu
      trigger={
        <Button variant="quiet" size="sm" aria-label={t("language")}>
          {locale.toUpperCase()}
        </Button>
      }
    >
      <MenuLabel>{t("language")}</MenuLabel>
      <MenuRadioGroup
        value={locale}
        onValueChange={(next) => {
          if (!isLocale(next)) return;
          chooseLocale(next);
          router.refresh();
        }}
        options={LOCALES.map((value) => ({
          value,
          label: <span lang={value}>{LANGUAGE_NAMES[value]}</span>,
        }))}
      />
    </DropdownMenu>
  );
}

export function AccountMenu({ onShowKeys }: { onShowKeys: () => void }) {
  const t = useTranslations("shell.account");
  const router = useRouter();
  const user = useShellUser();
  const [theme, setTheme] = useState<string>();
  return (
    <DropdownMenu trigger={<IconButton icon={CircleUserRound} label={t("menu")} hideTooltip />}>
      <div className="px-2 py-1.5 text-sm">
        <p className="font-semibold">{user.name}</p>
        <p className="text-muted">{user.email}</p>
        <p className="text-muted">{user.organizationName}</p>
      </div>
      <MenuSeparator />
      <MenuItem icon={UserCog} onSelect={() => router.push("/account")}>
        {t("own")}
      </MenuItem>
      <MenuSeparator />
      <MenuLabel>{t("theme")}</MenuLabel>
      <MenuRadioGroup
        value={theme ?? currentTheme()}
        onValueChange={(next) => {
          if (!isTheme(next)) return;
          chooseTheme(next);
          setTheme(next);
        }}
        options={THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))}
      />
      <MenuSeparator />
      <MenuItem icon={Keyboard} onSelect={onShowKeys}>
        {t("keys")}
      </MenuItem>
      <MenuItem icon={LogOut} onSelect={() => signOut({ callbackUrl: "/sign-in" })}>
        {t("signOut")}
      </MenuItem>
    </DropdownMenu>
  );
}
