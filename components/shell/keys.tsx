"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Dialog, KeyHint } from "@/components/ui";

function isTyping(target: EventTarget | null) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}

/** The keys that work everywhere; they rest while somebody types or a dialog is open. */
export function useGlobalKeys(actions: { onSearch: () => void; onHelp: () => void; canSend: boolean }) {
  const router = useRouter();
  const { onSearch, onHelp, canSend } = actions;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target))
        return;
      if (document.querySelector('[role="dialog"][data-state="open"],[role="menu"]')) return;
      if (event.key === "/") onSearch();
      else if (event.key === "?") onHelp();
      else if (event.key === "n" && canSend) router.push("/send");
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [router, onSearch, onHelp, canSend]);
}

export function KeysDialog({
  open,
  onOpenChange,
  canSend,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  canSend: boolean;
}) {
  const t = useTranslations("shell.keys");
  const groups: { title: string; keys: [string[], string][] }[] = [
    {
      title: t("everywhere"),
      keys: [
        [["/"], t("search")],
        ...(canSend ? [[["n"], t("send")] as [string[], string]] : []),
        [["?"], t("help")],
        [["Esc"], t("close")],
      ],
    },
    {
      title: t("lists"),
      keys: [
        [["↑", "↓"], t("move")],
        [["Home", "End"], t("jump")],
        [["Enter"], t("open")],
        [[t("space")], t("select")],
        [["Shift", "↓"], t("extend")],
      ],
    },
  ];
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("title")} size="sm">
      <div className="flex flex-col gap-5">
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className="mb-2 text-sm font-semibold">{group.title}</h3>
            <dl className="grid grid-cols-[7rem_1fr] gap-y-2 text-sm">
              {group.keys.map(([keys, text]) => (
                <div key={text} className="contents">
                  <dt className="flex gap-1">
                    {keys.map((key) => (
                      <KeyHint key={key}>{key}</KeyHint>
                    ))}
                  </dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
