import { z } from "zod";
import { apiOperation } from "@/lib/api";
import { Scope } from "@/lib/db/generated/enums";
import { Id, listing, removal, Text, When } from "./shapes";

export const listOrganizationTokensOperation = listing(
  "tokens",
  "Tokens of the own organisation's systems",
  z.object({
    tokenId: Id,
    name: Text,
    scopes: z.array(z.enum(Scope)),
    createdAt: When,
    expiresAt: When.nullable(),
    isExpired: z.boolean(),
  }),
);

export const createOrganizationTokenOperation = apiOperation({
  method: "POST",
  path: "/administration/tokens",
  summary: "A token for the own organisation's systems; it is shown this once",
  body: z.object({
    name: Text.max(100),
    scopes: z.array(z.enum(Scope)).min(1),
    expiresInDays: z.number().int().optional(),
  }),
  response: z.object({ tokenId: Id, token: Text, expiresAt: When.nullable() }),
  status: 201,
});

export const revokeOrganizationTokenOperation = removal(
  "tokens",
  "tokenId",
  "End a token of the own organisation or of one of its users at once",
);
