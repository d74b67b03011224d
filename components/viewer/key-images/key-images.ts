import { api } from "@/components/api-client";
import type { DisplaySet, Frame } from "../data/display-sets";
import { SHARE_ROOT } from "./share-of";

/** A frame that somebody pointed out, with what was said about it. */
export type KeyImage = {
  id: string;
  studyInstanceUid: string;
  seriesInstanceUid: string;
  sopInstanceUid: string;
  frame: number;
  note: string;
  author: string;
  organization: string;
  /** Of the reader's own organisation: only those can be changed here. */
  isOwn: boolean;
  createdAt: string;
};

type Place = Pick<Frame, "sopInstanceUid" | "frame">;

let current: readonly KeyImage[] = [];
const roots = new Map<string, string>();
/** How often somebody here has marked or unmarked: a list that was asked for before that doesn't know it. */
let changes = 0;
const listeners = new Set<() => void>();

function replace(next: readonly KeyImage[]): void {
  current = next;
  for (const listener of listeners) listener();
}

const isAt = (place: Place) => (mark: KeyImage) =>
  mark.sopInstanceUid === place.sopInstanceUid && mark.frame === place.frame;

const address = (studyInstanceUid: string) => `/api/v1/studies/${studyInstanceUid}/key-images`;

function shareOf(studyInstanceUid: string): string | undefined {
  return SHARE_ROOT.exec(roots.get(studyInstanceUid) ?? "")?.[1];
}

/** The key images of the studies on screen: one copy for the page. */
export const keyImages = {
  get: () => current,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  isMarked: (place: Place) => current.some(isAt(place)),
  at: (place: Place) => current.filter(isAt(place)),

  /** Asks the server for a study's; without an answer there are none to show. */
  async load(root: string, studyInstanceUid: string): Promise<void> {
    roots.set(studyInstanceUid, root);
    const share = shareOf(studyInstanceUid);
    const query = share ? `?shareId=${encodeURIComponent(share)}` : "";
    const before = changes;
    const { items } = await api<{ items: KeyImage[] }>(`${address(studyInstanceUid)}${query}`);
    if (before !== changes) return keyImages.load(root, studyInstanceUid);
    replace([...current.filter((mark) => mark.studyInstanceUid !== studyInstanceUid), ...items]);
  },

  /** Marks a frame, or takes the own organisation's mark away. Resolves to whether it is marked now. */
  async toggle(set: DisplaySet, place: Place): Promise<boolean> {
    const own = current.find((mark) => mark.isOwn && isAt(place)(mark));
    if (own) {
      await keyImages.remove(own.id);
      return false;
    }
    await keyImages.note(set, place, "");
    return true;
  },

  /** Marks a frame with a note, or changes the note. */
  async note(
    set: Pick<DisplaySet, "studyInstanceUid" | "seriesInstanceUid">,
    place: Place,
    note: string,
  ): Promise<void> {
    const saved = await api<KeyImage>(address(set.studyInstanceUid), {
      method: "PUT",
      body: {
        shareId: shareOf(set.studyInstanceUid),
        seriesInstanceUid: set.seriesInstanceUid,
        sopInstanceUid: place.sopInstanceUid,
        frame: place.frame,
        note,
      },
    });
    changes += 1;
    replace([...current.filter((mark) => mark.id !== saved.id), saved]);
  },

  async remove(id: string): Promise<void> {
    await api(`/api/v1/key-images/${id}`, { method: "DELETE" });
    changes += 1;
    replace(current.filter((mark) => mark.id !== id));
  },
};
