/** A key of the keyboard, as the help shows it. */
export function KeyHint({ children }: { children: string }) {
  return (
    <kbd className="inline-grid h-5 min-w-5 place-items-center rounded-sm border border-line-strong bg-sunken px-1 font-sans text-xs text-text">
      {children}
    </kbd>
  );
}
