type Listener = (text: string) => void;

let current = "";
const listeners = new Set<Listener>();

/** The value under the pointer changes with every mouse move: it goes round React, straight to its text. */
export const pointerStore = {
  get: () => current,
  set(text: string) {
    if (text === current) return;
    current = text;
    for (const listener of listeners) listener(text);
  },
  subscribe(listener: Listener) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};
