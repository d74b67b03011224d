"use client";

import { Copy, Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, Checkbox, Notice, toast } from "@/components/ui";

/** The ten codes, once: the way on opens when the reader says to have kept them. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone(): void }) {
  const t = useTranslations("auth.recovery");
  const [isKept, setIsKept] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(codes.join("\n"));
    toast(t("copied"));
  }
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="warn" title={t("title")}>
        {t("text")}
      </Notice>
      <ul className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-md bg-sunken px-4 py-3 font-mono text-base tabular-nums">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex gap-2">
        <Button onClick={copy}>
          <Copy aria-hidden />
          {t("copy")}
        </Button>
        <Button onClick={() => window.print()}>
          <Printer aria-hidden />
          {t("print")}
        </Button>
      </div>
      <Checkbox
        label={t("kept")}
        checked={isKept}
        onCheckedChange={(checked) => setIsKept(checked === true)}
      />
      <Button variant="primary" size="lg" disabled={!isKept} onClick={onDone}>
        {t("done")}
      </Button>
    </div>
  );
}
