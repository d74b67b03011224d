import {
  columnVisibilityFeature,
  createColumnHelper,
  createSortedRowModel,
  rowSelectionFeature,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  tableFeatures,
} from "@tanstack/react-table";
import type { ReactNode } from "react";

export const features = tableFeatures({
  columnVisibilityFeature,
  rowSelectionFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic },
});

export type DataColumn<T> = {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** Makes the column sortable in the browser. */
  sortValue?: (row: T) => string | number | null | undefined;
  /** Makes the column sortable by whoever owns `onSortChange` (the server). */
  isSortable?: boolean;
  /** False for columns that can't be left out, such as the patient. */
  canHide?: boolean;
  isHiddenAtFirst?: boolean;
  align?: "start" | "end";
  className?: string;
};

export type DataSort = { id: string; isDescending: boolean };

export function toTableColumns<T extends object>(columns: DataColumn<T>[], isServerSorted: boolean) {
  const helper = createColumnHelper<typeof features, T>();
  return columns.map((column) =>
    helper.accessor((row): unknown => column.sortValue?.(row) ?? undefined, {
      id: column.id,
      header: column.header,
      cell: (context) => column.cell(context.row.original),
      enableHiding: column.canHide ?? true,
      enableSorting: isServerSorted ? Boolean(column.isSortable) : Boolean(column.sortValue),
      sortFn: "alphanumeric",
      sortUndefined: "last",
    }),
  );
}
