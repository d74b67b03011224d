import { useTranslations } from "next-intl";
import { Checkbox } from "./checkbox";
import type { TableOf } from "./use-data-table";

/** Chooses one row; with Shift all up to it. */
export function RowCheckbox<T extends object>({
  row,
  name,
}: {
  row: TableOf<T>["shown"][number];
  name: string;
}) {
  const t = useTranslations("common.table");
  return (
    <Checkbox
      tabIndex={-1}
      aria-label={t("select", { name })}
      checked={row.getIsSelected()}
      onClick={(event) => {
        event.stopPropagation();
        row.getToggleSelectedHandler()({
          target: { checked: !row.getIsSelected() },
          shiftKey: event.shiftKey,
        });
      }}
    />
  );
}
