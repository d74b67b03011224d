import { z } from "zod";
import { apiOperation } from "@/lib/api";
import { Role } from "@/lib/db/generated/enums";
import { ViewerPreferences } from "./viewer-preferences";

const meSchema = z
  .object({
    userId: z.uuid(),
    email: z.string(),
    name: z.string(),
    roles: z.array(z.enum(Role)),
    organization: z.object({ id: z.uuid(), slug: z.string(), name: z.string() }),
    addressId: z.uuid().nullable(),
  })
  .meta({ id: "Me" });

export type Me = z.output<typeof meSchema>;

export const getMeOperation = apiOperation({
  method: "GET",
  path: "/me",
  summary: "Who is asking; 404 for an organisation's token",
  response: meSchema,
});

export const OwnLocale = z.object({ locale: z.enum(["nl", "en"]) });

export const setOwnLocaleOperation = apiOperation({
  method: "PUT",
  path: "/me/locale",
  summary: "The language of the mails that you get",
  body: OwnLocale,
  status: 204,
});

export const getViewerPreferencesOperation = apiOperation({
  method: "GET",
  path: "/me/viewer-preferences",
  summary: "How you like the viewer: keys and remembered layouts",
  response: ViewerPreferences,
});

export const setViewerPreferencesOperation = apiOperation({
  method: "PUT",
  path: "/me/viewer-preferences",
  summary: "Replaces the sections that are given and keeps the others",
  body: ViewerPreferences,
  status: 204,
});
