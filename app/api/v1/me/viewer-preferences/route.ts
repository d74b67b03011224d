import { apiRoute } from "@/lib/http";
import { getViewerPreferences, setViewerPreferences } from "@/lib/users";
import { getViewerPreferencesOperation, setViewerPreferencesOperation } from "@/lib/users/api";

export const GET = apiRoute(getViewerPreferencesOperation, (context) => getViewerPreferences(context));
export const PUT = apiRoute(setViewerPreferencesOperation, (context, { body }) =>
  setViewerPreferences(context, body),
);
