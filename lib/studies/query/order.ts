import { Prisma } from "@/lib/db";

/** What rows are ordered by; no two have the same values. */
export type Order = [column: string, direction: "" | "DESC" | "NULLS LAST"][];

/** The condition that rows come after the one with these values. */
export function comesAfter(order: Order, values: unknown[]): Prisma.Sql {
  // Columns of one direction are compared as one row, which an index of them begins at.
  const [, direction] = order[0] as Order[number];
  const other = order.findIndex((each) => each[1] !== direction);
  const count = other < 0 ? order.length : other;
  const row = Prisma.raw(`(${order.slice(0, count).map(([column]) => column)})`);
  const given = Prisma.sql`(${Prisma.join(values.slice(0, count))})`;
  const comparison = direction === "DESC" ? "<" : ">";
  if (count === order.length) return Prisma.sql`${row} ${Prisma.raw(comparison)} ${given}`;
  const rest = isFurther(order.slice(count), values.slice(count));
  return Prisma.sql`${row} ${Prisma.raw(`${comparison}=`)} ${given} AND (${row} <> ${given} OR ${rest})`;
}

/** Further in the first column, or as far and further in those that follow. */
function isFurther([first, ...others]: Order, [value, ...values]: unknown[]): Prisma.Sql {
  if (!first) return Prisma.sql`FALSE`;
  const [name, direction] = first;
  const column = Prisma.raw(name);
  const further = isFurtherIn(column, direction, value);
  const isSame = value === null ? Prisma.sql`${column} IS NULL` : Prisma.sql`${column} = ${value}`;
  return Prisma.sql`(${further} OR (${isSame} AND ${isFurther(others, values)}))`;
}

function isFurtherIn(column: Prisma.Sql, direction: Order[number][1], value: unknown): Prisma.Sql {
  if (direction === "DESC") return Prisma.sql`${column} < ${value}`;
  if (direction === "") return Prisma.sql`${column} > ${value}`;
  return value === null ? Prisma.sql`FALSE` : Prisma.sql`(${column} > ${value} OR ${column} IS NULL)`;
}
