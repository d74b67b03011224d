import { z } from "zod";
import { apiOperation } from "@/lib/api";
import { OpeningHours } from "./directory-file";
import { SearchDirectoryInput } from "./search-directory";
import { SetFavoriteInput } from "./set-favorite";

const Address = z.object({
  addressId: z.uuid(),
  kind: z.enum(["PRACTITIONER", "MAILBOX"]),
  name: z.string(),
  role: z.string(),
  specialty: z.string(),
  department: z.string(),
  organization: z.string(),
  city: z.string(),
  isActive: z.boolean(),
  isConnected: z.boolean(),
  isFavorite: z.boolean(),
  email: z.string().nullable(),
  organizationId: z.uuid(),
  openingHours: OpeningHours.optional(),
  isOpen: z.boolean().optional(),
  opensAt: z.iso.datetime().nullable().optional(),
  acceptedModalities: z.array(z.string()).optional(),
  acceptedPurposes: z.array(z.string()).optional(),
  source: z.object({ name: z.string(), importedAt: z.iso.datetime() }).nullable(),
  lastSentAt: z.iso.datetime().nullable(),
});

export const searchDirectoryOperation = apiOperation({
  method: "GET",
  path: "/directory",
  summary: "Search the address book, best first",
  query: SearchDirectoryInput,
  response: z.object({ items: z.array(Address), nextCursor: z.string().nullable() }),
});

export const searchDirectoryByPostOperation = apiOperation({
  method: "POST",
  path: "/directory/search",
  summary:
    "The same search for fields that patients are looked up in too: what is typed stays out of addresses",
  body: SearchDirectoryInput,
  response: z.object({ items: z.array(Address), nextCursor: z.string().nullable() }),
});

export const setFavoriteOperation = apiOperation({
  method: "PUT",
  path: "/directory/favorites",
  summary: "Keep an address at the top of your book, or no longer",
  body: SetFavoriteInput,
  status: 204,
});
