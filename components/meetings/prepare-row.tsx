import { CircleCheck, Sparkles } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn, useFormat } from "@/components/ui";
import type { CaseRow } from "@/lib/meetings";

export function PrepareRow({
  row,
  position,
  isOpen,
  onOpen,
}: {
  row: CaseRow;
  position: number;
  isOpen: boolean;
  onOpen: () => void;
}) {
  const t = useTranslations("meetings");
  const format = useFormat();
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        aria-current={isOpen || undefined}
        className={cn(
          "flex w-full items-start gap-2 border-b px-4 py-2 text-left text-sm hover:bg-sunken",
          isOpen && "bg-accent-soft",
        )}
      >
        <span className="w-5 shrink-0 text-right text-muted tabular-nums">{position}</span>
        <span className="min-w-0 flex-1">
          <span className="block font-medium break-words">{format.personName(row.patient.name)}</span>
          {row.news.length > 0 && (
            <span className="inline-flex items-center gap-1 text-xs text-accent-text">
              <Sparkles aria-hidden className="size-3.5" />
              {row.news.map((news) => t(`newsKinds.${news}`)).join(", ")}
            </span>
          )}
        </span>
        {row.tickedAt && (
          <span className="inline-flex items-center gap-1 text-xs text-ok">
            <CircleCheck aria-hidden className="size-4" />
            {t("board.ticked")}
          </span>
        )}
      </button>
    </li>
  );
}
