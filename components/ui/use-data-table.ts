"use client";

import { useTable } from "@tanstack/react-table";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { type DataColumn, type DataSort, features, toTableColumns } from "./data-table-model";

export type DataTableProps<T extends object> = {
  /** The accessible name of the table. */
  label: string;
  columns: DataColumn<T>[];
  rows: T[];
  getRowId: (row: T) => string;
  /** How a row is called in "Select …". */
  rowName: (row: T) => string;
  /** Enter or a click. */
  onOpen?: (row: T) => void;
  /** The row whose detail is shown beside the list. */
  activeId?: string | null;
  /** The ids of the chosen rows; leave out for a table without checkboxes. */
  selection?: ReadonlySet<string>;
  onSelectionChange?: (selection: Set<string>) => void;
  sort?: DataSort | null;
  /** With it the rows are shown in the order given; without, columns with a `sortValue` sort here. */
  onSortChange?: (sort: DataSort | null) => void;
  /** Remembers the chosen columns in this browser. */
  storageKey?: string;
  /** One row as a card, for screens too narrow for a table. */
  card?: (row: T) => ReactNode;
  /** Cards on wide screens too: beside an open detail there is no room for columns. */
  asCards?: boolean;
  /** Under the last row: "load more". */
  footer?: ReactNode;
  className?: string;
};

/** What a list holds and does, however it is drawn: order, columns, selection, and the keys that walk its rows. */
export function useDataTable<T extends object>(props: DataTableProps<T>) {
  const { rows, getRowId, onOpen, activeId, selection, onSelectionChange, onSortChange, storageKey } = props;
  const body = useRef<HTMLElement | null>(null);
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const [visibility, setVisibility] = useState<Record<string, boolean>>(() =>
    Object.fromEntries(props.columns.filter((c) => c.isHiddenAtFirst).map((c) => [c.id, false])),
  );
  const [ownSort, setOwnSort] = useState<DataSort | null>(props.sort ?? null);
  const sort = onSortChange ? (props.sort ?? null) : ownSort;

  useEffect(() => {
    const stored = storageKey ? localStorage.getItem(`columns:${storageKey}`) : null;
    if (stored)
      setVisibility((current) => ({ ...current, ...(JSON.parse(stored) as Record<string, boolean>) }));
  }, [storageKey]);

  const columns = useMemo(
    () => toTableColumns(props.columns, onSortChange !== undefined),
    [props.columns, onSortChange],
  );
  const rowSelection = useMemo(
    () => Object.fromEntries([...(selection ?? [])].map((id) => [id, true as const])),
    [selection],
  );
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId,
    manualSorting: onSortChange !== undefined,
    state: {
      columnVisibility: visibility,
      rowSelection,
      sorting: sort ? [{ id: sort.id, desc: sort.isDescending }] : [],
    },
    onColumnVisibilityChange: (update) => {
      const next = typeof update === "function" ? update(visibility) : update;
      setVisibility(next);
      if (storageKey) localStorage.setItem(`columns:${storageKey}`, JSON.stringify(next));
    },
    onRowSelectionChange: (update) => {
      const next = typeof update === "function" ? update(rowSelection) : update;
      onSelectionChange?.(new Set(Object.keys(next).filter((id) => next[id])));
    },
  });
  const shown = table.getRowModel().rows;
  const tabStop = shown.some((row) => row.id === focusedId) ? focusedId : (activeId ?? shown[0]?.id);

  const toggleSort = (id: string) => {
    const next =
      sort?.id !== id ? { id, isDescending: false } : sort.isDescending ? null : { id, isDescending: true };
    if (onSortChange) onSortChange(next);
    else setOwnSort(next);
  };

  const toggle = (id: string, force?: boolean) => {
    if (!onSelectionChange) return;
    const next = new Set(selection);
    if (force ?? !next.has(id)) next.add(id);
    else next.delete(id);
    onSelectionChange(next);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number) => {
    // Keys pressed on a button or link inside the row are that button's.
    if (event.target !== event.currentTarget) return;
    const row = shown[index];
    const targets: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: shown.length - 1,
      PageDown: index + 10,
      PageUp: index - 10,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      const next = Math.min(shown.length - 1, Math.max(0, target));
      const element = body.current?.querySelectorAll<HTMLElement>("[data-row]")[next];
      element?.focus();
      if (event.shiftKey && shown[next]) toggle(shown[next].id, true);
    } else if (event.key === "Enter" && row && onOpen) {
      event.preventDefault();
      onOpen(row.original);
    } else if (event.key === " " && row && onSelectionChange) {
      event.preventDefault();
      toggle(row.id);
    }
  };

  /** What makes an element a row of the list: the keyboard's and the mouse's. */
  const rowProps = (row: (typeof shown)[number], index: number) => ({
    "data-row": row.id,
    tabIndex: row.id === tabStop ? 0 : -1,
    onFocus: () => setFocusedId(row.id),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => onKeyDown(event, index),
    onClick: () => onOpen?.(row.original),
  });
  return {
    table,
    shown,
    sort,
    toggleSort,
    rowProps,
    /** For the element that holds the rows. */
    holdRows: (element: HTMLElement | null) => {
      body.current = element;
    },
  };
}

export type TableOf<T extends object> = ReturnType<typeof useDataTable<T>>;
