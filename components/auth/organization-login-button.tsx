"use client";

import { Building2 } from "lucide-react";
import { signIn } from "next-auth/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui";

/** Leaves for the organisation's own login; it comes back to `callbackUrl`. */
export function OrganizationLoginButton({ callbackUrl, name }: { callbackUrl: string; name: string }) {
  const t = useTranslations("auth.signIn");
  const [isLeaving, setIsLeaving] = useState(false);
  return (
    <Button
      variant="primary"
      size="lg"
      autoFocus
      loading={isLeaving}
      onClick={() => {
        setIsLeaving(true);
        signIn("oidc", { callbackUrl }).catch(() => setIsLeaving(false));
      }}
    >
      {!isLeaving && <Building2 aria-hidden />}
      {t("organizationLogin", { name })}
    </Button>
  );
}
