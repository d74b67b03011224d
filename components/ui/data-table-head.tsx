import { ArrowDown, ArrowUp, Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Checkbox } from "./checkbox";
import { cn } from "./cn";
import { DropdownMenu, MenuCheckboxItem, MenuLabel } from "./dropdown-menu";
import { IconButton } from "./icon-button";
import type { DataTableProps, TableOf } from "./use-data-table";

/** The columns' names, by which rows are sorted, and the choice of columns at the end. */
export function DataTableHead<T extends object>({
  props,
  model,
}: {
  props: DataTableProps<T>;
  model: TableOf<T>;
}) {
  const t = useTranslations("common.table");
  const { table, sort, toggleSort } = model;
  return (
    <thead className="sticky top-0 z-10 bg-surface">
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id}>
          {props.selection && (
            <th scope="col" className="w-10 border-b px-3">
              <Checkbox
                aria-label={t("selectAll")}
                checked={
                  table.getIsAllRowsSelected()
                    ? true
                    : table.getIsSomeRowsSelected()
                      ? "indeterminate"
                      : false
                }
                onCheckedChange={(checked) => table.toggleAllRowsSelected(checked === true)}
              />
            </th>
          )}
          {group.headers.map((header) => {
            const column = props.columns.find((c) => c.id === header.column.id);
            const direction =
              sort?.id === header.column.id ? (sort.isDescending ? "descending" : "ascending") : undefined;
            return (
              <th
                key={header.id}
                scope="col"
                aria-sort={direction}
                className={cn(
                  "h-10 border-b px-2.5 font-medium whitespace-nowrap text-muted",
                  column?.align === "end" ? "text-right" : "text-left",
                )}
              >
                {header.column.getCanSort() ? (
                  <button
                    type="button"
                    onClick={() => toggleSort(header.column.id)}
                    className="inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-text"
                  >
                    <table.FlexRender header={header} />
                    {direction === "ascending" && <ArrowUp aria-hidden className="size-3.5" />}
                    {direction === "descending" && <ArrowDown aria-hidden className="size-3.5" />}
                  </button>
                ) : (
                  <table.FlexRender header={header} />
                )}
              </th>
            );
          })}
          <ColumnMenu props={props} table={table} />
        </tr>
      ))}
    </thead>
  );
}

const hideableOf = <T extends object>(table: TableOf<T>["table"]) =>
  table.getAllLeafColumns().filter((column) => column.getCanHide());

/** Whether rows have one cell more, below the choice of columns. */
export const hasColumnMenu = <T extends object>(table: TableOf<T>["table"]) => hideableOf(table).length > 0;

function ColumnMenu<T extends object>({
  props,
  table,
}: {
  props: DataTableProps<T>;
  table: TableOf<T>["table"];
}) {
  const t = useTranslations("common.table");
  const hideable = hideableOf(table);
  if (hideable.length === 0) return null;
  return (
    <th scope="col" className="sticky right-0 w-9 border-b bg-surface px-1 text-right">
      <DropdownMenu trigger={<IconButton icon={Columns3} label={t("columns")} size="sm" hideTooltip />}>
        <MenuLabel>{t("columns")}</MenuLabel>
        {hideable.map((column) => (
          <MenuCheckboxItem
            key={column.id}
            checked={column.getIsVisible()}
            onCheckedChange={(checked) => column.toggleVisibility(checked === true)}
            onSelect={(event) => event.preventDefault()}
          >
            {props.columns.find((c) => c.id === column.id)?.header}
          </MenuCheckboxItem>
        ))}
      </DropdownMenu>
    </th>
  );
}
