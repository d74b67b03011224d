"use client";

import { useTable } from "@tanstack/react-table";
import { ArrowDown, ArrowUp, Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { Checkbox } from "./checkbox";
import { cn } from "./cn";
import { type DataColumn, type DataSort, features, toTableColumns } from "./data-table-model";
import { DropdownMenu, MenuCheckboxItem, MenuLabel } from "./dropdown-menu";
import { IconButton } from "./icon-button";
import { useMediaQuery } from "./use-media-query";

type DataTableProps<T extends object> = {
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

/**
 * A list to work in: sticky header, chosen columns, selection, and all of it by keyboard (arrows move, Enter opens,
 * Space selects, Shift with an arrow extends, Home and End jump). It scrolls inside itself.
 */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const {
    rows,
    getRowId,
    rowName,
    onOpen,
    activeId,
    selection,
    onSelectionChange,
    onSortChange,
    storageKey,
  } = props;
  const t = useTranslations("common.table");
  const isNarrow = useMediaQuery("(max-width: 767px)");
  const isCards = props.card !== undefined && (props.asCards || isNarrow);
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

  const rowProps = (row: (typeof shown)[number], index: number) => ({
    "data-row": row.id,
    tabIndex: row.id === tabStop ? 0 : -1,
    onFocus: () => setFocusedId(row.id),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => onKeyDown(event, index),
    onClick: () => onOpen?.(row.original),
  });
  const checkbox = (row: (typeof shown)[number]) => (
    <Checkbox
      tabIndex={-1}
      aria-label={t("select", { name: rowName(row.original) })}
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

  if (isCards) {
    return (
      <div className={cn("scroll-quiet overflow-y-auto", props.className)}>
        <ul
          aria-label={props.label}
          ref={(element) => {
            body.current = element;
          }}
          className="flex flex-col"
        >
          {shown.map((row, index) => (
            <li
              key={row.id}
              className={cn(
                "flex items-start gap-3 border-b px-4 py-2.5",
                row.id === activeId && "bg-accent-soft",
              )}
            >
              {selection && <div className="grid size-6 place-items-center">{checkbox(row)}</div>}
              {onOpen ? (
                <button
                  type="button"
                  {...rowProps(row, index)}
                  aria-current={row.id === activeId || undefined}
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

  const hideable = table.getAllLeafColumns().filter((column) => column.getCanHide());
  return (
    <div className={cn("scroll-quiet relative overflow-auto", props.className)}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table that is worked in (ARIA APG)
        role="grid"
        aria-label={props.label}
        aria-multiselectable={selection ? true : undefined}
        className="w-full border-separate border-spacing-0 text-sm"
      >
        <thead className="sticky top-0 z-10 bg-surface">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {selection && (
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
                  sort?.id === header.column.id
                    ? sort.isDescending
                      ? "descending"
                      : "ascending"
                    : undefined;
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
              {hideable.length > 0 && (
                <th scope="col" className="sticky right-0 w-9 border-b bg-surface px-1 text-right">
                  <DropdownMenu
                    trigger={<IconButton icon={Columns3} label={t("columns")} size="sm" hideTooltip />}
                  >
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
              )}
            </tr>
          ))}
        </thead>
        <tbody
          ref={(element) => {
            body.current = element;
          }}
        >
          {shown.map((row, index) => (
            <tr
              key={row.id}
              {...rowProps(row, index)}
              aria-selected={selection ? row.getIsSelected() : undefined}
              aria-current={row.id === activeId || undefined}
              className={cn(
                "group h-11 focus-visible:outline-offset-[-2px] aria-current:bg-accent-soft aria-selected:bg-accent-soft",
                onOpen && "cursor-pointer hover:bg-sunken",
              )}
            >
              {selection && <td className="border-b px-3">{checkbox(row)}</td>}
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
              {hideable.length > 0 && <td className="border-b" />}
            </tr>
          ))}
        </tbody>
      </table>
      {props.footer}
    </div>
  );
}
