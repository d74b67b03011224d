import { Camera } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Command } from "../chrome/keys";

const CHOICES = {
  copy: { to: "clipboard", withPatient: false },
  copyPatient: { to: "clipboard", withPatient: true },
  save: { to: "file", withPatient: false },
  savePatient: { to: "file", withPatient: true },
} as const;

/** Copies or saves what the active viewport shows; with the patient's name only when that is chosen. */
export function PictureMenu({ run }: { run: (command: Command) => void }) {
  const t = useTranslations("viewerTools");
  return (
    <span className="viewer-picture">
      <Camera aria-hidden size={17} strokeWidth={1.75} />
      <select
        aria-label={t("picture.menu")}
        title={t("picture.menu")}
        value=""
        onChange={(event) => {
          const choice = CHOICES[event.target.value as keyof typeof CHOICES];
          if (choice) run({ kind: "picture", ...choice });
        }}
      >
        <option value="" disabled>
          {t("picture.menu")}
        </option>
        {Object.keys(CHOICES).map((choice) => (
          <option key={choice} value={choice}>
            {t(`picture.${choice}`)}
          </option>
        ))}
      </select>
    </span>
  );
}
