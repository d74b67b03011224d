/** The panels at the right that come one at a time, beside the reports. */
export type SidePanel = "markings" | "tags" | "keyImages" | "conversation";

let current: SidePanel | null = null;
const listeners = new Set<() => void>();

export const sidePanel = {
  get: () => current,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  show(panel: SidePanel | null) {
    current = panel;
    for (const listener of listeners) listener();
  },
  toggle(panel: SidePanel) {
    sidePanel.show(current === panel ? null : panel);
  },
};
