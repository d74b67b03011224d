import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { api } from "@/components/api-client";
import { formatDate, formatPersonName } from "@/lib/i18n";

type Found = {
  studyInstanceUid: string;
  studyDate: string | null;
  description: string;
  modalities: string[];
  patient: { name: string; birthDate: string | null };
};

type Props = {
  /** To begin the search with: the patient's family name. */
  suggestion: string;
  onChoose: (studyInstanceUid: string) => Promise<void>;
};

/** Finds a study of the own archive to lay beside what was received. Two patients are told apart as everywhere. */
export function OwnStudies({ suggestion, onChoose }: Props) {
  const t = useTranslations("viewer.compare");
  const [text, setText] = useState(suggestion);
  const [found, setFound] = useState<Found[] | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const attempt = (work: Promise<unknown>) => {
    setFailed(false);
    work.catch(() => setFailed(true));
  };
  const search = async () => {
    const answer = await api<{ items: Found[] }>("/api/v1/studies/search", {
      method: "POST",
      body: { text, limit: 12 },
    });
    setFound(answer.items);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) attempt(search());
  };
  return (
    <details className="viewer-own-studies">
      <summary>{t("own")}</summary>
      <form onSubmit={submit}>
        <input
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          value={text}
          maxLength={100}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="viewer-icon-button" aria-label={t("own")}>
          <Search aria-hidden size={15} />
        </button>
      </form>
      {hasFailed && <p role="alert">{t("failed")}</p>}
      {found?.length === 0 && <p role="status">{t("none")}</p>}
      <ul>
        {found?.map((study) => (
          <li key={study.studyInstanceUid}>
            <button type="button" onClick={() => attempt(onChoose(study.studyInstanceUid))}>
              <b>{formatPersonName(study.patient.name)}</b>
              <span>{formatDate(study.patient.birthDate ?? "")}</span>
              <span>
                {[formatDate(study.studyDate ?? ""), study.modalities.join(" "), study.description]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
