import type { ReactNode } from "react";

/** A page without the portal around it, for who may not be signed in: it says whose it is. */
export function BarePage({ children }: { children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="flex flex-col items-center">
        <p className="flex items-center gap-2 font-semibold">
          {/* biome-ignore lint/performance/noImgElement: a small vector file needs no optimiser */}
          <img src="/icon.svg" alt="" className="size-7" />
          Beeldbrug
        </p>
        {children}
      </div>
    </main>
  );
}
