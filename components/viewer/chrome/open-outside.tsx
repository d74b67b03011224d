"use client";

import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";

/** In another system's frame, to who isn't signed in: the same address in a window of its own, where one can be. */
export function OpenOutside() {
  const t = useTranslations("viewer.outside");
  const [address, setAddress] = useState("");
  useEffect(() => setAddress(window.location.href), []);
  return (
    <main className="grid min-h-dvh place-items-center p-4 text-center">
      <div>
        <h1 className="text-lg font-semibold">{t("title")}</h1>
        <p className="my-3 max-w-md">{t("text")}</p>
        <a className="inline-flex items-center gap-2 underline" href={address} target="_blank" rel="noopener">
          <ExternalLink aria-hidden size={16} />
          {t("open")}
        </a>
      </div>
    </main>
  );
}
