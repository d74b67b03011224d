type Request = { initial: string; answer: (text: string) => void };

let current: Request | null = null;
const listeners = new Set<() => void>();

/** The text that a tool waits for; shown by TextPrompt. */
export const textRequest = {
  get: () => current,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  /** Ends the question; an empty text takes the mark away again. */
  answer(text: string) {
    const asked = current;
    set(null);
    asked?.answer(text.trim());
  },
};

function set(request: Request | null): void {
  current = request;
  for (const listener of listeners) listener();
}

/** Asks for the text of an arrow or a note. A question that is still open is answered with nothing. */
export function askForText(answer: (text: string) => void, initial = ""): void {
  const before = current;
  set({ initial, answer });
  before?.answer("");
}
