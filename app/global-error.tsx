"use client";

import "./globals.css";

/** The last net: the root layout itself failed, so there are no messages. Both languages stand below each other. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="nl">
      <body>
        <main className="grid min-h-dvh place-items-center p-4">
          <div role="alert" className="flex max-w-md flex-col items-center gap-3 text-center">
            <h1 className="text-lg font-semibold">Beeldbrug kan nu niet worden getoond</h1>
            <p>Wat al was opgeslagen of verstuurd, is er nog. Probeer het opnieuw.</p>
            <p lang="en" className="text-muted">
              Beeldbrug cannot be shown right now. What had been saved or sent is still there. Try again.
            </p>
            {error.digest && <code>{error.digest}</code>}
            <button
              type="button"
              onClick={reset}
              className="h-9 rounded-md bg-accent px-4 text-sm font-medium text-on-accent hover:bg-accent-hover"
            >
              Opnieuw proberen · <span lang="en">Try again</span>
            </button>
          </div>
        </main>
      </body>
    </html>
  );
}
