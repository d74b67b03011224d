const UNATTENDED_AFTER_MS = 2 * 60_000;
let lastInputAt = 0;

if (typeof window !== "undefined") {
  lastInputAt = Date.now();
  const note = () => {
    lastInputAt = Date.now();
  };
  for (const type of ["pointerdown", "pointermove", "keydown", "wheel"])
    window.addEventListener(type, note, { capture: true, passive: true });
}

/** Nobody touched this page lately: what it still asks by itself must not keep the session from ending. */
export function isUnattended(): boolean {
  return Date.now() - lastInputAt > UNATTENDED_AFTER_MS;
}
