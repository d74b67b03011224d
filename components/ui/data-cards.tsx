import { cn } from "./cn";
import { RowCheckbox } from "./row-checkbox";
import type { DataTableProps, TableOf } from "./use-data-table";

/** The rows as cards, where there is no room for columns. */
export function DataCards<T extends object>({
  props,
  model,
}: {
  props: DataTableProps<T>;
  model: TableOf<T>;
}) {
  const { shown, rowProps, holdRows } = model;
  return (
    <div className={cn("scroll-quiet overflow-y-auto", props.className)}>
      <ul aria-label={props.label} ref={holdRows} className="flex flex-col">
        {shown.map((row, index) => (
          <li
            key={row.id}
            className={cn(
              "flex items-start gap-3 border-b px-4 py-2.5",
              row.id === props.activeId && "bg-accent-soft",
            )}
          >
            {props.selection && (
              <div className="grid size-6 place-items-center">
                <RowCheckbox row={row} name={props.rowName(row.original)} />
              </div>
            )}
            {props.onOpen ? (
              <button
                type="button"
                {...rowProps(row, index)}
                aria-current={row.id === props.activeId || undefined}
                className="min-w-0 flex-1 text-left"
              >
                {props.card?.(row.original)}
              </button>
            ) : (
              <div className="min-w-0 flex-1">{props.card?.(row.original)}</div>
            )}
          </li>
        ))}
      </ul>
      {props.footer}
    </div>
  );
}
