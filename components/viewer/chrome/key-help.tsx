import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { KEY_HELP } from "./keys";

/** The list of keys, beside the images rather than over a question: Escape or the cross closes it. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const t = useTranslations("viewer");
  const closeButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    closeButton.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const keyName = (key: string) => (key === "space" ? t("keys.names.space") : key);
  return (
    <div className="viewer-help" role="dialog" aria-label={t("keys.title")} data-testid="key-help">
      <header>
        <h2>{t("keys.title")}</h2>
        <button
          ref={closeButton}
          type="button"
          className="viewer-icon-button"
          aria-label={t("keys.close")}
          onClick={onClose}
        >
          <X aria-hidden size={16} />
        </button>
      </header>
      <div className="viewer-help-groups">
        {KEY_HELP.map(({ group, rows }) => (
          <section key={group}>
            <h3>{t(`keys.groups.${group}`)}</h3>
            <dl>
              {rows.map(([keys, message]) => (
                <div key={message}>
                  <dt>
                    {keys.map((key) => (
                      <kbd key={key}>{keyName(key)}</kbd>
                    ))}
                  </dt>
                  <dd>{t(`keys.${message}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p>{t("keys.mouse")}</p>
    </div>
  );
}
