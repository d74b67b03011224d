/** What the reader switched off or chose to see over the images. Lives as long as the page. */
type Choices = {
  /** Markings that aren't shown, by id. */
  hidden: ReadonlySet<string>;
  areAllHidden: boolean;
  /** The presentation state in force, by study. */
  presentation: ReadonlyMap<string, string>;
};

let current: Choices = { hidden: new Set(), areAllHidden: false, presentation: new Map() };
const listeners = new Set<() => void>();

function replace(next: Partial<Choices>): void {
  current = { ...current, ...next };
  for (const listener of listeners) listener();
}

export const choices = {
  get: () => current,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};

export function toggleMarking(id: string): void {
  const hidden = new Set(current.hidden);
  if (!hidden.delete(id)) hidden.add(id);
  replace({ hidden });
}

export function toggleAllMarkings(): void {
  replace({ areAllHidden: !current.areAllHidden });
}

/** null: as the images themselves say. */
export function choosePresentation(studyInstanceUid: string, id: string | null): void {
  const presentation = new Map(current.presentation);
  if (id) presentation.set(studyInstanceUid, id);
  else presentation.delete(studyInstanceUid);
  replace({ presentation });
}
