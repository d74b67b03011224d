import { useSyncExternalStore } from "react";
import { preferences, type ViewerPreferences } from "./preferences";

/** The preferences of who is looking; the component is drawn anew when they change. */
export function usePreferences(): ViewerPreferences {
  return useSyncExternalStore(preferences.subscribe, preferences.get, preferences.get);
}
