import type { ComponentProps } from "react";
import { cn } from "./cn";

/**
 * Plain table pieces for short lists; DataTable for lists that are worked in. A stacked one puts its cells below each
 * other on phones, each with its column's name (`label` of the cell), so that nothing lies out of sight.
 */
export function Table({ className, isStacked, ...props }: ComponentProps<"table"> & { isStacked?: boolean }) {
  return (
    <div className="scroll-quiet overflow-x-auto">
      <table
        className={cn("w-full border-collapse text-sm", isStacked && "table-stacked", className)}
        {...props}
      />
    </div>
  );
}
export function TableHead({ className, ...props }: ComponentProps<"thead">) {
  return <thead className={cn("text-left text-muted", className)} {...props} />;
}
export function TableBody(props: ComponentProps<"tbody">) {
  return <tbody {...props} />;
}
export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr className={cn("border-b last:border-b-0", className)} {...props} />;
}
export function TableHeader({ className, ...props }: ComponentProps<"th">) {
  return <th scope="col" className={cn("h-9 px-3 font-medium whitespace-nowrap", className)} {...props} />;
}
export function TableCell({ className, label, ...props }: ComponentProps<"td"> & { label?: string }) {
  return <td data-label={label} className={cn("px-3 py-2 align-top", className)} {...props} />;
}
