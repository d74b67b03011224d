"use client";

import { DataCards } from "./data-cards";
import { DataGrid } from "./data-grid";
import { type DataTableProps, useDataTable } from "./use-data-table";
import { useMediaQuery } from "./use-media-query";

/**
 * A list to work in: sticky header, chosen columns, selection, and all of it by keyboard (arrows move, Enter opens,
 * Space selects, Shift with an arrow extends, Home and End jump). It scrolls inside itself.
 */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const model = useDataTable(props);
  const isNarrow = useMediaQuery("(max-width: 767px)");
  const isCards = props.card !== undefined && (props.asCards || isNarrow);
  return isCards ? <DataCards props={props} model={model} /> : <DataGrid props={props} model={model} />;
}
