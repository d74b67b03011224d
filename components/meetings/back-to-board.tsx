import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import type { Board } from "@/lib/meetings";

/** From a meeting's other pages back to its agenda. */
export function BackToBoard({ board }: { board: Board }) {
  return (
    <Link
      href={`/meetings/${board.id}`}
      className="inline-flex min-h-6 items-center gap-1 text-sm text-accent-text hover:underline"
    >
      <ArrowLeft aria-hidden className="size-4" />
      {board.title}
    </Link>
  );
}
