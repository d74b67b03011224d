"use client";

import { Dices } from "lucide-react";
import { useTranslations } from "next-intl";
import type { UseFormRegisterReturn } from "react-hook-form";
import { IconButton, Input } from "@/components/ui";

/** A password for somebody else: readable, because it has to be told. */
export function PasswordInput({ register, onMake }: { register: UseFormRegisterReturn; onMake: () => void }) {
  const t = useTranslations("admin.users");
  return (
    <div className="flex gap-1">
      <Input type="text" autoComplete="off" spellCheck={false} className="font-mono" {...register} />
      <IconButton icon={Dices} label={t("makePassword")} onClick={onMake} />
    </div>
  );
}
