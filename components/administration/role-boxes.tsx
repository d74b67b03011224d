"use client";

import { useTranslations } from "next-intl";
import { useShellUser } from "@/components/shell";
import { Checkbox } from "@/components/ui";

export const ROLES = [
  "CARE_PROVIDER",
  "DESK",
  "MDO_COORDINATOR",
  "PRIVACY_OFFICER",
  "ADMINISTRATOR",
  "OPERATOR",
] as const;
export type RoleName = (typeof ROLES)[number];

/** The roles that the one who asks may give: the operator's only by an operator. */
export function RoleBoxes({ value, onChange }: { value: RoleName[]; onChange: (roles: RoleName[]) => void }) {
  const t = useTranslations("admin.users");
  const roles = useTranslations("auth.role");
  const isOperator = useShellUser().roles.includes("OPERATOR");
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium">{t("roles")}</legend>
      {ROLES.map((role) => (
        <Checkbox
          key={role}
          label={roles(role)}
          hint={t(`roleHints.${role}`)}
          checked={value.includes(role)}
          disabled={role === "OPERATOR" && !isOperator}
          onCheckedChange={(isOn) =>
            onChange(isOn === true ? [...value, role] : value.filter((other) => other !== role))
          }
        />
      ))}
    </fieldset>
  );
}
