import { cn } from "./cn";
import { DataTableHead, hasColumnMenu } from "./data-table-head";
import { RowCheckbox } from "./row-checkbox";
import type { DataTableProps, TableOf } from "./use-data-table";

/** The rows as a table, its head always in sight. */
export function DataGrid<T extends object>({
  props,
  model,
}: {
  props: DataTableProps<T>;
  model: TableOf<T>;
}) {
  const { table, shown, rowProps, holdRows } = model;
  return (
    <div className={cn("scroll-quiet relative overflow-auto", props.className)}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table that is worked in (ARIA APG)
        role="grid"
        aria-label={props.label}
        aria-multiselectable={props.selection ? true : undefined}
        className="w-full border-separate border-spacing-0 text-sm"
      >
        <DataTableHead props={props} model={model} />
        <tbody ref={holdRows}>
          {shown.map((row, index) => (
            <tr
              key={row.id}
              {...rowProps(row, index)}
              aria-selected={props.selection ? row.getIsSelected() : undefined}
              aria-current={row.id === props.activeId || undefined}
              className={cn(
                "group h-11 focus-visible:outline-offset-[-2px] aria-current:bg-accent-soft aria-selected:bg-accent-soft",
                props.onOpen && "cursor-pointer hover:bg-sunken",
              )}
            >
              {props.selection && (
                <td className="border-b px-3">
                  <RowCheckbox row={row} name={props.rowName(row.original)} />
                </td>
              )}
              {row.getVisibleCells().map((cell) => {
                const column = props.columns.find((c) => c.id === cell.column.id);
                return (
                  <td
                    key={cell.id}
                    className={cn(
                      "border-b px-2.5 py-1.5",
                      column?.align === "end" && "text-right",
                      column?.className,
                    )}
                  >
                    <table.FlexRender cell={cell} />
                  </td>
                );
              })}
              {hasColumnMenu(table) && <td className="border-b" />}
            </tr>
          ))}
        </tbody>
      </table>
      {props.footer}
    </div>
  );
}
