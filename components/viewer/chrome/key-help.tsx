import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { changePreferences } from "../preferences/preferences";
import { usePreferences } from "../preferences/use-preferences";
import { KEYED_COMMANDS, type KeyedCommand } from "./commands";
import { keyName, keysOf, mayBeChosen, withKey } from "./keys";

const GROUPS = ["images", "view", "tools", "screen"] as const;
const SIGNS: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  PageUp: "PgUp",
  PageDown: "PgDn",
  Delete: "Del",
};

/** The list of keys, beside the images rather than over a question: Escape or the cross closes it. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const t = useTranslations("viewer");
  const tools = useTranslations("viewerTools");
  const { keys: chosen = {} } = usePreferences();
  const [asking, setAsking] = useState<string | null>(null);
  const [message, setMessage] = useState("");
  const closeButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    closeButton.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const keep = (keys: Record<string, string[]>) => {
    setMessage("");
    changePreferences(() => ({ keys })).catch(() => setMessage(tools("help.notKept")));
  };

  useEffect(() => {
    if (!asking) return;
    const onKey = (event: KeyboardEvent) => {
      const name = keyName(event);
      if (!name) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (name !== "Escape" && !mayBeChosen(name)) return setMessage(tools("help.taken"));
      setAsking(null);
      if (name === "Escape") return;
      setMessage("");
      changePreferences(({ keys = {} }) => ({ keys: withKey(keys, asking, name) })).catch(() =>
        setMessage(tools("help.notKept")),
      );
    };
    // On the document's way down before the viewer's own listener on the window has run.
    window.addEventListener("keydown", onKey, { capture: true });
    askingForKey.current = true;
    return () => {
      askingForKey.current = false;
      window.removeEventListener("keydown", onKey, { capture: true });
    };
  }, [asking, tools]);

  return (
    <div className="viewer-help" role="dialog" aria-label={t("keys.title")} data-testid="key-help">
      <header>
        <h2>{t("keys.title")}</h2>
        <button type="button" className="viewer-button" onClick={() => keep({})}>
          {tools("help.reset")}
        </button>
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
      <p role="status">{asking ? tools("help.press") : message}</p>
      <div className="viewer-help-groups">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{t(`keys.groups.${group}`)}</h3>
            <dl>
              {KEYED_COMMANDS.filter((entry) => entry.group === group).map((entry) => (
                <div key={entry.id}>
                  <dt>
                    <button
                      type="button"
                      className="viewer-key"
                      aria-label={tools("help.change", { command: labelOf(entry) })}
                      aria-pressed={asking === entry.id}
                      data-command={entry.id}
                      onClick={() => setAsking(entry.id)}
                    >
                      {keysOf(entry.id, chosen).map((key) => (
                        <kbd key={key}>{printed(key)}</kbd>
                      ))}
                      {keysOf(entry.id, chosen).length === 0 && <kbd>–</kbd>}
                    </button>
                  </dt>
                  <dd>{labelOf(entry)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p>{t("keys.mouse")}</p>
      <p>{tools("touch")}</p>
    </div>
  );

  function labelOf({ id, command }: KeyedCommand): string {
    return command.kind === "tool" ? tools(`tools.${command.tool}`) : tools(`keys.${id}`);
  }

  function printed(key: string): string {
    const parts = key === "+" ? ["+"] : key.split("+");
    return parts.map((part) => (part === "Space" ? t("keys.names.space") : (SIGNS[part] ?? part))).join(" ");
  }
}

/** True while the list waits for a key: that key is a choice and no command. */
export const askingForKey = { current: false };
