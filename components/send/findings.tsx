"use client";

import { useTranslations } from "next-intl";
import type { Finding } from "@/components/shares";
import { Button, Notice, type Tone, useFormat } from "@/components/ui";
import type { SendForm } from "./use-send-form";

const TONES: Record<Finding["severity"], Tone> = {
  info: "neutral",
  warning: "warn",
  confirm: "warn",
  blocking: "danger",
};

/** What the checks found about one thing, in plain words, at that thing. */
export function Findings({ findings, form }: { findings: Finding[]; form: SendForm }) {
  const t = useTranslations("shares.findings");
  const format = useFormat();
  if (findings.length === 0) return null;
  return (
    <ul className="flex flex-col gap-2">
      {findings.map((finding) => {
        const { opensAt } = finding.values;
        const { alternative } = finding;
        return (
          <li key={finding.code}>
            <Notice tone={TONES[finding.severity]}>
              <p>
                {t(finding.code, finding.values)}
                {typeof opensAt === "string" &&
                  opensAt !== "" &&
                  ` ${t("opens", { time: format.dateTime(opensAt) })}`}
              </p>
              {alternative && finding.addressId && (
                <Button
                  size="sm"
                  className="mt-1.5 max-w-full"
                  onClick={() => form.replaceRecipient(finding.addressId ?? "", alternative)}
                >
                  <span className="truncate">{t("instead", { name: alternative.name })}</span>
                </Button>
              )}
            </Notice>
          </li>
        );
      })}
    </ul>
  );
}
