"use client";

import type { ReactNode } from "react";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui";
import { Sheeted } from "./section";

export type RecordColumn<Row> = {
  header: string;
  cell: (row: Row) => ReactNode;
  /** From which width on it is shown; always unless told. */
  from?: "sm" | "md" | "lg";
  isNumber?: boolean;
  className?: string;
};

const FROM = { sm: "hidden sm:table-cell", md: "hidden md:table-cell", lg: "hidden lg:table-cell" };

/** The table of a section: one row a record, what can be done with it at its end. */
export function RecordTable<Row>({
  label,
  rows,
  rowKey,
  columns,
  actions,
  empty,
}: {
  label: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  columns: RecordColumn<Row>[];
  /** The last column; its heading is for screen readers. */
  actions?: { header: string; cell: (row: Row) => ReactNode };
  /** Said in the place of rows when there are none. */
  empty?: string;
}) {
  const classOf = ({ from, isNumber }: RecordColumn<Row>) =>
    [from && FROM[from], isNumber && "text-right"].filter(Boolean).join(" ");
  return (
    <Sheeted>
      <Table aria-label={label} className="tabular-nums">
        <TableHead className="border-b">
          <tr>
            {columns.map((column) => (
              <TableHeader key={column.header} className={classOf(column)}>
                {column.header}
              </TableHeader>
            ))}
            {actions && (
              <TableHeader className="w-12">
                <span className="sr-only">{actions.header}</span>
              </TableHeader>
            )}
          </tr>
        </TableHead>
        <TableBody>
          {rows.length === 0 && empty && (
            <TableRow>
              <TableCell colSpan={columns.length + (actions ? 1 : 0)} className="py-6 text-center text-muted">
                {empty}
              </TableCell>
            </TableRow>
          )}
          {rows.map((row) => (
            <TableRow key={rowKey(row)}>
              {columns.map((column) => (
                <TableCell key={column.header} className={`${classOf(column)} ${column.className ?? ""}`}>
                  {column.cell(row)}
                </TableCell>
              ))}
              {actions && <TableCell className="py-1 text-right">{actions.cell(row)}</TableCell>}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Sheeted>
  );
}
