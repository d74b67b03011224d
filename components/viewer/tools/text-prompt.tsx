import { Check, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { textRequest } from "./text-request";

const LONGEST = 200;

/** One line below the toolbar for the text of an arrow or a note; Enter keeps it, Escape takes the mark away. */
export function TextPrompt() {
  const request = useSyncExternalStore(textRequest.subscribe, textRequest.get, textRequest.get);
  return request ? <Prompt key={String(Math.random())} initial={request.initial} /> : null;
}

function Prompt({ initial }: { initial: string }) {
  const t = useTranslations("viewerTools");
  const [text, setText] = useState(initial);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <form
      className="viewer-text-prompt"
      onSubmit={(event) => {
        event.preventDefault();
        textRequest.answer(text);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        textRequest.answer(initial);
      }}
    >
      <label>
        {t("text.label")}
        <input
          ref={field}
          value={text}
          maxLength={LONGEST}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <button type="submit" className="viewer-icon-button" aria-label={t("text.keep")} title={t("text.keep")}>
        <Check aria-hidden size={16} />
      </button>
      <button
        type="button"
        className="viewer-icon-button"
        aria-label={t("text.drop")}
        title={t("text.drop")}
        onClick={() => textRequest.answer(initial)}
      >
        <X aria-hidden size={16} />
      </button>
    </form>
  );
}
