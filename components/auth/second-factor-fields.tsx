"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, Field, Input } from "@/components/ui";

/** Six digits of the authenticator, or one of the recovery codes instead. */
export function SecondFactorFields({
  code,
  onChange,
  onBack,
}: {
  code: string;
  onChange(code: string): void;
  onBack(): void;
}) {
  const t = useTranslations("auth.secondFactor");
  const [isRecovery, setIsRecovery] = useState(false);
  return (
    <>
      <Field
        key={isRecovery ? "recovery" : "totp"}
        label={isRecovery ? t("recoveryCode") : t("code")}
        hint={isRecovery ? t("recoveryHint") : t("codeHint")}
      >
        <Input
          name="code"
          autoFocus
          autoComplete={isRecovery ? "off" : "one-time-code"}
          inputMode={isRecovery ? "text" : "numeric"}
          maxLength={20}
          className="tabular-nums tracking-widest"
          value={code}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <div className="flex justify-between">
        <Button
          variant="link"
          onClick={() => {
            onChange("");
            setIsRecovery(!isRecovery);
          }}
        >
          {isRecovery ? t("useCode") : t("useRecovery")}
        </Button>
        <Button variant="link" onClick={onBack}>
          {t("back")}
        </Button>
      </div>
    </>
  );
}
